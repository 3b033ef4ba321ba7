"""Paraphrases: what someone is reported to have said, without quotation marks."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from index.attribution.apposition import apposition_after
from index.attribution.candidate import Candidate
from index.attribution.cue import cue_end, cues_in, is_strict
from index.attribution.doubt import is_unreal
from index.attribution.mention import mention_of
from index.attribution.parsed import ParsedParagraph

VIEW_NOUNS = frozenset({"view", "opinion", "words", "telling", "estimate", "assessment"})


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """Tokens `start` to `end` (half-open) of the clause that is reported, and who reports it."""

    start: int
    end: int
    candidate: Candidate


def find_paraphrases(parsed: ParsedParagraph, sentence: int) -> list[Paraphrase]:
    """What the sentence reports, at most one paraphrase; sentences with words between marks have none."""
    tokens = parsed.sentences[sentence]
    if not tokens or parsed.regions_in(sentence):
        return []
    found = [*_by_preposition(parsed, tokens), *_by_clause(parsed, tokens)]
    return [paraphrase for paraphrase in found if paraphrase.end > paraphrase.start][:1]


def _by_preposition(parsed: ParsedParagraph, tokens: list[Token]) -> Iterator[Paraphrase]:
    """According to X, …; …, according to X; For X, …; In X's view, … ."""
    first, last = tokens[0].i, tokens[-1].i
    for token in tokens:
        to = token.nbor() if token.lower_ == "according" and token.i < last else token
        if to.lower_ == "to" and to is not token:
            yield from _main_clause(parsed, token, to, first, last)
    yield from _view(parsed, tokens[0], last)


def _main_clause(parsed: ParsedParagraph, cue: Token, to: Token, first: int, last: int) -> Iterator[Paraphrase]:
    speaker = next((child for child in to.children if child.dep_ == "pobj"), None)
    if speaker is None:
        return
    candidate = Candidate((cue.i, to.i + 1), mention_of(speaker), "according-to", 0)
    if cue.i == first:
        start = _after_comma(parsed, speaker, last)
        yield Paraphrase(start, last + 1, candidate)
    elif parsed.doc[cue.i - 1].text == ",":
        yield Paraphrase(first, cue.i - 1, candidate)


def _view(parsed: ParsedParagraph, opening: Token, last: int) -> Iterator[Paraphrase]:
    """For X, …; In X's view, … ."""
    noun = next((child for child in opening.children if child.dep_ == "pobj"), None)
    if noun is None or opening.lower_ not in ("for", "in"):
        return
    speaker: Token | None = noun
    if opening.lower_ == "in":
        owners = [child for child in noun.children if child.dep_ == "poss"] if noun.lower_ in VIEW_NOUNS else []
        speaker = owners[0] if owners else None
    if speaker is None or speaker.pos_ != "PROPN" or noun.right_edge.i + 1 > last:
        return
    start = _after_comma(parsed, noun, last)
    yield Paraphrase(start, last + 1, Candidate((opening.i, opening.i + 1), mention_of(speaker), "for", 0))


def _after_comma(parsed: ParsedParagraph, noun: Token, last: int) -> int:
    """The token after the comma that closes the phrase of the noun; past the sentence when there is none."""
    comma = next((i for i in range(noun.i + 1, last) if parsed.doc[i].text == ","), last)
    apposition = apposition_after(parsed, comma)
    if apposition is not None and apposition[1] < last and parsed.doc[apposition[1]].text == ",":
        comma = apposition[1]
    return comma + 1


def _by_clause(parsed: ParsedParagraph, tokens: list[Token]) -> Iterator[Paraphrase]:
    """X said (that) …; …, X said."""
    for cue in cues_in(tokens):
        subject = next((child for child in cue.children if child.dep_ == "nsubj"), None)
        clauses = [child for child in cue.children if child.dep_ == "ccomp"]
        if subject is None or not clauses or not is_strict(cue) or _is_subordinate(cue) or is_unreal(cue, parsed):
            continue
        start, end = max(clauses[-1].left_edge.i, tokens[0].i), min(clauses[-1].right_edge.i, tokens[-1].i) + 1
        opening = min(subject.left_edge.i, cue.i)
        if start > max(subject.i, cue.i):
            start += parsed.doc[start].lower_ == "that"
        elif end > opening or parsed.doc[opening - 1].text != ",":
            continue
        yield Paraphrase(start, end, Candidate((cue.i, cue_end(cue)), mention_of(subject), "subject", 0))


def _is_subordinate(cue: Token) -> bool:
    return cue.dep_ in ("relcl", "acl", "advcl", "ccomp", "pcomp", "csubj")
