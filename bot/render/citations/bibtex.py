"""Passages as BibTeX entries, in LaTeX that shows their characters."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from bot.render.citations.article import date_parts, one_line, title_of, web_address
from bot.render.citations.byline import Writer, writers_of
from bot.render.citations.character_references import UNSAFE_BLANK
from bot.render.citations.credit_words import note_words
from bot.render.controls import controls_shown
from bot.render.dates import MONTHS
from index.article import ArticleMetadata
from index.passage import Passage

# BibTeX counts braces even behind a backslash, so they get commands too.
_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    " ": "\\ ",
    "\n": r"\newline{}",
} | {mark: f"\\{mark}" for mark in "&%$#_"}
# Two of "-", "'" or "," would be drawn as one dash or quotation mark.
_MARKUP = re.compile(rf"(?P<ligature>(?<=-)-|(?<=')'|(?<=,),)|[\\{{}}~^`<>|&%$#_\n]|{UNSAFE_BLANK}")
_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9_]+")


def bibtex_entries(passages: Sequence[Passage]) -> str:
    """One entry a passage, each with its own key, blank lines between; `annote` is the passage, `note` who spoke."""
    keys = _distinct(_NOT_IN_KEY.sub("-", passage.id).strip("-") or "passage" for passage in passages)
    return "\n\n".join(_entry(passage, key) for passage, key in zip(passages, keys, strict=True))


def latex(value: str) -> str:
    """The value as LaTeX; control characters, which it cannot hold, are shown as symbols."""
    text = controls_shown(re.sub(r"\r\n?", "\n", value))
    return _MARKUP.sub(lambda found: f"{{}}{found[0]}" if found["ligature"] else _COMMANDS[found[0]], text)


def _entry(passage: Passage, key: str) -> str:
    article = passage.article
    fields = {
        "author": " and ".join(_name(writer) for writer in writers_of(article)),
        # The second braces keep the capitals as they are.
        "title": f"{{{latex(title_of(article))}}}",
        "journal": latex(one_line(article.publisher)),
        **_date_fields(article),
        "url": web_address(article) or "",
        "note": latex(note_words(passage)),
        "annote": latex(passage.text),
    }
    kind = "article" if fields["journal"] else "misc"
    lines = [f"  {name} = {_enclosed(name, value)}" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}"


def _enclosed(name: str, value: str) -> str:
    """The value in braces; a month is the abbreviation that every style defines."""
    return value if name == "month" else f"{{{value}}}"


def _name(writer: Writer) -> str:
    if writer.family and writer.given:
        return f"{latex(writer.family)}, {latex(writer.given)}"
    return f"{{{latex(writer.name)}}}"


def _date_fields(article: ArticleMetadata) -> dict[str, str]:
    parts = date_parts(article)
    if not parts:
        return {"year": f"{{{latex(one_line(article.published))}}}"} if one_line(article.published) else {}
    month = [MONTHS[number - 1][:3].lower() for number in parts[1:2]]
    return dict(zip(("year", "month", "day"), [str(parts[0]), *month, *map(str, parts[2:])], strict=False))


def _distinct(keys: Iterable[str]) -> Iterator[str]:
    """The keys, each that came before with a number behind it."""
    used: set[str] = set()
    for key in keys:
        free = next(k for k in (f"{key}{f'-{n}' if n else ''}" for n in count()) if k.lower() not in used)
        used.add(free.lower())
        yield free
