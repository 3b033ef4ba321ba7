"""What any store of passages must do, whatever engine is behind it: derive a class of tests and give it `make`."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import ArticleMetadata
from index.embedding.encoder import Embedding, EmbeddingMatrix
from index.errors import IndexFolderError, UnsupportedError
from index.passage import Attribution, Passage
from index.store.protocol import QUOTATION, EmbeddedArticle, PassageStore, Snapshot
from index.store.selection import Selection

DIM = 4
AXES = np.eye(DIM, dtype=np.float32)
NORTH, EAST, SOUTH, WEST = AXES

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60).filter(
    lambda text: bool(text.strip())
)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.differing_executors])


def toward(*numbers: float) -> Embedding:
    """A unit vector in that direction."""
    vector = np.array(numbers, dtype=np.float32)
    unit: Embedding = (vector / np.linalg.norm(vector)).astype(np.float32)
    return unit


def passage(article: ArticleMetadata, number: int, text: str, speaker: str | None = None) -> Passage:
    """Passage `number` of the article; the speaker, if any, has said all of it."""
    said = Attribution(kind="direct", start_char=0, end_char=len(text), speaker=speaker)
    return Passage(
        id=f"{article.id}:{number}",
        text=text,
        article=article,
        paragraph=number,
        attributions=() if speaker is None else (said,),
    )


def article(
    article_id: str,
    *texts: str,
    vectors: Sequence[Embedding] = (),
    speaker: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    content: str = "0",
    text: str | None = None,
) -> EmbeddedArticle:
    """An article of these passages, each with one vector for the whole and for its one sentence."""
    metadata = ArticleMetadata(id=article_id, publisher=publisher, published=published)
    chosen = list(vectors) or [NORTH] * len(texts)
    return EmbeddedArticle(
        id=article_id,
        text=text,
        passages=tuple(passage(metadata, number, each, speaker) for number, each in enumerate(texts, 1)),
        embeddings=tuple(np.stack([vector, vector]) for vector in chosen),
        content_sha256=content,
    )


def ids(found: Sequence[tuple[Passage, float]]) -> list[str]:
    return [each.id for each, _ in found]


def texts_of(snapshot: Snapshot) -> list[str]:
    return [each.text for each in snapshot.passages]


class StoreConformance:
    """The suite; a derived class says how a store of `DIM` dimensions is made."""

    def make(self, folder: Path) -> PassageStore:
        """A new, empty store, which may keep its files in the folder."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, tmp_path: Path) -> PassageStore:
        return self.make(tmp_path / "store")

    def test_what_is_put_in_is_given_back(self, store: PassageStore) -> None:
        harbour = article("harbour", "It shut.", "It opened.", speaker="Ana Lind", publisher="The Paper", text="…")
        store.upsert([harbour])
        snapshot = store.snapshot()
        assert tuple(snapshot.passages) == harbour.passages
        assert snapshot.article_ids == ("harbour",)
        assert (snapshot.article_text("harbour"), snapshot.article_text("ferry")) == ("…", None)
        assert (dict(snapshot.speakers), dict(snapshot.publishers)) == ({"Ana Lind": 2}, {"The Paper": 2})
        assert snapshot.outline.kinds.tolist() == [QUOTATION, QUOTATION]
        assert snapshot.outline.opens_article.tolist() == [True, False]
        assert (store.count(), store.get("harbour:2"), store.get("harbour:3")) == (2, harbour.passages[1], None)
        assert (snapshot.row_of("harbour:2"), snapshot.row_of("harbour:3")) == (1, None)
        snapshot.close()

    @given(texts=st.lists(TEXT, min_size=1, max_size=4), name=TEXT)
    @FEW
    def test_any_text_comes_back_character_for_character(
        self, tmp_path_factory: pytest.TempPathFactory, texts: list[str], name: str
    ) -> None:
        store = self.make(tmp_path_factory.mktemp("any") / "store")
        whole = "\n\n".join(texts)
        store.upsert([article("a", *texts, speaker=name, publisher=name, text=whole)])
        snapshot = store.snapshot()
        assert texts_of(snapshot) == texts
        assert snapshot.passages[0].speakers == (name,)
        assert snapshot.article_text("a") == whole
        assert list(snapshot.speakers) == [name]
        assert snapshot.rows_holding(texts[0]).tolist() == [n for n, text in enumerate(texts) if texts[0] in text]
        snapshot.close()

    def test_putting_in_twice_is_putting_in_once(self, store: PassageStore) -> None:
        given = [article("a", "One.", vectors=[NORTH]), article("b", "Two.", vectors=[EAST])]
        store.upsert(given)
        before = store.snapshot()
        store.upsert(given)
        after = store.snapshot()
        assert sorted(p.id for p in after.passages) == ["a:1", "b:1"]
        assert dict(after.speakers) == dict(before.speakers)
        assert ids(store.search(EAST, 2)) == ["b:1", "a:1"]
        before.close()
        after.close()

    def test_article_put_in_again_replaces_the_one_before(self, store: PassageStore) -> None:
        store.upsert([article("a", "Old one.", "Old two.", speaker="Ana Lind"), article("b", "Other.")])
        store.upsert([article("a", "New.", vectors=[WEST], speaker="Bo Ek")])
        snapshot = store.snapshot()
        assert texts_of(snapshot) == ["Other.", "New."]
        assert (dict(snapshot.speakers), snapshot.row_of("a:2")) == ({"Bo Ek": 1}, None)
        assert snapshot.rows_holding("Old").tolist() == []
        assert ids(store.search(WEST, 1)) == ["a:1"]
        snapshot.close()

    def test_deleted_article_is_gone(self, store: PassageStore) -> None:
        store.upsert([article("a", "One.", speaker="Ana Lind", text="One."), article("b", "Two.")])
        store.delete(["a", "never there"])
        snapshot = store.snapshot()
        assert (texts_of(snapshot), snapshot.article_ids) == (["Two."], ("b",))
        assert (store.get("a:1"), snapshot.article_text("a"), dict(snapshot.speakers)) == (None, None, {})
        assert snapshot.rows(Selection(speaker="Ana Lind")) is not None
        assert ids(store.search(NORTH, 5)) == ["b:1"]
        snapshot.close()

    def test_everything_can_be_deleted(self, store: PassageStore) -> None:
        store.upsert([article("a", "One.")])
        store.delete(["a"])
        snapshot = store.snapshot()
        assert (len(snapshot.passages), store.count(), store.search(NORTH, 3)) == (0, 0, [])
        assert snapshot.cosines(NORTH).tolist() == []
        snapshot.close()

    def test_changes_of_one_call_come_together(self, store: PassageStore) -> None:
        store.upsert([article("a", "One."), article("b", "Two.")])
        store.change(upserts=[article("c", "Three."), article("b", "Second.")], deletes=["a"])
        snapshot = store.snapshot()
        assert sorted(texts_of(snapshot)) == ["Second.", "Three."]
        snapshot.close()

    def test_snapshot_stays_as_it_is_while_the_store_changes(self, store: PassageStore) -> None:
        store.upsert([article("a", "One.", vectors=[NORTH]), article("b", "Two.", vectors=[EAST])])
        before = store.snapshot()
        for number in range(9):
            store.change(upserts=[article("c", f"Three {number}.", vectors=[EAST])], deletes=["a"])
        assert texts_of(before) == ["One.", "Two."]
        assert before.nearest(EAST, 3)[0].tolist() == [1, 0]
        after = store.snapshot()
        assert texts_of(after) == ["Two.", "Three 8."]
        assert before.generation != after.generation
        before.close()
        after.close()

    def test_change_that_fails_changes_nothing(self, store: PassageStore) -> None:
        store.upsert([article("a", "One.")])
        refused = [
            [article("b", "Two."), article("b", "Twice.")],
            [article("b", "Two.", vectors=[np.ones(DIM + 1, dtype=np.float32)])],
        ]
        for upserts in refused:
            with pytest.raises(IndexFolderError):
                store.upsert(upserts)
        clash = EmbeddedArticle("c", None, article("a", "Other.").passages, (np.stack([NORTH, NORTH]),), "0")
        with pytest.raises(IndexFolderError, match="a:1"):
            store.upsert([clash])
        snapshot = store.snapshot()
        assert texts_of(snapshot) == ["One."]
        snapshot.close()

    def test_filters_are_exact_at_any_selectivity(self, store: PassageStore) -> None:
        n = 200
        store.upsert(
            article(
                f"a{number:03}",
                f"Text {number}.",
                vectors=[toward(1, number, 0, 0)],
                speaker="Ana Lind" if number == 150 else "Bo Ek" if number % 2 else None,
                publisher="The Paper" if number < 3 else "The Post",
                published=f"2024-01-{number % 28 + 1:02}",
            )
            for number in range(n)
        )
        assert ids(store.search(NORTH, n, Selection(speaker="Ana Lind"))) == ["a150:1"]
        assert ids(store.search(NORTH, n, Selection(publisher="The Paper"))) == ["a000:1", "a001:1", "a002:1"]
        odd = [f"a{number:03}:1" for number in range(1, n, 2)]
        assert ids(store.search(NORTH, n, Selection(speaker="Bo Ek"))) == odd
        assert ids(store.search(NORTH, 3, Selection(speaker="Bo Ek", published_to="2024-01-02"))) == [
            "a001:1",
            "a029:1",
            "a057:1",
        ]
        assert len(store.search(NORTH, n, Selection(kind="narration"))) == 99
        assert store.search(NORTH, n, Selection(speaker="nobody")) == []
        assert len(store.search(NORTH, n)) == n

    @given(
        grid=st.lists(st.tuples(*[st.integers(-2, 2)] * DIM).filter(any), min_size=1, max_size=30),
        asked=st.tuples(*[st.integers(-2, 2)] * DIM).filter(any),
        k=st.integers(1, 35),
        n_deleted=st.integers(0, 5),
    )
    @FEW
    def test_nearest_are_those_of_brute_force_in_their_order(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        grid: list[tuple[int, ...]],
        asked: tuple[int, ...],
        k: int,
        n_deleted: int,
    ) -> None:
        store = self.make(tmp_path_factory.mktemp("nearest") / "store")
        vectors = [toward(*point) for point in grid]
        store.upsert(article(f"{number}", "Text.", vectors=[vector]) for number, vector in enumerate(vectors))
        store.delete([str(number) for number in range(n_deleted)])
        kept: EmbeddingMatrix = np.array(vectors[n_deleted:], dtype=np.float32).reshape(-1, DIM)
        snapshot = store.snapshot()
        rows, scores = snapshot.nearest(toward(*asked), k)
        expected = np.array([float(vector @ toward(*asked)) for vector in kept], dtype=np.float32)
        assert np.abs(scores - np.sort(expected)[::-1][:k]).max(initial=0) < 1e-3
        assert np.abs(expected[rows] - scores).max(initial=0) < 1e-3
        # Among equals, those that were put in first come first.
        assert all(a < b for a, b, x, y in zip(rows, rows[1:], scores, scores[1:], strict=False) if x == y)
        assert np.abs(snapshot.cosines(toward(*asked)) - expected).max(initial=0) < 1e-3
        snapshot.close()

    def test_equals_come_in_the_order_in_which_they_were_put_in(self, store: PassageStore) -> None:
        for part in range(3):
            store.upsert([article(f"{part}{n:02}", "Same.", vectors=[EAST]) for n in range(40)])
        store.delete(["000", "139"])
        expected = [f"{part}{n:02}:1" for part in range(3) for n in range(40)]
        expected = [id_ for id_ in expected if id_ not in ("000:1", "139:1")]
        assert ids(store.search(EAST, 50)) == expected[:50]
        assert ids(store.search(EAST, 500)) == expected

    def test_more_than_there_are_gives_all(self, store: PassageStore) -> None:
        store.upsert([article("a", "One.", "Two.", vectors=[NORTH, EAST])])
        assert ids(store.search(EAST, 1000)) == ["a:2", "a:1"]
        assert store.search(EAST, 0) == []

    def test_embedding_of_another_dimension_is_refused(self, store: PassageStore) -> None:
        store.upsert([article("a", "One.")])
        wrong = np.ones(DIM - 1, dtype=np.float32)
        snapshot = store.snapshot()
        for ask in (
            lambda: snapshot.nearest(wrong, 1),
            lambda: snapshot.cosines(wrong),
            lambda: store.search(wrong, 1),
        ):
            with pytest.raises(IndexFolderError, match="3"):
                ask()
        snapshot.close()

    def test_neighbours_stand_in_the_same_article(self, store: PassageStore) -> None:
        store.upsert([article("a", "One.", "Two.", "Three."), article("b", "Other.")])
        snapshot = store.snapshot()
        one, two, three = article("a", "One.", "Two.", "Three.").passages
        assert snapshot.neighbours("a:1") == (None, two)
        assert snapshot.neighbours("a:2") == (one, three)
        assert snapshot.neighbours("a:3") == (two, None)
        assert snapshot.neighbours("b:1") == (None, None)
        snapshot.close()

    def test_words_count_what_is_there_now(self, store: PassageStore) -> None:
        store.upsert([article("a", "The ferry sails."), article("b", "The ferry waits."), article("c", "A harbour.")])
        store.delete(["a"])
        snapshot = store.snapshot()
        assert (snapshot.words.n_passages_with("ferri"), snapshot.words.n_passages_with("sail")) == (1, 0)
        rows, scores = snapshot.words.matching(["ferri"], 5)
        assert [snapshot.passages[row].text for row in rows] == ["The ferry waits."]
        assert scores[0] > 0
        snapshot.close()

    def test_what_is_not_advertised_is_refused(self, store: PassageStore) -> None:
        store.upsert([article("a", "One.", "Two.", vectors=[NORTH, EAST])])
        if "purge" in store.capabilities:
            store.purge(["a"])
            assert store.count() == 0
        else:
            with pytest.raises(UnsupportedError):
                store.purge(["a"])
            assert store.count() == 2
        assert {"write", "delete"} <= store.capabilities
