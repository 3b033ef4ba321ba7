"""Missed questions as HTML: what was asked, what is wrong, and side by side what was expected and what came."""

from collections.abc import Callable, Iterator, Sequence

from bot.check.outcome import Fault, Outcome
from bot.check.question import Expected
from bot.check.target import ShownPassage
from bot.decision.model import Level
from bot.render.check.shown_card import missing_card, shown_card
from bot.render.check.words import number_text
from bot.render.counts import counted
from bot.render.escaping import escaped, isolated
from index.passage import Passage

PassageOf = Callable[[str], Passage | None]
"""The passage of an id, or None where there is none."""

MAX_CARDS = 10
"""Passages on a side; of more, the rest is a number."""

LEVELS: dict[Level | None, str] = {
    "answer": "An answer",
    "closest": "No answer, only the closest passages",
    "silent": "Silence",
    None: "Nothing: the question was not asked",
}


def missed_question(outcome: Outcome, number: int, passage_of: PassageOf, within: int) -> str:
    """The article of one missed question.

    :param number: its place among the missed ones, from 1.
    :param within: the first passages shown are so many; those behind them were kept for not being verbatim.
    """
    name = f"missed-{number}-question"
    return (
        f'<article class="onrecord-missed" id="missed-{number}" aria-labelledby="{name}">'
        f"{_asked(outcome, name)}{fault_list(outcome.faults)}"
        f'<div class="onrecord-sides"><div class="onrecord-side"><h4>Expected</h4>'
        f"{''.join(_expected(outcome.question.expected, passage_of))}</div>"
        f'<div class="onrecord-side"><h4>What came</h4>{"".join(_came(outcome, within))}</div></div></article>\n'
    )


def fault_list(faults: Sequence[Fault]) -> str:
    """What is wrong, a sentence each."""
    items = "".join(f"<li>{isolated(fault.sentence)}</li>" for fault in faults)
    return f'<ul class="onrecord-faults">{items}</ul>'


def question_line(outcome: Outcome) -> str:
    """The question's id and tags."""
    question = outcome.question
    tags = "".join(f'<li class="onrecord-tag">{isolated(tag)}</li>' for tag in question.tags)
    return f'<ul class="onrecord-line"><li><code>{isolated(question.id)}</code></li>{tags}</ul>'


def turns_before(outcome: Outcome) -> str:
    """The turns before the question, in order; nothing where there are none."""
    turns = "".join(f'<li dir="auto">{escaped(turn)}</li>' for turn in outcome.question.turns_before)
    return f'<ol class="onrecord-turns" aria-label="Turns before">{turns}</ol>' if turns else ""


def _asked(outcome: Outcome, name: str) -> str:
    question = f'<h3 class="onrecord-asked" id="{name}" dir="auto">{escaped(outcome.question.text)}</h3>'
    return f"{question_line(outcome)}{turns_before(outcome)}{question}"


def _expected(expected: Expected, passage_of: PassageOf) -> Iterator[str]:
    yield f'<p class="onrecord-verdict">{_expectation(expected)}</p>'
    for phrase in expected.contains:
        yield f'<p class="onrecord-phrase" dir="auto">{escaped(phrase)}</p>'
    if expected.speakers is not None:
        names = " or ".join(isolated(name) for name in expected.speakers) or "nobody"
        yield f'<p class="onrecord-wanted">Credited to <strong>{names}</strong></p>'
    relevant = expected.relevant or {}
    has_grades = len(set(relevant.values())) > 1
    for passage_id, grade in list(relevant.items())[:MAX_CARDS]:
        passage = passage_of(passage_id)
        facts = [f"Grade {grade}"] if has_grades else []
        yield (
            missing_card(passage_id, facts)
            if passage is None
            else shown_card(passage, facts, phrases=expected.contains)
        )
    yield _rest(len(relevant))


def _expectation(expected: Expected) -> str:
    if expected.is_silence:
        return "Silence: no passage answers"
    if not expected.is_passage:
        return "An answer; which passage answers is not judged"
    n = len(expected.relevant or {})
    passages = "This passage" if n == 1 else f"Any of these {n:,} passages"
    if not expected.contains:
        return passages
    phrase = "phrase" if len(expected.contains) == 1 else "phrases"
    holding = f"{passages}, found by the {phrase}"
    return holding if n else f"A passage that holds the {phrase}"


def _came(outcome: Outcome, within: int) -> Iterator[str]:
    time = "" if outcome.seconds is None else f" <span>in {number_text('p50_ms', 1000 * outcome.seconds)}</span>"
    yield f'<p class="onrecord-verdict">{LEVELS[outcome.level]}{time}</p>'
    expected = outcome.question.expected
    if expected.is_passage and outcome.is_asked:
        yield f'<p class="onrecord-wanted">{_in_ranking(outcome)}</p>'
    for place, shown in enumerate(outcome.shown[:MAX_CARDS], 1):
        facts = _place(place, shown, expected, within)
        yield shown_card(shown.passage, facts, phrases=expected.contains, verdict=shown.verdict)
    yield _rest(len(outcome.shown))


def _in_ranking(outcome: Outcome) -> str:
    """Where the ranking, before it was decided what to show, has the first passage that answers."""
    relevant = outcome.question.expected.relevant or {}
    place = next((place for place, id_ in enumerate(outcome.ranked, 1) if id_ in relevant), None)
    if not outcome.ranked:
        return "Nothing was ranked"
    n = len(outcome.ranked)
    none = "the only passage does not answer" if n == 1 else f"none of the first {n:,} passages answers"
    found = none if place is None else f"the first that answers is number {place:,}"
    return f"In the whole ranking, shown or not: {found}"


def _place(place: int, shown: ShownPassage, expected: Expected, within: int) -> list[str]:
    ids = (shown.passage.id, *shown.copies)
    is_right = any(id_ in (expected.relevant or {}) for id_ in ids)
    number = f"<strong>{place}</strong>" if place <= within else f"Below the first {within}"
    answers = ['<span class="onrecord-right">answers</span>'] if is_right else []
    copies = [f"also in {counted(len(shown.copies), 'more article')}"] if shown.copies else []
    return [number, *answers, *copies]


def _rest(n: int) -> str:
    return f'<p class="onrecord-rest">and {n - MAX_CARDS:,} more</p>' if n > MAX_CARDS else ""
