"""The page in a frame, as readers of another site's pages meet it."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page, expect

from bot.answer import MESSAGE_SILENT
from tests.bot.browser.actions import clipboard, exact_text, exact_texts
from tests.bot.browser.embed.host import COUNT_SHIFTS, Host, hosted, watched
from tests.bot.browser.library import FERRY, HARBOUR_PARAGRAPHS, library_index
from tests.bot.browser.passages import HOSTILE_NAME, HOSTILE_PASSAGES, HOSTILE_TEXTS, TOPICS
from tests.bot.embedded import BORDER, SANCTIONS, embedded_app, two_speakers
from tests.bot.running import running
from tests.fakes import fake_index

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("decision_by_cosine")]

STATUS = "#onrecord-announced"
CARD = ".onrecord-card"


def ask(where: Page | FrameLocator, question: str) -> Locator:
    """The place of the answers once the question is answered."""
    box = where.get_by_label("Question")
    answers = where.locator("#onrecord-answers")
    answers.evaluate("answers => { answers.dataset.before = ''; answers.replaceChildren(); }")
    box.fill(question)
    box.press("Enter")
    expect(answers.locator(".onrecord-answer")).to_have_count(1)
    return answers


def framed(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def test_question_is_answered_in_place_with_the_passage_and_its_speaker(page: Page, host: Host) -> None:
    page.goto(f"{host.service}/embed?title=Tarn")
    answers = ask(page, "What did Ana Lind say about the harbour?")
    assert exact_text(answers.locator(".onrecord-passage").first) == HARBOUR_PARAGRAPHS[1]
    assert exact_text(answers.locator(".onrecord-speaker").first) == "Ana Lind"
    expect(page.locator(STATUS)).to_have_text("1 passage.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tarn")
    expect(page.get_by_label("Question")).to_be_focused()
    assert page.url == f"{host.service}/embed?title=Tarn"


def test_hostile_passages_are_verbatim_in_a_sandboxed_frame(context: BrowserContext) -> None:
    with (
        hosted(fake_index(HOSTILE_PASSAGES, topics=TOPICS)) as host,
        watched(context, host.address, host.service) as page,
    ):
        page.goto(host.page(host.frame(f"?{urlencode({'title': HOSTILE_NAME})}")))
        frame = framed(page)
        assert exact_text(frame.get_by_role("heading", level=1)) == HOSTILE_NAME[:200]
        for topic, text in HOSTILE_TEXTS.items():
            card = ask(frame, topic).locator(CARD).first
            assert exact_text(card.locator(".onrecord-passage")) == text
            for name in ("speaker", "role", "title"):
                assert exact_text(card.locator(f".onrecord-{name}")) == HOSTILE_NAME
            card.locator(".onrecord-copy").click()
            expect(card.locator(".onrecord-copy")).to_have_text("Copied")
            assert clipboard(page) == text


def test_citation_is_copied_in_a_sandboxed_frame(page: Page, host: Host) -> None:
    page.goto(host.page(host.frame()))
    card = ask(framed(page), "harbour").locator(CARD).first
    card.get_by_text("Copy as", exact=True).click()
    card.get_by_role("button", name="Wikitext").click()
    expect(card.locator('[data-format="wikitext"]')).to_have_text("Copied")
    assert clipboard(page).startswith("{{Blockquote|text=")


def test_page_works_without_a_script(browser: Browser) -> None:
    with hosted(two_speakers()) as host:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{host.service}/embed?{urlencode({'title': 'Who?', 'theme': 'dark', 'k': 1})}")
        for question in ("What did Ann Lee say about the border?", "and Bo Li?"):
            page.get_by_label("Question").fill(question)
            page.get_by_role("button", name="Ask", exact=True).click()
        assert page.locator(".onrecord-passage").all_text_contents() == [SANCTIONS]
        assert page.get_by_label("Question").input_value() == "and Bo Li?"
        asked = parse_qs(urlsplit(page.url).query)
        assert asked["previous"] == ["What did Ann Lee say about the border?"]
        assert (asked["title"], asked["theme"], asked["k"]) == (["Who?"], ["dark"], ["1"])
        for name in ("copy", "copy-as", "anyone"):
            assert [each.is_visible() for each in page.locator(f".onrecord-{name}").all()] == [False]
        page.get_by_text("Why this speaker", exact=True).click()
        expect(page.locator(".onrecord-evidence")).to_be_visible()
        context.close()


def test_follow_up_and_asking_for_anyone(context: BrowserContext) -> None:
    with hosted(two_speakers()) as host, watched(context, host.service) as page:
        page.goto(f"{host.service}/embed?{urlencode({'q': 'What did Ann Lee say about the border?'})}")
        assert page.locator(".onrecord-passage").all_text_contents() == [BORDER]
        answers = ask(page, "and Bo Li?")
        assert answers.locator(".onrecord-passage").all_text_contents() == [SANCTIONS]
        answers.locator(".onrecord-anyone").click()
        expect(answers.locator(".onrecord-anyone")).to_have_count(0)
        turn = answers.locator(".onrecord-turn")
        assert turn.get_attribute("data-query") == "and Bo Li?"


def test_page_below_a_prefix_finds_its_own_files(context: BrowserContext) -> None:
    app = FastAPI()
    app.mount("/library", embedded_app(library_index()))
    with running(app) as site, watched(context, f"{site}/library") as page:
        page.goto(f"{site}/library/embed?title=Tarn")
        answers = ask(page, "ferry")
        assert exact_text(answers.locator(".onrecord-passage").first) == FERRY
        card = answers.locator(CARD).first
        card.get_by_text("Copy as", exact=True).click()
        card.get_by_role("button", name="Plain text").click()
        expect(card.locator('[data-format="plain"]')).to_have_text("Copied")


def test_keyboard_alone_is_enough(page: Page, host: Host) -> None:
    page.goto(f"{host.service}/embed")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Question")).to_be_focused()
    page.keyboard.type("harbour")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(CARD)).to_have_count(1)
    names = []
    for _ in range(6):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.textContent"))
        if names[-1] == "Copy":
            page.keyboard.press("Space")
            expect(page.locator(".onrecord-copy")).to_have_text("Copied")
            assert clipboard(page) == HARBOUR_PARAGRAPHS[1]
    assert [name.split("The speaker")[0] for name in names] == [
        *("Quotation", "Tarn waits", "Copy", "Copy as", "Why this speaker", "In context")
    ]


def test_selected_words_are_copied_exactly(page: Page, host: Host) -> None:
    page.goto(f"{host.service}/embed?q=harbour")
    page.locator(".onrecord-passage").first.click(click_count=3)
    page.keyboard.press("Control+c")
    assert clipboard(page) == HARBOUR_PARAGRAPHS[1]


@pytest.mark.parametrize("query", ["", "?q=endless", "?q=accents", "?q=addresses", "?q=tags", f"?q={'x' * 501}"])
def test_narrow_page_is_not_scrolled_sideways(context: BrowserContext, query: str) -> None:
    with hosted(fake_index(HOSTILE_PASSAGES, topics=TOPICS)) as host:
        is_error = "Failed to load resource" if "xxx" in query else ""
        with watched(context, host.service, expected=is_error) as page:
            page.set_viewport_size({"width": 320, "height": 640})
            page.goto(f"{host.service}/embed{query}")
            assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize(
    ("theme", "system", "ground"),
    [
        ("auto", "light", "rgb(250, 248, 244)"),
        ("auto", "dark", "rgb(20, 21, 23)"),
        ("light", "dark", "rgb(250, 248, 244)"),
        ("dark", "light", "rgb(20, 21, 23)"),
        ("pink", "dark", "rgb(20, 21, 23)"),
    ],
)
def test_theme_goes_before_the_readers_system(page: Page, host: Host, theme: str, system: str, ground: str) -> None:
    page.emulate_media(color_scheme="dark" if system == "dark" else "light")
    page.goto(f"{host.service}/embed?theme={theme}&q=harbour")
    assert page.locator(".onrecord-box").evaluate("box => getComputedStyle(box).backgroundColor") == ground
    card = "rgb(255, 255, 255)" if ground == "rgb(250, 248, 244)" else "rgb(30, 31, 34)"
    assert page.locator(CARD).first.evaluate("card => getComputedStyle(card).backgroundColor") == card


def test_nothing_moves_while_the_page_is_loaded(page: Page, host: Host) -> None:
    page.add_init_script(COUNT_SHIFTS)
    page.goto(f"{host.service}/embed?q=harbour")
    expect(page.locator(CARD)).to_have_count(1)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("window.shifts") == []


def test_silence_is_said_and_announced(page: Page, host: Host) -> None:
    page.goto(f"{host.service}/embed")
    answers = ask(page, "opal")
    assert exact_texts(answers.locator(".onrecord-message")) == [MESSAGE_SILENT]
    expect(page.locator(STATUS)).to_have_text(MESSAGE_SILENT)


def test_print_has_the_question_and_the_card_and_nothing_to_press(page: Page, host: Host) -> None:
    page.goto(f"{host.service}/embed?q=harbour")
    page.emulate_media(media="print")
    pressed = page.locator("form button, .onrecord-copy, .onrecord-copy-as, .onrecord-why")
    assert [each.is_visible() for each in pressed.all()] == [False] * 4
    assert page.get_by_label("Question").is_visible()
    assert page.locator(".onrecord-passage").is_visible()
