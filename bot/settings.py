"""Paths, model and limits: the only reader of the environment."""

import os
from dataclasses import dataclass
from pathlib import Path

MAX_QUERY_CHARS = 500
MAX_K = 10
MAX_BODY_BYTES = 64 * 1024
MAX_QUEUE = 32
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are; every path is relative to the folder the command is run in.

    `reranker`: a cross-encoder, by folder or name, that reads the best passages again; None for none.
    """

    articles: Path = Path("data/articles")
    passages: Path = Path("data/passages.jsonl")
    index_folder: Path = Path("data/index")
    model: str | None = None
    reranker: str | None = None
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT


def load_settings() -> Settings:
    """The defaults, changed by ONRECORD_INDEX, ONRECORD_MODEL and ONRECORD_RERANKER where these are set."""
    defaults = Settings()
    return Settings(
        index_folder=Path(os.environ.get("ONRECORD_INDEX") or defaults.index_folder),
        model=os.environ.get("ONRECORD_MODEL") or defaults.model,
        reranker=os.environ.get("ONRECORD_RERANKER") or defaults.reranker,
    )
