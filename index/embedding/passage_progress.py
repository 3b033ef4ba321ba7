"""How far a build's embedding is, in passages, so that the time left can be told from the time taken."""

from collections.abc import Callable


class PassageProgress:
    """Counts texts embedded as the passages they are of, part after part of a build.

    What need not be embedded is taken off the total rather than counted as done: else a build that goes on where
    another was killed would seem to begin at thousands of passages a second.
    """

    def __init__(self, n_passages: int, report: Callable[[int, int], None]) -> None:
        """Report to a function that takes the number of passages done since it was last called, and the total."""
        self._total = n_passages
        self._report = report
        self._n_passages = self._n_texts = 0
        self._n_texts_done = self._n_passages_done = 0

    def begin(self, n_passages: int, n_texts: int) -> None:
        """The next part: so many passages, with so many texts that may have to be embedded."""
        self._n_passages, self._n_texts = n_passages, n_texts
        self._n_texts_done = self._n_passages_done = 0

    def embedded(self, n_texts: int) -> None:
        """So many texts of the part were embedded since the last call."""
        self._n_texts_done += n_texts
        n_done = self._n_passages * self._n_texts_done // max(1, self._n_texts)
        self._report(n_done - self._n_passages_done, self._total)
        self._n_passages_done = n_done

    def end(self) -> None:
        """The part is done; what was not embedded of it did not have to be."""
        self._total -= self._n_passages - self._n_passages_done
        self._report(0, self._total)
