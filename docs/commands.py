"""Write docs/commands.md from the commands' own help: `make docs`."""

from pathlib import Path

from click.testing import CliRunner

from bot.cli import main

PAGE = Path(__file__).with_name("commands.md")
HEAD = """# Commands

Every command's own help, as `onrecord COMMAND --help` prints it. An error is one sentence on stderr.
"""


def commands_page() -> str:
    """The page as it should be."""
    parts = [HEAD]
    for name in ("", *main.list_commands(None)):  # type: ignore[arg-type]
        arguments = [name, "--help"] if name else ["--help"]
        text = CliRunner().invoke(main, arguments, prog_name="onrecord", terminal_width=80).stdout
        parts.append(f"## {f'onrecord {name}'.strip()}\n\n```\n{text.strip()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(commands_page(), encoding="utf-8")
