"""Vectors that no model made, distributed as real ones: articles lie apart, passages around their article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import EmbeddingMatrix

LEAST_VARIANCE = 1e-6


@dataclass(frozen=True, slots=True)
class VectorModel:
    """A Gaussian for articles, one for a passage in its article, and one for a sentence in its passage.

    Each matrix of shape (dim, dim) turns independent standard normal numbers into numbers of that covariance.
    """

    mean: EmbeddingMatrix
    between_articles: EmbeddingMatrix
    in_article: EmbeddingMatrix
    in_passage: EmbeddingMatrix
    sentence_share: float

    def passages(self, n_sentences: Sequence[int], rng: np.random.Generator) -> list[EmbeddingMatrix]:
        """The vectors of an article's passages: the whole one first, then so many sentences; rows of unit length."""
        article = self.mean + _noise(1, self.between_articles, rng)
        wholes = _unit(article + _noise(len(n_sentences), self.in_article, rng))
        all_views = np.repeat(wholes, [1 + n for n in n_sentences], axis=0)
        starts = np.cumsum([0, *(1 + n for n in n_sentences)])
        noise = _noise(len(all_views), self.in_passage, rng)
        views = _unit(self.sentence_share * all_views + (1 - self.sentence_share) * self.mean + noise)
        views[starts[:-1]] = wholes
        return [views[start:end] for start, end in zip(starts, starts[1:], strict=False)]

    def questions(self, n: int, rng: np.random.Generator) -> EmbeddingMatrix:
        """Vectors as of a sentence each, of passages that are not in the index; rows of unit length."""
        return np.stack([self.passages([1], rng)[0][1] for _ in range(n)])


def fitted(articles: Iterator[Sequence[EmbeddingMatrix]]) -> VectorModel:
    """The model of real articles: of each its passages' vectors, the whole passage's first, then its sentences'."""
    every = list(articles)
    wholes = [np.stack([views[0] for views in article]) for article in every]
    centres = np.stack([rows.mean(axis=0) for rows in wholes])
    mean = np.concatenate(wholes).mean(axis=0)
    inner = np.concatenate([rows - rows.mean(axis=0) for rows in wholes])
    # A mean of n passages leaves one part in n of their variance out.
    lost = sum(len(rows) - 1 for rows in wholes) / max(1, len(inner))
    pairs = [(views[0] - mean, views[1:] - mean) for article in every for views in article if len(views) > 1]
    heads = np.repeat(np.stack([head for head, _ in pairs]), [len(rows) for _, rows in pairs], axis=0)
    tails = np.concatenate([rows for _, rows in pairs])
    share = float((heads * tails).sum() / (heads * heads).sum())
    return VectorModel(
        mean=mean.astype(np.float32)[None, :],
        between_articles=_root(centres - mean),
        in_article=_root(inner, scale=1 / max(lost, LEAST_VARIANCE)),
        in_passage=_root(tails - share * heads),
        sentence_share=share,
    )


def _root(rows: NDArray[np.floating[Any]], *, scale: float = 1.0) -> EmbeddingMatrix:
    """The square root of the rows' covariance times the scale, shape (dim, dim)."""
    covariance = scale * (rows.T.astype(np.float64) @ rows.astype(np.float64)) / len(rows)
    values, axes = np.linalg.eigh(covariance)
    root: EmbeddingMatrix = ((axes * np.sqrt(np.maximum(values, 0))) @ axes.T).astype(np.float32)
    return root


def _noise(n: int, root: EmbeddingMatrix, rng: np.random.Generator) -> EmbeddingMatrix:
    return rng.standard_normal((n, len(root)), dtype=np.float32) @ root


def _unit(rows: EmbeddingMatrix) -> EmbeddingMatrix:
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), LEAST_VARIANCE)
    return np.asarray(rows / lengths, dtype=np.float32)
