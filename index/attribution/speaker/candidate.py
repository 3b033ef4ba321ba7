"""Candidates: the mentions near an utterance that may be its speaker's."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import Literal

from spacy.tokens import Token

from index.attribution.identity.name import PARTICLES
from index.attribution.parse.mention import Mention, subject_of
from index.attribution.parse.parsed import MAX_REACH_TOKENS, ParsedParagraph
from index.attribution.utterance.report import VIEW_NOUNS
from index.attribution.utterance.utterance import Utterance
from index.attribution.vocabulary.cue import cue_lemma, is_strict
from index.attribution.vocabulary.role_noun import is_role_noun

# How a mention hangs on the word that lets it speak: subject of a cue, noun after a cue ("said X"), after
# "according to" or "For", a signature, object of a cue ("told X"), subject of another verb.
Relation = Literal["subject", "inverted", "according-to", "for", "signature", "object", "actor", "none"]
SPEAKING_RELATIONS = frozenset({"subject", "inverted", "according-to", "for", "signature"})
NOUN_PARTS = frozenset({"NOUN", "PROPN", "PRON"})
INNER_DEPS = frozenset({"compound", "nmod"})
MEASURES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
DASHES = frozenset({"-", "--", "\u2013", "\u2014", "\u2015"})
# "From X: …"
SENDING_WORDS = frozenset({"from", "by"})
MAX_SIGNATURE_TOKENS = 12
MAX_NOUN_PHRASE_TOKENS = 12
MAX_SENTENCES = 2
MAX_PARAGRAPHS_BACK = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands in its sentence: the word it hangs on, if any, and how; of a signature its words."""

    cue: Token | None
    relation: Relation
    signature: Mention | None = None


@dataclass(frozen=True, slots=True)
class SpeakerCandidate:
    """The head of a mention in paragraph `paragraph`, and its places there."""

    paragraph: int
    head: Token
    places: tuple[Place, ...]

    @property
    def speaks(self) -> bool:
        """Whether a cue lets it speak somewhere."""
        return any(place.relation in SPEAKING_RELATIONS for place in self.places)


@dataclass
class Stage:
    """The paragraphs of an article with everybody who may speak in them; each paragraph is searched once."""

    article: Sequence[ParsedParagraph]
    labels: Mapping[int, Mention] = field(default_factory=dict)
    _mentions: dict[int, dict[int, tuple[Place, ...]]] = field(default_factory=dict)
    _speaking: dict[int, list[int]] = field(default_factory=dict)

    def mentions(self, paragraph: int) -> Mapping[int, tuple[Place, ...]]:
        """The heads of mentions in the paragraph, by token number, in order."""
        if paragraph not in self._mentions:
            label = self.labels.get(paragraph)
            found = _mentions_in(self.article[paragraph])
            signed = {label.head.i: (Place(label.head.doc[label.end], "signature", label),)} if label else {}
            self._mentions[paragraph] = {**signed, **found, **signed}
        return self._mentions[paragraph]

    def speaking(self, paragraph: int) -> list[int]:
        """The heads that a cue lets speak."""
        if paragraph not in self._speaking:
            self._speaking[paragraph] = [
                head
                for head, places in self.mentions(paragraph).items()
                if any(place.relation in SPEAKING_RELATIONS for place in places)
            ]
        return self._speaking[paragraph]

    @cached_property
    def voices(self) -> Counter[str]:
        """How often each word, in lower case, heads a mention that speaks by a cue that can do nothing but report."""
        return Counter(
            parsed.doc[head].lower_
            for number, parsed in enumerate(self.article)
            for head, places in self.mentions(number).items()
            if any(is_sure(place) for place in places)
        )

    def somebody_since(self, utterance: Utterance, candidate: SpeakerCandidate) -> bool:
        """Whether a person other than the candidate acts or speaks between the candidate and the utterance."""
        name = candidate.head.lower_
        for number in range(candidate.paragraph, utterance.paragraph + 1):
            doc = self.article[number].doc
            first = candidate.head.i + 1 if number == candidate.paragraph else 0
            last = utterance.start if number == utterance.paragraph else len(doc)
            for head, places in self.mentions(number).items():
                acts = any(place.relation in ("actor", "subject", "inverted") for place in places)
                if first <= head < last and acts and doc[head].lower_ != name and is_person(doc[head]):
                    return True
        return False

    def candidates(self, utterance: Utterance) -> list[SpeakerCandidate]:
        """Whoever is mentioned near the utterance, and who spoke or acted in the paragraphs just before."""
        return [*self._here(utterance), *self._before(utterance)]

    def _here(self, utterance: Utterance) -> Iterator[SpeakerCandidate]:
        parsed = self.article[utterance.paragraph]
        for head, places in self.mentions(utterance.paragraph).items():
            if not utterance.start - MAX_REACH_TOKENS <= head < utterance.end + MAX_REACH_TOKENS:
                continue
            steps = abs(sentences_from(parsed, utterance, head))
            acts = any(place.relation not in ("none", "object") for place in places) or is_subject(parsed.doc[head])
            if not utterance.start <= head < utterance.end and steps <= MAX_SENTENCES and (acts or not steps):
                yield SpeakerCandidate(utterance.paragraph, parsed.doc[head], places)

    def _before(self, utterance: Utterance) -> Iterator[SpeakerCandidate]:
        """As far back as the paragraph before, and further over paragraphs that are nothing but quotations."""
        first = max(0, utterance.paragraph - MAX_PARAGRAPHS_BACK)
        for number in range(utterance.paragraph - 1, first - 1, -1):
            parsed = self.article[number]
            for head, places in self.mentions(number).items():
                acts = any(place.relation == "actor" for place in places) or is_subject(parsed.doc[head])
                candidate = SpeakerCandidate(number, parsed.doc[head], places)
                if candidate.speaks or (acts and parsed.sentence_of[head] == parsed.sentence_of[-1]):
                    yield candidate
            if not parsed.is_bare:
                return


def is_person(token: Token) -> bool:
    """Whether the token heads a person's name or a noun for one person."""
    is_name = token.pos_ == "PROPN" and token.ent_type_ in ("PERSON", "")
    return is_name or (token.tag_ == "NN" and is_role_noun(token.text))


def is_subject(token: Token) -> bool:
    """Whether the token is a finite verb's subject."""
    return token.dep_ in ("nsubj", "nsubjpass")


def is_sure(place: Place) -> bool:
    """Whether the place lets nobody but a speaker stand there."""
    if place.cue is None or place.relation not in SPEAKING_RELATIONS:
        return False
    return place.relation == "according-to" or is_strict(place.cue)


def sentences_from(parsed: ParsedParagraph, utterance: Utterance, token: int) -> int:
    """Sentences from the utterance to the token: negative before it, 0 in a sentence of its own, positive after it."""
    sentence, numbers = parsed.sentence_of[token], parsed.sentence_of
    first, last = numbers[utterance.start], numbers[utterance.end - 1]
    return min(sentence - first, 0) + max(sentence - last, 0)


def _mentions_in(parsed: ParsedParagraph) -> dict[int, tuple[Place, ...]]:
    found: dict[int, list[Place]] = {}
    for head, place in _places(parsed):
        if parsed.is_outside(head):
            found.setdefault(head.i, []).append(place)
    for token in parsed.doc:
        if token.i not in found and _may_be_mention(token) and parsed.is_outside(token):
            found[token.i] = [Place(None, "none")]
    return {head: tuple(found[head]) for head in sorted(found)}


def _may_be_mention(token: Token) -> bool:
    return token.pos_ in NOUN_PARTS and token.dep_ not in INNER_DEPS and token.ent_type_ not in MEASURES


def _places(parsed: ParsedParagraph) -> Iterator[tuple[Token, Place]]:
    yield from _signatures(parsed)
    for token in parsed.doc:
        if not parsed.is_outside(token):
            continue
        if cue_lemma(token) is not None and token.dep_ not in ("aux", "auxpass"):
            yield from _beside_cue(parsed, token)
        elif token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            yield from ((child, Place(token, "actor")) for child in token.children if child.dep_ == "nsubj")
        elif token.lower_ == "to" and token.i and token.nbor(-1).lower_ == "according":
            yield from ((noun, Place(token.nbor(-1), "according-to")) for noun in token.children if noun.dep_ == "pobj")
        elif token.lower_ in ("for", "in") and token.is_sent_start:
            yield from _viewers(token)


def _beside_cue(parsed: ParsedParagraph, cue: Token) -> Iterator[tuple[Token, Place]]:
    subject = subject_of(cue)
    inverted = _noun_phrase_at(parsed, cue.i + 1)
    if subject is not None:
        yield subject, Place(cue, "subject")
    if inverted is not None and inverted != subject:
        yield inverted, Place(cue, "inverted")
    for child in cue.children:
        if child.dep_ in ("dobj", "dative") and child.pos_ in NOUN_PARTS and child != inverted:
            yield child, Place(cue, "object")


def _viewers(preposition: Token) -> Iterator[tuple[Token, Place]]:
    """Read: For X, …; In X's view, … ."""
    for noun in preposition.children:
        if noun.dep_ == "pobj" and preposition.lower_ == "for":
            yield noun, Place(preposition, "for")
        elif noun.dep_ == "pobj" and noun.lower_ in VIEW_NOUNS:
            yield from ((owner, Place(preposition, "for")) for owner in noun.children if owner.dep_ == "poss")


def _signatures(parsed: ParsedParagraph) -> Iterator[tuple[Token, Place]]:
    """X: "…" and "…" - X, where little else stands in the paragraph."""
    if not parsed.regions or not parsed.is_parsed(0):
        return
    start, _ = parsed.region_tokens(0)
    _, end = parsed.region_tokens(max(region for region in range(len(parsed.regions)) if parsed.is_parsed(region)))
    before, after = _words(parsed.doc[:start]), _words(parsed.doc[end:])
    if 1 < len(before) <= MAX_SIGNATURE_TOKENS and before[-1].text == ":":
        yield from _signed(before[before[0].lower_ in SENDING_WORDS : -1], before[-1])
    if 1 < len(after) <= MAX_SIGNATURE_TOKENS and after[0].text in DASHES:
        yield from _signed(after[1:], after[0])


def _words(tokens: Iterable[Token]) -> list[Token]:
    return [token for token in tokens if not token.is_space]


def _signed(tokens: Sequence[Token], mark: Token) -> Iterator[tuple[Token, Place]]:
    name = list(takewhile(lambda token: token.text[0].isupper() or token.lower_ in PARTICLES, tokens))
    follows = tokens[len(name)].text if len(name) < len(tokens) else ""
    has_verb = any(token.pos_ in ("VERB", "AUX") for token in tokens)
    if name and name[-1].pos_ in ("PROPN", "NOUN") and follows in ("", ",", "(") and not has_verb:
        yield name[-1], Place(mark, "signature", Mention(name[0].i, name[-1].i + 1, name[-1]))


def _noun_phrase_at(parsed: ParsedParagraph, start: int) -> Token | None:
    """The head of the noun phrase that begins at the token."""
    for token in parsed.doc[start : start + MAX_NOUN_PHRASE_TOKENS]:
        if token.is_punct or token.pos_ in ("VERB", "AUX", "ADP", "SCONJ") or not parsed.is_outside(token):
            return None
        if token.pos_ in NOUN_PARTS and token.dep_ not in ("compound", "poss", "nmod", "npadvmod"):
            return token
    return None
