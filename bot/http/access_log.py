"""A line of JSON for each request."""

import json
import logging
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from bot.http.exchange import Exchange, Observe

ACCESS_LOG = "bot.access"
"""The logger's name; whoever runs the application says where it writes to."""

_log = logging.getLogger(ACCESS_LOG)


def access_log(*, with_questions: bool) -> Observe:
    """An observer that logs each exchange; who asked is never logged, what was asked only where that is wanted."""

    def log(exchange: Exchange) -> None:
        record: dict[str, Any] = {
            "method": exchange.method,
            "route": exchange.route,
            "status": exchange.status,
            "ms": round(1000 * exchange.seconds, 1),
            "bytes": exchange.n_bytes,
        }
        if with_questions:
            record["asked"] = parse_qs(exchange.query, keep_blank_values=True)
        _log.info("%s %s %d", exchange.method, exchange.route, exchange.status, extra={"exchange": record})

    return log


class JsonLine(logging.Formatter):
    """An exchange as a line of JSON with its time, UTC."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return json.dumps({"time": at, **record.__dict__["exchange"]}, ensure_ascii=False)
