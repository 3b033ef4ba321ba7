"""The report of a test run in a real Chromium: a file, without a network, that shows text as text."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, FloatRect, Locator, Page

from bot.check.comparison import compared
from bot.check.outcome import Outcome, judged
from bot.check.report import Report, RunFacts, all_figures
from bot.check.target import ShownPassage
from bot.render.check.page import report_page
from index.passage import Passage
from tests.bot.browser.actions import clipboard, exact_text
from tests.bot.browser.passages import HOSTILE_ARTICLE, HOSTILE_NAME, HOSTILE_PASSAGES
from tests.bot.browser.test_accessibility import RULES, STILL, WIDTHS
from tests.bot.check.outcomes import SUMMARY, asked, nine_outcomes, passage_by, reply
from tests.fakes import fake_passage

pytestmark = pytest.mark.browser

N_MANY = 1_000

ARTICLE_TEXT = (Path(__file__).parents[2] / "articles" / "hostile.txt").read_text(encoding="utf-8").strip()

PASSAGES = (*HOSTILE_PASSAGES, fake_passage(ARTICLE_TEXT, number=99, article=HOSTILE_ARTICLE))
BY_ID = {passage.id: passage for passage in PASSAGES}


def report_of(outcomes: list[Outcome], name: str = "questions.jsonl", earlier: list[Outcome] | None = None) -> Report:
    facts = RunFacts(
        questions=name,
        target=name,
        index=replace(SUMMARY, model=name),
        n_questions=len(outcomes) + 1,
        within=3,
        n_jobs=2,
        seconds=1.5,
        warnings=(name,),
        stopped=name,
    )
    comparison = None if earlier is None else compared(earlier, outcomes, name)
    return Report(facts, outcomes, *all_figures(outcomes), (name,), comparison)


def hostile_outcome(passage: Passage) -> Outcome:
    """A question of that text that expects the passage and is answered with it, not verbatim, and with the next."""
    question = asked(
        HOSTILE_NAME + passage.id,
        {passage.id: 1},
        contains=(passage.text,),
        speakers=(HOSTILE_NAME, "Ana Lind"),
        turns=(passage.text, HOSTILE_NAME),
        tags=(HOSTILE_NAME,),
    )
    ones = (ShownPassage(passage, "differs"), ShownPassage(PASSAGES[0], "verbatim"))
    return judged(replace(question, text=passage.text), replace(reply(), level="answer", shown=ones))


def texts_of(elements: Locator) -> list[str]:
    """Each element's text, untrimmed."""
    texts: list[str] = elements.evaluate_all("elements => elements.map(element => element.textContent)")
    return texts


def box_of(element: Locator) -> FloatRect:
    box = element.bounding_box()
    assert box is not None
    return box


@contextmanager
def opened(browser: Browser, report: Report, folder: Path) -> Iterator[Page]:
    """The report as a file, opened without a network; anything that ran, failed or left the file fails the test."""
    path = folder / "report.html"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.writelines(report_page(report, lambda id_: BY_ID.get(id_) or passage_by(id_)))
    context = browser.new_context(offline=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    faults: list[str] = []
    requests: list[str] = []
    page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    page.on("pageerror", lambda error: faults.append(f"page error: {error}"))
    page.on("console", lambda said: faults.append(f"console: {said.text}"))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    yield page
    assert page.evaluate("window.pwned") is None
    assert page.locator("main script, main img, main iframe, main style, main link, main math").count() == 0
    context.close()
    assert faults == []
    assert requests == [path.as_uri()]


@pytest.fixture
def hostile(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    outcomes = [hostile_outcome(passage) for passage in PASSAGES]
    earlier = [replace(outcome, faults=()) for outcome in outcomes]
    with opened(browser, report_of(outcomes, HOSTILE_NAME, earlier), tmp_path) as page:
        yield page


@pytest.fixture
def ordinary(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    outcomes = [replace(one, question=replace(one.question, tags=("a tag",))) for one in nine_outcomes()]
    earlier = [replace(one, faults=()) for one in outcomes]
    with opened(browser, report_of(outcomes, earlier=earlier), tmp_path) as page:
        yield page


def test_hostile_texts_are_shown_character_for_character(hostile: Page) -> None:
    texts = [passage.text for passage in PASSAGES]
    missed = hostile.locator("#missed")
    assert texts_of(missed.locator(".onrecord-asked")) == texts
    assert texts_of(missed.locator(".onrecord-phrase")) == texts
    assert texts_of(missed.locator(".onrecord-turns")) == [text + HOSTILE_NAME for text in texts]
    for side, following in ((0, []), (1, [texts[0]])):
        passages = missed.locator(f".onrecord-side:nth-child({side + 1}) .onrecord-passage")
        assert texts_of(passages) == [each for text in texts for each in (text, *following)]
    assert set(texts_of(missed.locator(".onrecord-tag"))) == {HOSTILE_NAME}
    assert hostile.title() == f"Check of {HOSTILE_NAME}"


def test_hostile_names_are_shown_character_for_character(hostile: Page) -> None:
    card = hostile.locator("#missed .onrecord-card").first
    for name in ("speaker", "role", "title"):
        assert exact_text(card.locator(f".onrecord-{name}")) == HOSTILE_NAME
    notices = texts_of(hostile.locator(".onrecord-notice li"))
    assert [text for text in notices if "compared" not in text] == [HOSTILE_NAME] * 3
    assert exact_text(hostile.locator(".onrecord-notice h2", has_text="Since")) == f"Since {HOSTILE_NAME}"
    assert exact_text(hostile.locator("#tags tbody th")) == HOSTILE_NAME
    assert exact_text(hostile.locator("#changes h2")) == f"Since {HOSTILE_NAME}"


def test_passage_copied_by_hand_is_the_passage(hostile: Page) -> None:
    cards = hostile.locator("#missed .onrecord-side:nth-child(1) .onrecord-passage")
    # Without a script, Chromium copies a no-break space as a blank.
    for passage, card in zip(PASSAGES, cards.all(), strict=True):
        card.evaluate("card => getSelection().selectAllChildren(card)")
        hostile.keyboard.press("Control+c")
        assert clipboard(hostile) == passage.text.replace("\u00a0", " ")


def test_nothing_is_wider_than_the_screen(hostile: Page) -> None:
    for width in (320, 390, 1280):
        hostile.set_viewport_size({"width": width, "height": 800})
        hostile.add_style_tag(content=".onrecord-missed { content-visibility: visible !important }")
        assert hostile.evaluate("document.documentElement.scrollWidth") == width


def test_expected_and_what_came_stand_side_by_side_and_on_a_phone_one_above_the_other(ordinary: Page) -> None:
    sides = ordinary.locator("#missed-1 .onrecord-side")
    places = {}
    for name, (width, height) in WIDTHS.items():
        ordinary.set_viewport_size({"width": width, "height": height})
        left, right = (box_of(side) for side in sides.all())
        places[name] = (right["x"] >= left["x"] + left["width"], right["y"] >= left["y"] + left["height"])
    assert places == {"wide": (True, False), "narrow": (False, True)}


def test_discs_of_the_plot_stand_at_their_shares(ordinary: Page) -> None:
    # Three of nine pass.
    disc = box_of(ordinary.locator("#figures circle").last)
    plot = box_of(ordinary.locator("#figures svg"))
    assert (disc["x"] + disc["width"] / 2 - plot["x"]) / plot["width"] == pytest.approx(1 / 3, abs=0.002)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_checker_finds_no_violation(ordinary: Page, scheme: str, width: str) -> None:
    ordinary.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    ordinary.set_viewport_size({"width": WIDTHS[width][0], "height": WIDTHS[width][1]})
    ordinary.add_style_tag(content=STILL + ".onrecord-missed { content-visibility: visible !important }")
    for summary in ordinary.locator("summary").all():
        summary.click()
    response: dict[str, Any] = Axe().run(ordinary, options=RULES).response
    assert [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ] == []
    expected = {"light": "rgb(250, 248, 244)", "dark": "rgb(20, 21, 23)"}[scheme]
    assert ordinary.evaluate("getComputedStyle(document.body).backgroundColor") == expected


def test_smuggled_script_would_not_run_nor_fetch(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    smuggled = "<script>window.pwned = 1</script><img src=https://tracker.example/x onerror='window.pwned = 1'>"
    page_text = "".join(report_page(report_of(nine_outcomes()), passage_by))
    path.write_text(page_text.replace("<h1>", f"{smuggled}<h1>"), encoding="utf-8")
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text))
    page.goto(path.as_uri())
    assert page.evaluate("window.pwned") is None
    assert len(refused) >= 2 and all("Content Security Policy" in text for text in refused)
    page.close()


def test_thousands_of_missed_questions_are_laid_out_only_where_they_are_seen(browser: Browser, tmp_path: Path) -> None:
    one = nine_outcomes()[1]
    outcomes = [replace(one, question=replace(one.question, id=f"q{n}")) for n in range(N_MANY)]
    with opened(browser, report_of(outcomes), tmp_path) as page:
        assert page.locator("#missed article").count() == N_MANY
        visible = "article => article.firstElementChild.checkVisibility({contentVisibilityAuto: true})"
        last = page.locator(f"#missed-{N_MANY}")
        assert not last.evaluate(visible)
        last.scroll_into_view_if_needed()
        # The browser lays it out with the next frame.
        page.wait_for_function(visible, arg=last.element_handle())
