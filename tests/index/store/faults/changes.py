"""Changes by chance from a seed, and what an index must hold after each: every word of an article says its version."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from index.article import ArticleMetadata, text_sha256
from index.embedding.encoder import EmbeddingMatrix
from index.embedding.load import ModelRecord
from index.passage import Attribution, Passage
from index.store.local_store import LocalStore
from index.store.protocol import EmbeddedArticle, Snapshot
from index.store.selection import Selection
from index.verify import verify_snapshot
from tests.index.store.conformance import DIM, toward

MODEL = ModelRecord(name="compass", sha256="0" * 64, folder=None, dim=DIM, files={})

State = Mapping[str, int]
"""The version of each article that is in the index, by its id."""

Kind = Literal["build", "upsert", "change", "delete", "purge"]

ARTICLES = tuple(f"article{letter}" for letter in "abcdefghijkl")
FIRST_ARTICLES = 6


@dataclass(frozen=True, slots=True)
class Change:
    """One change, and the state that it leads to."""

    kind: Kind
    upserts: tuple[tuple[str, int], ...]
    deletes: tuple[str, ...]
    after: State


def changes(seed: int, state: State, first_version: int) -> Iterator[Change]:
    """Changes without end, each to another state than the one before it.

    :param first_version: versions from this one on have not been in the index.
    """
    chance = random.Random(seed)  # noqa: S311 - a test that can be run again
    version = first_version
    while True:
        kind = _kind(chance, state)
        held = sorted(state)
        n_upserts = {"build": FIRST_ARTICLES, "upsert": chance.randint(1, 3), "change": 2, "delete": 0, "purge": 0}[
            kind
        ]
        upserts = tuple((id_, version) for id_ in chance.sample(ARTICLES, n_upserts))
        n_deletes = {"build": 0, "upsert": 0, "change": 1}.get(kind, chance.randint(1, 2))
        deletes = tuple(chance.sample(held, min(n_deletes, len(held))))
        deletes = tuple(id_ for id_ in deletes if id_ not in dict(upserts))
        state = {id_: each for id_, each in state.items() if id_ not in deletes} | dict(upserts)
        yield Change(kind, upserts, deletes, state)
        version += 1


def apply(change: Change, store: LocalStore) -> None:
    """Make the change; when this returns, it is acknowledged."""
    if change.kind == "purge":
        store.purge(change.deletes, wait_seconds=5)
    else:
        store.change([article_at(id_, version) for id_, version in change.upserts], change.deletes)


def article_at(article_id: str, version: int) -> EmbeddedArticle:
    """The article in that version: one to three passages, each said by a speaker of the version."""
    texts = [f"The {article_id} {word_of(version)} part {number}." for number in range(1, 2 + version % 3)]
    text = "\n\n".join(texts) + "\n"
    article = ArticleMetadata(id=article_id, publisher=f"Paper {article_id}", text_sha256=text_sha256(text))
    passages = []
    for number, each in enumerate(texts, 1):
        start = text.index(each)
        said = Attribution(kind="direct", start_char=0, end_char=len(each), speaker=speaker_of(version))
        passages.append(
            Passage(
                id=f"{article_id}:{number}",
                text=each,
                article=article,
                paragraph=number,
                start_char=start,
                end_char=start + len(each),
                attributions=(said,),
            )
        )
    views = tuple(views_of(article_id, version, number) for number in range(1, len(texts) + 1))
    return EmbeddedArticle(article_id, text, tuple(passages), views, str(version))


def word_of(version: int) -> str:
    """A word that only passages of that version hold."""
    return f"zq{version:06}"


def speaker_of(version: int) -> str:
    """Who says everything of that version."""
    return f"Speaker {version}"


def views_of(article_id: str, version: int, number: int) -> EmbeddingMatrix:
    """The vectors of a passage: of the whole and of its one sentence."""
    whole = toward(1, version % 97, number, ARTICLES.index(article_id))
    return np.stack([whole, toward(1, number, version % 89, 1)])


def state_of(snapshot: Snapshot) -> dict[str, int]:
    """Which articles a snapshot shows, in which version, by the texts of its passages."""
    shown: dict[str, int] = {}
    for passage in snapshot.passages:
        _, article_id, word, *_ = passage.text.split()
        version = int(word[2:])
        assert passage.article.id == article_id
        assert shown.setdefault(article_id, version) == version, "one article in two versions"
    return shown


def check_whole(folder: Path, *states: State) -> State:
    """Hold the folder's index, every byte and every part of it, against the states it may be in; which one it is."""
    sound = LocalStore(folder).sound()
    snapshot = sound.snapshot
    try:
        assert sound.damage == ()
        assert verify_snapshot(snapshot).faults == ()
        shown = state_of(snapshot)
        assert shown in states
        check_parts(snapshot, shown)
        return shown
    finally:
        snapshot.close()


def check_parts(snapshot: Snapshot, state: State, *, may_miss: bool = False) -> None:
    """Passages, texts, words, vectors and filters all tell of the same state."""
    expected = {
        passage.id: (passage, views)
        for article_id, version in state.items()
        for each in [article_at(article_id, version)]
        for passage, views in zip(each.passages, each.embeddings, strict=True)
    }
    assert len(snapshot.passages) == len(expected)
    for row, passage in enumerate(snapshot.passages):
        assert passage == expected[passage.id][0]
        assert snapshot.row_of(passage.id) in ((row, None) if may_miss else (row,))
        assert np.array_equal(snapshot.embeddings_of(row), expected[passage.id][1])
    assert sorted(snapshot.article_ids) == sorted(state)
    for version in set(state.values()):
        of_version = [row for row, passage in enumerate(snapshot.passages) if word_of(version) in passage.text]
        assert snapshot.rows(Selection(speaker=speaker_of(version))).tolist() == of_version  # type: ignore[union-attr]
        assert snapshot.rows_holding(word_of(version)).tolist() == of_version
        assert sorted(snapshot.words.matching([word_of(version)], 99)[0].tolist()) == of_version
        assert snapshot.words.n_passages_with(word_of(version)) == len(of_version)
    assert set(snapshot.speakers) == {speaker_of(version) for version in state.values()}
    for article_id in state:
        text = snapshot.article_text(article_id)
        if text is not None or not may_miss:
            assert text == article_at(article_id, state[article_id]).text, f"the text of {article_id} is {text!r}"
    for row in range(min(3, len(expected))):
        asked = snapshot.embeddings_of(row)[0]
        assert snapshot.nearest(asked, 1)[1][0] > 0.9999


def _kind(chance: random.Random, state: State) -> Kind:
    if not state:
        return "build"
    kinds: list[Kind] = ["upsert", "change", "delete", "purge"]
    return chance.choices(kinds, weights=[5, 2, 2, 3] if len(state) > 3 else [1, 0, 0, 0])[0]
