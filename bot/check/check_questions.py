"""A whole run: the questions read, asked, judged, counted, and compared with an earlier run."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bot.answer import IndexSummary
from bot.check.bounds import Bound, shortfalls
from bot.check.comparison import compared
from bot.check.outcome import DEFAULT_WITHIN, Outcome
from bot.check.question import QuestionSheet
from bot.check.report import Report, RunFacts, all_figures
from bot.check.resolve import Resolved, ready_questions
from bot.check.run import Finished, finished, outcomes_of
from bot.check.target import Target

ShowProgress = Callable[[str, int | None], AbstractContextManager[Callable[[int], None]]]
"""Given what is done and how many questions there are, where that is known: a block in which to call with each one."""

INDEX_CHANGED = "the index was built anew during the run: its answers are of more than one index"


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier run of the same questions, what it is called, and its `within`."""

    name: str
    outcomes: Sequence[Outcome]
    within: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run is made: `n_jobs` questions at once; one of the first `within` passages must be right.

    `texts`: a folder of canonical texts, where phrases are looked for that nothing in the target holds.
    """

    within: int = DEFAULT_WITHIN
    n_jobs: int = 1
    bounds: tuple[Bound, ...] = ()
    earlier: Earlier | None = None
    texts: Path | None = None


def check_questions(path: Path, target: Target, plan: Plan, show_progress: ShowProgress, *, target_name: str) -> Report:
    """The report of all the file's questions, or of those that were asked before the run was stopped.

    :raises QuestionFileError: where anything is wrong with the file; nothing was asked.
    """
    with show_progress("reading", None) as advance:
        sheet, ready = ready_questions(path, target, advance, texts=plan.texts)
    begin = perf_counter()
    with show_progress("asking", len(ready.questions)) as advance:
        done = finished(outcomes_of(ready.questions, target, n_jobs=plan.n_jobs, within=plan.within), advance)
    seconds = perf_counter() - begin
    facts = _facts(sheet, ready, done, plan, target_name=target_name, seconds=seconds)
    return report_of(facts, done.outcomes, plan)


def report_of(facts: RunFacts, outcomes: Sequence[Outcome], plan: Plan) -> Report:
    """The outcomes with their figures, held against the plan's bounds and its earlier run."""
    figures, by_tag = all_figures(outcomes)
    earlier = plan.earlier
    return Report(
        facts=facts,
        outcomes=outcomes,
        figures=figures,
        by_tag=by_tag,
        shortfalls=tuple(shortfalls(plan.bounds, figures)),
        comparison=None if earlier is None else compared(earlier.outcomes, outcomes, earlier.name),
    )


def _facts(
    sheet: QuestionSheet, ready: Resolved, done: Finished, plan: Plan, *, target_name: str, seconds: float
) -> RunFacts:
    indexes = _indexes(done.outcomes)
    return RunFacts(
        questions=sheet.name,
        target=target_name,
        index=indexes[-1] if indexes else None,
        n_questions=len(ready.questions),
        within=plan.within,
        n_jobs=plan.n_jobs,
        seconds=seconds,
        n_drafts=sheet.n_drafts,
        n_unjudged=sheet.n_unjudged,
        warnings=(*ready.warnings, *([INDEX_CHANGED] if len(indexes) > 1 else [])),
        stopped=done.stopped,
    )


def _indexes(outcomes: Sequence[Outcome]) -> list[IndexSummary]:
    """The indexes that answered, in the order in which they first did."""
    return list(dict.fromkeys(outcome.index for outcome in outcomes if outcome.index is not None))
