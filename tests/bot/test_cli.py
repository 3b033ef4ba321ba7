"""The commands as a person runs them: exact output, exit codes, and a sentence for every wrong turn."""

import json
import shutil
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.filters import KINDS

ARTICLE = """Ferry to Skarholm Sails Again

By Marta Quill

March 4, 2023

“The harbour will stay open all winter,” said Dagny Holt, the harbour master of Skarholm.

Nobody had sailed there for nine years.
"""


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin, catch_exceptions=False)


def error_of(*arguments: str, stdin: str | bytes | None = None) -> str:
    result = run(*arguments, stdin=stdin)
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with one article in data/articles."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data" / "articles").mkdir(parents=True)
    (tmp_path / "data" / "articles" / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "data" / "articles" / "ferry.meta.yaml").write_text("publisher: The Tidings\n")
    return tmp_path


@pytest.fixture
def indexed(workplace: Path, default_encoders: Path) -> Path:
    """The same, read and indexed."""
    shutil.copytree(default_encoders, workplace / "data" / "index" / "encoders")
    assert run("read", "data/articles").exit_code == 0
    assert run("index").exit_code == 0
    return workplace


def test_read_and_index_say_what_they_did(workplace: Path, default_encoders: Path) -> None:
    shutil.copytree(default_encoders, workplace / "data" / "index" / "encoders")
    assert run("read", "data/articles").stdout == "1 article, 2 passages, 1 quotation -> data/passages.jsonl\n"
    assert run("index").stdout == "2 passages (2 embedded) -> data/index\n"
    assert run("index").stdout == "2 passages (unchanged) -> data/index\n"
    assert json.loads(run("index", "--json").stdout) == {
        "n_passages": 2,
        "n_embedded": 0,
        "n_not_checkable": 0,
        "is_unchanged": True,
        "n_removed_articles": 0,
        "damage": [],
    }


def test_read_writes_passages_and_texts_beside_them(workplace: Path) -> None:
    assert run("read", "data/articles/ferry.txt", "-o", "out/p.jsonl").exit_code == 0
    text = "\n\n".join([ARTICLE.split("\n\n")[0], *ARTICLE.split("\n\n")[3:]])
    assert (workplace / "out" / "texts" / "ferry.txt").read_text(encoding="utf-8") == text
    first, _ = [json.loads(line) for line in (workplace / "out" / "p.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (first["id"], first["text"]) == ("ferry:1", ARTICLE.split("\n\n")[3])
    assert first["article"] | {"text_sha256": None} == {
        "id": "ferry",
        "title": "Ferry to Skarholm Sails Again",
        "author": "Marta Quill",
        "publisher": "The Tidings",
        "published": "2023-03-04",
        "url": None,
        "text_sha256": None,
    }
    assert [(a["speaker"], a["role"]) for a in first["attributions"]] == [("Dagny Holt", "harbour master of Skarholm")]


def test_read_takes_an_article_from_stdin(workplace: Path) -> None:
    assert run("read", "-", "-o", "p.jsonl", stdin=ARTICLE).exit_code == 0
    assert [json.loads(line)["id"] for line in Path("p.jsonl").read_text().splitlines()] == ["stdin:1", "stdin:2"]


def test_ask_gives_the_passage_word_for_word(indexed: Path) -> None:
    result = run("ask", "Will the harbour stay open in winter?", "-k", "1")
    assert result.exit_code == 0
    assert result.stdout == (
        "[1]\n"
        "“The harbour will stay open all winter,” said Dagny Holt, the harbour master of Skarholm.\n\n"
        "    Dagny Holt, harbour master of Skarholm (Quotation)\n"
        "    Ferry to Skarholm Sails Again\n"
        "    Marta Quill, The Tidings, 4 March 2023, paragraph 2\n"
    )


def test_ask_as_json_and_from_stdin(indexed: Path) -> None:
    result = run("ask", "-", "--json", "--speaker", "Holt", stdin="Will the harbour stay open in winter?\n")
    answer = json.loads(result.stdout)
    assert (answer["query"], answer["level"]) == ("Will the harbour stay open in winter?", "answer")
    assert answer["filters"]["speaker"] == "Dagny Holt"
    assert [hit["passage"]["id"] for hit in answer["hits"]] == ["ferry:1"]


def test_ask_narrows_to_the_filters(indexed: Path) -> None:
    question = "Has anyone sailed to Skarholm in nine years?"
    given = ["--kind", "narration", "--publisher", "the tidings", "--from", "2023-03", "--to", "2023"]
    result = run("ask", question, *given)
    assert (result.exit_code, result.stdout) == (
        0,
        "Only passages of narration, published by The Tidings, dated 1 March 2023 to 31 December 2023\n\n"
        "[1]\nNobody had sailed there for nine years.\n\n"
        "    Narration by Marta Quill, The Tidings\n"
        "    Ferry to Skarholm Sails Again\n"
        "    Marta Quill, The Tidings, 4 March 2023, paragraph 3\n",
    )
    later = run("ask", question, "--from", "2023-03-05")
    assert (later.exit_code, later.stdout) == (
        3,
        "Only passages dated 5 March 2023 or later\n\nNo passage answers this.\n",
    )


def test_ask_says_whom_the_question_names_and_how_to_drop_the_name(indexed: Path) -> None:
    named = run("ask", "What did Dagny Holt say?").stdout
    assert named.startswith("Only passages with Dagny Holt (named in the question; --anyone drops the name)\n\n[1]\n")
    answer = json.loads(run("ask", "What did Dagny Holt say?", "--anyone", "--json").stdout)
    assert (answer["filters"]["speaker"], answer["speaker_named_in"]) == (None, None)


def test_ask_offers_every_kind() -> None:
    assert f"--kind [{'|'.join(KINDS)}]" in run("ask", "--help").stdout


def test_ask_is_silent_with_exit_code_3(indexed: Path) -> None:
    result = run("ask", "best borscht recipe")
    assert (result.exit_code, result.stdout) == (3, "No passage answers this.\n")


def test_speakers_and_verify(indexed: Path) -> None:
    assert run("speakers").stdout == "     1  Dagny Holt\n"
    assert json.loads(run("speakers", "--json").stdout) == {"speakers": [{"name": "Dagny Holt", "passages": 1}]}
    assert run("verify").stdout == "2 of 2 passages stand in their articles word for word\n"
    (passages,) = Path("data/index/segments").glob("*/passages.sqlite")
    passages.write_bytes(passages.read_bytes().replace(b"nine years", b"five years"))
    result = run("verify")
    assert (result.exit_code, result.stderr) == (
        1,
        f"error: {passages} was altered after the build; run 'onrecord index --repair' to rebuild it\n",
    )


def test_verify_names_each_passage_that_differs(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.snapshot.SegmentedSnapshot.article_text", lambda *_: "Another text.\n")
    result = run("verify")
    assert (result.exit_code, result.stdout) == (1, "0 of 2 passages stand in their articles word for word\n")
    assert result.stderr == (
        "error: passage ferry:1 was read from another text of article ferry\n"
        "error: passage ferry:2 was read from another text of article ferry\n"
    )


def test_wrong_turns_of_read(workplace: Path) -> None:
    Path("empty.txt").touch()
    Path("binary.txt").write_bytes(b"\x89PNG\r\n\x00\x01")
    before = run("read", "data/articles") and Path("data/passages.jsonl").read_bytes()
    Path("odd.txt").write_text("An article.\n")
    Path("odd.meta.yaml").write_text("published: 2023-13-99\n")
    assert error_of("read", "odd.txt").startswith("error: odd.meta.yaml is not a YAML file of metadata (month must be")
    Path("odd.meta.yaml").write_text('title: "a\\ud800b"\n')
    assert error_of("read", "odd.txt") == (
        "error: odd.meta.yaml: 'title' holds a character that is not text; type it anew\n"
    )
    Path("stdin.txt").write_text("An article.\n")
    assert error_of("read", "-", "stdin.txt", stdin=ARTICLE) == (
        "error: stdin.txt and standard input would both be the article 'stdin'; rename one\n"
    )
    assert error_of("read", "none.txt") == "error: no article at none.txt; check the path\n"
    assert error_of("read", "empty.txt") == ("error: empty.txt is empty; put the article's text in it or remove it\n")
    assert error_of("read", "binary.txt") == (
        "error: binary.txt is not UTF-8 text (byte 0 does not fit); convert it to UTF-8 or remove it\n"
    )
    assert error_of("read", "-", stdin=b"a\0b") == (
        "error: standard input is a binary file, not text; remove it from the articles\n"
    )
    assert Path("data/passages.jsonl").read_bytes() == before
    assert error_of("read", "data/articles", "-o", "data/articles").startswith("error: data/articles cannot be written")


def test_wrong_turns_of_index(workplace: Path) -> None:
    assert error_of("index") == "error: no passages at data/passages.jsonl; run 'onrecord read' to make the file\n"
    Path("data/passages.jsonl").write_text('{"id": "a:1", "text": "x"}\n{"id": "a:2"}\n')
    assert error_of("index") == "error: data/passages.jsonl:2: 'text' is missing; mend the line\n"
    Path("data/passages.jsonl").write_text('{"id": "a:1", "text": "x"}\n')
    assert error_of("index", "--to", "data/articles") == (
        "error: data/articles holds something other than an index; choose another folder with --to\n"
    )


def test_wrong_turns_of_ask(indexed: Path) -> None:
    assert error_of("ask", "") == "error: the question is empty; ask one in a few words\n"
    assert error_of("ask", "x" * 501) == "error: the question has 501 characters; ask it in 500 or fewer\n"
    assert error_of("ask", "-", stdin=b"\xff") == (
        "error: the question holds a character that is not text; type it anew\n"
    )
    assert error_of("ask", "a", "-k", "11") == "error: k is 11; ask for 1 to 10 passages\n"
    assert error_of("ask", "a", "--speaker", "Bo Ek") == (
        "error: no passage has the speaker 'Bo Ek'; choose a name from the list of speakers\n"
    )
    assert error_of("ask", "a", "--kind", "direct") == (
        "error: 'direct' is no kind of passage; choose quotation, paraphrase or narration\n"
    )
    assert error_of("ask", "a", "--publisher", "The Gazette") == (
        "error: no passage has the publisher 'The Gazette'; choose one of The Tidings\n"
    )
    assert error_of("ask", "a", "--from", "March") == (
        "error: 'March' is no date; write it as YYYY-MM-DD, YYYY-MM or YYYY\n"
    )
    assert error_of("ask", "a", "--from", "2023", "--to", "2022") == (
        "error: the dates from 2023-01-01 to 2022-12-31 run backwards; exchange the two\n"
    )
    assert error_of("ask", "a", "--index", "none") == "error: no index in none; run 'onrecord index'\n"
    assert error_of("ask", "a", "--index", "data/articles") == (
        "error: data/articles is not an index of onrecord; choose another folder or run 'onrecord index'\n"
    )


def test_wrong_turns_of_chat(workplace: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert error_of("chat", "--port", port) == (
            f"error: port {port} on 127.0.0.1 is in use; choose another with --port\n"
        )
    assert error_of("chat", "--port", "70000") == (
        "error: 70000 is not a port; choose one from 1024 to 65535 with --port\n"
    )
    Path("file").write_text("x")
    # In a thread of its own: Playwright keeps a loop running in the tests' thread, and the server is up by then.
    with ThreadPoolExecutor(1) as thread:
        sentence = thread.submit(error_of, "chat", "--index", "file", "--port", "0").result()
    assert sentence == "error: file is not an index of onrecord; choose another folder or run 'onrecord index'\n"
    assert "cannot listen on 192.0.2.1 port" in error_of("chat", "--host", "192.0.2.1", "--port", "0")


def test_chat_says_which_articles_the_index_does_not_know(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def only_opened(
        open_index: Callable[[], Any], _: object, __: object, on_ready: Callable[[Any], None], **___: str
    ) -> None:
        on_ready(open_index())

    monkeypatch.setattr("bot.http.serve.serve", only_opened)
    assert run("chat", "--port", "0").stderr == ""
    Path("data/articles/bridge.txt").write_text("The bridge fell.\n")
    assert run("chat", "--port", "0").stderr == (
        "1 article in data/articles not in the index, bridge.txt for one; "
        "run 'onrecord read data/articles' and 'onrecord index', then start the chat again\n"
    )


def test_wrong_usage_is_one_sentence_too() -> None:
    assert error_of("ask") == "error: Missing argument 'QUESTION'; see 'main ask --help'\n"
    assert error_of("ask", "a", "-k", "x") == (
        "error: Invalid value for '-k': 'x' is not a valid integer; see 'main ask --help'\n"
    )
    assert error_of("sing") == "error: No such command 'sing'; see 'main --help'\n"


def test_no_command_at_all_shows_the_help() -> None:
    result = run()
    assert (result.exit_code, result.stdout.startswith("Usage: main [OPTIONS] COMMAND")) == (0, True)


@pytest.mark.parametrize(
    "command", ["read", "attribute", "index", "ask", "chat", "serve", "embed", "mcp", "check", "speakers", "verify"]
)
def test_every_command_has_help(command: Sequence[str]) -> None:
    result = run(str(command), "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: main {command} ")
