"""Paths, model and limits: the only reader of the environment."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from index.errors import ServeError

MAX_QUERY_CHARS = 500
MAX_K = 10
MAX_BODY_BYTES = 64 * 1024
MAX_QUEUE = 32
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860

MAX_BODY_SECONDS = 10.0
"""How long the body of a request may take to come."""

DEFAULT_RATE = "300/minute"
"""What one client of another machine may ask unless told otherwise: while a name is typed, a page asks at each key."""

RequestLog = Literal["off", "on", "questions"]

LOG_REQUESTS: tuple[RequestLog, ...] = get_args(RequestLog)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are, and what the server lets others do; every path is relative to the folder the command is run in.

    `reranker`: a cross-encoder, by folder or name, that reads the best passages again; None for none.
    `frame_ancestors`: origins of the sites whose pages may show the chat and the embedded page in a frame.
    `hosts`: the names by which others reach the server, as quotes.example, this machine's own aside.
    `rate_limit`: what one client may ask, as "120/minute", or "off"; None for `DEFAULT_RATE` for all clients but those
    on this machine. `login`: "NAME:PASSWORD", asked for before anything is answered; None for none.
    `log_requests`: whether each request is logged, and with it what was asked.
    `metrics_folder`: where several worker processes count together; None where there is one.
    """

    articles: Path = Path("data/articles")
    passages: Path = Path("data/passages.jsonl")
    index_folder: Path = Path("data/index")
    model: str | None = None
    reranker: str | None = None
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    frame_ancestors: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    rate_limit: str | None = None
    login: str | None = field(default=None, repr=False)
    log_requests: RequestLog = "off"
    metrics_folder: Path | None = None


def load_settings() -> Settings:
    """The defaults, changed by the variables of the environment whose names begin with ONRECORD_ where these are set.

    :raises ServeError: where ONRECORD_LOG_REQUESTS is none of its values.
    :raises IndexFolderError: where ONRECORD_INDEX is the address of something else than an index.
    """
    defaults = Settings()
    return Settings(
        index_folder=_index_folder(os.environ.get("ONRECORD_INDEX")) or defaults.index_folder,
        model=os.environ.get("ONRECORD_MODEL") or defaults.model,
        reranker=os.environ.get("ONRECORD_RERANKER") or defaults.reranker,
        frame_ancestors=tuple((os.environ.get("ONRECORD_FRAME_ANCESTORS") or "").split()),
        hosts=tuple((os.environ.get("ONRECORD_HOSTS") or "").split()),
        rate_limit=os.environ.get("ONRECORD_RATE_LIMIT") or defaults.rate_limit,
        login=os.environ.get("ONRECORD_LOGIN") or defaults.login,
        log_requests=_request_log(os.environ.get("ONRECORD_LOG_REQUESTS") or defaults.log_requests),
    )


def share_metrics(folder: Path) -> None:
    """Let this process and those it starts count together in the folder: the library takes it from the environment."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _index_folder(address: str | None) -> Path | None:
    if not address or "://" not in address:
        return Path(address) if address else None
    from index.store.open import folder_of  # what it loads is not needed for a folder's name

    return folder_of(address)


def _request_log(value: str) -> RequestLog:
    found = next((known for known in LOG_REQUESTS if known == value), None)
    if found is None:
        raise ServeError(
            f"ONRECORD_LOG_REQUESTS is '{value}'; choose {', '.join(LOG_REQUESTS[:-1])} or {LOG_REQUESTS[-1]}"
        )
    return found
