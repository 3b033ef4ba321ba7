"""Files of questions in all their forms: what is read, and all that is wrong with them at once."""

from collections.abc import Sequence
from io import BytesIO, TextIOWrapper
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
        "q.jsonl:7: not a JSON object (nested too deeply); mend or remove the line",
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


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            f'{{"id": "a", "question": "Who?", "relevant": {{"a:1": {"9" * 5000}}}}}',
            "not a JSON object (a number has too many digits); mend or remove the line",
        ),
        (
            '{"id": "a\t"}',
            "not a JSON object (Invalid control character at character 10); mend or remove the line",
        ),
        (
            '{"id": "a',
            "not a JSON object (Unterminated string starting at character 8); mend or remove the line",
        ),
        (
            '{"id": "a\\q"}',
            "not a JSON object (Invalid \\escape at character 10); mend or remove the line",
        ),
        ('{"id": "a", "question": "Who?", "question": "Why?"}', "'question' is given twice; give it once"),
        (
            '{"id": "a", "question": "Who?", "relevant": {"a:1": 2, "a:1": 1}}',
            "'a:1' is given twice; give it once",
        ),
        (f'{{"{"x" * 61}": 1, "{"x" * 61}": 2}}', f"'{'x' * 60}…' is given twice; give it once"),
        ('{"\\ud800": 1, "\\ud800": 2}', "a character is not text; type it anew"),
    ],
)
def test_line_that_is_no_object_says_why(here: Path, line: str, fault: str) -> None:
    assert read_questions(written(here / "q.jsonl", line)).faults == (f"q.jsonl:1: {fault}",)


def test_long_id_that_is_used_twice_is_cut(here: Path) -> None:
    line = f'{{"id": "{"x" * 100_000}", "question": "Who?", "silent": true}}'
    assert read_questions(written(here / "q.jsonl", line, line)).faults == (
        f"q.jsonl:2: the id '{'x' * 60}…' stands at q.jsonl:1 already; give each question its own",
    )


def test_dash_is_standard_input(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(here / "-", "not this file")
    given = '\ufeff{"id": "a", "question": "Who?", "silent": true}\n\n{"id": "a", "question": "Why?", "silent": true}\n'
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(given.encode())))
    sheet = read_questions(Path("-"))
    assert (sheet.name, [question.where for question in sheet.questions]) == (
        "standard input",
        ["standard input:1", "standard input:3"],
    )
    assert sheet.faults == (
        "standard input:3: the id 'a' stands at standard input:1 already; give each question its own",
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (b"", "standard input holds no question to judge; put one on each line"),
        (b"\n\xff", "standard input:2: not UTF-8 text; save the file as UTF-8"),
        (None, "standard input is closed; give a file of questions"),
    ],
)
def test_standard_input_without_questions_is_refused(
    monkeypatch: pytest.MonkeyPatch, given: bytes | None, sentence: str
) -> None:
    monkeypatch.setattr("sys.stdin", None if given is None else TextIOWrapper(BytesIO(given)))
    assert refused(Path("-")) == sentence


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_file_of_utf_16_is_refused(here: Path, encoding: str) -> None:
    line = '{"id": "a", "question": "Who?", "silent": true}\n'
    (here / "q.jsonl").write_bytes(f"\ufeff{line}".encode(encoding))
    assert refused(here / "q.jsonl") == "q.jsonl:1: not UTF-8 text; save the file as UTF-8"


def test_row_of_a_spreadsheet_may_end_in_blank_cells(here: Path) -> None:
    path = written(here / "q.csv", "id,question,silent, ,", "a,Who?,x,,,,", "b,Why?,,,", "c,How?,x,,note,")
    sheet = read_questions(path)
    assert [question.id for question in sheet.questions] == ["a"]
    assert sheet.faults == (
        "q.csv:3: nothing is expected: give 'relevant', 'contains', 'speaker' or 'silent'",
        "q.csv:4: 5 cells for 3 columns; put quotation marks around a cell that holds the delimiter",
    )


def test_first_line_that_is_not_blank_tells_what_parts_the_cells(here: Path) -> None:
    sheet = read_questions(written(here / "q.csv", "", "id;question;silent", "a;Who, when, and why?;x"))
    assert [(question.text, question.where) for question in sheet.questions] == [("Who, when, and why?", "q.csv:3")]
    assert refused(written(here / "blank.csv", "", " ")) == (
        "blank.csv holds no question to judge; put one on each line"
    )


@pytest.mark.parametrize("said", ["sep=;", '"sep=;"', "SEP=;"])
def test_line_of_excel_that_names_the_delimiter_is_obeyed(here: Path, said: str) -> None:
    sheet = read_questions(written(here / "q.csv", said, "id;question;silent", "a;Who?;x", "b;Why?;perhaps"))
    assert [(question.text, question.where) for question in sheet.questions] == [("Who?", "q.csv:3")]
    assert sheet.faults == ("q.csv:4: 'silent' is 'perhaps'; write true or false",)


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_line_of_a_table_may_end_like_those_of_any_system(here: Path, end: str) -> None:
    path = here / "q.csv"
    path.write_bytes(f'id,question,silent{end}a,"Who{end}was it?",x{end}b,Why?,perhaps{end}'.encode())
    sheet = read_questions(path)
    assert [(question.text, question.where) for question in sheet.questions] == [(f"Who{end}was it?", "q.csv:2")]
    assert sheet.faults == ("q.csv:4: 'silent' is 'perhaps'; write true or false",)
    path.write_bytes(f"id,question{end}a,caf".encode() + b"\xe9")
    assert refused(path) == "q.csv:2: not UTF-8 text; save the file as UTF-8"


def test_cell_that_is_too_long_is_named_as_such(here: Path) -> None:
    path = written(here / "q.csv", "id,question,silent", "a,Who?,x", f"b,{'x' * 131_073},x")
    assert read_questions(path).faults == (
        "q.csv:3: a cell has more than 131,072 characters; close its quotation marks, or shorten it",
    )


@pytest.mark.parametrize("name", ["relevant", "turns", "tags"])
def test_bars_with_nothing_between_them_are_no_list(here: Path, name: str) -> None:
    sheet = read_questions(written(here / "q.csv", f"id,question,silent,{name}", "a,Who?,,|", "b,Why?,,| |"))
    assert sheet.questions == ()
    assert sheet.faults == tuple(
        f"q.csv:{line}: '{name}' holds nothing but '|'; say what it stands between, or leave the cell empty"
        for line in (2, 3)
    )


@pytest.mark.parametrize("nobody", ["null", "NULL", "Null", " null "])
def test_null_in_a_table_is_nobody_in_any_case(here: Path, nobody: str) -> None:
    (question,) = read_questions(written(here / "q.csv", "id,question,speaker", f"a,Who?,{nobody}")).questions
    assert question.expected.speakers == ()


def test_what_a_fault_quotes_of_a_table_is_cut(here: Path) -> None:
    long, cut = "x" * 1000, f"'{'x' * 60}…'"
    (fault,) = read_questions(written(here / "q.csv", f"id,question,{long}", "a,Who?,x")).faults
    assert fault.startswith(f"q.csv:1: {cut} is no column of questions; the columns are id,")
    assert read_questions(written(here / "q.csv", "id,question,silent", f"a,Who?,{long}")).faults == (
        f"q.csv:2: 'silent' is {cut}; write true or false",
    )


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


def test_comma_and_list_of_json_are_told_as_what_they_are(here: Path) -> None:
    comma = written(here / "q.jsonl", '{"id": "a", "question": "Who?", "silent": true},', '{"id": 1,},')
    assert read_questions(comma).faults[0] == "q.jsonl:1: a comma stands behind the object; remove it"
    assert read_questions(comma).faults[1].startswith("q.jsonl:2: not a JSON object (")
    several = written(here / "l.jsonl", "[", '{"id": "a"}', "]")
    assert read_questions(several).faults == (
        "l.jsonl:1: a list over several lines; write each question as one object on a line of its own",
    )


def test_empty_list_in_a_cell_means_that_no_passage_answers(here: Path) -> None:
    (question,) = read_questions(written(here / "q.csv", "id,question,relevant", "a,Who?,[]")).questions
    assert question.expected.is_silence
