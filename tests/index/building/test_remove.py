"""A withdrawn article: out of the answers, and its words in no file, whatever moment a kill meets."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import index.building.remove
from index.building.build_index import build_index
from index.building.passage_lines import count_lines, replace_lines
from index.building.remove import RemoveReport, remove_article, remove_articles
from index.errors import ArticleError, IndexFolderError, PassageFileError, StillReadError
from index.store.local_store import LocalStore
from index.store.open import open_snapshot
from index.store.traces import articles_with_traces
from index.store.writing import writing
from index.verify import verify_index

WITHDRAWN = "The harbour of Skarholm is shut xyzzy."
OTHER = "The ferry plays music."


@dataclass(frozen=True)
class Place:
    """A folder of articles that were read, and their index."""

    root: Path

    @property
    def passages(self) -> Path:
        return self.root / "passages.jsonl"

    @property
    def texts(self) -> Path:
        return self.root / "texts"

    @property
    def articles(self) -> Path:
        return self.root / "articles"

    @property
    def index(self) -> Path:
        return self.root / "index"

    def write(self, article_id: str, text: str) -> None:
        """An original with metadata, its canonical text, and its line."""
        for path in (self.articles / f"{article_id}.md", self.texts / f"{article_id}.txt"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n")
        (self.articles / f"{article_id}.meta.yaml").write_text(f"title: {text}\n")
        line = {"id": f"{article_id}:1", "text": text, "start_char": 0, "end_char": len(text)}
        with self.passages.open("a") as file:
            file.write(json.dumps(line) + "\n")

    def build(self, model: str) -> None:
        build_index(self.passages, self.texts, self.index, model=model)

    def remove(self, *names: str, keeps_original: bool = False, wait_seconds: float = 0) -> tuple[RemoveReport, ...]:
        return remove_articles(
            names,
            folder=self.index,
            passages_path=self.passages,
            texts=self.texts,
            articles=self.articles,
            keeps_original=keeps_original,
            wait_seconds=wait_seconds,
        )

    def files_holding(self, words: str) -> Sequence[str]:
        """The files below the folder that hold the words, in their bytes or their name."""
        files = [path for path in sorted(self.root.rglob("*")) if path.is_file()]
        found = [path for path in files if words.encode() in path.read_bytes()]
        return [str(path.relative_to(self.root)) for path in found]

    def answering(self) -> list[str]:
        """The ids of the articles that the index has."""
        snapshot = open_snapshot(self.index)
        try:
            return list(snapshot.article_ids)
        finally:
            snapshot.close()


@pytest.fixture
def place(tmp_path: Path, topic_model: str) -> Place:
    place = Place(tmp_path)
    place.write("a", WITHDRAWN)
    place.write("port/b", OTHER)
    place.build(topic_model)
    return place


def test_words_of_a_removed_article_are_in_no_file(place: Place) -> None:
    (place.texts / ".partial-killed").write_text(WITHDRAWN)
    (place.root / ".partial-killed").write_text(WITHDRAWN)
    others = place.passages.read_bytes().splitlines(keepends=True)[1]
    assert place.remove("a") == (
        RemoveReport("a", 1, 1, (place.texts / "a.txt", place.articles / "a.meta.yaml", place.articles / "a.md")),
    )
    assert place.files_holding("xyzzy") == []
    assert place.passages.read_bytes() == others
    assert place.answering() == ["port/b"]
    assert verify_index(place.index).is_clean
    assert articles_with_traces(place.index, ["a", "port/b"]) == {"port/b"}


def test_article_can_be_named_by_the_path_of_its_original(place: Place) -> None:
    (report,) = place.remove(str(place.articles / "port" / "b.md"))
    assert (report.article_id, report.n_passages, report.n_lines, len(report.files)) == ("port/b", 1, 1, 3)
    assert not (place.texts / "port").exists()
    assert (place.articles / "port").is_dir()
    assert place.files_holding("music") == []


def test_original_elsewhere_is_named_by_its_path_and_read_by_its_name(place: Place) -> None:
    elsewhere = place.root / "desk" / "c.txt"
    place.write("c", "The weather.")
    (place.articles / "c.md").unlink()
    (place.articles / "c.meta.yaml").unlink()
    elsewhere.parent.mkdir()
    elsewhere.write_text("The weather.\n")
    (report,) = place.remove(str(elsewhere))
    assert (report.article_id, report.n_lines, report.files) == ("c", 1, (place.texts / "c.txt", elsewhere))
    (elsewhere.parent / "a.txt").write_text("Another article.\n")
    with pytest.raises(ArticleError, match="would both be the article 'a'; give the one, or rename the other"):
        place.remove(str(elsewhere.parent / "a.txt"))
    assert place.answering() == ["a", "port/b"]


def test_all_originals_of_one_id_go_and_what_a_link_leads_to(place: Place) -> None:
    (place.root / "archive.txt").write_text(WITHDRAWN)
    (place.articles / "a.TXT").symlink_to(place.root / "archive.txt")
    place.remove("a")
    assert place.files_holding("xyzzy") == []
    assert not (place.articles / "a.TXT").is_symlink()


def test_original_can_be_kept(place: Place) -> None:
    (report,) = place.remove("a", keeps_original=True)
    assert report.files == (place.texts / "a.txt",)
    assert place.files_holding("xyzzy") == ["articles/a.md", "articles/a.meta.yaml"]


def test_article_that_was_deleted_before_is_purged_too(place: Place, topic_model: str) -> None:
    for number in range(8):  # so many that the segment is not written anew for having one dead row
        place.write(f"n{number}", f"Music of number {number}.")
    place.index.joinpath("manifest.json").unlink()
    place.build(topic_model)
    LocalStore(place.index).delete(["a"])
    assert articles_with_traces(place.index, ["a"]) == {"a"}
    (report,) = place.remove("a")
    assert report.n_passages == 0
    assert place.files_holding("xyzzy") == []


def test_without_index_and_passage_file_what_there_is_goes(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.write("a", WITHDRAWN)
    place.passages.unlink()
    (report,) = place.remove("a")
    assert (report.n_passages, report.n_lines, len(report.files)) == (0, 0, 3)
    assert place.files_holding("xyzzy") == []
    assert not place.index.exists()


def test_passages_from_elsewhere_are_removed_by_an_id_that_no_file_can_have(tmp_path: Path, topic_model: str) -> None:
    place = Place(tmp_path)
    address = "https://example.org/harbour"
    place.passages.write_text(
        json.dumps({"id": "x1", "text": WITHDRAWN, "article": {"id": address}}) + "\n" + '{"id":"b:1","text":"Music."}'
    )
    place.build(topic_model)
    (report,) = place.remove(address)
    assert (report.n_passages, report.n_lines, report.files) == (1, 1, ())
    assert place.passages.read_text() == '{"id":"b:1","text":"Music."}'
    assert place.files_holding("xyzzy") == []


def test_unknown_article_is_refused_with_the_ids_that_come_near_and_nothing_is_done(place: Place) -> None:
    with pytest.raises(ArticleError) as caught:
        place.remove("a", "port/c")
    assert str(caught.value) == (
        f"no article 'port/c' in {place.index}, {place.passages} or {place.articles}; near it: 'port/b'"
    )
    with pytest.raises(ArticleError, match="; give its id or the path of its file$"):
        place.remove("../../0")
    assert place.answering() == ["a", "port/b"]
    assert (place.articles / "a.md").exists()


def test_line_that_may_be_of_the_article_and_is_no_json_is_refused_before_anything_is_done(place: Place) -> None:
    with place.passages.open("a") as file:
        file.write('{"id": "a:2", "text":\n')
    with pytest.raises(PassageFileError, match=r"passages\.jsonl:3: not a JSON object"):
        place.remove("a")
    assert place.answering() == ["a", "port/b"]


def test_nothing_is_done_while_another_process_writes(place: Place) -> None:
    with writing(place.index), pytest.raises(IndexFolderError, match="another build is writing to"):
        place.remove("a")
    assert (place.answering(), count_lines(place.passages, ["a"])) == (["a", "port/b"], {"a": 1})


def test_reader_of_an_older_state_is_waited_for_and_named_and_the_next_run_finishes(place: Place) -> None:
    reader = open_snapshot(place.index)
    told: list[str] = []
    with pytest.raises(StillReadError, match=f"process {os.getpid()}.* still reads an older state"):
        remove_article(
            "a",
            folder=place.index,
            passages_path=place.passages,
            texts=place.texts,
            articles=place.articles,
            wait_seconds=0.2,
            on_wait=told.append,
        )
    assert len(told) == 1
    assert place.answering() == ["port/b"]
    assert not (place.articles / "a.md").exists()
    assert {Path(name).parts[:2] for name in place.files_holding("xyzzy")} <= {("index", "segments")}
    assert reader.article_text("a") == WITHDRAWN + "\n"
    reader.close()
    (report,) = place.remove("a")
    assert (report.n_passages, report.files) == (0, ())
    assert place.files_holding("xyzzy") == []


@pytest.mark.parametrize(
    "step", ["replace_lines", "_purged", "drop_text", "drop_originals", "drop_leftovers", "await_readers"]
)
def test_removal_that_was_killed_is_finished_by_the_next_one(
    place: Place, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(index.building.remove, step, kill)
        with pytest.raises(Killed):
            place.remove("a")
    # It is out of the answers from the first step on, and its original is there until all others went.
    assert place.answering() == ["port/b"]
    if step not in ("drop_leftovers", "await_readers"):
        assert (place.articles / "a.md").exists()
        place.remove("a")
    assert place.files_holding("xyzzy") == []
    assert verify_index(place.index).is_clean


def test_lines_are_replaced_where_they_stood_and_others_stay_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "passages.jsonl"
    others = b'\xef\xbb\xbf\n{"id":  "c:1", "text": "a:1"}\r\n\n'
    path.write_bytes(b'{"id": "a:1"}\n' + others + b'{"id": "x", "article": {"id": "\\u0061"}}\n{"id": "b:1"}')
    replace_lines(path, {"a": b"1\n2\n", "d": b"3\n"})
    assert path.read_bytes() == b"1\n2\n" + others + b'{"id": "b:1"}\n3\n'
    replace_lines(path, {"b": b""})
    assert path.read_bytes() == b"1\n2\n" + others + b"3\n"
    before = path.stat().st_ino
    replace_lines(path, {"e": b""})
    assert path.stat().st_ino == before


def test_missing_passage_file_is_made_where_there_are_lines(tmp_path: Path) -> None:
    path = tmp_path / "passages.jsonl"
    replace_lines(path, {"a": b""})
    assert not path.exists()
    replace_lines(path, {"a": b"1\n"})
    assert path.read_bytes() == b"1\n"
