"""The passages that questions expect, found in an index; and all that cannot be found, told at once."""

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from bot.check.index_target import IndexTarget
from bot.check.measures import measures_of
from bot.check.outcome import judged
from bot.check.question import Expected, Question, QuestionSheet
from bot.check.resolve import Resolved, ready_questions, resolved
from bot.phrases import Holders
from index.errors import QuestionFileError
from index.passage import Passage
from index.passage_index import PassageIndex
from index.store.article_texts import write_article_text
from tests.bot.check.outcomes import SILENCE, asked, reply
from tests.fakes import FakeEncoder, MemorySnapshot, fake_article, fake_passage

PASSAGES = (
    fake_passage("The border is “open”."),
    fake_passage("Music at the border.", number=2),
    fake_passage("Elsewhere: music.", article=fake_article(id="b")),
)
TEXTS = (
    ("a", "The border is “open”.\n\nMusic at the border.\n\nA caption.\n"),
    ("b", "Elsewhere: music.\n\nA caption.\n"),
)
INDEX = PassageIndex(
    MemorySnapshot(PASSAGES, FakeEncoder().embed_passages([passage.text for passage in PASSAGES]), TEXTS), FakeEncoder()
)


class CountingTarget(IndexTarget):
    """The index, remembering what was looked up in it."""

    def __init__(self) -> None:
        super().__init__(INDEX)
        self.looked_up: list[str] = []

    def holders_of(self, phrase: str) -> Holders:
        self.looked_up.append(phrase)
        return super().holders_of(phrase)

    def passage(self, passage_id: str) -> Passage | None:
        self.looked_up.append(passage_id)
        return super().passage(passage_id)


def resolve(*questions: Question, faults: tuple[str, ...] = ()) -> Resolved:
    return resolved(QuestionSheet("questions.jsonl", questions, faults), IndexTarget(INDEX))


def relevant_of(*phrases: str, given: dict[str, int] | None = None) -> dict[str, int]:
    found = resolve(asked("q", given, contains=phrases, where="f:1"))
    assert (found.faults, found.warnings) == ((), ())
    return dict(found.questions[0].expected.relevant or {})


@pytest.mark.parametrize(
    ("phrases", "relevant"),
    [
        (("“open”",), {"a:1": 1}),
        (("border",), {"a:1": 1, "a:2": 1}),
        (("usic",), {"a:2": 1, "b:1": 1}),
        (("Elsewhere", "The border"), {"b:1": 1, "a:1": 1}),
        (("border", "Music at"), {"a:1": 1, "a:2": 1}),
    ],
)
def test_phrase_tells_all_passages_that_hold_it_character_for_character(
    phrases: tuple[str, ...], relevant: dict[str, int]
) -> None:
    assert relevant_of(*phrases) == relevant


def test_given_grade_goes_before_a_phrase() -> None:
    assert relevant_of("border", given={"a:2": 3, "b:1": 2}) == {"a:1": 1, "a:2": 3, "b:1": 2}


def test_phrases_stay_beside_the_passages_that_they_told() -> None:
    question = asked("q", contains=("“open”",), speakers=("Ana Lind",), turns=("t",), tags=("x",), where="f:1")
    expected = Expected({"a:1": 1}, ("“open”",), ("Ana Lind",))
    assert resolve(question).questions == (Question("q", "q?", expected, ("t",), ("x",), "f:1"),)


def test_question_without_a_phrase_is_as_it_was() -> None:
    questions = (asked("q1", {"a:1": 2}), asked("q2", SILENCE), asked("q3", speakers=()))
    assert resolve(*questions) == Resolved(questions, (), ())


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    found = resolve(
        asked("q1", {"a:1": 1, "a:9": 1, "x": 1}, where="f:1"),
        asked("q2", contains=('"open"', "x" * 61), where="f:2"),
        asked("q3", {"a:9": 1}, contains=("y" * 60,), where="f:3"),
        faults=("f:7: not a JSON object",),
    )
    copy_it = "copy the words from the article, with its quotation marks and dashes"
    assert found.faults == (
        "f:1: no passage has the id 'a:9'; mend or remove it",
        "f:1: no passage has the id 'x'; mend or remove it",
        "f:2: no passage contains '\"open\"'; passage a:1 has it as '“open”'",
        f"f:2: no passage contains '{'x' * 60}…'; {copy_it}",
        "f:3: no passage has the id 'a:9'; mend or remove it",
        f"f:3: no passage contains '{'y' * 60}'; {copy_it}",
        "f:7: not a JSON object",
    )
    assert found.warnings == ()


def test_faults_of_lines_come_in_their_order_after_those_of_the_judgements() -> None:
    found = resolve(
        asked("q1", {"x": 1}, where="b:1/queries.jsonl:9"),
        asked("q2", {"y": 1}, where="b:1/queries.jsonl:10"),
        faults=("b:1/qrels.tsv:30: one", "b:1/queries.jsonl:2: two", "b:1/queries.jsonl:10: three"),
    )
    assert found.faults == (
        "b:1/qrels.tsv:30: one",
        "b:1/queries.jsonl:2: two",
        "b:1/queries.jsonl:9: no passage has the id 'x'; mend or remove it",
        "b:1/queries.jsonl:10: three",
        "b:1/queries.jsonl:10: no passage has the id 'y'; mend or remove it",
    )


def test_long_id_that_no_passage_has_is_cut() -> None:
    found = resolve(asked("q", {"x" * 100_000: 1}, where="f:1"))
    assert found.faults == (f"f:1: no passage has the id '{'x' * 60}…'; mend or remove it",)


def test_phrase_that_only_an_article_holds_is_a_warning_and_a_question_that_cannot_be_answered() -> None:
    found = resolve(asked("q", contains=("A caption.",), where="f:4"))
    assert found.faults == ()
    assert found.warnings == (
        "f:4: article a contains 'A caption.', but no passage of it does; the question is asked all the same",
    )
    (question,) = found.questions
    assert question.expected.relevant == {"a:?": 1}
    outcome = judged(question, reply("a:1", "a:2", "b:1"))
    assert [fault.kind for fault in outcome.faults] == ["wrong passage"]
    recall = measures_of([outcome])["R@10"]
    assert (recall.counted.tolist(), recall.values.tolist()) == ([0], [0.0])


def test_phrase_that_nothing_in_the_target_holds_is_looked_for_in_the_texts(tmp_path: Path) -> None:
    write_article_text(tmp_path, "z", "A headline.\n")
    write_article_text(tmp_path, "y", "The border is “open”.\n")
    questions = tuple(
        asked(f"q{n}", contains=(phrase,), where=f"f:{n}")
        for n, phrase in enumerate(("A headline.", "“open”", "A caption.", "Nowhere."), 1)
    )
    found = resolved(QuestionSheet("f", questions), IndexTarget(INDEX), texts=tmp_path)
    assert [question.expected.relevant for question in found.questions] == [{"z:?": 1}, {"a:1": 1}, {"a:?": 1}, {}]
    assert [fault[:33] for fault in found.faults] == ["f:4: no passage contains 'Nowhere"]
    assert [warning.partition(",")[0] for warning in found.warnings] == [
        "f:1: article z contains 'A headline.'",
        "f:3: article a contains 'A caption.'",
    ]


def test_nothing_is_looked_up_twice_and_progress_is_told() -> None:
    target, progress = CountingTarget(), list[int]()
    questions = [asked(f"q{n}", {"a:1": 1}, contains=("border", "border")) for n in range(3)]
    resolved(QuestionSheet("f", tuple(questions)), target, progress.append)
    assert (target.looked_up, progress) == (["a:1", "border"], [1, 1, 1])


def written(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_file_is_ready_to_be_asked(tmp_path: Path) -> None:
    path = written(
        tmp_path / "q.jsonl",
        {"id": "1", "question": "Open?", "contains": "“open”"},
        {"id": "2", "question": "Draft?", "draft": True},
        {"id": "3", "question": "Weather?", "relevant": []},
    )
    sheet, ready = ready_questions(path, IndexTarget(INDEX))
    assert (sheet.name, sheet.n_drafts, len(sheet.questions)) == (str(path), 1, 2)
    assert ready.questions == (
        Question("1", "Open?", Expected({"a:1": 1}, ("“open”",)), where=f"{path}:1"),
        Question("3", "Weather?", Expected({}), where=f"{path}:3"),
    )


def test_faults_of_standard_input_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    given = b'{"id": "1", "question": "?", "relevant": ["z"]}\n'
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(given)))
    with pytest.raises(QuestionFileError) as caught:
        ready_questions(Path("-"), IndexTarget(INDEX))
    assert str(caught.value) == "1 fault in standard input, so nothing was asked; mend the lines named above"
    assert caught.value.faults == ("standard input:1: no passage has the id 'z'; mend or remove it",)


@pytest.mark.parametrize(
    ("records", "count", "faults"),
    [
        (
            [{"id": "1", "question": "?", "relevant": ["z"]}],
            "1 fault",
            ["1: no passage has the id 'z'; mend or remove it"],
        ),
        (
            [{"id": "1", "question": "?", "relevant": ["z"]}, {"id": "2", "relevant": ["a:1"]}],
            "2 faults",
            ["1: no passage has the id 'z'; mend or remove it", "2: 'question' is missing"],
        ),
    ],
)
def test_file_with_any_fault_is_not_asked(
    tmp_path: Path, records: list[dict[str, Any]], count: str, faults: list[str]
) -> None:
    path = written(tmp_path / "q.jsonl", *records)
    with pytest.raises(QuestionFileError) as caught:
        ready_questions(path, IndexTarget(INDEX))
    assert str(caught.value) == f"{count} in {path}, so nothing was asked; mend the lines named above"
    assert caught.value.faults == tuple(f"{path}:{fault}" for fault in faults)
