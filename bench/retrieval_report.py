"""Figures as lines of text, and as one JSON object a folder."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from retrieval_figures import COMPARED, FolderFigures, Outcomes, SilenceFigures, VariantFigures
from retrieval_measures import Interval

NAME_WIDTH = 36
CELL_WIDTH = 29


def folder_lines(figures: FolderFigures) -> list[str]:
    """All tables of a folder, each with its headings, empty lines between them."""
    tables = [
        [f"{figures.name}: {figures.n_passages:,} passages, {figures.n_answered:,} questions that one of them answers"],
        ranking_lines(figures.ranking, figures.answered),
        silence_lines(figures.silence),
        outcome_lines(figures.outcomes),
        threshold_lines(figures.wrongly_silent_from, figures.silence),
        variant_lines(figures.variants),
    ]
    return [line for table in tables if table for line in (*table, "")]


def ranking_lines(ranking: Mapping[str, Interval], answered: Mapping[str, Interval]) -> list[str]:
    """A column a measure: of the whole ranking, and of what is shown as an answer."""
    return [
        _row("", ranking),
        _row("ranking", map(_cell, ranking.values())),
        _row("shown as an answer", map(_cell, answered.values())),
    ]


def silence_lines(silence: Sequence[SilenceFigures]) -> list[str]:
    """A line a kind of unanswered questions."""
    return [
        _row("told from the answered questions", ("questions", "AUROC", "best F1")),
        *(_row(one.group, (f"{one.n_questions:,}", _cell(one.auroc), _cell(one.best_f1))) for one in silence),
    ]


def outcome_lines(outcomes: Sequence[Outcomes]) -> list[str]:
    """A line a kind of questions: how often a reader gets no answer, and how often nothing at all."""
    return [
        _row("at the shipped thresholds", ("questions", "no answer", "no hits either")),
        *(_row(one.group, (f"{one.n_questions:,}", _cell(one.silent), _cell(one.without_hits))) for one in outcomes),
    ]


def threshold_lines(wrongly: Mapping[float, float], silence: Sequence[SilenceFigures]) -> list[str]:
    """A line a threshold: the share of each kind of questions that it leaves without an answer."""
    return [
        _row("no answer, by threshold", ("answered by a passage", *(one.group for one in silence))),
        *(
            _row(f"{threshold:.3f}", (f"{share:.3f}", *(f"{one.silent_from[threshold]:.3f}" for one in silence)))
            for threshold, share in wrongly.items()
        ),
    ]


def variant_lines(variants: Sequence[VariantFigures]) -> list[str]:
    """A line a variant, each measure with its difference to the shipped ranking; nothing without variants."""
    if not variants:
        return []
    headings = [heading for name in COMPARED for heading in (name, "difference")]
    return [_row("", headings), *(_row(one.name, _variant_cells(one)) for one in variants)]


def folder_record(figures: FolderFigures) -> dict[str, Any]:
    """The figures as a JSON object, intervals as {value, low, high}."""
    return asdict(figures)


def _variant_cells(one: VariantFigures) -> list[str]:
    return [cell for name in COMPARED for cell in (f"{one.values[name].value:.3f}", _signed(one.differences[name]))]


def _cell(interval: Interval) -> str:
    return f"{interval.value:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


def _signed(interval: Interval) -> str:
    return f"{interval.value:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}]"


def _row(name: str, cells: Iterable[str]) -> str:
    return f"{name:<{NAME_WIDTH}}" + "".join(f"{cell:>{CELL_WIDTH}}" for cell in cells)
