"""A question with what is expected of its answer."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expected:
    """What a person expects of an answer; what is None is not judged.

    `relevant`: the ids of all passages that answer, each with its grade, 1 or more; none of them means that the answer
    must be silence. `contains`: phrases, each of which tells the passages that answer by holding it character for
    character. `speakers`: whom the right passage must name; nobody where it is empty.
    """

    relevant: Mapping[str, int] | None = None
    contains: tuple[str, ...] = ()
    speakers: tuple[str, ...] | None = None

    @property
    def is_silence(self) -> bool:
        return self.relevant is not None and not self.relevant and not self.contains

    @property
    def is_passage(self) -> bool:
        return bool(self.relevant) or bool(self.contains)

    @property
    def is_anything(self) -> bool:
        return self.is_passage or self.is_silence or self.speakers is not None


@dataclass(frozen=True, slots=True)
class Question:
    """A question to ask, after the turns before it, oldest first; `where` is its place in its file."""

    id: str
    text: str
    expected: Expected
    turns_before: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """A file's questions in order, and its faults, each beginning with its place; `n_drafts` are left out."""

    name: str
    questions: tuple[Question, ...]
    faults: tuple[str, ...] = ()
    n_drafts: int = 0
    n_unjudged: int = 0
