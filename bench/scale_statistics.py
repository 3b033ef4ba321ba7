"""What real news is like in numbers: how often its words are, how long sentences, passages and articles, who speaks."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.passage import Passage, QuotationKind
from index.sentences import sentences_of

N_WORDS = 200_000
"""A million passages of news hold more different words than a sample does: the rarer ones are made up."""

MIN_PAIR_COUNT = 3
"""Two words that stand side by side so often in the sample are drawn as one."""

FEW_RANKS = 10
"""The commonest words do not follow Zipf's law: the exponent is that of the words behind them."""

MAX_NEW_SHARE = 0.06
"""Of a text the share of words that a large sample of news does not have; a small sample would lack far more."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SYLLABLE = re.compile(r"[^aeiouy]*[aeiouy]+(?:[^aeiouy]+$)?")

Voice = tuple[QuotationKind, bool]
"""An attribution's kind, and whether it has a speaker."""


@dataclass(frozen=True, slots=True)
class NewsStatistics:
    """The statistics of a sample of news.

    :param units: words, and pairs of words that often stand together, most frequent first.
    :param cumulative: the probability of each unit or one before it, shape (n_units,), rising to 1.
    :param syllables: what new words and names are put together from, most frequent first.
    :param sentence_words: the numbers of words of the sample's sentences; the other three likewise, of passages in
        sentences, of articles in passages, and of articles in different speakers.
    :param voices: the attributions of each passage of the sample.
    """

    units: tuple[str, ...]
    cumulative: NDArray[np.float64]
    syllables: tuple[str, ...]
    sentence_words: NDArray[np.int64]
    passage_sentences: NDArray[np.int64]
    article_passages: NDArray[np.int64]
    article_speakers: NDArray[np.int64]
    voices: tuple[tuple[Voice, ...], ...]


def statistics_of(passages: Sequence[Passage], texts: Iterable[str] = (), *, n_words: int = N_WORDS) -> NewsStatistics:
    """The statistics of the passages, and of further articles of which only the text is known.

    :param passages: an article's stand together; they alone tell who speaks.
    """
    articles = [list(group) for _, group in groupby(passages, key=lambda passage: passage.article.id)]
    split = [[sentences_of(passage.text) for passage in article] for article in articles]
    split += [[sentences_of(block) for block in _paragraphs(text)] for text in texts]
    sentences = [_words(sentence) for article in split for passage in article for sentence in passage]
    sentences = [words for words in sentences if words]
    syllables = _syllables(chain.from_iterable(sentences))
    units, cumulative = _units(sentences, syllables, n_words)
    return NewsStatistics(
        units=units,
        cumulative=cumulative,
        syllables=syllables,
        sentence_words=np.array([len(words) for words in sentences]),
        passage_sentences=np.array([len(passage) for article in split for passage in article]),
        article_passages=np.array([len(article) for article in split if article]),
        article_speakers=np.array([len({s for p in article for s in p.speakers}) for article in articles]),
        voices=tuple(tuple((a.kind, a.speaker is not None) for a in passage.attributions) for passage in passages),
    )


def read_texts(path: Path) -> Iterator[str]:
    """The texts below the path: of a JSONL file the 'text' of each record, of a folder those of its text files too."""
    if path.is_dir():
        for file in sorted((*path.rglob("*.txt"), *path.rglob("*.jsonl"))):
            yield from read_texts(file)
    elif path.suffix == ".jsonl":
        with path.open(encoding="utf-8") as lines:
            records = (json.loads(line) for line in lines if line.strip())
            yield from (record["text"] for record in records if isinstance(record.get("text"), str))
    else:
        yield path.read_text(encoding="utf-8", errors="replace")


def made_up_word(syllables: Sequence[str], number: int) -> str:
    """A word of two to four syllables, another for each number."""
    n = len(syllables)
    first, rest = number % n, number // n
    parts = [syllables[first], syllables[(rest * 7 + first * 3) % n]]
    while rest:
        rest, place = divmod(rest, n)
        parts.append(syllables[place])
    return "".join(parts)


def _paragraphs(text: str) -> list[str]:
    return [block for block in re.split(r"\n\s*\n", text) if _WORD.search(block)]


def _words(sentence: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(sentence)]


def _syllables(words: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(part for word in words for part in _SYLLABLE.findall(word) if 2 <= len(part) <= 4)
    return tuple(part for part, _ in counts.most_common(400)) or ("ba", "ke", "lo")


def _units(
    sentences: Sequence[Sequence[str]], syllables: Sequence[str], n_words: int
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    pairs = Counter(f"{one} {other}" for words in sentences for one, other in pairwise(words))
    often = {pair: n for pair, n in pairs.items() if n >= MIN_PAIR_COUNT}
    words = Counter(chain.from_iterable(sentences))
    for pair, n in often.items():
        # A word that stands in two common pairs is counted out of both: it keeps one at least.
        for word in pair.split(" "):
            words[word] = max(1, words[word] - n // 2)
    known = sorted(((n, unit) for unit, n in (words | Counter(often)).items()), key=lambda item: (-item[0], item[1]))
    weights = np.array([n for n, _ in known], dtype=np.float64)
    seen = {unit for _, unit in known}
    n_new = max(0, n_words - len(known))
    new = [made_up_word(syllables, number) for number in range(2 * n_new)] if n_new else []
    new = [word for word in dict.fromkeys(new) if word not in seen][:n_new]
    ranks = np.arange(len(known) + 1, len(known) + len(new) + 1)
    tail = ranks ** -_zipf_exponent(weights)
    # Words that came once tell how many have not come yet (Good and Turing).
    new_share = min(MAX_NEW_SHARE, float((weights == 1).sum() / weights.sum()))
    tail *= weights.sum() * new_share / (1 - new_share) / max(tail.sum(), 1e-9)
    every = np.concatenate([weights, tail])
    return (*(unit for _, unit in known), *new), np.cumsum(every) / every.sum()


def _zipf_exponent(weights: NDArray[np.float64]) -> float:
    """The slope of frequency over rank, both in logarithms; at least 1, so that the tail's share stays bounded."""
    ranks = np.arange(1, len(weights) + 1)
    behind = slice(min(FEW_RANKS, len(weights) // 2), None)
    if len(weights[behind]) < 2:
        return 1.0
    return max(1.0, -float(np.polyfit(np.log(ranks[behind]), np.log(weights[behind]), 1)[0]))
