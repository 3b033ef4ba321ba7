"""What a report says of an earlier run, in its head and question by question."""

import re

import pytest

from bot.check.comparison import compared
from bot.check.outcome import Outcome
from bot.check.report import Report, RunFacts, all_figures
from bot.render.check.changes import changes_section
from bot.render.check.page import report_page
from bot.render.check.words import p_text
from bot.render.escaping import escaped
from tests.bot.check.outcomes import SUMMARY, failing, passage_by, passing

FACTS = RunFacts(
    questions="questions.jsonl", target="data/index", index=SUMMARY, n_questions=9, within=3, n_jobs=1, seconds=2.0
)


def test_comparison_tells_differences_and_changes_side_by_side() -> None:
    earlier = [passing("a", ms=10), failing("b", ms=10), passing("gone")]
    later = [failing("a", ms=20), passing("b", ms=20), passing("new")]
    html = "".join(changes_section(compared(earlier, later, "before&.json")))
    assert html.startswith('<section class="onrecord-part" id="changes"><h2>Since <bdi>before&amp;.json</bdi></h2>')
    assert "2 questions compared: 1 better, 1 worse; 1 only in the earlier run; 1 only in this run." in html
    assert '<th scope="row">p50_ms</th><td>10.0 ms</td><td>20.0 ms</td><td>+10.0 ms</td><td>–</td>' in html
    assert "<summary>1 question only in this run</summary>" in html and "<code><bdi>new</bdi></code>" in html
    fault = '<ul class="onrecord-faults"><li><bdi>none of the first 3 passages answers</bdi></li></ul>'
    passes = '<p class="onrecord-verdict">Passes</p>'
    assert re.findall(
        r'onrecord-(better|worse)">(.*?)</p>.*?<h4>Earlier</h4>(.*?)</div>.*?<h4>Now</h4>(.*?)</div>', html
    ) == [
        ("worse", "Passes no more", passes, fault),
        ("better", "Passes now", fault, passes),
    ]


@pytest.mark.parametrize(
    ("earlier", "look", "line"),
    [
        (passing("a"), "onrecord-alert", "1 question compared: 0 better, 1 worse"),
        (failing("a"), "onrecord-warning", "1 question compared: 0 better, 0 worse"),
    ],
)
def test_head_of_the_page_says_whether_anything_got_worse(earlier: Outcome, look: str, line: str) -> None:
    later = [failing("a")]
    report = Report(FACTS, later, *all_figures(later), comparison=compared([earlier], later, "before"))
    html = "".join(report_page(report, passage_by))
    opened = f'<section class="onrecord-notice {look}"><h2>Since <bdi>before</bdi></h2>'
    assert f"{opened}<ul><li><bdi>{line}</bdi></li></ul></section>" in html


def test_difference_that_chance_hardly_makes_is_told_as_such() -> None:
    earlier, later = ([make(f"q{n}") for n in range(20)] for make in (failing, passing))
    html = "".join(changes_section(compared(earlier, later, "before")))
    assert f"<td>0.000</td><td>1.000</td><td>+1.000</td><td>{escaped(p_text(0.0001))}</td>" in html
