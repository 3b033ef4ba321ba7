"""The page of a report: what stands on it for a report made by hand, piece by piece."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.check.comparison import compared
from bot.check.measures import MEASURES
from bot.check.outcome import Outcome, judged, not_asked
from bot.check.report import Report, RunFacts, all_figures
from bot.render.check.figures import MAX_PLOTTED_TAGS, MEANINGS, tags_section
from bot.render.check.missed import MAX_CARDS, missed_question
from bot.render.check.page import CONTENT_POLICY, report_page
from bot.render.check.shown_card import missing_card
from bot.render.credits import KIND_NAMES
from index.passage import Passage
from tests.bot.check.outcomes import SILENCE, SUMMARY, asked, failing, nine_outcomes, passage_by, passing, reply, shown
from tests.bot.test_card import texts_of
from tests.fakes import fake_article, fake_passage

FACTS = RunFacts(
    questions="questions.jsonl", target="data/index", index=SUMMARY, n_questions=9, within=3, n_jobs=1, seconds=2.0
)


def report_of(outcomes: list[Outcome], facts: RunFacts = FACTS, shortfalls: tuple[str, ...] = ()) -> Report:
    return Report(facts, outcomes, *all_figures(outcomes), shortfalls)


def page_of(outcomes: list[Outcome], facts: RunFacts = FACTS, shortfalls: tuple[str, ...] = ()) -> str:
    return "".join(report_page(report_of(outcomes, facts, shortfalls), passage_by))


def missed(outcome: Outcome) -> str:
    return missed_question(outcome, 1, passage_by, 3)


def sides(outcome: Outcome) -> tuple[str, str]:
    """What stands on the left and on the right, each behind its heading."""
    left, _, right = missed(outcome).partition("<h4>Expected</h4>")[2].partition("<h4>What came</h4>")
    return left, right


def test_every_measure_is_in_the_table_and_explained() -> None:
    page = page_of(nine_outcomes())
    table = page.partition('aria-label="Figures"')[2].partition("</table>")[0]
    assert tuple(re.findall(r'<th scope="row">([^<]*)', table)) == MEASURES
    assert tuple(MEANINGS) == MEASURES
    # Three of nine pass.
    assert re.search(r'<th scope="row">Passed</th><td>0\.333</td><td>0\.\d{3} to 0\.\d{3}</td><td>9</td>', table)
    assert '<th scope="row">p50_ms</th><td>50.0 ms</td>' in table


def test_facts_of_the_run() -> None:
    facts = replace(FACTS, n_questions=12, n_jobs=4, n_drafts=2, n_unjudged=1, within=1)
    run = page_of(nine_outcomes(), facts).partition('<dl class="onrecord-run">')[2].partition("</dl>")[0]
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", run) == [
        ("Questions", "<bdi>questions.jsonl</bdi>"),
        ("Asked of", "<bdi>data/index</bdi>"),
        (
            "Index",
            '20 passages, built <time datetime="2024-01-02T03:04:05Z">2 January 2024</time> by <bdi>fake-model</bdi>',
        ),
        ("Asked", "9 of 12, 4 at once"),
        ("Took", "2.0 s, 4.5 a second"),
        ("Passes with", "a right first passage"),
        ("Left out", "2 drafts, 1 question without judgement"),
    ]


def test_heading_and_what_fell_short_come_first() -> None:
    facts = replace(FACTS, n_questions=12, stopped="<gone>", warnings=("w & w",))
    page = page_of(nine_outcomes(), facts, ("Passed is low",))
    assert "<h1>3 of 9 questions pass</h1>" in page
    assert re.findall(r'<section class="onrecord-notice [^>]*><h2>(.*?)</h2><ul>(.*?)</ul>', page) == [
        ("Stopped with 3 questions not asked", "<li><bdi>&lt;gone&gt;</bdi></li>"),
        ("1 limit not kept", "<li><bdi>Passed is low</bdi></li>"),
        ("1 warning", "<li><bdi>w &amp; w</bdi></li>"),
    ]
    assert page.index("<h1>") < page.index('<section class="onrecord-notice') < page.index('id="figures"')
    assert '<section class="onrecord-notice' not in page_of(nine_outcomes())


def test_every_missed_question_and_every_passed_one_is_on_the_page() -> None:
    page = page_of(nine_outcomes())
    assert re.findall(r'<article class="onrecord-missed" id="([^"]*)".*?<code><bdi>(.*?)</bdi>', page) == [
        (f"missed-{number}", id_)
        for number, id_ in enumerate(
            ["found second", "found fourth", "not found", "wrong speaker", "wrong silence", "should be silent"], 1
        )
    ]
    passed = page.partition('id="passed"')[2]
    assert (
        '<tr><th scope="row"><bdi>found first?</bdi></th><td><code><bdi>found first</bdi></code></td>'
        "<td>An answer</td><td>1</td><td>10.0 ms</td></tr>"
    ) in passed
    assert "<td>Silence</td><td>–</td><td>70.0 ms</td>" in passed
    assert passed.count("<tr>") == 4


def test_page_is_handed_out_a_question_at_a_time() -> None:
    looked_up: list[str] = []

    def passage_of(id_: str) -> Passage:
        looked_up.append(id_)
        return passage_by(id_)

    report = report_of([judged(asked(f"q{n}", {f"a:{n}": 1}), reply()) for n in range(1, 50)])
    pieces: Iterator[str] = report_page(report, passage_of)
    next(piece for piece in pieces if 'id="missed-2"' in piece)
    assert looked_up == ["a:1", "a:2"]


def test_kinds_of_words_are_explained() -> None:
    assert all(f"<dt>{name}</dt>" in page_of([]) for name in KIND_NAMES.values())


def test_nothing_asked_and_nothing_missed_are_said() -> None:
    assert "<h1>0 of 0 questions pass</h1>" in page_of([])
    assert 'id="times"' not in page_of([]) and 'href="#times"' not in page_of([])
    page = page_of([passing("q")])
    assert "<h1>1 of 1 question passes</h1>" in page
    assert '<h2>Missed questions <span>0</span></h2>\n<p class="onrecord-note">None.</p>' in page


def test_missed_question_stands_under_its_turns_over_its_faults() -> None:
    question = asked("q&1", {"a:1": 1}, turns=("first", "sec<ond"), tags=("t>1", "t2"))
    assert missed(judged(question, reply("a:2"))).startswith(
        '<article class="onrecord-missed" id="missed-1" aria-labelledby="missed-1-question">'
        '<ul class="onrecord-line"><li><code><bdi>q&amp;1</bdi></code></li>'
        '<li class="onrecord-tag"><bdi>t&gt;1</bdi></li><li class="onrecord-tag"><bdi>t2</bdi></li></ul>'
        '<ol class="onrecord-turns" aria-label="Turns before"><li dir="auto">first</li>'
        '<li dir="auto">sec&lt;ond</li></ol>'
        '<h3 class="onrecord-asked" id="missed-1-question" dir="auto">q&amp;1?</h3>'
        '<ul class="onrecord-faults"><li><bdi>none of the first 3 passages answers</bdi></li></ul>'
    )


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (judged(asked("q", SILENCE), reply("a:1")), "Silence: no passage answers"),
        (failing("q"), "This passage"),
        (judged(asked("q", {"a:1": 1, "a:3": 1}), reply("a:2")), "Any of these 2 passages"),
        (judged(asked("q", {"a:1": 1}, contains=("x",)), reply("a:2")), "This passage, found by the phrase"),
        (judged(asked("q", contains=("x", "y")), reply("a:2")), "A passage that holds the phrases"),
        (
            judged(asked("q", speakers=("A",)), reply("a:2")),
            "An answer; which passage answers is not judged",
        ),
    ],
)
def test_what_was_expected_in_words(outcome: Outcome, expected: str) -> None:
    assert sides(outcome)[0].startswith(f'<p class="onrecord-verdict">{expected}</p>')


@pytest.mark.parametrize(("speakers", "words"), [(("A", "B<"), "<bdi>A</bdi> or <bdi>B&lt;</bdi>"), ((), "nobody")])
def test_expected_speakers_are_named(speakers: tuple[str, ...], words: str) -> None:
    left, _ = sides(judged(asked("q", {"a:1": 1}, speakers=speakers), reply("a:2")))
    assert f'<p class="onrecord-wanted">Credited to <strong>{words}</strong></p>' in left
    assert "Credited to" not in sides(failing("q"))[0]


@pytest.mark.parametrize(
    ("outcome", "came"),
    [
        (failing("q", ms=12.34), "An answer <span>in 12.3 ms</span>"),
        (
            judged(asked("q", {"a:1": 1}), reply("a:2", level="closest")),
            "No answer, only the closest passages <span>in 1.0 ms</span>",
        ),
        (judged(asked("q", {"a:1": 1}), reply()), "Silence <span>in 1.0 ms</span>"),
        (not_asked(asked("q", {"a:1": 1}), "too long"), "Nothing: the question was not asked"),
    ],
)
def test_what_came_in_words(outcome: Outcome, came: str) -> None:
    assert sides(outcome)[1].startswith(f'<p class="onrecord-verdict">{came}</p>')


@pytest.mark.parametrize(
    ("ranking", "sentence"),
    [
        (["b:1", "a:1"], "In the whole ranking, shown or not: the first that answers is number 2"),
        (["b:1"], "In the whole ranking, shown or not: the only passage does not answer"),
        (["b:1", "b:2"], "In the whole ranking, shown or not: none of the first 2 passages answers"),
        ([], "Nothing was ranked"),
    ],
)
def test_place_in_the_ranking_is_told(ranking: list[str], sentence: str) -> None:
    assert sentence in sides(judged(asked("q", {"a:1": 1}), reply(ranking=ranking)))[1]


def test_shown_passages_are_numbered_and_told_whether_they_answer() -> None:
    answer = reply(
        "b:1", shown("b:2", copies=("a:1",)), shown("b:3", verdict="not checkable"), shown("b:4", verdict="differs")
    )
    _, right = sides(judged(asked("q", {"a:1": 1}), answer))
    assert re.findall(r'<ul class="onrecord-place">(.*?)</ul>', right) == [
        "<li><strong>1</strong></li><li><code><bdi>b:1</bdi></code></li>",
        '<li><strong>2</strong></li><li><span class="onrecord-right">answers</span></li>'
        "<li>also in 1 more article</li><li><code><bdi>b:2</bdi></code></li>",
        "<li><strong>3</strong></li><li><code><bdi>b:3</bdi></code></li>",
        "<li>Below the first 3</li><li><code><bdi>b:4</bdi></code></li>",
    ]
    assert re.findall(r'<p class="onrecord-found">(.*?)</p>', right) == [
        "Not checkable: there is no text of the article to hold it against.",
        "Not as in the article.",
    ]
    assert right.count('<div class="onrecord-card onrecord-differs">') == 1


def test_passage_that_the_index_lacks_is_said() -> None:
    page = missed_question(failing("q"), 1, lambda _: None, 3)
    assert missing_card("a:1", []) == (
        '<div class="onrecord-card"><ul class="onrecord-place"><li><code><bdi>a:1</bdi></code></li></ul>'
        '<p class="onrecord-found">The index has no passage of that id.</p></div>'
    )
    assert missing_card("a:1", []) in page
    assert "no passage of that id" not in missed(failing("q"))


def test_of_many_expected_passages_the_rest_is_a_number() -> None:
    relevant = {f"a:{n}": n for n in range(1, MAX_CARDS + 3)}
    left, _ = sides(judged(asked("q", relevant), reply("b:1")))
    assert re.findall(r"<li>(Grade \d+)</li>", left) == [f"Grade {n}" for n in range(1, MAX_CARDS + 1)]
    assert left.count('<p class="onrecord-rest">and 2 more</p>') == 1
    assert "onrecord-rest" not in missed(failing("q"))


def test_tags_beyond_those_plotted_are_in_the_table() -> None:
    outcomes = [passing(f"q{n}", tags=(f"tag<{n}",)) for n in range(MAX_PLOTTED_TAGS + 1)]
    html = "".join(tags_section(report_of(outcomes)))
    assert html.count("<circle") == MAX_PLOTTED_TAGS
    assert html.count('<th scope="row"><bdi>tag&lt;') == MAX_PLOTTED_TAGS + 1
    assert f"The first {MAX_PLOTTED_TAGS} of {MAX_PLOTTED_TAGS + 1} tags." in html
    assert "".join(tags_section(report_of([passing("q")]))) == ""


def test_page_holds_no_script_and_forbids_all_requests() -> None:
    page = page_of(nine_outcomes())
    assert "<script" not in page and "<button" not in page and " on" + "click" not in page
    assert 'content="default-src &#x27;none&#x27;; style-src &#x27;unsafe-inline&#x27;; img-src data:' in page
    assert CONTENT_POLICY.startswith("default-src 'none'")
    assert page.index("Content-Security-Policy") < page.index("<title>") < page.index("<style>")
    assert re.findall(r'(?:src|href)="(?!https://paper\.example/|#|data:)[^"]*"', page) == []
    assert "url(" not in page and "@import" not in page


def test_every_value_from_outside_is_escaped() -> None:
    evil = "<i>&\"'"
    question = replace(
        asked("q", {"a:1": 1}, turns=(evil,), tags=(evil,), contains=(evil,), speakers=(evil,)), text=evil
    )
    facts = replace(
        FACTS, questions=evil, target=evil, index=replace(SUMMARY, model=evil, built=evil), warnings=(evil,)
    )
    outcomes = [
        judged(replace(question, id=evil), reply("a:2")),
        replace(passing("ok"), question=replace(question, id="x")),
    ]
    report = replace(report_of(outcomes, facts, (evil,)), comparison=compared([], outcomes, evil))
    page = "".join(report_page(report, lambda _: fake_passage(evil, article=fake_article(title=evil, id=evil))))
    assert "<i>" not in page
    assert texts_of(page, "onrecord-asked") == [evil]
    assert texts_of(page, "onrecord-phrase") == [evil]
    assert texts_of(page, "onrecord-passage")[0] == evil
