"""An article in the form that tests of reading compare."""

from index.reading.text import read_text


def kinds_and_texts(text: str) -> list[tuple[str, str]]:
    """Each paragraph's kind and text, in order."""
    return [(p.kind, p.text) for p in read_text(text.encode(), "a").paragraphs]
