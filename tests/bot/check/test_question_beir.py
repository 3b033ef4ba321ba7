"""Questions in the layout of BEIR."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.check.question import Expected, Question
from bot.check.questions.read import read_questions
from tests.bot.check.question_files import refused, written


def test_beir_folder_is_read_with_its_grades(here: Path) -> None:
    written(
        here / "b" / "queries.jsonl",
        '{"_id": "1", "text": "Who?", "metadata": {"speaker": "Dagny Holt", "tags": ["direct"]}}',
        '{"_id": "2", "text": "Why?"}',
        '{"_id": "3", "text": "Never?"}',
        '{"_id": "4", "text": "Silent?", "metadata": {"silent": true}}',
    )
    written(here / "b" / "qrels.tsv", "query-id\tcorpus-id\tscore", "1\tferry:1\t2", "1\tferry:2\t1", "3\tferry:1\t0")
    sheet = read_questions(here / "b")
    assert sheet.questions == (
        Question(
            "1",
            "Who?",
            Expected({"ferry:1": 2, "ferry:2": 1}, (), ("Dagny Holt",)),
            (),
            ("direct",),
            "b/queries.jsonl:1",
        ),
        Question("3", "Never?", Expected(relevant={}), where="b/queries.jsonl:3"),
        Question("4", "Silent?", Expected(relevant={}), where="b/queries.jsonl:4"),
    )
    assert (sheet.name, sheet.n_unjudged, sheet.faults) == ("b", 1, ())


def test_beir_judgements_may_lie_where_beir_has_them(here: Path) -> None:
    written(here / "b" / "queries.jsonl", '{"_id": "1", "text": "Who?"}')
    written(here / "b" / "qrels" / "test.tsv", "1\tferry:1\t1")
    (question,) = read_questions(here / "b").questions
    assert question.expected.relevant == {"ferry:1": 1}


def test_faults_of_a_beir_folder_name_file_and_line(here: Path) -> None:
    written(here / "b" / "queries.jsonl", '{"_id": "1", "text": "Who?"}', '{"text": "Why?"}', '{"_id": "3", "text": 4}')
    written(
        here / "b" / "qrels.tsv",
        *(
            "query-id\tcorpus-id\tscore",
            "1\tferry:1\t1",
            "1\tferry:1\t1",
            "1 ferry:1 1",
            "9\tferry:1\t1",
            "3\tferry:1\t1",
        ),
    )
    assert read_questions(here / "b").faults == (
        "b/qrels.tsv:3: passage 'ferry:1' is judged for query '1' already; remove one",
        "b/qrels.tsv:4: a query's id, a passage's id and a whole number are expected, parted by tabs; mend or remove "
        "the line",
        "b/qrels.tsv:5: query '9' is judged, but not in queries.jsonl; add it there, or remove its judgements",
        "b/queries.jsonl:2: '_id' is missing",
        "b/queries.jsonl:3: 'text' is not right; give a text",
    )


def test_folder_that_is_none_of_beir_is_refused(here: Path) -> None:
    (here / "b").mkdir()
    assert refused(here / "b") == "b holds no queries.jsonl; give a file, or a folder as BEIR has it"
    written(here / "b" / "queries.jsonl", '{"_id": "1", "text": "Who?"}')
    assert refused(here / "b") == "b holds no qrels.tsv; put the judgements there, or into qrels/test.tsv"


def beir(here: Path, queries: Sequence[str], judgements: Sequence[str]) -> Path:
    written(here / "b" / "queries.jsonl", *queries)
    written(here / "b" / "qrels.tsv", *judgements)
    return here / "b"


def test_metadata_of_a_data_set_is_passed_over_but_for_the_fields_of_a_question(here: Path) -> None:
    metadata = '{"url": "u", "author": [1], "query": {}, "id": 3, "question": 4, "relevant": "x", "tags": ["t"]}'
    query = f'{{"_id": "1", "text": "Who?", "metadata": {metadata}}}'
    sheet = read_questions(beir(here, [query], ["1\tferry:1\t1"]))
    assert sheet.faults == ()
    assert sheet.questions == (Question("1", "Who?", Expected({"ferry:1": 1}), tags=("t",), where="b/queries.jsonl:1"),)


@pytest.mark.parametrize("value", ["1", "[]", "{}", "null", "true"])
def test_id_and_text_of_a_query_must_be_texts(here: Path, value: str) -> None:
    queries = [f'{{"_id": {value}, "text": "Who?"}}', f'{{"_id": "2", "text": {value}}}']
    assert read_questions(beir(here, queries, ["2\tferry:1\t1"])).faults == (
        "b/queries.jsonl:1: '_id' is not right; give a text",
        "b/queries.jsonl:2: 'text' is not right; give a text",
    )


PARTED = "a query's id, a passage's id and a whole number are expected, parted by tabs; mend or remove the line"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("1 0 ferry:1 1", PARTED),
        ("1\t0\tferry:1\t1", PARTED),
        ("1\tferry:1", PARTED),
        ("1\tferry:1\t1.0", "the grade '1.0' is not right; give a whole number from 0 to 1000"),
        ("1\tferry:1\tyes", "the grade 'yes' is not right; give a whole number from 0 to 1000"),
        ("1\tferry:1\t-1", "the grade '-1' is not right; give a whole number from 0 to 1000"),
        ("1\tferry:1\t1001", "the grade '1001' is not right; give a whole number from 0 to 1000"),
        ("1\tferry:1\t" + "9" * 5000, f"the grade '{'9' * 60}…' is not right; give a whole number from 0 to 1000"),
        ("x" * 99 + "\tferry:1\t1", f"query '{'x' * 60}…' is judged, but not in queries.jsonl; {{}}"),
    ],
)
@pytest.mark.parametrize("number", [1, 2])
def test_line_that_judges_nothing_is_told_wherever_it_stands(here: Path, number: int, line: str, fault: str) -> None:
    judgements = ["1\tferry:2\t1000"] * (number - 1) + [line]
    sheet = read_questions(beir(here, ['{"_id": "1", "text": "Who?"}'], judgements))
    assert sheet.faults == (f"b/qrels.tsv:{number}: {fault.format('add it there, or remove its judgements')}",)


@pytest.mark.parametrize("names", ["query-id\tcorpus-id\tscore", "Query-ID\tdocument\tgrade", "q\td\tScore"])
def test_row_of_names_over_the_judgements_is_passed_over(here: Path, names: str) -> None:
    sheet = read_questions(beir(here, ['{"_id": "1", "text": "Who?"}'], [names, "1\tferry:1\t1000"]))
    assert [question.expected.relevant for question in sheet.questions] == [{"ferry:1": 1000}]
    assert sheet.faults == ()
