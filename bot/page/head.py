"""What stands in the head of the chat page: its styles and scripts."""

from importlib.resources import files

from bot.render.page import copy_script, style_sheet

STYLES = ("chat.css", "filters.css", "explore.css", "timeline.css", "print.css")
SCRIPTS = (
    *("ready.js", "cards.js", "answers.js", "filters.js", "connection.js", "questions.js", "verify.js"),
    *("timeline.js", "explore.js", "address.js"),
)
"""In the order in which they need one another."""


def page_head() -> str:
    """The elements of the page's head that hold all styles and scripts: nothing is fetched."""
    own = files("bot.page")
    styles = [style_sheet(), *((own / name).read_text(encoding="utf-8") for name in STYLES)]
    scripts = [copy_script(), *((own / name).read_text(encoding="utf-8") for name in SCRIPTS)]
    return f"<style>{''.join(styles)}</style><script>{''.join(scripts)}</script>"
