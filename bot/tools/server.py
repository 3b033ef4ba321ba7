"""The MCP server over an index: its tools are listed and called, however it is reached."""

import logging
from functools import partial
from importlib.metadata import version
from typing import Any

from anyio import to_thread
from mcp.server import Server, ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp.types import Tool as ListedTool

from bot.live_index import LiveIndex
from bot.tools.tool import TOOLS, Record, Tool, json_line
from bot.tools.words import INSTRUCTIONS
from index.errors import OnrecordError

BUG = "onrecord failed on this call; what happened is in the server's log"

_READS_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

_Context = ServerRequestContext[Any]

_log = logging.getLogger(__name__)


def mcp_server(live_index: LiveIndex) -> Server[Any]:
    """The server over that index.

    It is the SDK's plain one: the other, made from functions, sets up logging and rewrites what the functions return.
    """

    async def list_tools(_: _Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_listed(tool) for tool in TOOLS.values()])

    async def call_tool(_: _Context, called: CallToolRequestParams) -> CallToolResult:
        tool = TOOLS.get(called.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"there is no tool of that name; call {', '.join(TOOLS)}")
        # In a thread, so that a slow answer holds up nobody else.
        return await to_thread.run_sync(partial(_result, live_index, tool, called.arguments or {}))

    server = Server[Any](
        "onrecord",
        title="onrecord",
        version=version("onrecord"),
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    # The one that there is from the start would hand every call to whatever telemetry the environment names.
    server.middleware.clear()
    return server


def _result(live_index: LiveIndex, tool: Tool, given: Record) -> CallToolResult:
    """What the tool gives, as JSON and as the same in text, or the one sentence that says why it gives nothing."""
    try:
        with live_index.lent() as passage_index:
            record = tool.called(passage_index, given)
    except OnrecordError as error:
        return _failed(str(error))
    except Exception:
        _log.exception("the tool %s failed", tool.name)
        return _failed(BUG)
    return CallToolResult(content=[TextContent(text=json_line(record))], structured_content=record)


def _failed(sentence: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=sentence)], is_error=True)


def _listed(tool: Tool) -> ListedTool:
    return ListedTool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.input_schema,
        output_schema=tool.output_schema,
        annotations=_READS_ONLY,
    )
