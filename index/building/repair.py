"""A damaged index made whole again: from what of it is sound, and from the passage file for the rest."""

from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path

from index.building.articles import ArticleSource, CheckedArticle
from index.building.build_index import BuildReport, Progress, build_index
from index.building.embedding import ArticleEmbedder
from index.embedding.load import make_encoder
from index.embedding.passage_progress import PassageProgress
from index.errors import IndexFolderError
from index.store.manifest import ENCODERS_FOLDER, Manifest, holds_index, read_manifest
from index.store.protocol import EmbeddedArticle
from index.store.writer import Writer, rebuilder
from index.store.writing import writing
from index.verbatim import check_verbatim

_NOTHING_LEFT = (
    "the index in {} cannot be read and there are no passages at {} to build it from; run 'onrecord read' first"
)


def repair_index(
    passages_path: Path, texts: Path, folder: Path, *, model: str | None = None, on_progress: Progress | None = None
) -> BuildReport:
    """Make the folder's index whole: sound segments stay, articles of damaged ones are embedded anew.

    What of a damaged segment cannot be read is taken from the passage file, if there is one. Articles are not taken
    out. Where the index has no manifest any more, it is built from the passage file.

    :param model: the model to build with where the index does not say it.
    :returns: what was damaged is in the report.
    :raises IndexFolderError: where there is nothing to make it whole from.
    """
    manifest = _manifest(folder)
    if manifest is None:
        if not passages_path.is_file():
            raise IndexFolderError(_NOTHING_LEFT.format(folder, passages_path))
        return build_index(passages_path, texts, folder, model=model, is_thorough=True, on_progress=on_progress)
    source = ArticleSource(passages_path, texts) if passages_path.is_file() else None
    with writing(folder):
        encoder, record, encoder_folder = make_encoder(folder / ENCODERS_FOLDER, manifest.model)
        with rebuilder(folder, record, encoder_folder.name, is_thorough=True) as writer:
            if writer.is_current:
                return BuildReport(writer.n_passages, 0, _n_without_text(writer), True)
            if writer.is_new and source is None:
                raise IndexFolderError(_NOTHING_LEFT.format(folder, passages_path))
            sound = {article_id for article_id, _ in writer.articles()}
            salvaged = {article.id: article for article in writer.salvaged()}
            missing = [id_ for id_ in (source.contents if source else ()) if id_ not in sound and id_ not in salvaged]
            n_expected = sum(len(a.passages) for a in salvaged.values()) + (
                source.n_passages_of(missing) if source else 0
            )
            embedder = ArticleEmbedder(
                encoder, None, lambda _: {}, PassageProgress(n_expected, on_progress) if on_progress else None
            )
            articles = chain(_checked(salvaged.values()), source.articles(missing) if source else ())
            writer.commit(embedder.embedded(articles), (), n_expected=n_expected)
            return BuildReport(
                writer.n_passages, embedder.n_embedded, _n_without_text(writer), False, damage=writer.damage
            )


def _manifest(folder: Path) -> Manifest | None:
    """The folder's manifest, or None where it cannot be read."""
    if not holds_index(folder):
        read_manifest(folder)  # says what is there instead
    try:
        return read_manifest(folder)
    except IndexFolderError:
        return None


def _checked(articles: Collection[EmbeddedArticle]) -> Iterator[CheckedArticle]:
    """The articles that obey the verbatim law: what does not would never be shown."""
    for article in articles:
        texts = {} if article.text is None else {article.id: article.text}
        if not check_verbatim(article.passages, texts).breaches:
            yield CheckedArticle(article.id, article.text, tuple(article.passages), article.content_sha256)


def _n_without_text(writer: Writer) -> int:
    return sum(article.n_rows for _, article in writer.articles() if not article.has_text)
