"""The verbatim law: what is shown is a slice of the article's canonical text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from index.article import PARAGRAPH_BREAK, text_sha256
from index.passage import Attribution, Passage, TextSpan


@dataclass(frozen=True, slots=True)
class VerbatimReport:
    """How many passages are slices of their texts, how many have no text to be held against, and each breach."""

    n_verbatim: int
    not_checkable: tuple[str, ...]
    breaches: tuple[str, ...]


def check_verbatim(passages: Iterable[Passage], texts: Mapping[str, str]) -> VerbatimReport:
    """Hold each passage, and each span that its attributions point to, against the canonical texts by article id."""
    n_verbatim, not_checkable, breaches = 0, [], []
    hashes = {article_id: text_sha256(text) for article_id, text in texts.items()}
    for passage in passages:
        text = texts.get(passage.article.id)
        if text is None:
            not_checkable.append(passage.id)
            continue
        found = list(_breaches(passage, text, hashes[passage.article.id]))
        breaches += found
        n_verbatim += not found
    return VerbatimReport(n_verbatim, tuple(not_checkable), tuple(breaches))


def _breaches(passage: Passage, text: str, sha256: str) -> Iterator[str]:
    stated = passage.article.text_sha256
    if stated is not None and stated != sha256:
        yield f"passage {passage.id} was read from another text of article {passage.article.id}"
        return
    if passage.start_char is None or passage.end_char is None:
        yield f"passage {passage.id} does not say where in its article it stands"
        return
    if not _is_slice(text, passage.start_char, passage.end_char, passage.text):
        yield f"passage {passage.id} differs from its article at characters {passage.start_char}-{passage.end_char}"
        return
    for attribution in passage.attributions:
        for name, span in _named_spans(attribution):
            home = passage.text if span.paragraph is None else _paragraph(text, span.paragraph)
            if not _is_slice(home, span.start_char, span.end_char, span.text):
                yield f"passage {passage.id}: the {name} '{span.text}' does not stand where its offsets say"


def _named_spans(attribution: Attribution) -> Iterator[tuple[str, TextSpan]]:
    if attribution.cue:
        yield "cue", attribution.cue
    if attribution.speaker_mention:
        yield "speaker mention", attribution.speaker_mention


def _is_slice(text: str, start_char: int, end_char: int, expected: str) -> bool:
    return 0 <= start_char < end_char <= len(text) and text[start_char:end_char] == expected


def _paragraph(text: str, number: int) -> str:
    paragraphs = text.rstrip("\n").split(PARAGRAPH_BREAK)
    return paragraphs[number - 1] if 1 <= number <= len(paragraphs) else ""
