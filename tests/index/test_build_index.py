"""passages.jsonl to an index folder: whole or not at all, incremental, refused where it does not fit."""

import fcntl
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

import index.store.generation
from index.build_index import BuildReport, build_index
from index.errors import IndexFolderError, ModelError, PassageFileError, VerbatimError
from index.passage_index import open_index
from index.store.manifest import read_manifest
from index.store.open import open_store
from index.verify import VerifyReport, verify_index
from tests.models import write_topic_model

TEXT = "The harbour is shut.\n\nThe ferry plays music.\n\nThe weather.\n"
STARTS = (0, 22, 46)


@pytest.fixture(scope="session")
def topic_model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_topic_model(tmp_path_factory.mktemp("model") / "topics"))


@pytest.fixture
def passages(tmp_path: Path) -> Path:
    paragraphs = TEXT.rstrip("\n").split("\n\n")
    lines = [
        {"id": f"a:{n}", "text": text, "start_char": start, "end_char": start + len(text)}
        for n, (text, start) in enumerate(zip(paragraphs, STARTS, strict=True), 1)
    ]
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT)
    path = tmp_path / "passages.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def build(passages: Path, model: str | None) -> BuildReport:
    return build_index(passages, passages.parent / "texts", passages.parent / "index", model=model)


def ranking(folder: Path, query: str) -> list[tuple[str, float]]:
    """The best three with their cosines."""
    passage_index = open_index(folder)
    matches = passage_index.search(passage_index.probe(query), 3)
    return [(match.passage.id, round(match.cosine, 3)) for match in matches]


def test_index_answers_after_being_saved(passages: Path, topic_model: str, tmp_path: Path) -> None:
    assert build(passages, topic_model) == BuildReport(3, 3, 0, False)
    # Half 1/sqrt(2) for the sentence, half 1/sqrt(3) for the whole behind "The harbour is shut."; a:3 leans on a:2.
    assert ranking(tmp_path / "index", "ferry") == [("a:2", 0.642), ("a:3", 0.289), ("a:1", 0.0)]
    snapshot = open_store(tmp_path / "index")
    assert snapshot.article_text("a") == TEXT
    assert (snapshot.model, len(snapshot.passages)) == (topic_model, 3)
    assert verify_index(tmp_path / "index") == VerifyReport(3, 3, (), ())


def test_words_that_no_passage_holds_can_be_asked_of_any_model(
    passages: Path, topic_model: str, tmp_path: Path
) -> None:
    build(passages, topic_model)
    assert open_index(tmp_path / "index").probe("habrour zebra").terms == ("habrour", "zebra")


def test_only_what_changed_is_embedded_again(passages: Path, topic_model: str, tmp_path: Path) -> None:
    build(passages, topic_model)
    generation = read_manifest(tmp_path / "index").generation
    assert build(passages, topic_model) == BuildReport(3, 0, 0, True)
    assert read_manifest(tmp_path / "index").generation == generation
    with passages.open("a") as file:
        file.write('{"id": "b:1", "text": "Harbour music."}\n{"id": "c:1", "text": "The weather."}\n')
    # "The weather." was embedded as a sentence of a:3.
    assert build(passages, topic_model) == BuildReport(5, 1, 2, False)
    assert ranking(tmp_path / "index", "harbour music")[0] == ("b:1", 1.0)
    assert [entry.name for entry in (tmp_path / "index" / "generations").iterdir()] == [
        read_manifest(tmp_path / "index").generation
    ]


def test_changed_paragraph_changes_the_views_of_a_short_one_behind_it_too(
    passages: Path, topic_model: str, tmp_path: Path
) -> None:
    build(passages, topic_model)
    for path in (passages, tmp_path / "texts" / "a.txt"):
        path.write_text(path.read_text().replace("is shut", "is open"))
    told: list[tuple[int, int]] = []
    report = build_index(
        passages,
        tmp_path / "texts",
        tmp_path / "index",
        model=topic_model,
        on_progress=lambda n_done, n: told.append((n_done, n)),
    )
    assert report == BuildReport(3, 2, 0, False)
    # a:1 once, as whole and sentence are one text, and a:2 behind it, but not its sentence
    assert (sum(n_done for n_done, _ in told), {n for _, n in told}) == (2, {2})
    assert ranking(tmp_path / "index", "ferry") == [("a:2", 0.642), ("a:3", 0.289), ("a:1", 0.0)]


def test_each_passage_has_the_vectors_of_its_whole_and_of_its_sentences(
    passages: Path, topic_model: str, tmp_path: Path
) -> None:
    with passages.open("a") as file:
        file.write('{"id": "b:1", "text": "A ferry. No music."}\n')
    build(passages, topic_model)
    harbour, ferry, music = np.eye(5, dtype=np.float32)[:3]
    vectors = open_store(tmp_path / "index").embeddings_of(3)
    expected = [(ferry + music) / np.sqrt(2), ferry, music]
    assert np.abs(vectors - expected).max() < 1e-3
    assert np.abs(open_store(tmp_path / "index").embeddings_of(0) - [harbour, harbour]).max() < 1e-3


def test_passages_without_a_text_are_reported_as_not_checkable(
    passages: Path, topic_model: str, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "texts")
    assert build(passages, topic_model).n_not_checkable == 3
    assert verify_index(tmp_path / "index") == VerifyReport(3, 0, ("a:1", "a:2", "a:3"), ())


def test_altered_passage_is_refused_before_anything_is_written(
    passages: Path, topic_model: str, tmp_path: Path
) -> None:
    passages.write_text(passages.read_text().replace("is shut", "is Shut"))
    with pytest.raises(VerbatimError) as caught:
        build(passages, topic_model)
    assert str(caught.value) == (
        f"{passages}: passage a:1 differs from its article at characters 0-20; run 'onrecord read' to write it anew"
    )
    assert not (tmp_path / "index").exists()


def test_broken_line_is_refused_before_anything_is_written(passages: Path, topic_model: str, tmp_path: Path) -> None:
    passages.write_text(passages.read_text() + '{"id": "a:4"}\n')
    with pytest.raises(PassageFileError, match=r"passages\.jsonl:4: 'text' is missing; mend the line"):
        build(passages, topic_model)
    assert not (tmp_path / "index").exists()


def test_folder_of_something_else_is_left_alone(passages: Path, topic_model: str, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "letter.txt").write_text("dear")
    with pytest.raises(IndexFolderError, match="index holds something other than an index; choose another folder"):
        build(passages, topic_model)
    assert [entry.name for entry in (tmp_path / "index").iterdir()] == ["letter.txt"]


def test_second_writer_is_turned_away(passages: Path, topic_model: str, tmp_path: Path) -> None:
    build(passages, topic_model)
    with (tmp_path / "index" / "writer.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(IndexFolderError, match="another build is writing to .*index; wait for it to end"):
            build(passages, topic_model)


def test_failed_build_leaves_the_old_index(
    passages: Path, topic_model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(passages, topic_model)
    before = read_manifest(tmp_path / "index")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device", "embeddings.faiss")

    monkeypatch.setattr(index.store.generation, "write_article_text", full_disk)
    passages.write_text(passages.read_text().splitlines(keepends=True)[0])
    with pytest.raises(IndexFolderError, match=r"embeddings\.faiss cannot be written \(No space left on device\)"):
        build(passages, topic_model)
    assert read_manifest(tmp_path / "index") == before
    assert ranking(tmp_path / "index", "music")[0] == ("a:2", 0.642)
    assert len(list((tmp_path / "index" / "generations").iterdir())) == 1


def generation_file(folder: Path, name: str) -> Path:
    return folder / "generations" / read_manifest(folder).generation / name


@pytest.mark.parametrize(
    "name", ["passages.jsonl", "embeddings.faiss", "view_starts.npy", "words/meta.json", "texts/a.txt"]
)
def test_file_altered_after_the_build_is_refused_at_open(
    passages: Path, topic_model: str, tmp_path: Path, name: str
) -> None:
    build(passages, topic_model)
    path = generation_file(tmp_path / "index", name)
    data = path.read_bytes()
    path.write_bytes(data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])
    with pytest.raises(IndexFolderError, match=f"{name} was altered after the build; run 'onrecord index' to build"):
        open_index(tmp_path / "index")
    assert build(passages, topic_model) == BuildReport(3, 3, 0, False)
    path = generation_file(tmp_path / "index", name)
    path.unlink()
    with pytest.raises(IndexFolderError, match=f"{name} is missing; run 'onrecord index' to build the index anew"):
        open_index(tmp_path / "index")


def test_failed_first_build_does_not_make_the_folder_foreign(passages: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        build(passages, "./no-model")
    assert [entry.name for entry in (tmp_path / "index").iterdir()] == ["writer.lock"]
    with pytest.raises(IndexFolderError, match="no index in .*index; run 'onrecord index'"):
        open_index(tmp_path / "index")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"format": 99}', "has index format 99, this onrecord reads format 2; run 'onrecord index' to build it anew"),
        ("{", "cannot be read"),
        ('{"format": 2}', "cannot be read"),
    ],
)
def test_manifest_that_does_not_fit_is_refused(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(IndexFolderError, match=message):
        open_index(tmp_path)


def test_index_of_the_format_before_is_refused_and_built_anew(passages: Path, topic_model: str, tmp_path: Path) -> None:
    build(passages, topic_model)
    manifest = tmp_path / "index" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": 2', '"format": 1'))
    with pytest.raises(IndexFolderError) as caught:
        open_index(tmp_path / "index")
    assert str(caught.value) == (
        f"{tmp_path}/index has index format 1, this onrecord reads format 2; run 'onrecord index' to build it anew"
    )
    assert build(passages, topic_model) == BuildReport(3, 3, 0, False)
    assert ranking(tmp_path / "index", "music")[0] == ("a:2", 0.642)


def test_missing_and_foreign_folders_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(IndexFolderError, match="no index in .*none; run 'onrecord index'"):
        open_index(tmp_path / "none")
    (tmp_path / "file").write_text("x")
    with pytest.raises(IndexFolderError, match="is not an index of onrecord; choose another folder or run"):
        open_index(tmp_path)
