"""Reports: the clauses, phrases and objects that may hold what somebody is reported to have said.

Every candidate is a stretch of tokens with the cue that may report it; `report_features` tells the fitted model what it
looks like, and `utterance` chooses among them.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Token

from index.attribution.identity.apposition import apposition_after
from index.attribution.parse.mention import displaced_subject
from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.vocabulary.cue import LEMMA_OF_FORM, cue_lemma, is_strict
from index.attribution.vocabulary.role_noun import can_speak

VERBS = frozenset({"VERB", "AUX"})
CUE_PARTS = VERBS | {"NOUN", "ADJ", "ADP"}
CONTENT_DEPS = frozenset(
    {"ccomp", "xcomp", "dobj", "prep", "acl", "advcl", "oprd", "attr", "acomp", "pcomp", "relcl", "dep", "pobj"}
    | {"nsubj", "nsubjpass", "parataxis"}
)
# What a noun or an adjective can govern that says what was said: "the claim that …", "optimistic that …"
NOMINAL_DEPS = frozenset({"acl", "ccomp", "xcomp", "relcl", "prep"})
# Complements that the parser often cuts short, so that the rest of the sentence is tried as well.
CUT_SHORT_DEPS = frozenset({"ccomp", "xcomp", "dobj", "oprd", "advcl", "dep"})
FRONTED_DEPS = frozenset({"ccomp", "dep", "parataxis", "xcomp", "advcl"})
COMPLEMENT_DEPS = frozenset({"ccomp", "xcomp", "dobj"})
VIEW_NOUNS = frozenset({"view", "opinion", "words", "telling", "estimate", "assessment"})
EDGE_MARKS = frozenset(".,;:\"“”„«»'’‘`-–—!?()") | {"''", "``", "--", "..."}
LOOSE_LINKS = frozenset({"after", "floating-after"})
VIEW_LINKS = frozenset({"for-view", "in-view"})
VIEWERS = frozenset(
    {"experts", "analysts", "critics", "observers", "scholars", "economists", "researchers", "activists", "opponents"}
    | {"supporters", "advocates", "historians", "commentators", "diplomats", "scientists"}
)
MAX_CONTENT_TOKENS = 120
# "…, the mayor of Veldburg said on Monday, …": the words of a cue that floats in the sentence.
MAX_FLOATING_TOKENS = 25
MAX_AFTER_CUE_TOKENS = 12


@dataclass(frozen=True, slots=True)
class ReportCandidate:
    """Tokens `start` to `end` (half-open) that `cue` may report.

    `part` is the word of the sentence that heads them, the cue itself where none does; `link` is how they hang on
    the cue.
    """

    cue: Token
    start: int
    end: int
    link: str
    part: Token

    @property
    def dep(self) -> str:
        """The part's syntactic role."""
        return "-" if self.part == self.cue else str(self.part.dep_)


def find_report_candidates(parsed: ParsedParagraph) -> list[ReportCandidate]:
    """Every stretch of the paragraph outside and around marks that a word outside marks may report."""
    found: dict[tuple[int, int, int], ReportCandidate] = {}
    for cue in parsed.doc:
        if cue.pos_ in CUE_PARTS and parsed.is_outside(cue):
            for candidate in map(_trimmed, _candidates(parsed, cue)):
                if _may_be_content(candidate):
                    found.setdefault((cue.i, candidate.start, candidate.end), candidate)
    return list(found.values())


def _candidates(parsed: ParsedParagraph, cue: Token) -> Iterator[ReportCandidate]:
    first, last = parsed.sentence_range(cue)
    if cue.lower_ == "according":
        yield from _according(parsed, cue, first, last)
    elif cue.i == first and cue.lower_ in ("for", "in"):
        yield from _viewed(parsed, cue, last)
    elif cue.pos_ in VERBS:
        yield from _complements(cue, first, last)
        has_clause = any(child.dep_ == "ccomp" for child in cue.rights)
        if displaced_subject(cue) is not None:
            yield ReportCandidate(cue, cue.i + 1, last, "displaced", cue)
        elif not has_clause:
            yield from _fronted(cue, first)
            if cue.lower_ in LEMMA_OF_FORM:
                yield from _floating(parsed, cue, first, last)
    else:
        yield from _governed(cue, NOMINAL_DEPS)


def _according(parsed: ParsedParagraph, cue: Token, first: int, last: int) -> Iterator[ReportCandidate]:
    """Read: …, according to X; According to X, … ."""
    to = cue.nbor() if cue.i + 1 < len(cue.doc) else cue
    speaker = next((child for child in to.children if child.dep_ == "pobj"), None)
    if speaker is None:
        return
    yield ReportCandidate(cue, first, cue.i, "acc-before", cue)
    comma = _comma_past(parsed, speaker, last)
    if comma is not None:
        yield ReportCandidate(cue, comma + 1, last, "acc-after", cue)
    if cue.head.pos_ in VERBS and cue.head.i < cue.i:
        yield ReportCandidate(cue, max(first, cue.head.left_edge.i), cue.i, "acc-clause", cue)


def _viewed(parsed: ParsedParagraph, cue: Token, last: int) -> Iterator[ReportCandidate]:
    """Read: For X, …; In X's view, … ."""
    noun = next((child for child in cue.children if child.dep_ == "pobj"), None)
    if noun is None or (cue.lower_ == "in" and noun.lower_ not in VIEW_NOUNS):
        return
    comma = _comma_past(parsed, noun, last)
    if comma is not None:
        yield ReportCandidate(cue, comma + 1, last, cue.lower_ + "-view", cue)


def closes_sentence(candidate: ReportCandidate, parsed: ParsedParagraph) -> bool:
    """Whether somebody who speaks and a sure cue end the sentence: "…, experts told the paper".

    The parser often takes that for a second statement beside the first.
    """
    cue = candidate.cue
    subject = next((child for child in cue.lefts if child.dep_ == "nsubj"), None)
    if candidate.link != "floating-before" or subject is None or not is_strict(cue):
        return False
    speaks = subject.pos_ == "PROPN" or can_speak(subject.text)
    rest = parsed.doc[cue.i + 1 : parsed.sentence_range(cue)[1]]
    hearer_only = all(child.dep_ != "dobj" or cue_lemma(cue) == "tell" for child in cue.rights)
    told = parsed.doc[candidate.start : candidate.end]
    has_verbs = any(word.pos_ in VERBS for word in told), any(word.pos_ in VERBS for word in rest)
    return speaks and hearer_only and has_verbs == (True, False) and all(map(parsed.is_outside, rest))


def is_according(candidate: ReportCandidate, parsed: ParsedParagraph) -> bool:
    """Whether a comma sets "according to X" apart from what X said."""
    follows_comma = candidate.cue.i > 0 and parsed.doc[candidate.cue.i - 1].text == ","
    return candidate.link == "acc-after" or (candidate.link == "acc-before" and follows_comma)


def is_accusation(candidate: ReportCandidate) -> bool:
    """Read: X accused Y of …, in the active."""
    cue = candidate.cue
    is_active = any(child.dep_ == "nsubj" for child in cue.lefts) and candidate.part.dep_ == "dobj"
    words = [token.lower_ for token in cue.doc[candidate.start : candidate.end]]
    return cue_lemma(cue) == "accuse" and is_active and candidate.link in ("one", "tail") and "of" in words


def is_view(candidate: ReportCandidate, voices: Container[str]) -> bool:
    """Whether the one in whose view something is so is one who has views: a voice of the article, "some experts".

    What is so "for" anybody else, a town or a pupil, need not be what they say.
    """
    noun = next(child for child in candidate.cue.children if child.dep_ == "pobj")
    return candidate.link == "in-view" or noun.lower_ in voices or noun.lower_ in VIEWERS


def _complements(cue: Token, first: int, last: int) -> Iterator[ReportCandidate]:
    """Read: X said that …; X called Y …; X accused Y of … ."""
    for part in _content_parts(cue, CONTENT_DEPS):
        if _accompanies(part):
            continue
        start, end = max(part.left_edge.i, cue.i + 1), part.right_edge.i + 1
        yield ReportCandidate(cue, start, end, "one", part)
        yield ReportCandidate(cue, start, max(_clause_end(cue), end), "tail", part)
        if part.dep_ in CUT_SHORT_DEPS:
            yield ReportCandidate(cue, start, last, "rest", part)
        yield from _prepositional(cue, part)


def _clause_end(cue: Token) -> int:
    """The token after the cue's clause, without a second verb beside the cue, and without the day it was said."""
    parts = list(
        takewhile(
            lambda part: part.dep_ not in ("cc", "conj") and not _accompanies(part),
            (child for child in cue.rights if not child.is_punct),
        )
    )
    while len(parts) > 1 and _is_time(parts[-1]):
        parts.pop()
    return int(parts[-1].right_edge.i) + 1 if parts else int(cue.i) + 1


def _is_time(part: Token) -> bool:
    """Read: on Monday; last week."""
    words = [part, *part.children] if part.dep_ in ("prep", "npadvmod") else []
    return any(word.ent_type_ in ("DATE", "TIME") for word in words)


def _accompanies(part: Token) -> bool:
    """Whether it tells what else was done: "he added, handing her the keys"."""
    first = part.left_edge
    return part.dep_ == "advcl" and part.tag_ == "VBG" and first.i > 0 and first.nbor(-1).text == ","


def _governed(cue: Token, deps: frozenset[str]) -> Iterator[ReportCandidate]:
    """Read: the claim that …; doubts about … ."""
    for part in _content_parts(cue, deps):
        yield ReportCandidate(cue, max(part.left_edge.i, cue.i + 1), part.right_edge.i + 1, "one", part)
        yield from _prepositional(cue, part)


def _prepositional(cue: Token, part: Token) -> Iterator[ReportCandidate]:
    """Read: X called for … ."""
    if part.dep_ == "prep":
        for noun in part.children:
            if noun.dep_ in ("pobj", "pcomp"):
                yield ReportCandidate(cue, noun.left_edge.i, noun.right_edge.i + 1, "pobj", noun)


def _content_parts(cue: Token, deps: frozenset[str]) -> list[Token]:
    return [child for child in cue.rights if child.dep_ in deps and not child.is_punct]


def _fronted(cue: Token, first: int) -> Iterator[ReportCandidate]:
    """Read: …, X said."""
    for part in cue.lefts:
        if part.dep_ in FRONTED_DEPS:
            yield ReportCandidate(cue, max(first, part.left_edge.i), part.right_edge.i + 1, "left", part)


def _floating(parsed: ParsedParagraph, cue: Token, first: int, last: int) -> Iterator[ReportCandidate]:
    """…, X said, …: whatever the parser hangs on what."""
    subject = next((child for child in cue.children if child.dep_ == "nsubj"), None)
    near = [subject] if subject is not None and abs(subject.i - cue.i) < MAX_FLOATING_TOKENS else []
    opening = min([cue.i, *(word.left_edge.i for word in near)])
    floats = opening - 1 > first and parsed.doc[opening - 1].text == ","
    if floats:
        yield ReportCandidate(cue, first, opening - 1, "floating-before", cue)
        closing = max([cue.i, *(word.right_edge.i for word in near)])
        comma = _comma_from(parsed, closing + 1, min(last, closing + MAX_AFTER_CUE_TOKENS))
        if comma is not None:
            yield ReportCandidate(cue, comma + 1, last, "floating-after", cue)
    if not any(child.dep_ in COMPLEMENT_DEPS for child in cue.rights):
        yield ReportCandidate(cue, cue.i + 1, last, "after", cue)


def _comma_past(parsed: ParsedParagraph, noun: Token, last: int) -> int | None:
    """The comma that closes the phrase of the noun, past an apposition."""
    comma = _comma_from(parsed, noun.i + 1, last)
    apposition = apposition_after(parsed, comma) if comma is not None else None
    if apposition is not None and apposition[1] < last and parsed.doc[apposition[1]].text == ",":
        return apposition[1]
    return comma


def _comma_from(parsed: ParsedParagraph, start: int, end: int) -> int | None:
    return next((i for i in range(start, end) if parsed.doc[i].text == ","), None)


def _trimmed(candidate: ReportCandidate) -> ReportCandidate:
    """Without the marks at its edges and a leading "that"."""
    doc, start, end = candidate.cue.doc, candidate.start, candidate.end
    while start < end and _is_edge(doc[start]):
        start += 1
    while end > start and _is_edge(doc[end - 1]):
        end -= 1
    follows_cue = start > candidate.cue.i
    if follows_cue and start < end and doc[start].lower_ == "that" and doc[start].dep_ == "mark":
        start += 1
    return ReportCandidate(candidate.cue, start, end, candidate.link, candidate.part)


def _is_edge(token: Token) -> bool:
    return token.text in EDGE_MARKS or token.is_space


def _may_be_content(candidate: ReportCandidate) -> bool:
    length, start = candidate.end - candidate.start, candidate.start
    if not 0 < length <= MAX_CONTENT_TOKENS or start <= candidate.cue.i < candidate.end:
        return False
    first = candidate.cue.doc[start]
    # "…," he added, smiling at her.
    return not (candidate.link in LOOSE_LINKS and first.tag_ == "VBG" and first.nbor(-1).text == ",")
