"""The page in a frame: a heading, a form that works without a script, and the answer."""

from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import files
from string import Template

from bot.embed.request import Look, Question
from bot.render.escaping import escaped


def embed_page(look: Look, question: Question, *, answer: str, thread: str, parents: Sequence[str]) -> str:
    """The whole page. Nothing in it is inline, and it loads one style sheet and one script.

    :param answer: the answer's cards or the sentence why there is none, as HTML; "" before anything is asked.
    :param thread: what the next question is to follow on.
    :param parents: the origins that may frame the page, to which it tells its height.
    """
    shown = {
        "theme": look.theme,
        "scheme": "light dark" if look.theme == "auto" else look.theme,
        "parents": " ".join(parents),
        "title": look.title,
        "q": question.q,
        "thread": thread,
    }
    kept = {"speaker": question.speaker, "k": question.k} | _changed(look)
    template = Template((files("bot.embed") / "frame.html").read_text(encoding="utf-8"))
    values = {name: escaped(value) for name, value in shown.items()}
    return template.substitute(values, hidden=_hidden(kept), answer=answer)


def _changed(look: Look) -> dict[str, str]:
    """The looks that are not as they would be anyway."""
    usual = Look()
    return {name: value for name, value in asdict(look).items() if value != getattr(usual, name)}


def _hidden(fields: dict[str, str]) -> str:
    """What a question asked without a script takes along."""
    return "".join(
        f'<input type="hidden" name="{name}" value="{escaped(value)}">' for name, value in fields.items() if value
    )
