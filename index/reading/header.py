"""The lines above an article's first paragraph: who wrote it, and when it was published."""

import re
from datetime import datetime

from dateutil import parser as date_parser

MAX_BYLINE_CHARS = 160
MAX_DATE_CHARS = 80

_BYLINE = re.compile(r"(?:by|words by|story by|written by|author):?\s+(?P<names>\S.*)", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"[\s,|/&]+|\s[–—-]\s")
# What stands beside names in a byline: particles and connectives, and what the writers are.
_BESIDE_NAMES = re.compile(
    r"and|for|of|in|from|the|with|to|del?|d[ai]|van|von|der|al|bin|ibn|el|l[ae]"
    r"|staff|special|writers?|reporters?|correspondents?|editors?|contributors?|agencies"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_TIME = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?"
_ZONE = r"(?:(?:z|utc|gmt)\b|[+-]\d{2}:?\d{2})"
_LOCAL_ZONE = r"(?:\s*\(?[a-z]{2,4}\)?)?"  # "ET", "CEST": letters that stand for other zones elsewhere
_LATER_DATE = r"(?:\s*[–—|·,;-]\s*(?:last\s+)?updated\b.*)?"
_DATE = re.compile(
    r"(?:(?:first\s+|last\s+)?(?:published|posted|updated|date)(?:\s+on)?\s*:?\s*)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
    rf"(?P<date>(?:{_MONTH}\s+{_DAY},?\s+\d{{4}}|{_DAY}\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
    rf"(?:,?\s*(?:t|at\s+)?{_TIME}\s*{_ZONE}?)?){_LOCAL_ZONE}{_LATER_DATE}",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}")
MAX_NAME_WORDS = 4
_BETWEEN = re.compile(r"\s*[|,·•–—-]\s*$")


def is_date_line(line: str) -> bool:
    """Whether the line states a date, with or without a time, and nothing else.

    "04/03/2023" is one, though what day it is depends on where the writer lives: it is no `published_of`.
    """
    return published_of(line) is not None or bool(_NUMERIC_DATE.fullmatch(line.strip()))


def published_of(line: str) -> str | None:
    """The date that the line consists of, ISO 8601, with the time where it has one; None for any other line."""
    if len(line) > MAX_DATE_CHARS:
        return None
    found = _DATE.fullmatch(line.strip())
    return _iso(found.group("date")) if found else None


def is_byline(line: str) -> bool:
    """Whether the line names who wrote the article and says nothing else."""
    return author_of(line) is not None


def author_of(line: str, *, before_date: bool = False) -> str | None:
    """The names in a byline; None for any other line.

    A line that stands right above the date needs less of a look: "By Ana Lind and Bo Ek contributed to this."
    """
    names, _ = split_byline(line)
    if names is None:
        return None
    return names if before_date or (_are_names(names) and len(names.split()) > 1) else None


def is_bare_name(line: str) -> bool:
    """Whether the line may be a name, of a writer or of a paper: two to four words, each with a capital."""
    words = line.split()
    return 2 <= len(words) <= MAX_NAME_WORDS and all(_is_capitalised(word) for word in words) and line[-1].isalpha()


def _are_names(names: str) -> bool:
    """Whether there are only names, and what stands beside names in a byline."""
    words = [word for word in _BETWEEN_NAMES.split(names) if word]
    return _is_capitalised(words[0]) and all(_is_capitalised(word) or _BESIDE_NAMES.fullmatch(word) for word in words)


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and all(letter.isalpha() or letter in "’'.-" for letter in word)


def split_byline(line: str) -> tuple[str | None, str | None]:
    """The names of a line that begins like a byline, and the date at its end: each None where there is none."""
    found = _BYLINE.fullmatch(line.strip())
    if not found or len(line) > MAX_BYLINE_CHARS:
        return None, None
    names, published = found.group("names"), None
    for date in _DATE.finditer(names):
        if date.end() == len(names):
            names, published = _BETWEEN.sub("", names[: date.start()]), _iso(date.group("date"))
    return re.sub(r"^by\s+", "", names, flags=re.IGNORECASE).strip(), published


def _iso(date: str) -> str | None:
    try:
        moment = date_parser.parse(re.sub(r"(\d)\.(\d\d)\b", r"\1:\2", date), default=datetime(1, 1, 1))
    except (ValueError, OverflowError):
        return None
    if re.search(r"\d[:.]\d{2}", date):
        return moment.isoformat(timespec="minutes")
    return moment.date().isoformat()
