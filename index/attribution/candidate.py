"""Candidates: who may have said the words between two marks, each with the evidence for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeGuard

from spacy.tokens import Token

from index.attribution.cue import cue_end, cues_in, is_strict
from index.attribution.mention import Mention, mention_of, subject_of
from index.attribution.parsed import ParsedParagraph
from index.attribution.role_noun import can_speak

Evidence = Literal["subject", "pronoun", "according-to", "for", "signature", "continued", "introduced", "none"]
SENTENCE_GOES_ON = frozenset(",?!-\u2013\u2014\u2026")
# Words between a cue and the marks that it opens: "told reporters on Monday that …"
NEAR_TOKENS = 4

DASHES = frozenset({"-", "--", "\u2013", "\u2014", "\u2015"})
MAX_SIGNATURE_TOKENS = 6

# Ranks: where the cue stands to the marks, and whether it can do anything but report. Set by hand.
RANK_FOLLOWS = 100
RANK_OPENS = 90
RANK_SIGNATURE = 85
RANK_BEFORE = 80
RANK_TRAILS = 75
RANK_ACCORDING = 70
RANK_INTRODUCED = 0
LOOSE_LOSS = 15
# "X said Y would call it …": the verb without a tense is part of what X said
TENSELESS_LOSS = 25


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens of the cue (half-open), if any, and the mention that it points at; the highest `rank` is believed."""

    cue: tuple[int, int] | None
    mention: Mention
    evidence: Evidence
    rank: int


def find_candidates(parsed: ParsedParagraph, region: int) -> list[Candidate]:
    """What the region's own sentence says about its speaker, the best supported first."""
    start, end = parsed.region_tokens(region)
    if start == end:
        return []
    before, after = parsed.around(region)
    found = [
        *_following(parsed, region, cues_in(after)),
        *_preceding(parsed, start, cues_in(before)),
        *_according(parsed, [*before, *after]),
        *_signature(parsed, region),
    ]
    return sorted(found, key=lambda candidate: -candidate.rank)


def find_introduction(parsed: ParsedParagraph, sentence: int) -> Candidate | None:
    """Whom a sentence before a quotation introduces: its last cue's subject, else its own."""
    for cue in reversed(cues_in(parsed.sentences[sentence])):
        subject = subject_of(cue)
        if _may_speak(subject, cue, parsed):
            return _candidate(cue, subject, RANK_INTRODUCED)
    subjects = [token for token in parsed.sentences[sentence] if token.dep_ == "nsubj" and token.head.dep_ == "ROOT"]
    return Candidate(None, mention_of(subjects[0]), "introduced", RANK_INTRODUCED) if subjects else None


def _following(parsed: ParsedParagraph, region: int, cues: list[Token]) -> Iterator[Candidate]:
    """Read "…," said X; "…," X said; "…" as a whole, X said."""
    _, end = parsed.region_tokens(region)
    for cue in cues:
        inverted = _noun_phrase_at(parsed, cue.i + 1) if _is_next_word(parsed, end, cue) else None
        subject = inverted or subject_of(cue)
        if not _may_speak(subject, cue, parsed):
            continue
        first = min(cue.i, mention_of(subject).start)
        adjacent = _is_next_word(parsed, end, parsed.doc[first]) and subject.i >= end
        goes_on = parsed.ending(region) in SENTENCE_GOES_ON or first > end or cue.i == first
        rank = RANK_FOLLOWS if adjacent and goes_on else RANK_TRAILS
        yield _candidate(cue, subject, rank - (0 if is_strict(cue) else LOOSE_LOSS))


def _preceding(parsed: ParsedParagraph, start: int, cues: list[Token]) -> Iterator[Candidate]:
    """X said: "…"; X said it was "…"."""
    for distance, cue in enumerate(reversed(cues)):
        subject = subject_of(cue)
        near = start - cue.i <= NEAR_TOKENS
        rank = (RANK_OPENS if near else RANK_BEFORE) - (0 if is_strict(cue) or near else LOOSE_LOSS) - distance
        rank -= TENSELESS_LOSS if cue.tag_ == "VB" else 0
        if _may_speak(subject, cue, parsed):
            yield _candidate(cue, subject, rank)


def _may_speak(subject: Token | None, cue: Token, parsed: ParsedParagraph) -> TypeGuard[Token]:
    """Things do not speak, though "a plan calling for" something looks as if they did."""
    if subject is None or not parsed.is_outside(subject) or subject.ent_type_ in ("DATE", "TIME"):
        return False
    return subject.pos_ in ("PROPN", "PRON") or can_speak(subject.text) or (is_strict(cue) and cue.dep_ != "acl")


def _according(parsed: ParsedParagraph, tokens: list[Token]) -> Iterator[Candidate]:
    """According to X, "…"."""
    for token in tokens:
        to = parsed.doc[token.i + 1] if token.i + 1 < len(parsed.doc) else token
        if token.lower_ == "according" and to.lower_ == "to":
            speaker = next((child for child in to.children if child.dep_ == "pobj"), None)
            if speaker is not None and parsed.is_outside(speaker):
                yield Candidate((token.i, to.i + 1), mention_of(speaker), "according-to", RANK_ACCORDING)


def _signature(parsed: ParsedParagraph, region: int) -> Iterator[Candidate]:
    """X: "…" and "…" - X, where nothing else stands in the paragraph."""
    start, end = parsed.region_tokens(region)
    if start + len(parsed.doc) - end > MAX_SIGNATURE_TOKENS:
        return
    before, after = list(parsed.doc[:start]), list(parsed.doc[end:])
    if len(before) > 1 and before[-1].text == ":" and not after:
        yield from _signed(before[:-1])
    elif len(after) > 1 and after[0].text in DASHES and not before:
        yield from _signed(after[1:])


def _signed(tokens: list[Token]) -> Iterator[Candidate]:
    names = [token for token in tokens if token.pos_ == "PROPN"]
    if names and names == tokens[: len(names)]:
        first, last = names[0].i, names[-1].i
        mark = first - 1 if first else last + 1
        yield Candidate((mark, mark + 1), Mention(first, last + 1, names[-1]), "signature", RANK_SIGNATURE)


def _candidate(cue: Token, subject: Token, rank: int) -> Candidate:
    return Candidate((cue.i, cue_end(cue)), mention_of(subject), "subject", rank)


def _is_next_word(parsed: ParsedParagraph, start: int, token: Token) -> bool:
    """Whether only punctuation and adverbs stand between."""
    between = parsed.doc[start : token.i] if start <= token.i else parsed.doc[0:0]
    skipped = all(word.is_punct or word.is_space or word.pos_ == "ADV" for word in between)
    return start <= token.i and skipped


def _noun_phrase_at(parsed: ParsedParagraph, start: int) -> Token | None:
    """The head of the noun phrase that begins at the token."""
    for token in parsed.doc[start : start + 12]:
        if token.is_punct or token.pos_ in ("VERB", "AUX", "ADP", "SCONJ") or not parsed.is_outside(token):
            return None
        if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ not in ("compound", "poss", "nmod", "npadvmod"):
            return token
    return None
