"""Articles that tell whether they are whole: each passage names its version and ends with the hash of its words."""

import hashlib
import re
from collections.abc import Iterable

import numpy as np

from index.article import PARAGRAPH_BREAK, ArticleMetadata, text_sha256
from index.passage import Attribution, Passage
from index.store.protocol import EmbeddedArticle

BEACONS = ("beacon-a", "beacon-b")
"""Two articles that each change puts in together: a state that holds two versions of them was never committed."""

WORDS = ("harbour", "ferry", "council", "budget", "winter", "school", "bridge", "market", "doctor", "strike", "island")
SPEAKERS = ("Ana Lind", "Bo Ek", "Dagny Holt", "Ivo Falk", "Karin Strand")
MAX_PASSAGES = 12

_SHAPE = re.compile(r"(?P<body>.* article (?P<id>\S+) version (?P<version>\d+)\.) (?P<hash>[0-9a-f]{16})", re.DOTALL)


def soak_article(article_id: str, version: int, dim: int) -> EmbeddedArticle:
    """That version of the article, its vectors made from the texts' hashes."""
    rng = np.random.default_rng((*article_id.encode(), version))
    texts = [_text(article_id, version, rng) for _ in range(int(rng.integers(1, MAX_PASSAGES + 1)))]
    title = f"Title of {article_id}"
    text = PARAGRAPH_BREAK.join((title, *texts)) + "\n"
    metadata = ArticleMetadata(
        article_id, title, publisher="The Soak", published="2024-05-06", text_sha256=text_sha256(text)
    )
    passages = []
    start = len(title) + len(PARAGRAPH_BREAK)
    for number, each in enumerate(texts, 1):
        said = Attribution("direct", 0, 5, speaker=SPEAKERS[int(rng.integers(len(SPEAKERS)))], evidence="soak")
        end = start + len(each)
        passages.append(Passage(f"{article_id}:{number}", each, metadata, None, number + 1, start, end, (said,)))
        start = end + len(PARAGRAPH_BREAK)
    vectors = [rng.standard_normal((2, dim), dtype=np.float32) for _ in passages]
    unit = [rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in vectors]
    return EmbeddedArticle(article_id, text, passages, unit, text_sha256(text))


def version_of(passage: Passage) -> int:
    """The version that the passage says it is of.

    :raises ValueError: where its text is not what was put in.
    """
    found = _SHAPE.fullmatch(passage.text)
    if found is None or found["hash"] != _hash(found["body"]):
        raise ValueError(f"the text of {passage.id} is not what was put in: {passage.text[:80]!r}")
    if found["id"] != passage.article.id:
        raise ValueError(f"{passage.id} has the text of {found['id']}")
    return int(found["version"])


def one_version_of(passages: Iterable[Passage]) -> dict[str, int]:
    """Each article's version.

    :raises ValueError: where two passages of an article are of different ones, or a text is not what was put in.
    """
    versions: dict[str, int] = {}
    for passage in passages:
        version = version_of(passage)
        if versions.setdefault(passage.article.id, version) != version:
            raise ValueError(
                f"{passage.article.id} is of versions {versions[passage.article.id]} and {version} at once"
            )
    return versions


def marker(article_id: str, version: int) -> str:
    """A word that stands in that version of the article only."""
    return "zq" + hashlib.sha256(f"{article_id} {version}".encode()).hexdigest()[:20]


def _text(article_id: str, version: int, rng: np.random.Generator) -> str:
    words = " ".join(WORDS[place] for place in rng.integers(len(WORDS), size=int(rng.integers(5, 60))).tolist())
    body = f"{words} {marker(article_id, version)} article {article_id} version {version}."
    return f"{body} {_hash(body)}"


def _hash(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:16]
