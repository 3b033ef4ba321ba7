"""What the word search knows of a passage: its own words, and lighter fields beside them."""

from collections.abc import Mapping

from index.lexical.terms import pairs_of, terms_of
from index.passage import Passage

FIELD_WEIGHTS: Mapping[str, float] = {"text": 1.0, "pairs": 0.5, "speakers": 0.3, "surroundings": 0.2}
"""Chosen on development questions; docs/retrieval.md has the table."""

SHORT_CHARS = 300
"""A passage shorter than this is likely to lean on the one before it."""

Fields = Mapping[str, list[str]]
"""Terms by the name of their field."""


def passage_fields(passage: Passage, before: Passage | None) -> Fields:
    """The passage's terms by field; `before` is the passage before it in its article."""
    own = terms_of(passage.text)
    return {
        "text": own,
        "pairs": pairs_of(own),
        "speakers": terms_of(" ".join(_people(passage))),
        "surroundings": terms_of(" ".join(_surroundings(passage, before))),
    }


def leans_on_what_is_before(passage: Passage) -> bool:
    """Whether the passage is so short that it may say little by itself ("It would be strange …")."""
    return len(passage.text) < SHORT_CHARS


def _people(passage: Passage) -> dict[str, None]:
    """The speakers' names and roles, each once, in order."""
    said = ((attribution.speaker, attribution.role) for attribution in passage.attributions)
    return dict.fromkeys(words for pair in said for words in pair if words)


def _surroundings(passage: Passage, before: Passage | None) -> list[str]:
    texts = [passage.article.title, passage.section]
    if before is not None and leans_on_what_is_before(passage):
        texts.append(before.text)
    return [text for text in texts if text]
