"""Which files are articles, their ids, and the metadata beside them."""

from pathlib import Path

import pytest

from index.errors import ArticleError
from index.reading.metadata import SuppliedMetadata, read_metadata
from index.reading.source import find_sources


def test_ids_are_percent_encoded_paths_below_the_folder(tmp_path: Path) -> None:
    for name in ("b c.txt", "sub/a.md", "sub/é:1.txt", "b c.meta.yaml", "picture.png", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [source.article_id for source in find_sources([tmp_path])] == ["b%20c", "sub/%C3%A9%3A1", "sub/a"]


def test_file_alone_has_its_name_for_an_id(tmp_path: Path) -> None:
    (tmp_path / "a.b.txt").write_text("x")
    (source,) = find_sources([tmp_path / "a.b.txt"])
    assert (source.article_id, source.metadata_path) == ("a.b", tmp_path / "a.b.meta.yaml")


def test_two_articles_with_one_id_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.md").write_text("x")
    with pytest.raises(ArticleError, match=r"a\.md and .*a\.txt would both be the article 'a'; rename one"):
        find_sources([tmp_path])


def test_one_file_named_twice_is_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert [source.article_id for source in find_sources([tmp_path, tmp_path / "a.txt"])] == ["a"]


def test_canonical_texts_below_the_folder_are_no_articles(tmp_path: Path) -> None:
    for name in ("a.txt", "out/texts/a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = find_sources([tmp_path], apart_from=tmp_path / "out" / "texts")
    assert [source.article_id for source in found] == ["a"]


def test_metadata_without_its_article_are_reported(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "ferry.txt").write_text("x")
    (tmp_path / "fery.meta.yaml").write_text("title: T")
    find_sources([tmp_path])
    assert caplog.messages == [f"{tmp_path / 'fery.meta.yaml'} belongs to no article; give it the article's name"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.txt", "no article at {}; check the path"),
        ("a.pdf", "{} is not of a kind that can be read; give .txt, .md, .markdown files"),
        ("empty", "{} holds no article; put .txt, .md, .markdown files there"),
    ],
)
def test_sources_that_are_none(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "a.pdf").write_text("x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArticleError) as caught:
        find_sources([tmp_path / name])
    assert str(caught.value) == message.format(tmp_path / name)


def test_metadata_file_gives_fields_and_dates(tmp_path: Path) -> None:
    path = tmp_path / "a.meta.yaml"
    path.write_text("publisher: The Tidings\npublished: 2023-03-04\nurl: https://example.org/a\n")
    assert read_metadata(path) == SuppliedMetadata(
        publisher="The Tidings", published="2023-03-04", url="https://example.org/a"
    )
    assert read_metadata(tmp_path / "none.meta.yaml") == SuppliedMetadata()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "editor: me",
            "'editor' is no metadata field; use title, standfirst, author, publisher, published, url",
        ),
        ("title: [a]", "'title' must be text or a date; put the value in quotation marks"),
        ("- a", "must give fields as 'name: value' lines"),
        ("a: b: c", "is not a YAML file of metadata"),
    ],
)
def test_metadata_that_cannot_be_used_name_their_file(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "a.meta.yaml"
    path.write_text(content)
    with pytest.raises(ArticleError) as caught:
        read_metadata(path)
    assert str(caught.value).startswith(str(path)) and message in str(caught.value)
