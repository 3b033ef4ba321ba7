"""Files of questions as JSON lines, and what any file may have wrong."""

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from bot.check.question import Expected, Question
from bot.check.questions.read import read_questions
from tests.bot.check.question_files import refused, written

HOLT = Expected(relevant={"ferry:1": 1}, speakers=("Dagny Holt",))


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


def test_comma_and_list_of_json_are_told_as_what_they_are(here: Path) -> None:
    comma = written(here / "q.jsonl", '{"id": "a", "question": "Who?", "silent": true},', '{"id": 1,},')
    assert read_questions(comma).faults[0] == "q.jsonl:1: a comma stands behind the object; remove it"
    assert read_questions(comma).faults[1].startswith("q.jsonl:2: not a JSON object (")
    several = written(here / "l.jsonl", "[", '{"id": "a"}', "]")
    assert read_questions(several).faults == (
        "l.jsonl:1: a list over several lines; write each question as one object on a line of its own",
    )
