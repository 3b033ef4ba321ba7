"""Names as they stand in a parsed text: capitalised runs, less the titles before them."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from index.attribution.parse.region import MARK
from index.attribution.vocabulary.cue import is_reporting_form
from index.attribution.vocabulary.lexicon import word_set
from index.attribution.vocabulary.role_noun import is_role_noun
from index.attribution.vocabulary.title import gender_of_name, is_title

MAX_RUN_TOKENS = 12
MAX_NICKNAME_TOKENS = 5
PARTICLES = word_set("de da di do dos del della der den van von bin ibn ben al el la le du st. ter")
JOINERS = frozenset({"-", "\u2010", "\u2011"})
POST_NOMINALS = frozenset({"KC", "QC", "MP", "MEP", "OBE", "CBE", "MBE", "PhD", "MD"})
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# A run that holds one of these names no person.
IMPERSONAL_WORDS = word_set(
    """university college school institute department ministry committee commission council agency association
    organization organisation foundation center centre company corp corp. inc inc. llc ltd group bank party campaign
    team club union federation league society bureau office court house senate congress parliament administration
    government army navy force forces police fbi cia news times post journal tribune herald gazette press magazine radio
    network tv cnn nbc abc cbs fox street avenue road city county state states kingdom republic island river lake
    mountain park airport hospital church museum act bill law war day award prize project program fund coalition
    alliance national international american united north south east west new great"""
)


@dataclass(frozen=True, slots=True)
class NameRun:
    """A name without its titles: tokens `start` to `end` (half-open)."""

    start: int
    end: int
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)


def name_runs(doc: Doc) -> Iterator[NameRun]:
    """The text's names in order; where the recogniser saw a person of two words or more in a run, those words."""
    i = 0
    while i < len(doc):
        end = _run_end(doc, i)
        if end > i:
            yield from _split(doc, i, end)
        i = max(end, i + 1)


def run_at(head: Token) -> NameRun | None:
    """The name that the token is part of."""
    start = max(0, head.i - MAX_RUN_TOKENS + 1)
    while start < head.i and _run_end(head.doc, start) <= head.i:
        start += 1
    runs = _split(head.doc, start, _run_end(head.doc, start)) if _is_name_word(head) else []
    return next((run for run in runs if run.start <= head.i < run.end), None)


def surname(words: tuple[str, ...]) -> str:
    """The last word that is no suffix like Jr."""
    kept = [word for word in words if word.lower() not in SUFFIXES]
    return kept[-1] if kept else words[-1]


def _is_name_word(token: Token) -> bool:
    named = token.pos_ == "PROPN" or token.ent_type_ == "PERSON"
    return named and token.text[0].isupper() and token.ent_type_ not in ("DATE", "TIME")


def _run_end(doc: Doc, start: int) -> int:
    """Where the run that begins at `start` ends; `start` itself when none does."""
    if not _is_name_word(doc[start]):
        return start
    end = start + 1
    while end < min(len(doc), start + MAX_RUN_TOKENS):
        end = _nickname_end(doc, end)
        token = doc[end]
        joiner = end + (token.text in JOINERS and not doc[end - 1].whitespace_)
        while joiner < len(doc) and doc[joiner].lower_ in PARTICLES:
            joiner += 1
        if not _is_name_word(token) and not (joiner > end and joiner < len(doc) and _is_name_word(doc[joiner])):
            break
        end = max(end + 1, joiner)
    return end


def _nickname_end(doc: Doc, start: int) -> int:
    """Past a nickname in marks that the name goes on behind: Karl “Bones” Brandt; else `start`."""
    if not MARK.fullmatch(doc[start].text):
        return start
    for end in range(start + 2, min(start + MAX_NICKNAME_TOKENS, len(doc) - 1)):
        if MARK.fullmatch(doc[end].text):
            return end + 1 if _is_name_word(doc[end + 1]) and doc[start + 1].text[0].isupper() else start
    return start


def _split(doc: Doc, start: int, end: int) -> list[NameRun]:
    parts = [part for part in _people_in(doc, start, end) if part[1] - part[0] > 1] or [(start, end)]
    runs = [_untitled(doc, first, last) for first, last in parts]
    return [run for run in runs if run is not None]


def _people_in(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """Where the recogniser saw persons in the run."""
    people: list[tuple[int, int]] = []
    for token in doc[start:end]:
        if token.ent_type_ != "PERSON":
            continue
        if people and token.ent_iob_ == "I" and people[-1][1] == token.i:
            people[-1] = (people[-1][0], token.i + 1)
        else:
            people.append((token.i, token.i + 1))
    return people


def _is_occupation(doc: Doc, start: int, end: int) -> bool:
    """Whether the word says what the person is whose given name and surname follow: "Fisherman Bo Ekdal"."""
    names_follow = end - start > 2 and gender_of_name(doc[start + 1].text) is not None
    return names_follow and gender_of_name(doc[start].text) is None and is_role_noun(doc[start].text)


def _untitled(doc: Doc, start: int, end: int) -> NameRun | None:
    if start < end - 1 and doc[start].is_sent_start and is_reporting_form(doc[start].text):
        start += 1
    while start < end - 1 and (is_title(doc[start].text) or _is_occupation(doc, start, end)):
        start += 1
    while end > start and (doc[end - 1].text in POST_NOMINALS or not any(map(str.isalnum, doc[end - 1].text))):
        end -= 1
    words = doc[start:end].text.split()
    return NameRun(start, end, tuple(words)) if words and not is_title(words[-1]) else None
