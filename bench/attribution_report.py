"""Scores as lines of text."""

from collections.abc import Iterable, Sequence

from attribution_score import CONTENT_TYPES, ConfidenceBin, Fault, Retrieval, Score
from labelled import LabelledQuote

SHOWN_CHARS = 90


def score_lines(quoted: Score, everything: Score) -> list[str]:
    """A table: a line a measure, a column a view."""
    rows = [("", "quoted", "all types")]
    rows += [
        (name, value, other) for (name, value), (_, other) in zip(_measures(quoted), _measures(everything), strict=True)
    ]
    return [f"{name:38}{value:>20}{other:>20}" for name, value, other in rows]


def reliability_lines(bins: Sequence[ConfidenceBin]) -> list[str]:
    """A table of the bins that hold a speaker; nothing where no prediction has a confidence."""
    rows = [
        f"{bin_.low:.2f} to {bin_.high:.2f}{bin_.n_shown:9}{100 * bin_.n_right / bin_.n_shown:9.1f} %"
        for bin_ in bins
        if bin_.n_shown
    ]
    return ["confidence      shown      right", *rows] if rows else []


def error_lines(faults: Iterable[Fault]) -> list[str]:
    """A line an error: what it is, where, the words, the right speaker and the predicted one."""
    return [
        f"{fault.what:9}{fault.doc_id}: {' '.join(fault.words.split())[:SHOWN_CHARS]!r} "
        f"by {_speaker(fault.gold)}, predicted {_speaker(fault.predicted)}"
        for fault in faults
    ]


def _measures(score: Score) -> list[tuple[str, str]]:
    return [
        ("quotes labelled, predicted", f"{score.n_gold}, {score.n_predicted}"),
        ("exact P/R/F1", _retrieval(score.exact)),
        ("overlap P/R/F1", _retrieval(score.overlap)),
        ("span and speaker P/R/F1", _retrieval(score.span_and_speaker)),
        ("speakers right %", _percent(score.speakers_right)),
        ("  where it is a name", _percent(score.names_right)),
        ("  where a name was put for a pronoun", _percent(score.pronouns_right)),
        ("shown but wrong %, where it is a name", _percent(score.names_wrong)),
        ("withheld %", _percent(score.withheld)),
        *((f"recall of {kind} %", _percent(score.recall_by_type[kind])) for kind in CONTENT_TYPES),
    ]


def _retrieval(value: Retrieval) -> str:
    return f"{value.precision:.1f}/{value.recall:.1f}/{value.f1:.1f}"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _speaker(quote: LabelledQuote | None) -> str:
    return "nobody" if quote is None or not quote.speaker else quote.speaker
