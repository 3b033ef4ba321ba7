"""What came of a question, held against what was expected."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.answer import IndexSummary, Ranked
from bot.check.names import is_same_name
from bot.check.question import Expected, Question
from bot.check.target import Reply, ShownPassage
from bot.decision.model import Level
from index.passage import Passage

DEFAULT_WITHIN = 3
"""A right passage among so many first ones is right enough for a reader who looks at all of them."""

FaultKind = Literal["not asked", "not answered", "wrong passage", "not silent", "wrong speaker", "not verbatim"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an answer, in a word and in a sentence."""

    kind: FaultKind
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, what came of it, and what is wrong with that: nothing where it passes.

    `shown`: the first passages shown, and those further down that are not verbatim. `ranked`: the ids of the
    ranking before it was decided what to show, best first. `first_right`: the rank of the first passage shown that
    answers. `is_speaker_right`: of that passage; None where no speaker is expected, or no passage to look at.
    """

    question: Question
    faults: tuple[Fault, ...]
    level: Level | None = None
    shown: tuple[ShownPassage, ...] = ()
    ranked: tuple[str, ...] = ()
    seconds: float | None = None
    first_right: int | None = None
    is_speaker_right: bool | None = None
    n_verbatim: int = 0
    n_checked: int = 0
    index: IndexSummary | None = None

    @property
    def passed(self) -> bool:
        return not self.faults

    @property
    def is_answered(self) -> bool:
        return self.level == "answer"

    @property
    def is_asked(self) -> bool:
        return self.level is not None


def judged(question: Question, reply: Reply, *, within: int = DEFAULT_WITHIN) -> Outcome:
    """The outcome of the reply.

    :param within: among so many first passages one must be right.
    """
    expected = question.expected
    first_right = _first_right(reply, expected.relevant or {})
    is_speaker_right = _is_speaker_right(reply, expected, first_right)
    judged_ones = [each for each in reply.shown if each.verdict != "not checkable"]
    bad_ones = [each for each in judged_ones if each.verdict != "verbatim"]
    return Outcome(
        question=question,
        faults=(
            *_faults_of_level(reply, expected),
            *_faults_of_rank(reply, expected, first_right, within),
            *_faults_of_speaker(reply, expected, first_right, is_speaker_right),
            *(Fault("not verbatim", f"passage {each.passage.id} differs from its article") for each in bad_ones),
        ),
        level=reply.level,
        shown=tuple(each for rank, each in enumerate(reply.shown, 1) if rank <= within or each in bad_ones),
        ranked=tuple(id_ for one in reply.ranking for id_ in judged_ids(one, expected.relevant or {})),
        seconds=reply.seconds,
        first_right=first_right,
        is_speaker_right=is_speaker_right,
        n_verbatim=len(judged_ones) - len(bad_ones),
        n_checked=len(judged_ones),
        index=reply.index,
    )


def not_asked(question: Question, sentence: str) -> Outcome:
    """The outcome of a question that could not be asked."""
    return Outcome(question, (Fault("not asked", sentence),))


def judged_ids(ranked: Ranked, relevant: Mapping[str, int]) -> tuple[str, ...]:
    """The ids that a passage in a ranking counts as.

    A text that several articles have is shown once: it counts as whichever of these passages were judged to answer,
    highest grade first, and as itself where none was.
    """
    ids = (ranked.passage_id, *ranked.copies)
    judged_ones = [id_ for id_ in ids if id_ in relevant]
    return tuple(sorted(judged_ones, key=lambda id_: -relevant[id_])) or ids[:1]


def _named(passage: Passage, expected: Expected) -> tuple[str, ...]:
    """Who is named with the words that were asked for, which a phrase tells; else everybody the passage names.

    A passage may quote several people, and these words are to be those of the right one.
    """
    places = [found.span() for phrase in expected.contains for found in re.finditer(re.escape(phrase), passage.text)]
    said = [a for a in passage.attributions if any(a.start_char < end and start < a.end_char for start, end in places)]
    # Words that nobody is reported to have said stand beside whoever else is named, and are rightly nobody's.
    if said or (places and not expected.speakers):
        return tuple(dict.fromkeys(a.speaker for a in said if a.speaker is not None))
    return passage.speakers


def _first_right(reply: Reply, relevant: Mapping[str, int]) -> int | None:
    ranks = (rank for rank, each in enumerate(reply.shown, 1) if _is_right(each, relevant))
    return next(ranks, None)


def _is_right(shown: ShownPassage, relevant: Mapping[str, int]) -> bool:
    return any(id_ in relevant for id_ in (shown.passage.id, *shown.copies))


def _is_speaker_right(reply: Reply, expected: Expected, first_right: int | None) -> bool | None:
    looked_at = _looked_at(reply, expected, first_right)
    if expected.speakers is None or looked_at is None:
        return None
    named = _named(looked_at.passage, expected)
    if not expected.speakers:
        return not named
    return any(is_same_name(name, one) for name in expected.speakers for one in named)


def _looked_at(reply: Reply, expected: Expected, first_right: int | None) -> ShownPassage | None:
    """The passage whose speaker is judged: the first that answers, or the first where it is not said which answer."""
    if expected.is_passage:
        return None if first_right is None else reply.shown[first_right - 1]
    return reply.shown[0] if reply.shown and not expected.is_silence else None


def _faults_of_level(reply: Reply, expected: Expected) -> Iterator[Fault]:
    if expected.is_silence and reply.level == "answer":
        yield Fault("not silent", "answered, where no passage answers")
    elif not expected.is_silence and reply.level != "answer":
        how = "only the closest passages were shown" if reply.level == "closest" else "no passage was shown"
        yield Fault("not answered", f"not answered: {how}")


def _faults_of_rank(reply: Reply, expected: Expected, first_right: int | None, within: int) -> Iterator[Fault]:
    if not expected.is_passage or reply.level != "answer" or (first_right is not None and first_right <= within):
        return
    first = "the first passage does not answer" if within == 1 else f"none of the first {within} passages answers"
    where = f"; the first that answers is number {first_right}" if first_right else ""
    yield Fault("wrong passage", f"{first}{where}")


def _faults_of_speaker(
    reply: Reply, expected: Expected, first_right: int | None, is_speaker_right: bool | None
) -> Iterator[Fault]:
    looked_at = _looked_at(reply, expected, first_right)
    if is_speaker_right is not False or looked_at is None:
        return
    wanted = " or ".join(expected.speakers or ()) or "nobody"
    named = ", ".join(_named(looked_at.passage, expected)) or "nobody"
    yield Fault("wrong speaker", f"the words are credited to {named} instead of {wanted}")
