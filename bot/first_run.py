"""What the chat sees to before it starts: an index where there is none, and articles that the index does not know."""

import atexit
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from bot.settings import Settings
from index.errors import OnrecordError
from index.reading.source import find_sources
from index.store.manifest import holds_index, is_ours


def build_if_missing(settings: Settings, folder: Path, say: Callable[[str], None]) -> None:
    """Build the index where the folder has none yet; a folder of something else is left to open_index to refuse."""
    if holds_index(folder) or not is_ours(folder):
        return
    say(f"no index in {folder} yet: building it, which takes a minute or so")
    if not settings.passages.exists():
        _run_apart("read", str(settings.articles), "-o", str(settings.passages))
    model = ["--model", settings.model] if settings.model else []
    _run_apart("index", str(settings.passages), "--to", str(folder), *model)


def hint_at_unread(settings: Settings, indexed: set[str]) -> str | None:
    """A sentence where articles lie ready that the index does not know."""
    try:
        unread = [s for s in find_sources([settings.articles]) if s.article_id not in indexed]
    except OnrecordError:
        return None  # no folder of articles: the passages came from elsewhere
    if not unread:
        return None
    return (
        f"{len(unread)} article{'' if len(unread) == 1 else 's'} in {settings.articles} not in the index, "
        f"{unread[0].path.name} for one; run 'onrecord read {settings.articles}' and 'onrecord index', "
        "then start the chat again"
    )


def _run_apart(*arguments: str) -> None:
    """Run a command in a process of its own, which takes its models' memory with it when it ends."""
    started: list[subprocess.Popen[bytes]] = []
    starting = Lock()

    def end() -> None:
        with starting:
            for process in started:
                process.terminate()

    # The thread that waits here ends with the server without a word; the process is not to go on without it, even
    # where the server ends in the very moment in which the process starts.
    atexit.register(end)
    try:
        with starting:
            started.append(subprocess.Popen([sys.executable, "-m", "bot", *arguments], stdout=sys.stderr))
        exit_code = started[0].wait()
    finally:
        end()
        atexit.unregister(end)
    if exit_code:
        sys.exit(exit_code)
