"""A report in a terminal, line by line."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from bot.check.comparison import compared
from bot.check.outcome import Outcome, judged
from bot.check.report import Report, RunFacts, all_figures
from bot.check.uncertainty import Figure
from bot.render.check.table import print_report
from bot.render.check.words import comparison_line, figure_text, interval_text, p_text, summary_line
from tests.bot.check.outcomes import SUMMARY, asked, failing, nine_outcomes, passing, reply

FACTS = RunFacts("q.jsonl", "data/index", SUMMARY, n_questions=9, within=3, n_jobs=1, seconds=1.5)
NINE = [
    "",
    " measure              value        95 % interval   questions",
    " ───────────────────────────────────────────────────────────",
    " Success@1            0.571       0.286 to 0.857           7",
    " Success@3            0.714       0.429 to 1.000           7",
    " RR@10                0.679       0.393 to 0.929           7",
    " nDCG@10              0.689       0.421 to 0.919           7",
    " R@10                 0.857       0.571 to 1.000           7",
    " SpeakerAccuracy      0.667       0.000 to 1.000           3",
    " SilencePrecision     0.333       0.000 to 1.000           3",
    " SilenceRecall        0.500       0.000 to 1.000           2",
    " Verbatim             0.938       0.812 to 1.000           7",
    " Passed               0.333       0.111 to 0.667           9",
    " p50_ms             50.0 ms   20.0 ms to 80.0 ms           9",
    " p95_ms             86.0 ms   60.0 ms to 90.0 ms           9",
    "",
    "",
    " tag    Passed   Success@1   Success@3   nDCG@10   SpeakerAccuracy   SilenceRecall   questions",
    " ─────────────────────────────────────────────────────────────────────────────────────────────",
    " easy    0.500       0.500       1.000     0.815             1.000               –           2",
    " hard    0.000       0.000       0.000     0.215                 –               –           2",
    "",
    "",
    " missed             question            what is wrong",
    " ──────────────────────────────────────────────────────────────────────────────────────────────────",
    " found second       found second?       passage a:6 differs from its article",
    " found fourth       found fourth?       none of the first 3 passages answers; the first that",
    "                                        answers is number 4",
    " not found          not found?          not answered: only the closest passages were shown",
    " wrong speaker      wrong speaker?      the words are credited to Ana Lind instead of Bo Holt",
    " wrong silence      wrong silence?      not answered: no passage was shown",
    " should be silent   should be silent?   answered, where no passage answers",
    "",
    "3 of 9 questions pass (9 asked in 1.5 s, 6.0 a second)",
]


def report_of(outcomes: list[Outcome], facts: RunFacts = FACTS, earlier: list[Outcome] | None = None) -> Report:
    figures, by_tag = all_figures(outcomes)
    comparison = None if earlier is None else compared(earlier, outcomes, "[b]before\x1b[2J.json")
    return Report(facts, outcomes, figures, by_tag, comparison=comparison)


def lines_of(report: Report) -> list[str]:
    """What is printed, without the spaces that fill the lines up."""
    printed = StringIO()
    print_report(report, Console(width=100, file=printed, color_system=None))
    return [line.rstrip() for line in printed.getvalue().splitlines()]


def test_figures_tags_and_missed_questions_are_printed() -> None:
    assert lines_of(report_of(nine_outcomes())) == NINE


def test_run_in_which_all_pass_has_nothing_missed() -> None:
    assert lines_of(report_of([passing("q", ms=2)], replace(FACTS, n_questions=1, seconds=0.5))) == [
        "",
        " measure             value   95 % interval   questions",
        " ─────────────────────────────────────────────────────",
        " Success@1           1.000               –           1",
        " Success@3           1.000               –           1",
        " RR@10               1.000               –           1",
        " nDCG@10             1.000               –           1",
        " R@10                1.000               –           1",
        " SpeakerAccuracy         –               –           0",
        " SilencePrecision        –               –           0",
        " SilenceRecall           –               –           0",
        " Verbatim            1.000               –           1",
        " Passed              1.000               –           1",
        " p50_ms             2.0 ms               –           1",
        " p95_ms             2.0 ms               –           1",
        "",
        "1 of 1 questions pass (1 asked in 0.5 s, 2.0 a second)",
    ]


def test_control_characters_and_markup_are_shown_and_not_obeyed() -> None:
    question = asked("[bold]\x1b[31m\n", {"a:1": 1}, turns=("[/]\r",), tags=("[red]t\x07", ":smile:"))
    lines = lines_of(report_of([judged(question, reply("a:2")), passing("q")]))
    assert [line for line in lines if "[" in line or "smile" in line] == [
        " [red]t␇    0.000       0.000       0.000     0.000                 –               –           1",
        " :smile:    0.000       0.000       0.000     0.000                 –               –           1",
        " [bold]␛[31m␊   [/]␍ / [bold]␛[31m␊?   none of the first 3 passages answers",
    ]


def test_changes_since_an_earlier_run_are_printed() -> None:
    earlier = [failing("q1", ms=5), passing("q2", ms=5), passing("gone")]
    lines = lines_of(report_of([passing("q1", ms=7.5), passing("q2", ms=7.5), passing("new")], earlier=earlier))
    assert lines[16:] == [
        "",
        " since [b]before␛[2J.json   earlier      now   difference       p",
        " ────────────────────────────────────────────────────────────────",
        " Success@1                    0.500    1.000       +0.500   1.000",
        " Success@3                    0.500    1.000       +0.500   1.000",
        " RR@10                        0.500    1.000       +0.500   1.000",
        " nDCG@10                      0.500    1.000       +0.500   1.000",
        " R@10                         0.500    1.000       +0.500   1.000",
        " Verbatim                     1.000    1.000       +0.000   1.000",
        " Passed                       0.500    1.000       +0.500   1.000",
        " p50_ms                      5.0 ms   7.5 ms         +2.5       –",
        " p95_ms                      5.0 ms   7.5 ms         +2.5       –",
        "",
        "",
        " changed   question",
        " ───────────────────────────────",
        " q1        q1?        passes now",
        "",
        "2 questions compared: 1 better, 0 worse; 1 only in the earlier run; 1 only in this run",
        "3 of 3 questions pass (3 of 9 asked in 1.5 s, 2.0 a second)",
    ]


def test_more_missed_questions_than_a_screen_holds_are_counted() -> None:
    lines = lines_of(report_of([failing(f"q{n}") for n in range(1, 1022)]))
    assert lines[-4:] == [
        " q20      q20?       none of the first 3 passages answers",
        "",
        "and 1,001 more; --html FILE and --json FILE hold them all",
        "0 of 1,021 questions pass (1,021 of 9 asked in 1.5 s, 680.7 a second)",
    ]


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (replace(FACTS, n_questions=1200), "1 of 2 questions pass (2 of 1,200 asked in 1.5 s, 1.3 a second)"),
        (
            replace(FACTS, n_questions=2, n_drafts=1, n_unjudged=2000),
            "1 of 2 questions pass (2 asked in 1.5 s, 1.3 a second); 1 draft not judged; "
            "2,000 without judgement left out",
        ),
        (
            replace(FACTS, n_questions=2, n_drafts=3, seconds=0),
            "1 of 2 questions pass (2 asked in 0.0 s, – a second); 3 drafts not judged",
        ),
    ],
)
def test_summary_tells_what_was_left_out(facts: RunFacts, line: str) -> None:
    assert summary_line(report_of([passing("q1"), failing("q2")], facts)) == line


def test_comparison_tells_which_questions_were_left_out() -> None:
    before = [passing("q1"), passing("q2"), passing("q3")]
    after = [failing("q1"), judged(asked("q2"), reply("a:1"))]
    assert comparison_line(compared(before, after, "")) == (
        "1 question compared: 0 better, 1 worse; 1 only in the earlier run; 1 altered"
    )


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("Passed", 1.0, "1.000"),
        ("Passed", 1 - 1e-12, "1.000"),
        ("Verbatim", 0.99999, "0.999"),
        ("Passed", 0.9985, "0.999"),
        ("Passed", 0.9984, "0.998"),
        ("Passed", 0.0, "0.000"),
        ("p95_ms", 0.9999, "1.0 ms"),
        ("p95_ms", 1234.56, "1234.6 ms"),
    ],
)
def test_share_is_shown_as_all_only_where_it_is(name: str, value: float, text: str) -> None:
    assert figure_text(name, Figure(value, 9)) == text


def test_what_was_not_measured_is_a_dash() -> None:
    assert (figure_text("Passed", None), interval_text("Passed", None), interval_text("Passed", Figure(1, 1))) == (
        "–",
        "–",
        "–",
    )
    assert interval_text("p50_ms", Figure(2, 3, 1.25, 3)) == "1.2 ms to 3.0 ms"


@pytest.mark.parametrize(("p", "text"), [(1.0, "1.000"), (0.0625, "0.062"), (0.001, "0.001"), (0.0002, "<0.001")])
def test_probability_is_never_shown_as_none(p: float, text: str) -> None:
    assert p_text(p) == text
