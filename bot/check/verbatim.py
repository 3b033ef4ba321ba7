"""Whether what was shown is the article's words, character for character; no passage is looked at twice."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Lock

from bot.shown import Verdict
from index.passage import Passage
from index.store.article_texts import read_article_text
from index.verbatim import check_verbatim

JudgePassages = Callable[[Sequence[Passage]], Sequence[Verdict]]
"""A verdict for each of the passages, in order."""


class Verdicts:
    """The verdicts on passages, remembered."""

    def __init__(self, judge: JudgePassages, otherwise: JudgePassages | None = None) -> None:
        """Ask `judge` about each passage that is new, and `otherwise` about those that it cannot check."""
        self._judge = judge
        self._otherwise = otherwise
        self._known: dict[tuple[str, str], Verdict] = {}
        self._lock = Lock()

    def on(self, passages: Sequence[Passage]) -> list[Verdict]:
        """A verdict for each, in order."""
        with self._lock:
            new = {_key(p): p for p in passages if _key(p) not in self._known}
            if new:
                self._known.update(zip(new, self._judged(list(new.values())), strict=True))
            return [self._known[_key(passage)] for passage in passages]

    def _judged(self, passages: Sequence[Passage]) -> Iterator[Verdict]:
        for passage, verdict in zip(passages, self._judge(passages), strict=True):
            if verdict == "not checkable" and self._otherwise is not None:
                yield from self._otherwise([passage])
            else:
                yield verdict


def held_against(texts: Path) -> JudgePassages:
    """What holds passages against the canonical texts in a folder."""

    def judge(passages: Sequence[Passage]) -> list[Verdict]:
        return [_verdict(passage, read_article_text(texts, passage.article.id)) for passage in passages]

    return judge


def _verdict(passage: Passage, article_text: str | None) -> Verdict:
    if article_text is None:
        return "not checkable"
    return "differs" if check_verbatim([passage], {passage.article.id: article_text}).breaches else "verbatim"


def _key(passage: Passage) -> tuple[str, str]:
    return passage.id, passage.text
