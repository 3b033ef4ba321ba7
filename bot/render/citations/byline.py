"""Who wrote an article, for the forms that sort by family name: a name is split only where that is sure."""

import re
from dataclasses import dataclass

from bot.render.citations.article import one_line
from index.article import ArticleMetadata
from index.attribution.vocabulary.lexicon import word_set
from index.attribution.vocabulary.title import gender_of_name

_BY = re.compile(r"\Aby:?\s+(?=\S)", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r",? (?:and|&) |, ")
_INITIAL = re.compile(r"[A-Z]\.?")
# A place may have the name of a person, and so its papers and offices: "Charlotte Observer", "Victoria Police".
_IMPERSONAL_LAST_WORDS = word_set(
    """agencies agency authority board broadcasting bulletin bureau chronicle city college committee council court daily
    desk dispatch editorial express foundation gazette government group herald hospital institute journal league
    magazine mail media ministry monitor network news newsroom observer office party police post press radio record
    reporter review service society staff standard star sun team telegraph television times today tribune tv union
    university weekly world"""
)


@dataclass(frozen=True, slots=True)
class Writer:
    """A person or organisation: `name` as the article has it; `given` and `family` only where both are sure."""

    name: str
    given: str | None = None
    family: str | None = None

    @property
    def short_name(self) -> str:
        """The family name, or all of a name that is not split."""
        return self.family or self.name


def writers_of(article: ArticleMetadata) -> tuple[Writer, ...]:
    """Who the byline names; all of it as one where any part is not surely a person, none where there is none."""
    byline = _BY.sub("", one_line(article.author))
    if not byline:
        return ()
    writers = tuple(_named(name) for name in _BETWEEN_NAMES.split(byline))
    if byline == one_line(article.publisher) or not all(writer.family for writer in writers):
        return (Writer(byline),)
    return writers


def _named(name: str) -> Writer:
    """The name, split where it is a known given name, at most an initial, and one more word.

    Others may be an organisation, have the family name first, or two of them.
    """
    first, *middle, last = name.split(" ") if " " in name else ("", name)
    is_person = gender_of_name(first) is not None and len(middle) <= 1 and all(map(_INITIAL.fullmatch, middle))
    if not (is_person and first[0].isupper() and _is_family_name(last)):
        return Writer(name)
    return Writer(name, given=" ".join([first, *middle]), family=last)


def _is_family_name(word: str) -> bool:
    is_capitalised = word[:1].isupper() and len(word) > 1 and not word.isupper()
    return is_capitalised and all(_is_letter(c) for c in word) and word.lower() not in _IMPERSONAL_LAST_WORDS


def _is_letter(character: str) -> bool:
    return character.isalpha() or character in "'’-"
