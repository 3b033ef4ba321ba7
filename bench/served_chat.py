"""A chat in a process of its own and a Chromium to look at it with, for timings and pictures."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright

REPOSITORY = Path(__file__).parent.parent

CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def launched(playwright: Playwright) -> Browser:
    """The Chromium of this machine."""
    return playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)


@contextmanager
def chat_over(index_folder: Path, *options: str) -> Iterator[str]:
    """The address of a chat over the index, on a free port of the loopback interface, until the end of the block.

    :param options: more of `onrecord chat`.
    """
    command = [sys.executable, "-m", "bot", "chat", "--port", "0", "--index", str(index_folder.resolve()), *options]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as chat:
        assert chat.stdout is not None
        found = re.search(r"http://\S+", chat.stdout.readline())
        try:
            if found is None:
                sys.exit("the chat did not start; what it said stands above")
            yield found[0]
        finally:
            chat.terminate()
