"""`onrecord mcp` as the program that starts it sees it: a process over pipes, with an index that was really built."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from bot.records import AskParameters, ask_record, passage_details_record, speakers_record
from index.building.build_index import build_index
from index.passage import write_passages
from index.passage_index import open_index
from tests.bot.browser.passages import HOSTILE_PASSAGES
from tests.bot.chat_app import in_own_loop
from tests.bot.tool_calls import MODES

SECONDS = 60

HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "a test", "version": "1"},
    },
}


# A quotation there may reach beyond its passage, which no index takes.
PASSAGES = [replace(passage, attributions=()) for passage in HOSTILE_PASSAGES]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, default_encoders: Path) -> Path:
    """An index of the hostile passages."""
    folder = tmp_path_factory.mktemp("indexed")
    write_passages(PASSAGES, folder / "passages.jsonl")
    (folder / "index").mkdir()
    (folder / "index" / "encoders").symlink_to(default_encoders)
    build_index(folder / "passages.jsonl", folder / "texts", folder / "index")
    return folder / "index"


@pytest.mark.parametrize("mode", MODES)
def test_tools_give_what_the_index_gives(built: Path, mode: str) -> None:
    opened = open_index(built)
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "bot", "mcp", "--index", str(built)], cwd=Path.cwd()
    )

    async def talked() -> list[Any]:
        async with Client(stdio_client(command), mode=mode) as client:
            assert [tool.name for tool in (await client.list_tools()).tools] == ["ask", "speakers", "passage"]
            calls = [("ask", {"q": passage.text[:200]}) for passage in PASSAGES[:5]]
            passages = [("passage", {"id": passage.id}) for passage in PASSAGES]
            unknown = ("passage", {"id": "nowhere"})
            return [
                await client.call_tool(tool, given) for tool, given in (*calls, *passages, ("speakers", {}), unknown)
            ]

    *results, unknown = in_own_loop(talked())
    assert [result.structured_content for result in results] == [
        *(ask_record(opened, AskParameters(q=passage.text[:200])) for passage in PASSAGES[:5]),
        *(passage_details_record(opened, passage.id) for passage in PASSAGES),
        speakers_record(opened),
    ]
    texts = [result.structured_content["passage"]["text"] for result in results[5:-1]]
    assert texts == [passage.text for passage in PASSAGES]
    assert [json.loads(result.content[0].text) for result in results] == [
        result.structured_content for result in results
    ]
    assert unknown.is_error is True
    assert unknown.content[0].text == "no passage has the id 'nowhere'; answers give the ids there are"


@contextmanager
def started(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command, in a session of its own, after its first reply."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "mcp", "--index", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        try:
            said(process, HELLO)
            assert heard(process)["result"]["serverInfo"]["name"] == "onrecord"
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[bytes], message: object) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(message).encode() + b"\n")
    process.stdin.flush()


def heard(process: subprocess.Popen[bytes]) -> Any:  # noqa: ANN401 - JSON
    assert process.stdout is not None
    return json.loads(process.stdout.readline())


def rest(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes, int]:
    """What still comes from stdout and stderr, and the exit code."""
    out, err = process.communicate(timeout=SECONDS)
    return out, err, process.returncode


def test_end_of_stdin_ends_it(built: Path) -> None:
    with started(built) as process:
        assert rest(process) == (b"", b"", 0)


def test_calls_that_stdin_ends_behind_are_all_answered(built: Path) -> None:
    calls = [
        {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": {"name": "speakers", "arguments": {}}}
        for number in range(2, 32)
    ]
    lines = [json.dumps(line) for line in (HELLO, {"jsonrpc": "2.0", "method": "notifications/initialized"}, *calls)]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "mcp", "--index", str(built)],
        # The last line has no end of its own.
        input="\n".join(lines),
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert sorted(reply["id"] for reply in replies) == list(range(1, 32))
    assert all("result" in reply for reply in replies)
    assert (done.stderr, done.returncode) == ("", 0)


def test_call_that_was_cancelled_is_not_waited_for(built: Path) -> None:
    ask = {"jsonrpc": "2.0", "id": "x", "method": "tools/call", "params": {"name": "speakers", "arguments": {}}}
    with started(built) as process:
        said(process, ask)
        said(process, {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": "x"}})
        _, err, exit_code = rest(process)
    assert (err, exit_code) == (b"", 0)


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_it_while_it_waits_for_a_line(built: Path, asked: signal.Signals) -> None:
    with started(built) as process:
        process.send_signal(asked)
        # Stdin stays open: nothing but the signal can end it.
        assert process.wait(SECONDS) == 0
        assert process.stdout is not None and process.stdout.read() == b""
        assert process.stderr is not None and process.stderr.read() == b""


def test_line_that_is_no_message_ends_nothing(built: Path) -> None:
    with started(built) as process:
        assert process.stdin is not None
        process.stdin.write(b'no message\n\xff\xfe\n{"jsonrpc": "2.0"}\n')
        said(process, {"jsonrpc": "2.0", "id": 2, "method": "ping"})
        assert heard(process) == {"jsonrpc": "2.0", "id": 2, "result": {}}
        out, _, exit_code = rest(process)
        assert (out, exit_code) == (b"", 0)


def test_message_may_come_in_pieces_and_several_at_once(built: Path) -> None:
    pings = [json.dumps({"jsonrpc": "2.0", "id": number, "method": "ping"}).encode() for number in (2, 3)]
    with started(built) as process:
        assert process.stdin is not None
        os.write(process.stdin.fileno(), pings[0][:20])
        os.write(process.stdin.fileno(), pings[0][20:] + b"\n" + pings[1] + b"\n")
        assert {heard(process)["id"], heard(process)["id"]} == {2, 3}


def test_missing_index_is_one_sentence_on_stderr(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "mcp", "--index", str(tmp_path / "none")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert (done.stdout, done.returncode) == ("", 1)
    assert done.stderr == f"error: no index in {tmp_path / 'none'}; run 'onrecord index'\n"


def test_importing_the_commands_imports_no_protocol() -> None:
    program = "import sys, bot.cli; print([name for name in ('mcp', 'mcp_types', 'httpx2') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "[]\n"
