"""Progress bars on stderr, for commands that take a while."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def progress_bar(what: str, unit: str, total: int | None = None) -> Iterator[Callable[..., None]]:
    """A function to call with the number of things done, and with the total where it becomes known only then.

    Nothing is shown where stderr is no terminal, or where the work is done in a moment.
    """
    is_off = True if sys.stderr is None else None  # None leaves it to tqdm to look for a terminal
    with tqdm(
        total=total, desc=what, unit=unit, file=sys.stderr, disable=is_off, delay=0.3, leave=False, smoothing=0
    ) as bar:

        def advance(n_done: int, total: int | None = None) -> None:
            if total is not None:
                bar.total = total
            bar.update(n_done)

        yield advance


def say_past_bars(sentence: str) -> None:
    """Print a line on stderr, with no piece of a bar left in it."""
    tqdm.write(sentence, file=sys.stderr)
