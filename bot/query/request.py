"""A question understood: what to search for, whose words are wanted, and what the turn before adds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.query.person import AskedPerson, asked_person, asks_for_words_at, place_of_subject
from bot.query.vocabulary import (
    ASKS_FOR_MORE,
    OPENERS_OF_FOLLOW_UP,
    PRONOUNS,
    QUESTION_WORDS,
    SAYING_NOUNS,
    SAYING_VERBS,
    WORDS_FOR_ANYTHING,
)
from index.lexical.terms import terms_of
from index.speakers.directory import SpeakerDirectory
from index.speakers.names import NamedSpeakers
from index.speakers.words import Word, words_of

Wish = Literal["anything", "words", "topic"]
"""Anything that was said; the speakers' words on a topic; or a topic, with the speakers as a part of it at most."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a question asks for.

    `text` is what is searched for: the question, or for a follow-up the words of both turns. `speakers` are whom it
    asks about, most passages first. `unknown_name` is a name whose words are asked for and that no speaker has.
    `follows` tells whether the turn before was used, `wants_others` whether passages shown before are unwanted, and
    `means_last_speaker` whether a pronoun means whoever spoke in the answer before.
    """

    text: str
    wish: Wish = "topic"
    speakers: tuple[str, ...] = ()
    named_as: str = ""
    unknown_name: str | None = None
    follows: bool = False
    is_named_before: bool = False
    wants_others: bool = False
    means_last_speaker: bool = False

    @property
    def for_anyone(self) -> "Request":
        """The same, asked of whoever says something about it."""
        text = with_name_replaced(self.text, self.dropped_name, " ")
        return replace(self, text=text, wish="topic", speakers=(), unknown_name=None)

    @property
    def dropped_name(self) -> str:
        """The name that is no part of what is asked, once it does not matter whose words are meant; "" for none.

        Else every passage of that person would hold half of what is asked, their name.
        """
        return self.unknown_name or (self.named_as if self.wish == "words" else "")


def understand(query: str, directory: SpeakerDirectory, before: Request | None = None) -> Request:
    """What the question asks for; `before` is what the turn before asked for."""
    words = words_of(query)
    own = _request(query, words, directory)
    if before is None:
        return own
    return _opened_follow_up(query, words, own, before, directory) or _by_pronoun(words, own, before) or own


def with_name_replaced(text: str, name: str, other: str) -> str:
    """The text with other words in the place of a name that it holds, which is not part of a longer word."""
    if not name:
        return text
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _: other, text, count=1)


def _request(query: str, words: Sequence[Word], directory: SpeakerDirectory) -> Request:
    person = asked_person(words, directory) if words else None
    if person is None:
        return Request(query, wish="topic" if _topic(words) else "anything")
    named_as = query[words[person.start].start_char : words[person.end - 1].end_char]
    if not person.speakers:
        return Request(query, wish="words", unknown_name=named_as)
    return Request(query, _wish(words, person), person.speakers, named_as)


def _wish(words: Sequence[Word], person: AskedPerson) -> Wish:
    others = [*words[: person.start], *words[person.end :]]
    # "What did she promise?" asks for anything she said, "whom did she blame?" does not.
    asks_what = words[0].folded in ("what", "how") or not any(word.folded in SAYING_VERBS for word in others)
    if asks_what and not _topic(others):
        return "anything"
    return "words" if person.manner == "words" else "topic"


def _topic(words: Sequence[Word]) -> list[str]:
    """The terms that say more than that something was said."""
    telling = (word for word in words if word.folded not in WORDS_FOR_ANYTHING | SAYING_VERBS)
    return [term for word in telling for term in terms_of(word.folded)]


def _opened_follow_up(
    query: str, words: Sequence[Word], own: Request, before: Request, directory: SpeakerDirectory
) -> Request | None:
    """A follow-up that leaves words out, understood by the turn before: "and Ana Lind?", "what else?"; or None."""
    folded = tuple(word.folded for word in words)
    opener = next((opener for opener in OPENERS_OF_FOLLOW_UP if folded[: len(opener)] == opener), ())
    if not opener and not (folded and len(folded) <= 3 and not _topic(words) and not own.speakers):
        return None
    rest = words[len(opener) :]
    if not _topic(rest):
        return _again(before, rest)
    person = _only_a_person(rest, directory)
    if person is not None:
        named_as = query[rest[0].start_char : rest[person.n_words - 1].end_char]
        return _of_another(before, person.speakers, named_as)
    if opener == ("and",) and all(word.is_capitalised for word in rest):
        return Request(query, wish="words", unknown_name=query[rest[0].start_char : rest[-1].end_char], follows=True)
    alone = _request(query, rest, directory)
    if alone.speakers or alone.unknown_name:
        return alone
    if own.unknown_name or not before.speakers or not _is_only_a_topic(rest):
        return None
    wish: Wish = "words" if before.wish == "anything" else before.wish
    return replace(before, text=query, wish=wish, follows=True, is_named_before=True, wants_others=False)


def _only_a_person(words: Sequence[Word], directory: SpeakerDirectory) -> NamedSpeakers | None:
    """The speakers whom the words name or describe where they do nothing else: "Ana Lind", "Ana Lind's answer"."""
    person = directory.named_at(words, 0) or directory.described_at(words, 0)
    if person is None or _topic([word for word in words[person.n_words :] if word.folded not in SAYING_NOUNS]):
        return None
    is_somebody_of = words[person.n_words - 1].is_possessive and len(words) == person.n_words
    return None if is_somebody_of else person


def _of_another(before: Request, speakers: tuple[str, ...], named_as: str) -> Request:
    """The turn before, asked of somebody else."""
    text = (
        with_name_replaced(before.text, before.named_as, named_as) if before.named_as else f"{named_as} {before.text}"
    )
    return Request(text, "anything" if before.wish == "anything" else "words", speakers, named_as, follows=True)


def _is_only_a_topic(words: Sequence[Word]) -> bool:
    """Whether the words are no question of their own and name nobody's part in one."""
    has_verb = place_of_subject(words) is not None or words[0].folded in QUESTION_WORDS
    return not has_verb and not any(w.is_possessive or w.folded in ("on", "about") for w in words)


def _again(before: Request, rest: Sequence[Word]) -> Request | None:
    """The turn before once more, for passages not shown yet, where the words ask for that."""
    if not any(word.folded in ASKS_FOR_MORE for word in rest):
        return None
    return replace(before, follows=True, is_named_before=bool(before.speakers), wants_others=True)


def _by_pronoun(words: Sequence[Word], own: Request, before: Request) -> Request | None:
    """A question about "he", "she" or "they" with the one the turn before asked about, or None."""
    if own.speakers or own.unknown_name:
        return None
    subject = place_of_subject(words)
    places = {number for number, word in enumerate(words) if word.folded in PRONOUNS}
    to_whom = {n for n in places if n > 1 and [words[n - 2].folded, words[n - 1].folded] == ["according", "to"]}
    asked_at = next(iter(places & {subject} | to_whom), None)
    if asked_at is None:
        return None
    for_words = asked_at in to_whom or asks_for_words_at(words, asked_at + 1)
    wish: Wish = "topic" if not for_words else "words" if _topic(words) else "anything"
    return replace(
        own,
        wish=wish,
        speakers=before.speakers,
        named_as=before.named_as,
        unknown_name=before.unknown_name if for_words else None,
        follows=True,
        is_named_before=bool(before.speakers),
        wants_others=any(word.folded in ASKS_FOR_MORE for word in words),
        means_last_speaker=not before.speakers and not before.unknown_name,
    )
