"""The words and numbers of a report, the same in the terminal and on the page."""

from bot.check.comparison import Change, Comparison
from bot.check.measures import TIMES
from bot.check.outcome import Outcome
from bot.check.report import Report
from bot.check.uncertainty import Figure
from bot.render.counts import counted

NOTHING = "–"

BY_TAG = ("Passed", "Success@1", "Success@3", "nDCG@10", "SpeakerAccuracy", "SilenceRecall")
"""The measures that a line for each tag has room for."""

NEARLY_ALL = 0.999
"""What a share is shown as that three decimals would make 1, though it is less: one altered passage of 10,000 shows."""

ROUNDING = 1e-9
"""By how much a mean of ones can miss 1."""


def figure_text(name: str, figure: Figure | None) -> str:
    """The figure's value: a share with three decimals, a time in milliseconds with one."""
    return NOTHING if figure is None else number_text(name, figure.value)


def interval_text(name: str, figure: Figure | None) -> str:
    """The figure's 95 % interval."""
    if figure is None or figure.low is None or figure.high is None:
        return NOTHING
    return f"{number_text(name, figure.low)} to {number_text(name, figure.high)}"


def summary_line(report: Report) -> str:
    """How many questions passed, of how many, and how long it took."""
    facts, n = report.facts, len(report.outcomes)
    of_all = f" of {facts.n_questions:,}" if report.n_asked != facts.n_questions else ""
    rate = f"{n / facts.seconds:.1f}" if facts.seconds else NOTHING
    left_out = f"; {counted(facts.n_drafts, 'draft')} not judged" if facts.n_drafts else ""
    unjudged = f"; {facts.n_unjudged:,} without judgement left out" if facts.n_unjudged else ""
    return (
        f"{report.n_passed:,} of {n:,} questions pass ({report.n_asked:,}{of_all} asked in {facts.seconds:.1f} s, "
        f"{rate} a second){left_out}{unjudged}"
    )


def asked_text(outcome: Outcome) -> str:
    """The question behind the turns before it."""
    return " / ".join((*outcome.question.turns_before, outcome.question.text))


def change_text(change: Change) -> str:
    """How the question's outcome changed."""
    if change.earlier.passed != change.later.passed:
        return "passes now" if change.later.passed else "passes no more"
    return "ranked better" if change.direction == "better" else "ranked worse"


def comparison_line(comparison: Comparison) -> str:
    """How many questions were compared, and how many got better and worse."""
    n_better = sum(change.direction == "better" for change in comparison.changes)
    n_worse = len(comparison.changes) - n_better
    left_out = {
        "only in the earlier run": comparison.only_earlier,
        "only in this run": comparison.only_later,
        "altered": comparison.altered,
    }
    rest = "".join(f"; {len(ids):,} {why}" for why, ids in left_out.items() if ids)
    return f"{counted(comparison.n_questions, 'question')} compared: {n_better:,} better, {n_worse:,} worse{rest}"


def number_text(name: str, value: float) -> str:
    """The number as the measure has it: a share with three decimals, a time in milliseconds; 1.000 only where it is."""
    if name in TIMES:
        return f"{value:.1f} ms"
    return f"{min(value, NEARLY_ALL) if value < 1 - ROUNDING else value:.3f}"


def p_text(p: float | None) -> str:
    """The probability with three decimals; it is never 0. A dash where none was worked out."""
    if p is None:
        return NOTHING
    return f"{p:.3f}" if p >= 0.001 else "<0.001"
