"""Articles that nobody wrote, as like real ones as their statistics tell; the same ones for the same seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from scale_statistics import NewsStatistics, Voice, made_up_word

from index.article import PARAGRAPH_BREAK, ArticleMetadata, text_sha256
from index.passage import Attribution, Passage

FIRST_DAY = date(2012, 1, 1)
N_DAYS = 4_000
PUBLISHERS = tuple(f"The Generated {name}" for name in ("Post", "Courier", "Tribune", "Observer", "Gazette", "Mirror"))
ROLES = ("mayor", "chief engineer", "spokeswoman", "deputy minister", "police chief", "analyst", "head teacher")

KNOWN_SHARE = 0.6
"""The share of an article's speakers whom other articles quote too."""

N_KNOWN = 5_000
"""How many of these there are; the first is quoted most, by Zipf's law."""

N_GIVEN_NAMES = 300
TITLE_WORDS = (5, 12)


@dataclass(frozen=True, slots=True)
class GeneratedArticle:
    """An article: its canonical text, and its passages, each a slice of it."""

    metadata: ArticleMetadata
    text: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Newsroom:
    """What writes the articles: each by its number, so that any can be had without those before it."""

    statistics: NewsStatistics
    seed: int = 0

    def articles(self, n_passages: int, *, first: int = 0) -> Iterator[GeneratedArticle]:
        """Articles from that number on until they have so many passages; the last one is cut where it has more."""
        n_left, number = n_passages, first
        while n_left > 0:
            article = self.article(number)
            yield replace(article, passages=article.passages[:n_left])
            n_left -= len(article.passages)
            number += 1

    def article(self, number: int, *, version: int = 0) -> GeneratedArticle:
        """The article of that number; another version of it has another text and the same id."""
        rng = np.random.default_rng((self.seed, number, version))
        title = _capital(" ".join(self._words(rng, int(rng.integers(*TITLE_WORDS)))))
        texts, spoken = self._paragraphs(rng)
        text = PARAGRAPH_BREAK.join((title, *texts)) + "\n"
        metadata = ArticleMetadata(
            id=f"generated-{number}",
            title=title,
            publisher=PUBLISHERS[int(rng.integers(len(PUBLISHERS)))],
            published=(FIRST_DAY + timedelta(days=int(rng.integers(N_DAYS)))).isoformat(),
            url=f"https://news.example/{number}",
            text_sha256=text_sha256(text),
        )
        return GeneratedArticle(metadata, text, tuple(_passages(metadata, len(title), texts, spoken)))

    def _paragraphs(self, rng: np.random.Generator) -> tuple[list[str], list[tuple[Attribution, ...]]]:
        statistics = self.statistics
        cast = self._cast(rng)
        texts: list[str] = []
        spoken: list[tuple[Attribution, ...]] = []
        for _ in range(_drawn(statistics.article_passages, rng)):
            sentences = [self._sentence(rng) for _ in range(max(1, _drawn(statistics.passage_sentences, rng)))]
            voices = statistics.voices[int(rng.integers(len(statistics.voices)))]
            text, attributions = _attributed(sentences, voices[: len(sentences)], cast, rng)
            texts.append(text)
            spoken.append(attributions)
        return texts, spoken

    def _sentence(self, rng: np.random.Generator) -> str:
        return _capital(" ".join(self._words(rng, _drawn(self.statistics.sentence_words, rng)))) + "."

    def _words(self, rng: np.random.Generator, n: int) -> list[str]:
        """So many words; a pair that often stands together comes as one draw."""
        places = np.searchsorted(self.statistics.cumulative, rng.random(n)).tolist()
        last = len(self.statistics.units) - 1
        return " ".join([self.statistics.units[min(place, last)] for place in places]).split(" ")[:n]

    def _cast(self, rng: np.random.Generator) -> list[tuple[str, str]]:
        """The article's speakers, each a name and a role."""
        return [self._speaker(rng) for _ in range(max(1, _drawn(self.statistics.article_speakers, rng)))]

    def _speaker(self, rng: np.random.Generator) -> tuple[str, str]:
        if rng.random() < KNOWN_SHARE:
            number = int(np.searchsorted(self._fame, rng.random()))
        else:
            number = N_KNOWN + int(rng.integers(50 * N_KNOWN))
        syllables = self.statistics.syllables
        given_name = made_up_word(syllables, (7 * number + 11) % N_GIVEN_NAMES)
        name = f"{given_name.capitalize()} {made_up_word(syllables, number).capitalize()}"
        return name, f"{ROLES[number % len(ROLES)]} of {made_up_word(syllables, 3 * number + 1).capitalize()}"

    @cached_property
    def _fame(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        weights = 1 / np.arange(1, N_KNOWN + 1)
        return np.asarray(np.cumsum(weights) / weights.sum())


def _attributed(
    sentences: Sequence[str], voices: Sequence[Voice], cast: Sequence[tuple[str, str]], rng: np.random.Generator
) -> tuple[str, tuple[Attribution, ...]]:
    """The passage's text and attributions: its first sentences are said by somebody, the others by the author."""
    text = ""
    attributions: list[Attribution] = []
    for place, sentence in enumerate(sentences):
        start = len(text) + (1 if text else 0)
        said, end = sentence, start + len(sentence)
        if place < len(voices):
            kind, has_speaker = voices[place]
            name, role = cast[int(rng.integers(len(cast)))]
            quoted = sentence if kind == "indirect" else f"“{sentence[:-1]},”"
            said = f"{quoted} {name}, {role}, said." if has_speaker else quoted
            end = start + len(quoted)
            attributions.append(
                Attribution(
                    kind,
                    start,
                    end,
                    speaker=name if has_speaker else None,
                    role=role if has_speaker else None,
                    evidence="subject",
                    confidence=0.9,
                )
            )
        text += (" " if text else "") + said
    return text, tuple(attributions)


def _passages(
    metadata: ArticleMetadata, n_before: int, texts: Sequence[str], spoken: Sequence[tuple[Attribution, ...]]
) -> Iterator[Passage]:
    start = n_before + len(PARAGRAPH_BREAK)
    for number, (text, attributions) in enumerate(zip(texts, spoken, strict=True), 1):
        yield Passage(
            f"{metadata.id}:{number}",
            text,
            metadata,
            paragraph=number + 1,
            start_char=start,
            end_char=start + len(text),
            attributions=attributions,
        )
        start += len(text) + len(PARAGRAPH_BREAK)


def _drawn(values: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]", rng: np.random.Generator) -> int:
    return int(values[int(rng.integers(len(values)))])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
