"""`onrecord ask --format`: what is to be pasted on stdout, all else on stderr."""

import json

import pytest
from click.testing import CliRunner, Result

from bot.answer import MESSAGE_CLOSEST, MESSAGE_SILENT, Answer
from bot.cli import main
from bot.filters import Filters
from bot.render.citations.citation import citations
from bot.render.citations.formats import CITATION_FORMATS, CitationFormat
from tests.bot.answers import made_answer, said
from tests.fakes import fake_index, fake_passage

PASSAGES = (
    fake_passage("“Rain,” she said.", said(0, 7, "direct", "Ann Lee")),
    fake_passage("Snow \x1b[2J fell.\n", number=2),
)


def ask(monkeypatch: pytest.MonkeyPatch, answer: Answer, *arguments: str) -> Result:
    """The command with everything between the question and the answer left out."""
    monkeypatch.setattr("index.passage_index.open_index", lambda *_, **__: fake_index(PASSAGES))
    monkeypatch.setattr("bot.answer.answer_query", lambda *_, **__: answer)
    return CliRunner().invoke(main, ["ask", "Rain?", *arguments], prog_name="onrecord", catch_exceptions=False)


@pytest.mark.parametrize("format", CITATION_FORMATS)
def test_passages_are_printed_in_the_form_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, format: CitationFormat
) -> None:
    result = ask(monkeypatch, made_answer(*PASSAGES), "--format", format)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{citations(PASSAGES, format)}\n", "")


@pytest.mark.parametrize("format", CITATION_FORMATS)
def test_silence_is_said_on_stderr(monkeypatch: pytest.MonkeyPatch, format: CitationFormat) -> None:
    result = ask(monkeypatch, made_answer(level="silent"), "--format", format)
    nothing = "[]\n" if format == "csl-json" else ""
    assert (result.exit_code, result.stdout, result.stderr) == (3, nothing, f"{MESSAGE_SILENT}\n")


def test_message_and_filters_are_not_pasted_with_the_nearest_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = made_answer(*PASSAGES, level="closest", filters=Filters(publisher="The Paper"))
    result = ask(monkeypatch, answer, "--format", "csl-json")
    assert (result.exit_code, [item["id"] for item in json.loads(result.stdout)]) == (3, ["a:1", "a:2"])
    assert result.stderr == f"Only passages published by The Paper\n\n{MESSAGE_CLOSEST}\n"


@pytest.mark.parametrize(("is_terminal", "shown"), [(True, "Snow \u241b[2J fell.\n\n\n— "), (False, PASSAGES[1].text)])
def test_terminal_gets_symbols_for_control_characters(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool, shown: str
) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: is_terminal, raising=False)
    result = ask(monkeypatch, made_answer(PASSAGES[1]), "--format", "plain")
    assert result.output_bytes.decode().startswith(shown)


def test_json_and_a_form_exclude_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    result = ask(monkeypatch, made_answer(), "--json", "--format", "plain")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "error: --json and --format are two forms of one answer; choose one of them; see 'onrecord ask --help'\n"
    )


def test_unknown_form_is_refused_with_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    result = ask(monkeypatch, made_answer(), "--format", "mla")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "error: Invalid value for '--format': 'mla' is not one of 'plain', 'wikitext', 'markdown', 'html', 'bibtex', "
        "'csl-json', 'apa'; see 'onrecord ask --help'\n"
    )
