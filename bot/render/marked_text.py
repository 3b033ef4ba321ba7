"""A passage's text as HTML, its quotations set apart and the words that matched marked; no character is added."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from bot.render.escaping import escaped
from index.passage import Passage, QuotationKind

CharSpan = tuple[int, int]
"""Half-open characters of the passage."""

_STRONGEST_FIRST: tuple[QuotationKind, ...] = ("direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run of characters is shown; `points_to` is "cue" or "mention" where they tell who spoke."""

    kind: QuotationKind | None
    is_match: bool
    points_to: str | None


def marked_text(passage: Passage, matches: Iterable[CharSpan] = ()) -> str:
    """The whole text: an element for each quotation, in it and outside of it the matched words, cues and mentions."""
    runs = _runs(passage, tuple(matches))
    return "".join(
        _quoted(kind, "".join(_marked(look, text) for look, text in run))
        for kind, run in groupby(runs, key=lambda run: run[0].kind)
    )


def _runs(passage: Passage, matches: tuple[CharSpan, ...]) -> Iterator[tuple[_Look, str]]:
    """The text cut wherever its look changes."""
    pointers = tuple(_pointers(passage))
    spans = [
        *((a.start_char, a.end_char) for a in passage.attributions),
        *matches,
        *(span for _, span in pointers),
    ]
    edges = sorted({0, len(passage.text)}.union(*spans))
    pieces = ((_look_at(start, passage, matches, pointers), passage.text[start:end]) for start, end in pairwise(edges))
    for look, run in groupby(pieces, key=lambda piece: piece[0]):
        yield look, "".join(text for _, text in run)


def _look_at(
    position: int, passage: Passage, matches: tuple[CharSpan, ...], pointers: tuple[tuple[str, CharSpan], ...]
) -> _Look:
    # Where quotations overlap, the words in quotation marks win.
    kinds = {a.kind for a in passage.attributions if a.start_char <= position < a.end_char}
    return _Look(
        kind=next((kind for kind in _STRONGEST_FIRST if kind in kinds), None),
        is_match=any(start <= position < end for start, end in matches),
        points_to=next((name for name, (start, end) in pointers if start <= position < end), None),
    )


def _pointers(passage: Passage) -> Iterator[tuple[str, CharSpan]]:
    """Where cues and mentions stand in the passage; one in another paragraph is not in it."""
    for attribution in passage.attributions:
        for name, span in (("cue", attribution.cue), ("mention", attribution.speaker_mention)):
            if (
                span is not None
                and span.paragraph is None
                and 0 <= span.start_char < span.end_char <= len(passage.text)
            ):
                yield name, (span.start_char, span.end_char)


def _quoted(kind: QuotationKind | None, html: str) -> str:
    return html if kind is None else f'<span class="onrecord-said onrecord-{kind}">{html}</span>'


def _marked(look: _Look, text: str) -> str:
    pointer = f"onrecord-{look.points_to}" if look.points_to else ""
    if look.is_match:
        return f'<mark class="{f"onrecord-match {pointer}".strip()}">{escaped(text)}</mark>'
    return f'<span class="{pointer}">{escaped(text)}</span>' if pointer else escaped(text)
