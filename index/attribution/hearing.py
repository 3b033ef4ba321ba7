"""Hearing an article paragraph by paragraph: each saying gets its speaker, and the floor passes on."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from index.attribution.attributed import AttributedQuotation, Span
from index.attribution.candidate import Candidate, Evidence, find_candidates, find_introduction
from index.attribution.cue import ADDING_VERBS, ASKING_VERBS, cue_lemma
from index.attribution.doubt import conveys_anothers_words, is_unreal
from index.attribution.floor import GENDER_OF_PRONOUN, Floor, Turn
from index.attribution.identity import find_people
from index.attribution.paraphrase import Paraphrase, find_paraphrases
from index.attribution.parsed import OUTSIDE, ParsedParagraph
from index.attribution.resolution import Speaker, known_speakers, named_speaker, people_named, person_subjects
from index.attribution.role import find_roles
from index.attribution.speech import is_speech, stands_alone
from index.attribution.title import Gender
from index.passage import QuotationKind

# Set by hand in the order of trust; on labelled news subjects were right in 91 of 100, pronouns and continued
# quotations in about 80, the others are too rare there to tell.
CONFIDENCE: dict[Evidence, float] = {
    "subject": 0.95, "according-to": 0.9, "signature": 0.9, "for": 0.8, "pronoun": 0.8, "continued": 0.8,
    "introduced": 0.6, "none": 0.0,
}  # fmt: skip
CONTINUED_ACROSS_PARAGRAPHS = 0.7
UNRESOLVED = 0.3


@dataclass(frozen=True, slots=True)
class Heard:
    """Who said something, how that was found, and where the article says it."""

    speaker: Speaker | None
    evidence: Evidence
    confidence: float
    cue: Span | None = None
    mention: Span | None = None


UNHEARD = Heard(None, "none", CONFIDENCE["none"])


class Hearing:
    """The state of reading an article once from top to bottom."""

    def __init__(self, article: Sequence[ParsedParagraph]) -> None:
        self.article = article
        self.people = find_people(article)
        self.known = known_speakers(article, self.people)
        self.roles = find_roles(article, self.people)
        self.floor = Floor()

    def hear(self, number: int) -> Iterator[AttributedQuotation]:
        """The paragraph's attributed quotations; later paragraphs know who spoke here."""
        parsed = self.article[number]
        subjects: dict[int, list[Turn]] = defaultdict(list)
        for token, speaker in person_subjects(parsed, self.people):
            if token.head.dep_ != "ccomp":
                sentence = parsed.sentence_of[token.i]
                subjects[sentence].append(Turn(token.i, sentence, speaker, speaks=False))
        for sentence in range(len(parsed.sentences)):
            for turn in subjects[sentence]:
                self.floor.give(number, turn)
            for paraphrase in find_paraphrases(parsed, sentence):
                yield from self._hear_paraphrase(number, paraphrase)
            for region in parsed.regions_in(sentence):
                yield from self._hear_region(number, region)
        for region in range(len(parsed.regions)):
            if not parsed.is_parsed(region):
                yield self._region_quotation(number, region, UNHEARD)

    def _hear_region(self, number: int, region: int) -> Iterator[AttributedQuotation]:
        parsed = self.article[number]
        candidates = find_candidates(parsed, region)
        chosen = candidates[0] if candidates else None
        if not is_speech(parsed, region, chosen):
            return
        heard = self._identify(number, chosen) if chosen else self._continue(number, region)
        asks = chosen is not None and chosen.cue is not None and cue_lemma(parsed.doc[chosen.cue[0]]) in ASKING_VERBS
        asks = asks or (parsed.regions[region].closed and parsed.ending(region) == "?")
        self._give_floor(number, parsed.region_tokens(region)[0], heard, asks=asks)
        yield self._region_quotation(number, region, heard)

    def _hear_paraphrase(self, number: int, paraphrase: Paraphrase) -> Iterator[AttributedQuotation]:
        """Only persons' paraphrases are handed on; others still hold the floor."""
        parsed, candidate = self.article[number], paraphrase.candidate
        heard = self._identify(number, candidate)
        is_named = heard.speaker is not None and heard.speaker.is_named
        if candidate.evidence == "for" and not (heard.speaker and heard.speaker.name in self.known):
            return
        self._give_floor(number, candidate.mention.start, heard)
        if is_named:
            yield self._quotation("indirect", parsed.span(paraphrase.start, paraphrase.end), heard)

    def _give_floor(self, number: int, token: int, heard: Heard, *, asks: bool = False) -> None:
        sentence = self.article[number].sentence_of[token] if token < len(self.article[number].doc) else OUTSIDE
        turn = Turn(token, sentence, heard.speaker, asks=asks, cue=heard.cue, mention=heard.mention)
        self.floor.give(number, turn)

    def _identify(self, number: int, candidate: Candidate) -> Heard:
        """The speaker whom the candidate's mention stands for."""
        parsed, mention = self.article[number], candidate.mention
        evidence: Evidence = "pronoun" if mention.is_pronoun else candidate.evidence
        speaker = self._antecedent(number, candidate) if mention.is_pronoun else None
        if candidate.cue and _is_doubtful(parsed.doc[candidate.cue[0]], parsed):
            speaker = None
        elif not mention.is_pronoun:
            speaker = named_speaker(mention, parsed, self.people)
        return Heard(
            speaker,
            evidence,
            CONFIDENCE[evidence] if speaker else UNRESOLVED,
            cue=parsed.span(*candidate.cue) if candidate.cue else None,
            mention=parsed.span(mention.start, mention.end),
        )

    def _antecedent(self, number: int, candidate: Candidate) -> Speaker | None:
        parsed, mention = self.article[number], candidate.mention
        gender = GENDER_OF_PRONOUN.get(mention.head.lower_)
        if gender is None:
            return None
        adds = candidate.cue is not None and cue_lemma(parsed.doc[candidate.cue[0]]) in ADDING_VERBS
        sentence = parsed.sentence_of[mention.start]
        found = self.floor.antecedent(gender, number, mention.head, sentence, adds=adds)
        if found is None or (
            self.floor.gender_of(found) is None and self._is_another_near(number, mention.start, gender)
        ):
            return None
        self.floor.settle(found, gender)
        return found

    def _is_another_near(self, number: int, before: int, gender: Gender) -> bool:
        """Whether someone known to be of the gender is named before the token, here or in the paragraph before."""
        near = list(people_named(self.article[number], self.people, before))
        if number:
            near += people_named(self.article[number - 1], self.people, len(self.article[number - 1].doc))
        return any(self.floor.gender_of(speaker) == gender for speaker in near)

    def _continue(self, number: int, region: int) -> Heard:
        """The speaker of a quotation without a cue: whoever spoke last, here or, for a bare one, just before."""
        parsed = self.article[number]
        if not stands_alone(parsed, region):
            return UNHEARD
        spoken = self.floor.spoken_in(number)
        if spoken:
            is_left = self.floor.is_left(number, spoken[-1], before=parsed.region_tokens(region)[0])
            return UNHEARD if is_left else _continued(spoken[-1], CONFIDENCE["continued"])
        if parsed.is_bare and number:
            return self._continue_across(number)
        return self._introduced(number, parsed.sentence_of[parsed.region_tokens(region)[0]] - 1)

    def _continue_across(self, number: int) -> Heard:
        """The speaker of a paragraph that is nothing but a quotation."""
        before = self.article[number - 1]
        if before.paragraph.text.rstrip().endswith(":"):
            return self._introduced(number - 1, len(before.sentences) - 1)
        spoken = self.floor.spoken_in(number - 1)
        # When someone else has come up, the next voice may be theirs.
        if not spoken or self.floor.is_left(number - 1, spoken[-1], before=len(before.doc)):
            return UNHEARD
        return _continued(spoken[-1], CONTINUED_ACROSS_PARAGRAPHS)

    def _introduced(self, number: int, sentence: int) -> Heard:
        """The person whom the sentence before a quotation is about."""
        parsed = self.article[number]
        candidate = find_introduction(parsed, sentence) if sentence >= 0 else None
        heard = self._identify(number, candidate) if candidate else UNHEARD
        announced = candidate is not None and candidate.cue is not None and parsed.paragraph.text.rstrip().endswith(":")
        if announced or (heard.speaker and heard.speaker.is_named):
            return replace(
                heard, evidence="introduced", confidence=CONFIDENCE["introduced"] if heard.speaker else UNRESOLVED
            )
        return UNHEARD

    def _region_quotation(self, number: int, region: int, heard: Heard) -> AttributedQuotation:
        parsed = self.article[number]
        offset, marks = parsed.paragraph.start_char, parsed.regions[region]
        content = Span(offset + marks.start_char, offset + marks.end_char)
        return self._quotation("direct" if stands_alone(parsed, region) else "mixed", content, heard)

    def _quotation(self, kind: QuotationKind, content: Span, heard: Heard) -> AttributedQuotation:
        return AttributedQuotation(
            kind=kind,
            content=content,
            cue=heard.cue,
            speaker_mention=heard.mention,
            speaker=heard.speaker.name if heard.speaker else None,
            role=self.roles.get(heard.speaker.name) if heard.speaker else None,
            evidence=heard.evidence,
            confidence=heard.confidence,
        )


def _is_doubtful(cue: Token, parsed: ParsedParagraph) -> bool:
    return is_unreal(cue, parsed) or conveys_anothers_words(cue)


def _continued(turn: Turn, confidence: float) -> Heard:
    """The same speaker as in that turn, on the same evidence in the article."""
    # After a question the next voice is another's.
    if turn.speaker is None or turn.asks:
        return UNHEARD
    return Heard(turn.speaker, "continued", confidence, cue=turn.cue, mention=turn.mention)
