"""The head of a report as HTML: how many questions pass, what was asked of what, and what was not met."""

from collections.abc import Iterable, Iterator

from bot.check.comparison import Comparison
from bot.check.report import Report, RunFacts
from bot.render.check.words import NOTHING, comparison_line
from bot.render.counts import counted
from bot.render.dates import readable_date
from bot.render.escaping import escaped, isolated

Fact = tuple[str, str]
"""A fact's name, and the fact as HTML."""

_LONGEST = "Index"


def head_of_report(report: Report) -> Iterator[str]:
    """The heading, what fell short, and the facts."""
    facts = report.facts
    n, n_passed = len(report.outcomes), report.n_passed
    yield (
        '<header class="onrecord-head"><p class="onrecord-kicker">onrecord check</p>'
        f"<h1>{n_passed:,} of {counted(n, 'question')} {'passes' if n == 1 else 'pass'}</h1>"
        f"{_share(n_passed, n)}</header>\n"
    )
    if facts.stopped is not None:
        n_left = facts.n_questions - n
        yield _notice(f"Stopped with {counted(n_left, 'question')} not asked", [facts.stopped])
    if report.shortfalls:
        yield _notice(f"{counted(len(report.shortfalls), 'limit')} not kept", report.shortfalls)
    if report.comparison is not None:
        yield _since(report.comparison)
    if facts.warnings:
        yield _notice(counted(len(facts.warnings), "warning"), facts.warnings, look="onrecord-warning")
    yield f'<dl class="onrecord-run">{"".join(_item(*fact) for fact in _facts(facts, n))}</dl>\n'


def _since(comparison: Comparison) -> str:
    is_worse = any(change.direction == "worse" for change in comparison.changes)
    look = "onrecord-alert" if is_worse else "onrecord-warning"
    return _notice(f"Since {isolated(comparison.name)}", [comparison_line(comparison)], look)


def _item(name: str, fact: str) -> str:
    look = ' class="onrecord-wide"' if name == _LONGEST else ""
    return f"<div{look}><dt>{name}</dt><dd>{fact}</dd></div>"


def _share(n_passed: int, n: int) -> str:
    """The share that passes, as a bar for the eye only: the heading says it."""
    if not n:
        return ""
    bar = f'<rect width="{100 * n_passed / n:.4g}%" height="100%"/>'
    return f'<svg class="onrecord-share" aria-hidden="true">{bar}</svg>'


def _notice(heading: str, sentences: Iterable[str], look: str = "onrecord-alert") -> str:
    items = "".join(f"<li>{isolated(sentence)}</li>" for sentence in sentences)
    return f'<section class="onrecord-notice {look}"><h2>{heading}</h2><ul>{items}</ul></section>\n'


def _facts(facts: RunFacts, n: int) -> Iterator[Fact]:
    yield "Questions", isolated(facts.questions)
    yield "Asked of", isolated(facts.target)
    if facts.index is not None:
        built = f'<time datetime="{escaped(facts.index.built)}">{escaped(readable_date(facts.index.built))}</time>'
        model = isolated(facts.index.model)
        yield _LONGEST, f"{counted(facts.index.passages, 'passage')}, built {built} by {model}"
    rate = f"{n / facts.seconds:,.1f}" if facts.seconds else NOTHING
    at_once = "one at a time" if facts.n_jobs == 1 else f"{facts.n_jobs:,} at once"
    yield "Asked", f"{n:,} of {facts.n_questions:,}, {at_once}"
    yield "Took", f"{facts.seconds:,.1f} s, {rate} a second"
    right = "a right first passage" if facts.within == 1 else f"a right passage among the first {facts.within:,}"
    yield "Passes with", right
    left_out = list(_left_out(facts))
    if left_out:
        yield "Left out", ", ".join(left_out)


def _left_out(facts: RunFacts) -> Iterator[str]:
    if facts.n_drafts:
        yield counted(facts.n_drafts, "draft")
    if facts.n_unjudged:
        yield f"{counted(facts.n_unjudged, 'question')} without judgement"
