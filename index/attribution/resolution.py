"""From the words that point at a speaker to the speaker: who is meant by a name or a nominal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from index.attribution.cue import is_strict
from index.attribution.identity import People, Person
from index.attribution.mention import Mention, mention_of
from index.attribution.name import IMPERSONAL_WORDS, run_at
from index.attribution.parsed import ParsedParagraph
from index.attribution.role_noun import is_role_noun
from index.attribution.title import Gender, gender_of_word, is_title


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a person named in full, or the article's own words for someone.

    `is_named` is True for a person's name, be it only a surname; `is_human` is False where "he" or "she" cannot
    stand for the speaker.
    """

    name: str
    person: Person | None = None
    gender: Gender | None = None
    is_human: bool = False
    is_named: bool = False

    def fits(self, gender: Gender) -> bool:
        return self.is_human and self.gender in (None, gender)


def named_speaker(mention: Mention, parsed: ParsedParagraph, people: People) -> Speaker | None:
    """The speaker that a name or a nominal points at; None where two people share the name."""
    head = mention.head
    if head.pos_ == "PROPN":
        return _speaker_by_name(mention, parsed, people)
    for word in [*head.children, *([head.head] if head.dep_ == "appos" else [])]:
        if (word.dep_ == "appos" or word is head.head) and word.pos_ == "PROPN" and parsed.is_outside(word):
            speaker = _speaker_by_name(mention_of(word), parsed, people)
            if speaker is not None and speaker.is_named:
                return speaker
    is_human = head.tag_ == "NN" and is_role_noun(head.text)
    return Speaker(mention.text, gender=gender_of_word(head.text), is_human=is_human)


def _speaker_by_name(mention: Mention, parsed: ParsedParagraph, people: People) -> Speaker | None:
    run = run_at(mention.head)
    if run is None:
        return Speaker(mention.text)
    meant = people.named(run.words, parsed.paragraph.start_char + mention.head.idx)
    gender = gender_of_word(parsed.doc[run.start - 1].text) if run.start else None
    meant = [person for person in meant if gender is None or person.gender in (None, gender)]
    if len(meant) > 1:
        return None
    if meant:
        return Speaker(meant[0].name, meant[0], meant[0].gender, is_human=True, is_named=True)
    if IMPERSONAL_WORDS.intersection(word.lower() for word in run.words):
        return Speaker(mention.text)
    if any(token.pos_ == "DET" for token in mention.head.doc[mention.start : run.start]):
        return Speaker(mention.text)
    is_human = mention.head.ent_type_ == "PERSON" or (run.start > 0 and is_title(parsed.doc[run.start - 1].text))
    return Speaker(run.text, gender=gender, is_human=is_human, is_named=is_human)


def person_subjects(parsed: ParsedParagraph, people: People) -> Iterator[tuple[Token, Speaker]]:
    """The subjects outside marks that name a person of the article."""
    for token in parsed.doc:
        if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ == "PROPN" and parsed.is_outside(token):
            speaker = _speaker_by_name(mention_of(token), parsed, people)
            if speaker is not None and speaker.is_named:
                yield token, speaker


def known_speakers(article: Sequence[ParsedParagraph], people: People) -> set[str]:
    """The names of the persons who are the subject of a reporting verb anywhere in the article."""
    return {
        speaker.name
        for parsed in article
        for token, speaker in person_subjects(parsed, people)
        if is_strict(token.head)
    }
