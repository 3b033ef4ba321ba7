"""Files of questions in all their forms: what is read, and all that is wrong with them at once."""

from pathlib import Path

import pytest

from bot.check.question import Expected, Question
from bot.check.questions.read import read_questions
from index.errors import QuestionFileError

HOLT = Expected(relevant={"ferry:1": 1}, speakers=("Dagny Holt",))


def written(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(QuestionFileError) as caught:
        read_questions(path)
    return str(caught.value)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, so that messages name files as they were given."""
    monkeypatch.chdir(tmp_path)
    return Path()


def test_json_lines_are_read_with_their_places(here: Path) -> None:
    path = written(
        here / "q.jsonl",
        '{"id": "a", "question": "Who?", "relevant": ["ferry:1"], "speaker": "Dagny Holt"}',
        "",
        '{"id": "b", "question": "Why\u2028not?", "silent": true}',
    )
    assert read_questions(path).questions == (
        Question("a", "Who?", HOLT, where="q.jsonl:1"),
        # A line separator inside a text ends no line.
        Question("b", "Why\u2028not?", Expected(relevant={}), where="q.jsonl:3"),
    )


def test_byte_order_mark_and_windows_line_ends_are_no_part_of_it(here: Path) -> None:
    path = here / "q.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": "a", "question": "Who?", "silent": true}\r\n')
    assert [question.id for question in read_questions(path).questions] == ["a"]


def test_all_faults_are_named_at_once_in_the_order_of_the_lines(here: Path) -> None:
    path = written(
        here / "q.jsonl",
        '{"id": "a", "question": "Who?", "silent": true}',
        "{nonsense",
        "[1]",
        '{"id": "a", "question": "Again?", "silent": true}',
        '{"id": "c", "silent": "maybe"}',
        '{"id": "\\ud800", "question": "Who?", "silent": true}',
        "[" * 100_000,
    )
    sheet = read_questions(path)
    assert sheet.faults == (
        "q.jsonl:2: not a JSON object (Expecting property name enclosed in double quotes at character 2); "
        "mend or remove the line",
        "q.jsonl:3: a JSON object is expected; mend or remove the line",
        "q.jsonl:4: the id 'a' stands at q.jsonl:1 already; give each question its own",
        "q.jsonl:5: 'silent' is not right; give true or false",
        "q.jsonl:6: a character is not text; type it anew",
        "q.jsonl:7: not a JSON object (nested too deeply at character 1); mend or remove the line",
    )


def test_drafts_are_counted_and_left_out(here: Path) -> None:
    draft = '{"id": "d", "question": "What?", "relevant": ["ferry:1"], "draft": true}'
    sheet = read_questions(written(here / "q.jsonl", draft, '{"id": "a", "question": "Who?", "silent": true}'))
    assert ([question.id for question in sheet.questions], sheet.n_drafts) == (["a"], 1)
    assert refused(written(here / "d.jsonl", draft)) == (
        "d.jsonl holds no question to judge, only drafts (1); edit them and remove 'draft'"
    )


def test_file_that_is_none_is_refused(here: Path) -> None:
    assert refused(here / "no.jsonl") == "no.jsonl cannot be read (No such file or directory); give a file of questions"
    assert refused(written(here / "empty.jsonl")) == "empty.jsonl holds no question to judge; put one on each line"
    (here / "latin.jsonl").write_bytes(b'{}\n{"id": "caf\xe9"}')
    assert refused(here / "latin.jsonl") == "latin.jsonl:2: not UTF-8 text; save the file as UTF-8"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_table_is_read_whatever_parts_its_cells(here: Path, delimiter: str) -> None:
    rows = [
        ["id", "question", "turns", "relevant", "contains", "speaker", "silent", "tags"],
        ["a", "Who?", "", "ferry:1 | ferry:2", "", "Dagny Holt", "", "direct|short"],
        ["b", '"Who, ""again""; or\twhat?"', "", "", '" “Stay” "', "null", "", ""],
        ["c", "And Bo?", "Who?|And Ann?", "", "", "", "Yes", ""],
        ["", "", "", "", "", "", "", ""],
    ]
    path = written(here / "q.csv", *(delimiter.join(row) for row in rows))
    assert read_questions(path).questions == (
        Question(
            "a", "Who?", Expected({"ferry:1": 1, "ferry:2": 1}, (), ("Dagny Holt",)), (), ("direct", "short"), "q.csv:2"
        ),
        Question("b", 'Who, "again"; or\twhat?', Expected(None, (" “Stay” ",), ()), where="q.csv:3"),
        Question("c", "And Bo?", Expected(relevant={}), ("Who?", "And Ann?"), where="q.csv:4"),
    )


def test_cell_of_several_lines_leaves_the_later_rows_their_numbers(here: Path) -> None:
    path = written(here / "q.csv", "id,question,silent", 'a,"Who', 'was it?",x', "b,,x", "c,Why?,perhaps", "d,Why?,x,y")
    sheet = read_questions(path)
    assert [(question.text, question.where) for question in sheet.questions] == [("Who\nwas it?", "q.csv:2")]
    assert sheet.faults == (
        "q.csv:4: 'question' is missing",
        "q.csv:5: 'silent' is 'perhaps'; write true or false",
        "q.csv:6: 4 cells for 3 columns; put quotation marks around a cell that holds the delimiter",
    )


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        (
            "id,question,speeker",
            "'speeker' is no column of questions; the columns are id, question, turns, relevant, contains, speaker, "
            "silent, tags, draft, note",
        ),
        ("id,question,id", "the column 'id' stands there twice; remove one"),
        ("id,silent", "the column 'question' is missing"),
    ],
)
def test_row_of_names_must_be_right(here: Path, names: str, fault: str) -> None:
    assert read_questions(written(here / "q.csv", names, "a,b,c")).faults == (f"q.csv:1: {fault}",)


def test_open_quotation_mark_is_named(here: Path) -> None:
    sheet = read_questions(written(here / "q.csv", "id,question,silent", "a,Who?,x", 'b,"Who?,x', "c,Who?,x"))
    assert sheet.faults == ("q.csv:3: not CSV (unexpected end of data); mend the quotation marks from this line on",)


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
        "b/qrels.tsv:4: a query's id, a passage's id and a whole number are expected, parted by tabs",
        "b/qrels.tsv: query '9' is judged, but not in queries.jsonl",
        "b/queries.jsonl:2: '_id' is missing",
        "b/queries.jsonl:3: 'question' is not right; give a text",
    )


def test_folder_that_is_none_of_beir_is_refused(here: Path) -> None:
    (here / "b").mkdir()
    assert refused(here / "b") == "b holds no queries.jsonl; give a file, or a folder as BEIR has it"
    written(here / "b" / "queries.jsonl", '{"_id": "1", "text": "Who?"}')
    assert refused(here / "b") == "b holds no qrels.tsv; put the judgements there, or into qrels/test.tsv"
