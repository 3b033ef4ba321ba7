"""Roles: the article's own fullest phrase about a person, wherever it stands."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from index.attribution.identity.apposition import apposition_after
from index.attribution.identity.name import NameRun, name_runs
from index.attribution.identity.people import People
from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.vocabulary.role_noun import is_role_noun
from index.attribution.vocabulary.title import HONORIFICS

MAX_ROLE_CHARS = 200
# Before a title these belong to the sentence, not to the role.
NOT_IN_TITLES = frozenset({"many", "some", "other", "such", "same", "own", "like"})
TITLE_PARTS = frozenset({"PROPN", "NOUN", "ADJ"})


def find_roles(article: Sequence[ParsedParagraph], people: People) -> dict[str, str]:
    """The longest good phrase for each person that has one, by full name."""
    phrases: dict[str, list[str]] = defaultdict(list)
    for parsed in article:
        for run in name_runs(parsed.doc):
            meant = people.named(run.words, parsed.paragraph.start_char + parsed.doc[run.start].idx)
            if len(meant) == 1 and parsed.is_outside(parsed.doc[run.start]):
                phrases[meant[0].name] += [_text(parsed, *tokens) for tokens in _phrases(parsed, run)]
    fitting = {name: [text for text in found if len(text) <= MAX_ROLE_CHARS] for name, found in phrases.items()}
    return {name: max(found, key=len) for name, found in fitting.items() if found}


def _phrases(parsed: ParsedParagraph, run: NameRun) -> Iterator[tuple[int, int]]:
    """The tokens (half-open) of the title before the name and of the apposition after it."""
    title = _title_before(parsed, run.start)
    apposition = apposition_after(parsed, run.end)
    yield from (tokens for tokens in (title, apposition) if tokens is not None)


def _title_before(parsed: ParsedParagraph, name_start: int) -> tuple[int, int] | None:
    """Read "Russian President" before a name; an honorific is no role."""
    start = end = name_start
    while start and _is_title_part(parsed, parsed.doc[start - 1]):
        start -= 1
    while end > start and parsed.doc[end - 1].lower_ in HONORIFICS:
        end -= 1
    return (start, end) if end > start and is_role_noun(parsed.doc[end - 1].text) else None


def _is_title_part(parsed: ParsedParagraph, token: Token) -> bool:
    if not parsed.is_outside(token) or token.lower_ in NOT_IN_TITLES or token.ent_type_ in ("DATE", "TIME", "CARDINAL"):
        return False
    joins = token.tag_ in ("POS", "HYPH") or (token.text == "-" and not token.whitespace_)
    return token.pos_ in TITLE_PARTS or joins


def _text(parsed: ParsedParagraph, start: int, end: int) -> str:
    span, offset = parsed.span(start, end), parsed.paragraph.start_char
    return parsed.paragraph.text[span.start_char - offset : span.end_char - offset]
