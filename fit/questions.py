"""Questions with the passages that answer them, as bench/ and fit/ read them: a folder of two files.

`passages.jsonl` is what `onrecord read` writes; each line of `questions.jsonl` is {"id", "question", "relevant"}, where
`relevant` holds the ids of all passages that answer, and `[]` means that none does.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from index.building.build_index import build_index
from index.passage_index import PassageIndex, open_index
from index.store.article_texts import texts_beside

PASSAGES_FILE = "passages.jsonl"
QUESTIONS_FILE = "questions.jsonl"


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the ids of the passages that answer it."""

    id: str
    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A folder's name, its questions in order, and its passages' index."""

    name: str
    questions: tuple[Question, ...]
    passage_index: PassageIndex


def open_question_set(folder: Path, cache: Path, *, model: str | None = None) -> QuestionSet:
    """The folder's questions and the index of its passages, which is built below `cache` unless it is there already.

    :raises OnrecordError: where the passages cannot be indexed.
    """
    passages = folder / PASSAGES_FILE
    index_folder = cache / folder.name
    build_index(passages, texts_beside(passages), index_folder, model=model)
    return QuestionSet(folder.name, read_questions(folder / QUESTIONS_FILE), open_index(index_folder))


def read_questions(path: Path) -> tuple[Question, ...]:
    """The file's questions in order; one without `relevant` is answered by nothing.

    :raises ValueError: on the first line that is no question, naming it.
    """
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record = json.loads(line)
            questions.append(Question(record["id"], record["question"], frozenset(record.get("relevant", ()))))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}:{number}: no question with an 'id' ({error!r}); mend the line") from error
    return tuple(questions)
