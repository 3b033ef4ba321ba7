"""Questions as tables, as people and spreadsheets write them."""

from pathlib import Path

import pytest

from bot.check.question import Expected, Question
from bot.check.questions.read import read_questions
from tests.bot.check.question_files import refused, written


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


def test_empty_list_in_a_cell_means_that_no_passage_answers(here: Path) -> None:
    (question,) = read_questions(written(here / "q.csv", "id,question,relevant", "a,Who?,[]")).questions
    assert question.expected.is_silence
