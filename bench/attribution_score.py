"""How well quotes and their speakers were found: the measures in which systems on labelled news are compared.

Each quote, labelled or predicted, is cut at line ends; white space, quotation marks and , . ; : are taken off both ends
of a piece, and of equal pieces one is kept. In the quoted view only what stands between double quotation marks counts.
Pieces are paired one to one, the equal ones first, then by the share of their words in common, at least a half.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from labelled import LabelledDocument, LabelledQuote
from marked_regions import Range, marked_regions
from speaker_match import is_right, shows_speaker

View = Literal["quoted", "all"]
CONTENT_TYPES = ("direct", "mixed", "indirect")
NAMES = frozenset({"named", "org"})
RESOLVED_PRONOUNS = frozenset({"pronoun-resolved"})
MIN_SHARED = 0.5
BIN_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
TRIMMED = " \t\r\n\u00a0" + "\"'`\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb" + ",.;:"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a quote, as it is compared."""

    range: Range
    quote: LabelledQuote


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled piece and the predicted one that stands for it."""

    gold: LabelledQuote
    predicted: LabelledQuote
    is_exact: bool
    is_right: bool

    @property
    def is_shown(self) -> bool:
        return shows_speaker(self.predicted)


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece that was missed, made up, or given to the wrong speaker."""

    what: Literal["missed", "spurious", "speaker"]
    doc_id: str
    words: str
    gold: LabelledQuote | None
    predicted: LabelledQuote | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a view of one or more documents comes to."""

    gold: tuple[LabelledQuote, ...]
    n_predicted: int
    pairs: tuple[Pair, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Precision, recall and F1 in percent."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Score:
    """The measures of a view; shares are percentages, None where nothing is there to share.

    The speakers' shares are of the pairs whose label has a speaker: `speakers_right` of them all, `names_right` where
    it is a name, `pronouns_right` where a name was put for a pronoun; `withheld` where none or a pronoun is predicted.
    `names_wrong` is the share of wrong ones among the speakers shown where the label is a name.
    """

    n_gold: int
    n_predicted: int
    exact: Retrieval
    overlap: Retrieval
    span_and_speaker: Retrieval
    speakers_right: float | None
    names_right: float | None
    pronouns_right: float | None
    names_wrong: float | None
    withheld: float | None
    recall_by_type: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class ConfidenceBin:
    """The speakers shown with a confidence from `low` to below `high`, and how many of them are right."""

    low: float
    high: float
    n_shown: int
    n_right: int


def compare(
    documents: Iterable[LabelledDocument], predictions: Mapping[str, Sequence[LabelledQuote]], view: View
) -> Comparison:
    """The documents' labels against the predictions; a document without any counts as one without quotes."""
    parts = [_compare_document(document, predictions.get(document.doc_id, ()), view) for document in documents]
    return Comparison(
        gold=tuple(quote for part in parts for quote in part.gold),
        n_predicted=sum(part.n_predicted for part in parts),
        pairs=tuple(pair for part in parts for pair in part.pairs),
        faults=tuple(fault for part in parts for fault in part.faults),
    )


def score(comparison: Comparison) -> Score:
    """The measures of the comparison."""
    pairs = comparison.pairs
    spoken = [pair for pair in pairs if pair.gold.has_speaker]
    named = [pair for pair in spoken if pair.gold.speaker_kind in NAMES]
    return Score(
        n_gold=len(comparison.gold),
        n_predicted=comparison.n_predicted,
        exact=_retrieval(comparison, sum(pair.is_exact for pair in pairs)),
        overlap=_retrieval(comparison, len(pairs)),
        span_and_speaker=_retrieval(comparison, sum(pair.is_right for pair in pairs)),
        speakers_right=_share(pair.is_right for pair in spoken),
        names_right=_share(pair.is_right for pair in named),
        pronouns_right=_share(pair.is_right for pair in spoken if pair.gold.speaker_kind in RESOLVED_PRONOUNS),
        names_wrong=_share(not pair.is_right for pair in named if pair.is_shown),
        withheld=_share(not pair.is_shown for pair in spoken),
        recall_by_type={kind: _recall(comparison, kind) for kind in CONTENT_TYPES},
    )


def reliability(comparison: Comparison) -> list[ConfidenceBin]:
    """For each bin of confidence how many speakers were shown, where the label has one, and how many are right."""
    shown = [
        (pair.predicted.confidence, pair.is_right)
        for pair in comparison.pairs
        if pair.gold.has_speaker and pair.is_shown and pair.predicted.confidence is not None
    ]
    bins = []
    for low, high in zip(BIN_EDGES, BIN_EDGES[1:], strict=False):
        # The last bin has its upper edge too.
        inside = [right for confidence, right in shown if low <= confidence and (confidence < high or high == 1)]
        bins.append(ConfidenceBin(low, high, len(inside), sum(inside)))
    return bins


def _compare_document(document: LabelledDocument, quotes: Sequence[LabelledQuote], view: View) -> Comparison:
    regions = marked_regions(document.text) if view == "quoted" else None
    gold = _pieces(document.text, document.quotes, regions)
    predicted = _pieces(document.text, quotes, regions)
    matches = _match(document.text, [piece.range for piece in gold], [piece.range for piece in predicted])
    pairs = [
        Pair(
            gold[i].quote,
            predicted[j].quote,
            is_exact=gold[i].range == predicted[j].range,
            is_right=is_right(gold[i].quote, predicted[j].quote),
        )
        for i, j in matches
    ]

    def fault(what: Literal["missed", "spurious", "speaker"], i: int | None, j: int | None) -> Fault:
        start, end = gold[i].range if i is not None else predicted[j or 0].range
        return Fault(
            what,
            document.doc_id,
            document.text[start:end],
            gold[i].quote if i is not None else None,
            predicted[j].quote if j is not None else None,
        )

    paired_gold, paired_predicted = {i for i, _ in matches}, {j for _, j in matches}
    faults = [fault("speaker", i, j) for (i, j), pair in zip(matches, pairs, strict=True) if not pair.is_right]
    faults += [fault("missed", i, None) for i in range(len(gold)) if i not in paired_gold]
    faults += [fault("spurious", None, j) for j in range(len(predicted)) if j not in paired_predicted]
    return Comparison(tuple(piece.quote for piece in gold), len(predicted), tuple(pairs), tuple(faults))


def _pieces(text: str, quotes: Iterable[LabelledQuote], regions: Sequence[Range] | None) -> list[Piece]:
    """The pieces to compare, each once, in the quotes' order.

    :raises ValueError: where a quote lies outside the text.
    """
    pieces: dict[Range, Piece] = {}
    for quote in quotes:
        if not 0 <= quote.start <= quote.end <= len(text):
            raise ValueError(f"a quote from {quote.start} to {quote.end} in a text of {len(text)} characters")
        for start, end in _within(quote.range, regions):
            for piece in _trimmed_lines(text, start, end):
                pieces.setdefault(piece, Piece(piece, quote))
    return list(pieces.values())


def _within(whole: Range, regions: Sequence[Range] | None) -> Iterator[Range]:
    if regions is None:
        yield whole
        return
    for start, end in regions:
        if start < whole[1] and whole[0] < end:
            yield max(start, whole[0]), min(end, whole[1])


def _trimmed_lines(text: str, start: int, end: int) -> Iterator[Range]:
    for line in re.compile("[^\n]+").finditer(text, start, end):
        left = line.start() + len(line.group()) - len(line.group().lstrip(TRIMMED))
        trimmed = line.group().strip(TRIMMED)
        if any(map(str.isalnum, trimmed)):
            yield left, left + len(trimmed)


def _match(text: str, gold: Sequence[Range], predicted: Sequence[Range]) -> list[tuple[int, int]]:
    """Numbers of labelled and predicted pieces that stand for each other, the best first."""
    tokens = [match.span() for match in re.finditer(r"\S+", text)]
    gold_tokens = [_tokens_in(tokens, piece) for piece in gold]
    predicted_tokens = [_tokens_in(tokens, piece) for piece in predicted]
    candidates = []
    for i, wanted in enumerate(gold_tokens):
        for j, given in enumerate(predicted_tokens):
            shared = len(wanted & given)
            if shared and shared / len(wanted | given) >= MIN_SHARED:
                candidates.append((gold[i] != predicted[j], -shared / len(wanted | given), i, j))
    matches: dict[int, int] = {}
    for _, _, i, j in sorted(candidates):
        if i not in matches and j not in matches.values():
            matches[i] = j
    return list(matches.items())


def _tokens_in(tokens: Sequence[Range], piece: Range) -> frozenset[int]:
    return frozenset(n for n, (start, end) in enumerate(tokens) if start < piece[1] and piece[0] < end)


def _retrieval(comparison: Comparison, n_right: int) -> Retrieval:
    precision = n_right / comparison.n_predicted if comparison.n_predicted else 0.0
    recall = n_right / len(comparison.gold) if comparison.gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if n_right else 0.0
    return Retrieval(100 * precision, 100 * recall, 100 * f1)


def _recall(comparison: Comparison, kind: str) -> float | None:
    n_gold = sum(quote.content_type == kind for quote in comparison.gold)
    n_found = sum(pair.gold.content_type == kind for pair in comparison.pairs)
    return 100 * n_found / n_gold if n_gold else None


def _share(answers: Iterable[bool]) -> float | None:
    listed = list(answers)
    return 100 * sum(listed) / len(listed) if listed else None
