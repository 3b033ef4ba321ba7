"""The page for whoever has no mouse, hears it, needs it larger or still, has a small screen or prints it."""

import pytest
from playwright.sync_api import Page, expect

from tests.bot.browser.actions import ask, exact_texts, open_filters, open_tab, set_filter
from tests.bot.browser.library import FAR_FROM_FERRY, HARBOUR_PARAGRAPHS

pytestmark = pytest.mark.browser

STOP = """() => {
    const at = document.activeElement;
    const [label] = at.labels ?? [];
    const words = (label ?? at.querySelector("bdi") ?? at.firstChild)?.textContent.trim() || at.textContent.trim();
    return at.getAttribute("aria-label") ?? words;
}"""
"""What has the focus, by its words."""


def test_tab_reaches_everything_in_reading_order(library: Page) -> None:
    ask(library, "harbour")
    set_filter(library, "kind", "quotation")
    library.locator('[role="tab"]').first.focus()
    stops: list[str] = []
    for _ in range(21):
        stops.append(library.evaluate(STOP))
        library.keyboard.press("Tab")
    assert stops == [
        *("Ask", "Explore", "Verify", "Clear", "Quotation", "Tarn waits"),
        *("Copy", "Copy as", "Why this speaker", "In context"),
        *("Link to this answer", "Filters", "Speaker", "Kind", "Publisher", "From", "To", "Clear filters"),
        *("Drop the filter Quotations", "Question", "Ask"),
    ]


def test_answers_are_announced(library: Page) -> None:
    said = library.locator("#onrecord-announced")
    expect(said).to_have_attribute("role", "status")
    for question, announced in (
        ("What did Ana Lind say about the ferry and the harbour?", "2 passages."),
        (FAR_FROM_FERRY, "No passage answers this; these are the closest. 3 passages."),
        ("harbour", "1 passage."),
        ("opal", "No passage answers this."),
        ("", "the question is empty; ask one in a few words"),
    ):
        ask(library, question)
        expect(said).to_have_text(announced)


def test_headings_and_landmarks_tell_the_parts(library: Page) -> None:
    assert exact_texts(library.get_by_role("heading")) == ["onrecord", "Ask who said what."]
    assert exact_texts(library.get_by_role("tab")) == ["Ask", "Explore"]
    assert library.get_by_role("main").count() == 1
    assert library.evaluate("document.documentElement.lang") != ""
    ask(library, "harbour")
    expect(library.get_by_role("article", name="Passage 1 of 1")).to_be_visible()


def test_nothing_moves_where_less_motion_is_wished(library: Page) -> None:
    library.emulate_media(reduced_motion="reduce")
    ask(library, "harbour")
    moving = """() => [...document.querySelectorAll("*")].filter((element) => {
        const style = getComputedStyle(element);
        const isMoving = style.transitionDuration.split(", ").some((duration) => duration !== "0s");
        return style.animationName !== "none" || (isMoving && style.transitionProperty !== "none");
    }).map((element) => element.className)"""
    assert library.evaluate(moving) == []
    open_tab(library, "Explore")
    library.get_by_role("button", name="Ana Lind", exact=True).wait_for()
    assert library.evaluate(moving) == []
    assert library.evaluate("document.getAnimations().filter((each) => each.playState === 'running').length") == 0


@pytest.mark.parametrize("width", [320, 390])
def test_narrow_screen_needs_no_sideways_scrolling(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    for question in ("addresses", "endless", "tags", "unbroken" * 60):
        ask(page, question)
    card = page.locator(".onrecord-card").nth(1)
    for summary in card.locator("summary").all():
        summary.click()
    _assert_nothing_sticks_out(page, width)
    open_filters(page)
    set_filter(page, "speaker", "unbroken" * 20)
    _assert_nothing_sticks_out(page, width)
    expect(page.get_by_label("Question")).to_be_in_viewport(ratio=1)


def test_text_of_twice_the_size_can_be_read_and_used(library: Page) -> None:
    library.set_viewport_size({"width": 1280, "height": 860})
    library.add_style_tag(content="html { font-size: 200% !important }")
    card = ask(library, "harbour").locator(".onrecord-card")
    assert card.locator(".onrecord-passage").evaluate("passage => parseFloat(getComputedStyle(passage).fontSize)") > 34
    for summary in card.locator("summary").all():
        summary.click()
    _assert_nothing_sticks_out(library, 1280)
    for control in (library.get_by_label("Question"), library.locator("#onrecord-ask button")):
        expect(control).to_be_in_viewport(ratio=1)
    library.set_viewport_size({"width": 640, "height": 860})
    _assert_nothing_sticks_out(library, 640)
    expect(library.get_by_label("Question")).to_be_in_viewport(ratio=1)


def test_whole_conversation_is_printed_without_what_can_only_be_pressed(library: Page) -> None:
    for question in ("harbour", "market", "What did Ana Lind say about the ferry and the harbour?"):
        ask(library, question)
    library.locator(".onrecord-card").first.get_by_text("In context", exact=True).click()
    library.emulate_media(media="print")
    for shown in ("question", "passage", "credits", "facts"):
        for element in library.locator(f".onrecord-{shown}").all():
            expect(element).to_be_visible()
    expect(library.locator(".onrecord-card").first.get_by_text(HARBOUR_PARAGRAPHS[0], exact=True)).to_be_visible()
    for hidden in ("ask", "filters", "now", "clear", "examples"):
        expect(library.locator(f"#onrecord-{hidden}")).to_be_hidden()
    for button in library.get_by_role("button").all():
        assert "onrecord-kind" in (button.get_attribute("class") or ""), button
    expect(library.get_by_role("tab")).to_have_count(0)
    clipped = """() => [...document.querySelectorAll(".onrecord-card")].filter((card) => {
        for (let box = card.parentElement; box; box = box.parentElement) {
            const isCut = card.getBoundingClientRect().bottom > box.getBoundingClientRect().bottom + 1;
            if (isCut && getComputedStyle(box).overflowY !== "visible") return true;
        }
        return false;
    }).length"""
    assert library.evaluate(clipped) == 0


def _assert_nothing_sticks_out(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#onrecord-conversation .bubble-wrap").evaluate("box => box.scrollWidth <= box.clientWidth")
    out = """width => [...document.querySelectorAll("#onrecord-page :is(.onrecord-card, button, summary, p, dd)")]
        .filter((e) => e.checkVisibility({ opacityProperty: true }) && !e.matches(".onrecord-heard-only"))
        .filter((e) => e.getBoundingClientRect().right > width + 1 || e.getBoundingClientRect().left < -1)
        .map((e) => e.className || e.textContent)"""
    assert page.evaluate(out, width) == []
