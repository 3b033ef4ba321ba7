"""From the words that point at a speaker to the speaker: who is meant by a name or a nominal."""

from dataclasses import dataclass

from spacy.tokens import Token

from index.attribution.identity.name import IMPERSONAL_WORDS, NameRun, run_at
from index.attribution.identity.people import People, Person
from index.attribution.parse.mention import Mention, mention_of
from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.vocabulary.role_noun import is_role_noun
from index.attribution.vocabulary.title import REGNAL_TITLES, Gender, gender_of_name, gender_of_word, is_title


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a person named in full, or the article's own words for someone.

    `is_named` is True for a person's name, be it only a surname; `is_human` is False where "he" or "she" cannot
    stand for the speaker; `may_be_human` tells a bare name of which that is not known.
    """

    name: str
    person: Person | None = None
    gender: Gender | None = None
    is_human: bool = False
    is_named: bool = False
    may_be_human: bool = False


def named_speaker(mention: Mention, parsed: ParsedParagraph, people: People) -> Speaker | None:
    """The speaker that a name or a nominal points at; None where there is no word."""
    head = mention.head
    if not any(map(str.isalpha, mention.text)):
        return None
    if mention.is_joint:
        return _joint_speaker(mention)
    if head.pos_ == "PROPN" or head.ent_type_ == "PERSON" or _surname_alone(mention, people):
        return speaker_by_name(mention, parsed, people)
    for word in [*head.children, *([head.head] if head.dep_ == "appos" else [])]:
        if (word.dep_ == "appos" or word == head.head) and word.pos_ == "PROPN" and _is_the_same(head, word, parsed):
            speaker = speaker_by_name(mention_of(word), parsed, people)
            if speaker is not None and speaker.is_named:
                return speaker
    is_human = head.tag_ == "NN" and is_role_noun(head.text)
    return Speaker(mention.text, gender=gender_of_word(head.text), is_human=is_human)


def _is_the_same(noun: Token, name: Token, parsed: ParsedParagraph) -> bool:
    """Whether the name beside the noun is that of whom the noun means: one person, and no other between.

    "Two senators, Crane and Munn" are not Crane, "the widow of the driver, Penn" is not Penn.
    """
    is_one = noun.tag_ == "NN" and not any(child.dep_ == "conj" for child in name.children)
    between = noun.doc[min(noun.i, name.i) + 1 : max(noun.i, name.i)]
    others = any(word.dep_ == "pobj" and is_role_noun(word.text) for word in between)
    return is_one and not others and parsed.is_outside(name)


def signed_speaker(signature: Mention, parsed: ParsedParagraph, people: People) -> Speaker | None:
    """The speaker whom a signature names, whatever the parser makes of its words; None for "Q" and "A"."""
    words = tuple(signature.text.split())
    if len(signature.text) < 2:
        return None
    meant = people.named(words, parsed.paragraph.start_char + signature.head.idx)
    if len(meant) == 1:
        return Speaker(meant[0].name, meant[0], meant[0].gender, is_human=True, is_named=True)
    return Speaker(signature.text, gender=gender_of_name(words[0]), is_human=True, is_named=True)


def _surname_alone(mention: Mention, people: People) -> NameRun | None:
    """A known surname that the parser takes for another word: Bright."""
    head = mention.head
    is_name = head.text[0].isupper() and head.lower_ in people.by_surname
    return NameRun(head.i, head.i + 1, (head.text,)) if is_name else None


def _joint_speaker(mention: Mention) -> Speaker | None:
    """Several people in the article's own words; None where one of them is a pronoun."""
    words = mention.head.doc[mention.start : mention.end]
    return (
        None
        if any(word.pos_ == "PRON" and word.dep_ != "poss" for word in words)
        else Speaker(mention.text, may_be_human=True)
    )


def speaker_by_name(mention: Mention, parsed: ParsedParagraph, people: People) -> Speaker | None:
    run = run_at(mention.head) or _surname_alone(mention, people)
    if run is None:
        return Speaker(mention.text)
    title = parsed.doc[run.start - 1].text if run.start else ""
    if title.lower() in REGNAL_TITLES and len(run.words) == 1:
        return Speaker(f"{title} {run.text}", gender=gender_of_word(title), is_human=True, is_named=True)
    meant = people.named(run.words, parsed.paragraph.start_char + mention.head.idx)
    gender = gender_of_word(title)
    meant = [person for person in meant if gender is None or person.gender in (None, gender)]
    if len(meant) > 1:
        # The article's own word stands for neither of them: who is meant is left to its reader.
        return Speaker(run.text, gender=gender, is_human=True, may_be_human=True)
    if meant:
        return Speaker(meant[0].name, meant[0], meant[0].gender, is_human=True, is_named=True)
    if IMPERSONAL_WORDS.intersection(word.lower() for word in run.words):
        return Speaker(mention.text)
    if any(token.pos_ == "DET" for token in mention.head.doc[mention.start : run.start]):
        return Speaker(mention.text)
    is_human = mention.head.ent_type_ == "PERSON" or is_title(title)
    if len(run.words) == 1:
        gender = gender or gender_of_name(run.words[0])
    return Speaker(run.text, gender=gender, is_human=is_human, is_named=is_human, may_be_human=len(run.words) == 1)
