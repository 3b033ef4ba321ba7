"""The passages that answer each question, found in what is asked: by their ids, or by the phrases that they hold."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bot.check.question import Question, QuestionSheet
from bot.check.questions.read import read_questions
from bot.check.questions.shortened import shortened
from bot.check.target import Target
from bot.phrases import Holders, articles_holding
from index.errors import QuestionFileError

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Questions whose expectations hold ids only; `faults` and `warnings`, in order, begin with their places.

    A phrase that an article holds and no passage does is a fault of the index, and only a warning here: its question is
    asked, and cannot be answered.
    """

    questions: tuple[Question, ...]
    faults: tuple[str, ...]
    warnings: tuple[str, ...]


def resolved(
    sheet: QuestionSheet, target: Target, on_progress: Progress | None = None, *, texts: Path | None = None
) -> Resolved:
    """The sheet's questions with the ids of all passages that answer; all faults in the order of its lines.

    :param texts: a folder of canonical texts, where phrases are looked for that nothing in the target holds.
    """
    resolver = _Resolver(target, texts)
    questions = []
    for question in sheet.questions:
        questions.append(resolver.resolve(question))
        if on_progress is not None:
            on_progress(1)
    faults = _by_line((*sheet.faults, *resolver.faults), sheet.questions)
    return Resolved(tuple(questions), faults, tuple(resolver.warnings))


def _by_line(faults: Iterable[str], questions: Sequence[Question]) -> tuple[str, ...]:
    """The faults in the order of the lines that they begin with.

    All questions stand in one file; what is wrong with another, BEIR's judgements, which are read before, comes first.
    """
    file = questions[0].where.rpartition(":")[0] if questions else ""

    def line(fault: str) -> int:
        number = fault.removeprefix(f"{file}:").partition(":")[0]
        return int(number) if fault.startswith(f"{file}:") and number.isdecimal() else 0

    return tuple(sorted(faults, key=line))


def ready_questions(
    path: Path, target: Target, on_progress: Progress | None = None, *, texts: Path | None = None
) -> tuple[QuestionSheet, Resolved]:
    """The questions of a file, ready to be asked, and the sheet they stand on.

    :raises QuestionFileError: where anything at all is wrong with the file, all of it in `faults`.
    """
    sheet = read_questions(path)
    found = resolved(sheet, target, on_progress, texts=texts)
    if found.faults:
        n = len(found.faults)
        sentence = f"{n} fault{'' if n == 1 else 's'} in {sheet.name}, so nothing was asked; mend the lines named above"
        raise QuestionFileError(sentence, found.faults)
    return sheet, found


class _Resolver:
    """Looks up ids and phrases, each once."""

    def __init__(self, target: Target, texts: Path | None) -> None:
        self.faults: list[str] = []
        self.warnings: list[str] = []
        self._target = target
        self._texts = texts
        self._holders_of = cache(self._looked_up)
        self._is_known = cache(lambda passage_id: target.passage(passage_id) is not None)

    def resolve(self, question: Question) -> Question:
        expected = question.expected
        given = expected.relevant or {}
        for id_ in given:
            if not self._is_known(id_):
                self.faults.append(f"{question.where}: no passage has the id '{shortened(id_)}'; mend or remove it")
        by_phrase = dict.fromkeys((id_ for phrase in expected.contains for id_ in self._ids(phrase, question)), 1)
        if not expected.contains:
            return question
        return replace(question, expected=replace(expected, relevant={**by_phrase, **given}))

    def _looked_up(self, phrase: str) -> Holders:
        found = self._target.holders_of(phrase)
        if found.passages or found.articles or self._texts is None:
            return found
        articles = articles_holding(phrase, self._texts)
        return Holders((), articles) if articles else found

    def _ids(self, phrase: str, question: Question) -> Iterator[str]:
        holders: Holders = self._holders_of(phrase)
        if not holders.passages and not holders.articles:
            self.faults.append(f"{question.where}: no passage contains '{shortened(phrase)}'; {_way_out(holders)}")
        elif not holders.passages:
            self.warnings.append(
                f"{question.where}: article {holders.articles[0]} contains '{shortened(phrase)}', "
                "but no passage of it does; the question is asked all the same"
            )
        yield from holders.passages or (missing_passage(article_id) for article_id in holders.articles[:1])


def _way_out(holders: Holders) -> str:
    if holders.similar is None:
        return "copy the words from the article, with its quotation marks and dashes"
    return f"passage {shortened(holders.similar.passage_id)} has it as '{shortened(holders.similar.words)}'"


def missing_passage(article_id: str) -> str:
    """An id that no passage has, for one that should be there."""
    return f"{article_id}:?"
