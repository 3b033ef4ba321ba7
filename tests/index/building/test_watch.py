"""A folder of articles and its index, step by step: what changed, and nothing else, is attributed and put in."""

import os
from pathlib import Path
from threading import Event

import pytest

from index.article import Article
from index.building.build_index import build_index
from index.building.remove import remove_article
from index.building.watch import Segment, StepReport, Watch, WatchPlaces, watch_until
from index.errors import ModelError
from index.passage import Passage, read_passages
from index.store.open import open_snapshot
from index.store.writing import writing
from index.verify import verify_index


class Folder:
    """A watched folder, with a stand-in for the engine that makes a passage of each paragraph of the body."""

    def __init__(self, root: Path, model: str) -> None:
        self.places = WatchPlaces(root / "articles", root / "passages.jsonl", root / "texts", root / "index")
        self.places.articles.mkdir(exist_ok=True)
        self.model = model
        self.attributed: list[str] = []
        self.n_loads = 0
        self.watch = self.another_watch()

    def another_watch(self) -> Watch:
        return Watch(self.places, self._load, model=self.model)

    def write(self, name: str, text: str) -> Path:
        path = self.places.articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def settle(self) -> StepReport:
        """The first step that sees the folder as it stands; of the one before, that it put nothing in."""
        before = self.watch.step()
        assert (before.changed, before.removed) == ((), ())
        return self.watch.step()

    def indexed(self) -> list[str]:
        """The texts of the index's passages, by id."""
        snapshot = open_snapshot(self.places.folder)
        try:
            return [passage.text for passage in sorted(snapshot.passages, key=lambda passage: passage.id)]
        finally:
            snapshot.close()

    def read(self) -> list[tuple[str, str]]:
        """The ids and texts of the passage file, in order."""
        return [(passage.id, passage.text) for passage in read_passages(self.places.passages_path)]

    def _load(self) -> Segment:
        self.n_loads += 1
        return self._segmented

    def _segmented(self, article: Article) -> list[Passage]:
        self.attributed.append(article.id)
        if "bug" in article.text:
            raise ZeroDivisionError("division by zero")
        body = [paragraph for paragraph in article.paragraphs if paragraph.kind == "body"]
        return [
            Passage(
                f"{article.id}:{number}",
                paragraph.text,
                article.metadata,
                paragraph=paragraph.number,
                start_char=paragraph.start_char,
                end_char=paragraph.end_char,
            )
            for number, paragraph in enumerate(body, 1)
        ]


@pytest.fixture
def folder(tmp_path: Path, topic_model: str) -> Folder:
    folder = Folder(tmp_path, topic_model)
    folder.write("a.txt", "Title A\n\nThe harbour is shut today.\n")
    folder.write("b.txt", "Title B\n\nThe ferry plays music today.\n")
    return folder


def test_new_folder_is_read_and_indexed_once_it_stands_still(folder: Folder) -> None:
    report = folder.settle()
    assert (report.changed, report.removed, report.faults, report.has_more) == (("a", "b"), (), (), False)
    assert report.build is not None and report.build.n_passages == 2
    assert folder.read() == [("a:1", "The harbour is shut today."), ("b:1", "The ferry plays music today.")]
    assert folder.indexed() == ["The harbour is shut today.", "The ferry plays music today."]
    assert (folder.places.texts / "a.txt").read_text() == "Title A\n\nThe harbour is shut today.\n"
    assert verify_index(folder.places.folder).is_clean
    assert folder.watch.step() == StepReport()
    assert folder.n_loads == 1


def test_only_what_changed_is_attributed_again_and_keeps_its_place(folder: Folder) -> None:
    folder.settle()
    folder.attributed.clear()
    other = folder.places.passages_path.read_bytes().splitlines(keepends=True)[1]
    folder.write("a.txt", "Title A\n\nThe harbour is open again.\n")
    folder.write("sub/c.md", "Title C\n\nThe weather is fair.\n")
    report = folder.settle()
    assert (report.changed, folder.attributed) == (("a", "sub/c"), ["a", "sub/c"])
    assert [passage_id for passage_id, _ in folder.read()] == ["a:1", "b:1", "sub/c:1"]
    assert folder.places.passages_path.read_bytes().splitlines(keepends=True)[1] == other
    assert folder.indexed() == ["The harbour is open again.", "The ferry plays music today.", "The weather is fair."]
    assert verify_index(folder.places.folder).is_clean
    # What the watch put in is what a build from the whole file would have put in.
    places = folder.places
    assert build_index(places.passages_path, places.texts, places.folder, model=folder.model).is_unchanged


def test_watch_that_is_started_again_attributes_nothing_that_is_as_it_was(folder: Folder) -> None:
    folder.settle()
    folder.attributed.clear()
    folder.write("b.txt", "Title B\n\nThe ferry sleeps today.\n")
    folder.watch = folder.another_watch()
    assert folder.settle().changed == ("b",)
    assert folder.attributed == ["b"]


def test_metadata_alone_is_a_change(folder: Folder) -> None:
    folder.settle()
    folder.write("a.meta.yaml", "publisher: The Tidings\n")
    assert folder.settle().changed == ("a",)
    assert read_passages(folder.places.passages_path)[0].article.publisher == "The Tidings"
    folder.write("a.meta.yaml", "publisher: The Tidings\nstandfirst: In short.\n")
    assert folder.settle().changed == ("a",)
    folder.places.articles.joinpath("a.meta.yaml").unlink()
    assert folder.settle().changed == ("a",)


def test_same_words_in_another_file_are_no_change(folder: Folder) -> None:
    folder.settle()
    path = folder.places.articles / "a.txt"
    os.utime(path, ns=(1, 1))
    assert folder.settle() == StepReport()
    assert folder.attributed == ["a", "b"]


def test_article_whose_file_is_gone_for_two_looks_is_taken_out(folder: Folder) -> None:
    folder.settle()
    content = (folder.places.articles / "a.txt").read_text()
    (folder.places.articles / "a.txt").unlink()
    assert folder.watch.step() == StepReport()
    folder.write("a.txt", content)  # an editor that replaces a file
    assert folder.watch.step() == StepReport()
    assert folder.watch.step() == StepReport()
    (folder.places.articles / "a.txt").unlink()
    report = folder.settle()
    assert (report.changed, report.removed) == ((), ("a",))
    assert report.build is not None and report.build.n_removed_articles == 1
    assert folder.read() == [("b:1", "The ferry plays music today.")]
    assert folder.indexed() == ["The ferry plays music today."]
    assert not (folder.places.texts / "a.txt").exists()


def test_file_that_is_still_being_written_is_left_until_it_stands_still(folder: Folder) -> None:
    folder.settle()
    path = folder.write("c.txt", "Title C\n\nThe wea")
    assert folder.watch.step() == StepReport()
    path.write_text("Title C\n\nThe weather is")
    assert folder.watch.step() == StepReport()
    path.write_text("Title C\n\nThe weather is fair.\n")
    assert folder.watch.step() == StepReport()
    assert folder.watch.step().changed == ("c",)
    assert folder.indexed()[-1] == "The weather is fair."


def test_article_that_cannot_be_read_is_told_once_and_tried_again_when_it_changes(folder: Folder) -> None:
    folder.settle()
    path = folder.write("c.txt", "")
    folder.write("d.txt", "Title D\n\nThe weather is fair.\n")
    report = folder.settle()
    assert report.changed == ("d",)
    assert report.faults == (f"{path} is empty; put the article's text in it or remove it",)
    assert folder.watch.step() == StepReport()
    path.write_text("Title C\n\nThere is a bug in it.\n")
    report = folder.settle()
    assert report.faults == (
        f"{path} could not be attributed (ZeroDivisionError: division by zero); report it or remove it",
    )
    path.write_text("Title C\n\nThe music is back.\n")
    report = folder.settle()
    assert (report.changed, report.faults) == (("c",), ())


def test_article_that_went_bad_stays_as_it_was(folder: Folder) -> None:
    folder.settle()
    folder.write("a.txt", "")
    assert len(folder.settle().faults) == 1
    assert folder.indexed() == ["The harbour is shut today.", "The ferry plays music today."]


def test_two_files_of_one_id_are_told_and_neither_is_taken(folder: Folder) -> None:
    folder.settle()
    second = folder.write("a.md", "Title A\n\nAnother harbour.\n")
    first = folder.watch.step()
    assert first.faults == (
        f"{second} and {folder.places.articles / 'a.txt'} would both be the article 'a'; rename one",
    )
    assert folder.watch.step() == StepReport()
    assert folder.indexed()[0] == "The harbour is shut today."
    second.unlink()
    assert folder.settle() == StepReport()


def test_empty_or_missing_folder_takes_nothing_out(folder: Folder) -> None:
    folder.settle()
    for path in folder.places.articles.iterdir():
        path.unlink()
    report = folder.watch.step()
    assert report.is_held_up
    assert report.faults == (f"{folder.places.articles} holds no article; put .txt, .md, .markdown files there",)
    assert folder.watch.step().faults == ()
    folder.places.articles.rmdir()
    assert folder.watch.step().faults == (f"no articles at {folder.places.articles}; check the path",)
    assert len(folder.indexed()) == 2


def test_folder_that_the_passage_file_has_nothing_of_is_refused(folder: Folder) -> None:
    folder.places.passages_path.write_text('{"id": "z:1", "text": "Music."}\n')
    report = folder.settle()
    assert report.faults == (
        f"none of the 1 articles in {folder.places.passages_path} is in {folder.places.articles}; "
        "give the folder that they were read from, or take the file away",
    )
    assert folder.read() == [("z:1", "Music.")]


def test_another_writer_is_waited_for_and_nothing_is_attributed_twice(folder: Folder) -> None:
    with writing(folder.places.folder):
        report = folder.settle()
        assert report.is_held_up
        assert [fault.split(" ")[:4] for fault in report.faults] == [["another", "build", "is", "writing"]]
        assert folder.watch.step().faults == ()
    assert not folder.places.passages_path.exists()
    assert folder.watch.step().changed == ("a", "b")
    assert folder.attributed == ["a", "b"]


def test_index_that_lags_behind_the_passage_file_is_brought_up(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.settle()
    folder.write("a.txt", "Title A\n\nThe harbour is open again.\n")

    def out_of_memory(*_: object, **__: object) -> None:
        raise ModelError("no memory for the model; free some")

    with monkeypatch.context() as patched:
        patched.setattr("index.building.watch.build_while_held", out_of_memory)
        assert folder.settle().faults == ("no memory for the model; free some",)
    assert folder.read()[0] == ("a:1", "The harbour is open again.")
    assert folder.indexed()[0] == "The harbour is shut today."
    folder.watch = folder.another_watch()  # as after a kill
    report = folder.settle()
    assert report.build is not None and not report.build.is_unchanged
    assert folder.indexed()[0] == "The harbour is open again."


def test_passage_file_written_by_another_program_is_taken_up(folder: Folder) -> None:
    folder.settle()
    path = folder.places.passages_path
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[1])
    assert folder.watch.step().changed == ("a",)
    assert len(folder.indexed()) == 2


def test_article_that_is_removed_stays_out(folder: Folder) -> None:
    folder.settle()
    places = folder.places
    remove_article(
        "a", folder=places.folder, passages_path=places.passages_path, texts=places.texts, articles=places.articles
    )
    for _ in range(3):
        assert folder.watch.step().changed == ()
    assert folder.indexed() == ["The ferry plays music today."]


def test_article_without_a_passage_is_taken_out_of_the_index(folder: Folder) -> None:
    folder.settle()
    folder.write("a.txt", "A standfirst that stands alone, and is a paragraph of the article for all that.\n")
    folder.watch._segment = lambda _: []  # noqa: SLF001 - an engine that finds nothing to index
    assert folder.settle().changed == ("a",)
    assert folder.indexed() == ["The ferry plays music today."]


def test_watching_ends_between_two_steps(folder: Folder) -> None:
    is_over = Event()
    reports: list[StepReport] = []

    def on_step(report: StepReport) -> None:
        reports.append(report)
        if report.changed:
            is_over.set()

    watch_until(is_over, folder.watch, on_step)
    assert [report.changed for report in reports] == [(), ("a", "b")]


def test_many_changes_are_put_in_batch_by_batch(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.building.watch.MAX_ARTICLES_A_STEP", 1)
    report = folder.settle()
    assert (report.changed, report.has_more) == (("a",), True)
    report = folder.watch.step()
    assert (report.changed, report.has_more) == (("b",), False)
