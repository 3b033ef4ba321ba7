"""The tools over stdin and stdout, for a program that starts onrecord itself."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from concurrent.futures import CancelledError
from contextlib import suppress
from threading import Thread
from typing import Any, cast

import anyio
from mcp.server.stdio import stdio_server

from bot.live_index import LiveIndex
from bot.tools.calls import OpenCalls, WatchedReplies
from bot.tools.server import mcp_server

CHUNK_BYTES = 65_536

STDIN_FD = 0


def serve_stdio(live_index: LiveIndex) -> None:
    """Serve until stdin ends and its calls are answered, or the process is asked to end; stdout has nothing else."""
    asyncio.run(_serve(live_index))


async def _serve(live_index: LiveIndex) -> None:
    server, calls = mcp_server(live_index), OpenCalls()
    async with anyio.create_task_group() as tasks:
        loop = asyncio.get_running_loop()
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(each, tasks.cancel_scope.cancel)
        async with stdio_server(stdin=cast(Any, _until_replied(calls))) as (requests, replies):
            await server.run(requests, WatchedReplies(replies, calls), server.create_initialization_options())
        tasks.cancel_scope.cancel()


async def _until_replied(calls: OpenCalls) -> AsyncIterator[str]:
    """The lines of stdin; they end only once the calls among them are answered, for with them the server does."""
    async for line in _lines_of_stdin():
        calls.came(line)
        yield line
    await calls.replied()


async def _lines_of_stdin() -> AsyncIterator[str]:
    """The lines of stdin as they come.

    The SDK reads them in a thread that nothing but the next line ends, so that a signal would be waited on with it.
    Here a daemon reads, which ends with the process; it reads the descriptor itself, since a lock on `sys.stdin` that
    it still held then would crash the interpreter.
    """
    loop = asyncio.get_running_loop()
    # No more is read than is taken, so that a flood stays in the pipe.
    chunks: asyncio.Queue[bytes] = asyncio.Queue(maxsize=1)

    def read() -> None:
        # Where the loop has ended meanwhile, nobody wants the rest.
        with suppress(RuntimeError, CancelledError):
            while chunk := os.read(STDIN_FD, CHUNK_BYTES):
                asyncio.run_coroutine_threadsafe(chunks.put(chunk), loop).result()
            asyncio.run_coroutine_threadsafe(chunks.put(b""), loop).result()

    Thread(target=read, daemon=True).start()
    pending = bytearray()
    while chunk := await chunks.get():
        pending += chunk
        if b"\n" in chunk:
            *lines, pending = pending.split(b"\n")
            for line in lines:
                yield line.decode("utf-8", "replace")
    if pending:
        yield pending.decode("utf-8", "replace")
