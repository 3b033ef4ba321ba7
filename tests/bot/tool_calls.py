"""The tools as a program that speaks MCP calls them, with the protocol's own client."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from fastapi import FastAPI
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent

from bot.api import create_app
from index.passage_index import PassageIndex

MODES = ("legacy", "auto")
"""The protocol's versions with a handshake, and those without."""


def app_with_tools(passage_index: PassageIndex) -> FastAPI:
    """The application without its chat."""
    return create_app(passage_index, with_chat=False)


@asynccontextmanager
async def connected(address: str, mode: str = "auto") -> AsyncIterator[Client]:
    """A client of the tools at that address, which must be tested without a proxy."""
    async with (
        httpx2.AsyncClient(trust_env=False) as http,
        Client(streamable_http_client(f"{address}/mcp", http_client=http), mode=mode) as client,
    ):
        yield client


async def called(
    address: str, tool: str, arguments: Mapping[str, Any] | None = None, *, mode: str = "auto"
) -> CallToolResult:
    """What one call gives."""
    async with connected(address, mode) as client:
        return await client.call_tool(tool, dict(arguments or {}))


def text_of(result: CallToolResult) -> str:
    """The one text of the result."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text
