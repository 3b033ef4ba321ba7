"""passages.jsonl to an index folder: whole or not at all, incremental, refused where it does not fit."""

import fcntl
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

import index.store.writer
from index.building.build_index import BuildReport, build_index
from index.embedding.load import make_encoder
from index.errors import IndexFolderError, ModelError, PassageFileError, VerbatimError
from index.passage_index import open_index
from index.store.manifest import read_manifest
from index.store.open import open_snapshot
from index.verify import VerifyReport, verify_index

TEXT = "The harbour is shut.\n\nThe ferry plays music.\n\nThe weather.\n"
STARTS = (0, 22, 46)


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
    snapshot = open_snapshot(tmp_path / "index")
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
    # Vectors are taken over from articles that change or go, not from those that stay.
    assert build(passages, topic_model) == BuildReport(5, 2, 2, False)
    assert ranking(tmp_path / "index", "harbour music")[0] == ("b:1", 1.0)
    assert [entry.stem for entry in (tmp_path / "index" / "generations").iterdir()] == [
        read_manifest(tmp_path / "index").generation
    ]


def test_vectors_of_an_article_that_is_renamed_are_taken_over(passages: Path, topic_model: str, tmp_path: Path) -> None:
    build(passages, topic_model)
    passages.write_text(passages.read_text().replace('"a:', '"b:'))
    (tmp_path / "texts" / "a.txt").rename(tmp_path / "texts" / "b.txt")
    assert build(passages, topic_model) == BuildReport(3, 0, 0, False, 1)
    assert ranking(tmp_path / "index", "ferry") == [("b:2", 0.642), ("b:3", 0.289), ("b:1", 0.0)]


def test_some_articles_are_put_in_and_taken_out_and_the_others_stay(
    passages: Path, topic_model: str, tmp_path: Path
) -> None:
    build(passages, topic_model)
    some = tmp_path / "some.jsonl"
    some.write_text('{"id": "b:1", "text": "Harbour music."}\n')

    def update(*removed: str) -> BuildReport:
        return build_index(
            some, tmp_path / "texts", tmp_path / "index", model=topic_model, scope="some", removed=removed
        )

    assert update() == BuildReport(4, 1, 1, False)
    assert update("none") == BuildReport(4, 0, 1, True)
    assert update("a", "b") == BuildReport(1, 0, 1, False, 1)
    assert ranking(tmp_path / "index", "harbour music") == [("b:1", 1.0)]


def test_some_articles_are_not_put_in_an_index_that_would_lose_the_others(
    passages: Path, topic_model: str, tmp_path: Path
) -> None:
    build(passages, topic_model)
    (vectors,) = (tmp_path / "index" / "segments").glob("*/passages.sqlite")
    vectors.unlink()
    with pytest.raises(IndexFolderError, match=r"passages\.sqlite is missing; run 'onrecord index --repair'"):
        build_index(passages, tmp_path / "texts", tmp_path / "index", model=topic_model, scope="some")


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
    # Embedded are a:1 once, as whole and sentence are one text, and a:2 behind it, but not its sentence. Told are
    # the passages of the article.
    assert (sum(n_done for n_done, _ in told), {n for _, n in told}) == (3, {3})
    assert ranking(tmp_path / "index", "ferry") == [("a:2", 0.642), ("a:3", 0.289), ("a:1", 0.0)]


def test_each_passage_has_the_vectors_of_its_whole_and_of_its_sentences(
    passages: Path, topic_model: str, tmp_path: Path
) -> None:
    with passages.open("a") as file:
        file.write('{"id": "b:1", "text": "A ferry. No music."}\n')
    build(passages, topic_model)
    harbour, ferry, music = np.eye(5, dtype=np.float32)[:3]
    vectors = open_snapshot(tmp_path / "index").embeddings_of(3)
    expected = [(ferry + music) / np.sqrt(2), ferry, music]
    assert np.abs(vectors - expected).max() < 1e-3
    assert np.abs(open_snapshot(tmp_path / "index").embeddings_of(0) - [harbour, harbour]).max() < 1e-3


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

    monkeypatch.setattr(index.store.writer, "write_generation", full_disk)
    passages.write_text(passages.read_text().splitlines(keepends=True)[0])
    with pytest.raises(IndexFolderError, match=r"embeddings\.faiss cannot be written \(No space left on device\)"):
        build(passages, topic_model)
    assert read_manifest(tmp_path / "index") == before
    assert ranking(tmp_path / "index", "music")[0] == ("a:2", 0.642)
    assert len(list((tmp_path / "index" / "generations").iterdir())) == 1


def test_every_file_that_is_altered_or_missing_is_refused_at_open_and_built_anew(
    passages: Path, topic_model: str, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    build(passages, topic_model)
    names = sorted({file.name for file in (folder / "segments").rglob("*") if file.is_file()})
    assert "passages.sqlite" in names
    for name in names:
        (path,) = (folder / "segments").rglob(name)
        data = path.read_bytes()
        middle = len(data) // 2
        path.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
        with pytest.raises(IndexFolderError) as caught:
            open_index(folder)
        assert str(caught.value) == f"{path} was altered after the build; run 'onrecord index --repair' to rebuild it"
        path.unlink()
        with pytest.raises(IndexFolderError) as caught:
            open_index(folder)
        assert str(caught.value) == f"{path} is missing; run 'onrecord index --repair' to rebuild it"
        report = build(passages, topic_model)
        assert (report.n_passages, report.n_embedded, len(report.damage)) == (3, 3, 1)
        assert verify_index(folder).is_clean


@pytest.mark.parametrize("name", ["manifest.json", "generations/*.json"])
def test_what_names_the_files_is_held_against_its_own_hash(
    passages: Path, topic_model: str, tmp_path: Path, name: str
) -> None:
    build(passages, topic_model)
    (path,) = (tmp_path / "index").glob(name)
    path.write_text(
        path.read_text().replace("20", "21", 1) if "gen" in name else path.read_text().replace("Z-", "Z_", 1)
    )
    with pytest.raises(IndexFolderError, match="was altered after the build; run 'onrecord index --repair'"):
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
        ('{"format": 99}', "has index format 99, this onrecord reads format 3; run 'onrecord index' to build it anew"),
        ("{", "cannot be read"),
        ('{"format": 3}', "cannot be read"),
    ],
)
def test_manifest_that_does_not_fit_is_refused(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(IndexFolderError, match=message):
        open_index(tmp_path)


def write_format_2(folder: Path, passages: Path, topic_model: str) -> None:
    """An index as the version before wrote it, of the three passages, with vectors that no model would make."""
    import faiss

    encoder, record, encoder_folder = make_encoder(folder / "encoders", topic_model)
    generation = folder / "generations" / "20240102T030405Z-0a1b2c3d"
    generation.mkdir(parents=True)
    shutil.copy(passages, generation / "passages.jsonl")
    flat = faiss.IndexFlatIP(encoder.dim)
    # Two views a passage: its whole text, and its sentence; all on the axis of the weather.
    flat.add(np.tile(np.eye(encoder.dim, dtype=np.float32)[3], (6, 1)))
    faiss.write_index(flat, str(generation / "embeddings.faiss"))
    np.save(generation / "view_starts.npy", np.array([0, 2, 4, 6]))
    manifest = {
        "format": 2,
        "generation": generation.name,
        "model": record.name,
        "model_sha256": record.sha256,
        "encoder": encoder_folder.name,
        "files": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in generation.iterdir()},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_index_of_the_format_before_is_refused_and_its_vectors_are_taken_over(
    passages: Path, topic_model: str, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    write_format_2(folder, passages, topic_model)
    with pytest.raises(IndexFolderError) as caught:
        open_index(folder)
    assert str(caught.value) == (
        f"{folder} has index format 2, this onrecord reads format 3; run 'onrecord index' to build it anew"
    )
    with pytest.raises(IndexFolderError, match="has index format 2"):
        build_index(passages, tmp_path / "texts", folder, model=topic_model, scope="some")
    assert build(passages, topic_model) == BuildReport(3, 0, 0, False)
    assert sorted(ranking(folder, "weather")) == [("a:1", 1.0), ("a:2", 1.0), ("a:3", 1.0)]
    assert [entry.suffix for entry in (folder / "generations").iterdir()] == [".json"]
    assert build(passages, topic_model).is_unchanged


def test_damaged_index_of_the_format_before_is_embedded_anew(passages: Path, topic_model: str, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    write_format_2(folder, passages, topic_model)
    (vectors,) = folder.glob("generations/*/embeddings.faiss")
    vectors.write_bytes(vectors.read_bytes()[:-1])
    assert build(passages, topic_model) == BuildReport(3, 3, 0, False)
    assert ranking(folder, "music")[0] == ("a:2", 0.642)


def test_missing_and_foreign_folders_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(IndexFolderError, match="no index in .*none; run 'onrecord index'"):
        open_index(tmp_path / "none")
    (tmp_path / "file").write_text("x")
    with pytest.raises(IndexFolderError, match="is not an index of onrecord; choose another folder or run"):
        open_index(tmp_path)
