"""What changed since an earlier run, as HTML: the differences, and each question that got better or worse."""

from collections.abc import Iterator, Mapping

from bot.check.comparison import Change, Comparison
from bot.check.measures import TIMES
from bot.check.outcome import Outcome
from bot.check.uncertainty import Difference
from bot.render.check.html_table import html_table
from bot.render.check.missed import fault_list, question_line, turns_before
from bot.render.check.words import change_text, comparison_line, number_text, p_text
from bot.render.counts import counted
from bot.render.escaping import escaped, isolated

_HEADS = ("Measure", "Earlier", "Now", "Difference", '<i class="onrecord-p">p</i>')


def changes_section(comparison: Comparison) -> Iterator[str]:
    """The comparison with the earlier run."""
    yield (
        f'<section class="onrecord-part" id="changes"><h2>Since {isolated(comparison.name)}</h2>'
        f'<p class="onrecord-note">{comparison_line(comparison)}.</p>\n'
    )
    yield from html_table(
        "Differences", _HEADS, _rows(comparison.differences), look="onrecord-measures onrecord-differences"
    )
    yield '<p class="onrecord-note">p: how often chance alone makes so large a difference.</p>'
    for heading, ids in _left_out(comparison).items():
        yield _id_list(heading, ids)
    for number, change in enumerate(comparison.changes, 1):
        yield _change(change, number)
    yield "</section>\n"


def _rows(differences: Mapping[str, Difference | None]) -> Iterator[tuple[str, ...]]:
    for name, difference in differences.items():
        if difference is not None:
            earlier, later = number_text(name, difference.earlier), number_text(name, difference.later)
            yield name, earlier, later, _signed(name, difference.value), escaped(p_text(difference.p))


def _signed(name: str, value: float) -> str:
    return f"{value:+.1f} ms" if name in TIMES else f"{value:+.3f}"


def _left_out(comparison: Comparison) -> dict[str, tuple[str, ...]]:
    every = {
        "only in the earlier run": comparison.only_earlier,
        "only in this run": comparison.only_later,
        "altered": comparison.altered,
    }
    return {f"{counted(len(ids), 'question')} {why}": ids for why, ids in every.items() if ids}


def _id_list(heading: str, ids: tuple[str, ...]) -> str:
    items = "".join(f"<li><code>{isolated(id_)}</code></li>" for id_ in ids)
    return (
        f'<details class="onrecord-more"><summary>{heading}</summary><ul class="onrecord-ids">{items}</ul></details>\n'
    )


def _change(change: Change, number: int) -> str:
    name = f"changed-{number}-question"
    return (
        f'<article class="onrecord-missed" aria-labelledby="{name}">'
        f'<p class="onrecord-change onrecord-{change.direction}">{change_text(change).capitalize()}</p>'
        f"{question_line(change.later)}{turns_before(change.later)}"
        f'<h3 class="onrecord-asked" id="{name}" dir="auto">{escaped(change.question.text)}</h3>'
        f'<div class="onrecord-sides">{_side("Earlier", change.earlier)}{_side("Now", change.later)}</div></article>\n'
    )


def _side(heading: str, outcome: Outcome) -> str:
    came = '<p class="onrecord-verdict">Passes</p>' if outcome.passed else fault_list(outcome.faults)
    return f'<div class="onrecord-side"><h4>{heading}</h4>{came}</div>'
