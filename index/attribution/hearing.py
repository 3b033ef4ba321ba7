"""Hearing an article: each utterance gets its mention, the mention its speaker, the name its confidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.attribution.attributed import Evidence
from index.attribution.identity.people import People, find_people
from index.attribution.identity.resolution import Speaker, named_speaker, signed_speaker
from index.attribution.identity.role import find_roles
from index.attribution.model.linear import Models
from index.attribution.parse.mention import RELATIVE_TAGS, Mention, mention_of, related_noun, subject_of
from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.speaker.antecedent import Antecedent, settle_pronouns
from index.attribution.speaker.candidate import Place, SpeakerCandidate, Stage, sentences_from
from index.attribution.speaker.choice import Choice, antecedent_chooser, choose_speaker
from index.attribution.speaker.confidence import confidence_features
from index.attribution.utterance.doubt import conveys_anothers_words, is_done_to_its_subject, is_unreal
from index.attribution.utterance.label import find_labels
from index.attribution.utterance.utterance import Utterance, find_utterances
from index.attribution.vocabulary.cue import ASKING_VERBS, cue_lemma
from index.attribution.vocabulary.role_noun import can_speak

EVIDENCE_OF_RELATION: dict[str, Evidence] = {
    "subject": "subject", "inverted": "subject", "according-to": "according-to", "for": "for", "signature": "signature",
}  # fmt: skip

# The log odds of a choice without an alternative.
CERTAIN = 5.0


@dataclass(frozen=True, slots=True)
class Heard:
    """An utterance with all that was found out about its speaker."""

    utterance: Utterance
    choice: Choice | None
    mention: Mention | None
    antecedent: Antecedent | None
    speaker: Speaker | None
    evidence: Evidence

    def features(self, stage: Stage) -> list[str]:
        """What the model of the confidence looks at."""
        since = self.choice is not None and stage.somebody_since(self.utterance, self.choice.candidate)
        return confidence_features(
            self.utterance, self.choice, self.antecedent, self.speaker, self.evidence, somebody_since=since
        )


class Hearing:
    """An article with the models that hear it."""

    def __init__(self, article: Sequence[ParsedParagraph], models: Models) -> None:
        self.article = article
        self.models = models
        self.people: People = find_people(article)
        self.stage = Stage(article, find_labels(article, self.people))

    @cached_property
    def antecedents(self) -> dict[tuple[int, int], Antecedent]:
        """Whom each "he" and "she" stands for, by paragraph and token."""
        return settle_pronouns(self.stage, self.people, antecedent_chooser(self.models.antecedent))

    @cached_property
    def roles(self) -> dict[str, str]:
        """The article's phrase for each person."""
        return find_roles(self.article, self.people)

    def hear(self) -> Iterator[Heard]:
        """Every utterance of the article in order, with its speaker."""
        for number, parsed in enumerate(self.article):
            for utterance in self._utterances(number, parsed):
                yield self.identify(utterance)

    def _utterances(self, number: int, parsed: ParsedParagraph) -> list[Utterance]:
        label = self.stage.labels.get(number)
        return find_utterances(parsed, number, self.models, label=label, voices=self.stage.voices)

    def identify(self, utterance: Utterance) -> Heard:
        """The utterance's speaker."""
        choice = _signed(utterance) or choose_speaker(self.stage, utterance, self.models.speaker)
        if choice is None:
            return Heard(utterance, None, None, None, None, "none")
        mention = choice.place.signature or mention_of(choice.candidate.head)
        evidence = self._evidence(utterance, choice, mention)
        if _is_nobodys(choice, evidence):
            return Heard(utterance, None, None, None, None, "none")
        antecedent = self.antecedents.get((choice.candidate.paragraph, mention.head.i)) if mention.is_pronoun else None
        is_doubtful = self._is_doubtful(utterance, choice, evidence)
        speaker = None if is_doubtful else self._speaker(choice, mention, antecedent)
        return Heard(utterance, choice, mention, antecedent, speaker, evidence)

    def _speaker(self, choice: Choice, mention: Mention, antecedent: Antecedent | None) -> Speaker | None:
        """Whom the mention stands for."""
        parsed = self.article[choice.candidate.paragraph]
        if choice.place.signature is not None:
            return signed_speaker(mention, parsed, self.people)
        if not mention.is_pronoun:
            return named_speaker(mention, parsed, self.people)
        if mention.head.tag_ in RELATIVE_TAGS:
            noun = related_noun(mention.head)
            return named_speaker(mention_of(noun), parsed, self.people) if noun is not None else None
        return antecedent.speaker if antecedent else None

    def _is_doubtful(self, utterance: Utterance, choice: Choice, evidence: Evidence) -> bool:
        """Whether the one chosen may not have said it, though nobody else is likelier."""
        cue = choice.place.cue
        if cue is not None and (
            is_unreal(cue, self.article[choice.candidate.paragraph]) or conveys_anothers_words(cue)
        ):
            return True
        if is_done_to_its_subject(self.article[utterance.paragraph], utterance.start):
            return True
        return evidence == "continued" and self._is_interrupted(utterance, choice)

    def _is_interrupted(self, utterance: Utterance, choice: Choice) -> bool:
        """Whether the one chosen may have lost the floor before the utterance.

        In a paragraph, when somebody else has acted since; from one paragraph to the next, when a question was asked,
        or when there are more words than the utterance; over several paragraphs always. Not when the marks were left
        open.
        """
        number = choice.candidate.paragraph
        if number == utterance.paragraph:
            return self.stage.somebody_since(utterance, choice.candidate)
        before = self.article[utterance.paragraph - 1]
        if before.regions and not before.regions[-1].closed:
            return False
        is_answer = bool(before.regions) and before.ending(len(before.regions) - 1) == "?"
        is_far = utterance.paragraph - number > 1
        return is_answer or is_far or not self.article[utterance.paragraph].is_bare

    def _evidence(self, utterance: Utterance, choice: Choice, mention: Mention) -> Evidence:
        candidate = choice.candidate
        same = candidate.paragraph == utterance.paragraph
        if not same or sentences_from(self.article[utterance.paragraph], utterance, candidate.head.i):
            announced = self.article[candidate.paragraph].paragraph.text.rstrip().endswith(":")
            return "continued" if candidate.speaks and not announced else "introduced"
        if mention.is_pronoun:
            return "relative" if mention.head.tag_ in RELATIVE_TAGS else "pronoun"
        cue = utterance.cue
        if cue is not None and cue.pos_ in ("VERB", "AUX") and subject_of(cue) == candidate.head:
            return "subject"
        return EVIDENCE_OF_RELATION.get(choice.place.relation, "near")


def _signed(utterance: Utterance) -> Choice | None:
    """The label of a turn is its speaker's."""
    label = utterance.label
    if label is None:
        return None
    place = Place(label.head.doc[label.end], "signature", label)
    return Choice(SpeakerCandidate(utterance.paragraph, label.head, (place,)), place, CERTAIN, CERTAIN)


def _is_nobodys(choice: Choice, evidence: Evidence) -> bool:
    """Whether the choice is none: somebody who asked does not answer, and a thing that stands near says nothing."""
    head, cue = choice.candidate.head, choice.place.cue
    asks = evidence == "continued" and cue is not None and cue_lemma(cue) in ASKING_VERBS
    is_thing = head.pos_ == "NOUN" and not head.ent_type_ and not can_speak(head.text)
    return asks or (is_thing and evidence in ("near", "introduced"))
