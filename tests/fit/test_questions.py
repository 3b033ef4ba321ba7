"""Reading questions with the passages that answer them."""

import json
import re
from pathlib import Path

import pytest

from fit.questions import Question, open_question_set, read_questions
from index.passage import write_passages
from tests.fakes import fake_passage
from tests.models import write_topic_model

GOOD = {"id": "q1", "question": "What of the ferry?", "relevant": ["a:1", "a:2"]}


def write_lines(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_questions_are_read_in_order(tmp_path: Path) -> None:
    lines = [GOOD, {"id": "q2", "question": "Who sings?", "relevant": []}, {"id": "q3", "question": "Why?", "more": 1}]
    path = write_lines(tmp_path / "questions.jsonl", *map(json.dumps, lines))
    assert read_questions(path) == (
        Question("q1", "What of the ferry?", frozenset({"a:1", "a:2"})),
        Question("q2", "Who sings?", frozenset()),
        Question("q3", "Why?", frozenset()),
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"id": "q2"', "JSONDecodeError"),
        ('{"question": "Why?"}', "KeyError('id')"),
        ('{"id": "q2"}', "KeyError('question')"),
        ("[]", "TypeError"),
        ('{"id": "q2", "question": "Why?", "relevant": 3}', "TypeError"),
        ('{"id": "q2", "question": "Why?", "relevant": null}', "TypeError"),
    ],
)
def test_a_bad_line_is_named_in_one_sentence(tmp_path: Path, line: str, fault: str) -> None:
    path = write_lines(tmp_path / "questions.jsonl", json.dumps(GOOD), line)
    pattern = rf"{re.escape(str(path))}:2: no question with an 'id' \({re.escape(fault)}[^\n]*\); mend the line"
    with pytest.raises(ValueError, match=f"^{pattern}$"):
        read_questions(path)


def test_a_folder_is_opened_with_the_index_of_its_passages(tmp_path: Path) -> None:
    folder, model = tmp_path / "village", str(write_topic_model(tmp_path / "model"))
    folder.mkdir()
    write_passages(
        [fake_passage("The ferry left."), fake_passage("Music played.", number=2)], folder / "passages.jsonl"
    )
    write_lines(folder / "questions.jsonl", json.dumps(GOOD))
    opened = open_question_set(folder, tmp_path / "cache", model=model)
    assert (opened.name, opened.questions) == ("village", read_questions(folder / "questions.jsonl"))
    best = opened.passage_index.search(opened.passage_index.probe("music"), 1)
    assert [match.passage.id for match in best] == ["a:2"]
    again = open_question_set(folder, tmp_path / "cache", model=model)
    assert again.passage_index.snapshot.built == opened.passage_index.snapshot.built
