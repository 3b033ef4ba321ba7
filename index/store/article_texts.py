"""Canonical texts as files, `<article id>.txt`, below one folder."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from index.errors import VerbatimError
from index.files import write_atomically
from index.passage import Passage

TEXTS_FOLDER = "texts"
MAX_PART_BYTES = 240


def texts_beside(passages_path: Path) -> Path:
    """The folder of the canonical texts that belong to a passage file."""
    return passages_path.parent / TEXTS_FOLDER


def text_path(texts: Path, article_id: str) -> Path:
    """Where the article's text lies.

    :raises VerbatimError: where the id would lead out of the folder.
    """
    parts = PurePosixPath(article_id).parts
    if not parts or article_id.startswith("/") or any(part in (".", "..") for part in parts) or "\0" in article_id:
        raise VerbatimError(f"'{article_id}' cannot be an article's id: it leads out of {texts}; rename the article")
    if any(len(part.encode()) > MAX_PART_BYTES for part in parts) or str(PurePosixPath(article_id)) != article_id:
        raise VerbatimError(
            f"'{article_id[:80]}' cannot be an article's id: no file can have its name; rename the article"
        )
    return texts.joinpath(*parts[:-1], f"{parts[-1]}.txt")


def read_article_text(texts: Path, article_id: str) -> str | None:
    """The article's canonical text, or None where there is none: not for an id that no file can have, either.

    :raises VerbatimError: where the file cannot be read or is not UTF-8 text.
    """
    try:
        path = text_path(texts, article_id)
    except VerbatimError:
        return None  # passages from elsewhere have ids of their own making, URLs for one
    try:
        return path.read_bytes().decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise VerbatimError(f"{path} cannot be read: {error.strerror}; run 'onrecord read' to write it anew") from error
    except UnicodeDecodeError as error:
        raise VerbatimError(f"{path} is not UTF-8 text; run 'onrecord read' to write it anew") from error


def read_article_texts(passages: Iterable[Passage], texts: Path) -> dict[str, str]:
    """The canonical texts of the passages' articles, by article id, where the folder has them."""
    found = {article_id: read_article_text(texts, article_id) for article_id in {p.article.id for p in passages}}
    return {article_id: text for article_id, text in sorted(found.items()) if text is not None}


def read_folder_texts(texts: Path) -> Iterator[tuple[str, str]]:
    """Each article's id and canonical text in the folder, by id; nothing where there is no folder.

    :raises VerbatimError: where a file cannot be read or is not UTF-8 text.
    """
    for path in sorted(texts.rglob("*.txt")):
        article_id = path.relative_to(texts).as_posix().removesuffix(".txt")
        text = read_article_text(texts, article_id)
        if text is not None:
            yield article_id, text


def write_article_text(texts: Path, article_id: str, text: str) -> None:
    """Put the text in its file in one atomic step."""
    write_atomically(text_path(texts, article_id), text)
