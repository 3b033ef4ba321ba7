"""The custom element, in pages of other sites that are not made for it."""

from html import escape

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from bot.answer import MESSAGE_SILENT
from tests.bot.browser.actions import clipboard, exact_text, exact_texts
from tests.bot.browser.embed.host import COUNT_SHIFTS, NO_ADDRESS, Host, hosted, watched
from tests.bot.browser.library import FERRY, HARBOUR_PARAGRAPHS
from tests.bot.browser.passages import HOSTILE_NAME, HOSTILE_PASSAGES, HOSTILE_TEXTS, PWN, TOPICS
from tests.bot.embedded import BORDER, SANCTIONS, two_speakers
from tests.fakes import fake_index

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("decision_by_cosine")]

CARD = ".onrecord-card"
PASSAGE = ".onrecord-passage"


def ask(element: Locator, question: str) -> Locator:
    """The element's answer, once it has come."""
    answers = element.locator("#onrecord-answers")
    answers.evaluate("answers => answers.replaceChildren()")
    element.get_by_label("Question").fill(question)
    element.get_by_label("Question").press("Enter")
    expect(answers.locator(".onrecord-answer")).to_have_count(1)
    return answers


def test_question_is_answered_with_the_passage_and_its_speaker(page: Page, host: Host) -> None:
    page.goto(host.page(f'{host.script()}<quote-bot title="Tarn"></quote-bot>'))
    element = page.locator("quote-bot")
    answers = ask(element, "What did Ana Lind say about the harbour?")
    assert exact_text(answers.locator(PASSAGE)) == HARBOUR_PARAGRAPHS[1]
    assert exact_text(answers.locator(".onrecord-speaker")) == "Ana Lind"
    expect(element.locator("#onrecord-announced")).to_have_text("1 passage.")
    assert exact_text(element.get_by_role("heading", level=2)) == "Tarn"


def test_hostile_passages_are_verbatim_and_copied_exactly(context: BrowserContext) -> None:
    with (
        hosted(fake_index(HOSTILE_PASSAGES, topics=TOPICS)) as host,
        watched(context, host.address, host.service) as page,
    ):
        page.goto(host.page(f"{host.script()}<quote-bot height=600></quote-bot>"))
        element = page.locator("quote-bot")
        for topic, text in HOSTILE_TEXTS.items():
            card = ask(element, topic).locator(CARD).first
            assert exact_text(card.locator(PASSAGE)) == text
            for name in ("speaker", "role", "title"):
                assert exact_text(card.locator(f".onrecord-{name}")) == HOSTILE_NAME
            card.locator(".onrecord-copy").click()
            expect(card.locator(".onrecord-copy")).to_have_text("Copied")
            assert clipboard(page) == text


def test_words_selected_by_hand_are_copied_exactly(page: Page, host: Host) -> None:
    page.goto(host.page(f'{host.script()}<quote-bot question="harbour"></quote-bot><p>after'))
    page.locator(PASSAGE).click(click_count=3)
    page.keyboard.press("Control+c")
    assert clipboard(page) == HARBOUR_PARAGRAPHS[1]


def test_copying_elsewhere_in_the_page_is_the_pages_own(page: Page, host: Host) -> None:
    page.goto(host.page(f'{host.script()}<quote-bot question="harbour"></quote-bot><p id="own">own words</p>'))
    page.locator(PASSAGE).wait_for()
    page.locator("#own").click(click_count=3)
    page.keyboard.press("Control+c")
    assert clipboard(page).strip() == "own words"


@pytest.mark.parametrize("name", ["title", "question", "speaker", "k", "theme", "height"])
def test_attributes_are_values_and_never_markup(context: BrowserContext, host: Host, name: str) -> None:
    value = f'"><img src=x onerror=window.pwned=1>{PWN}'
    with watched(context, host.address, host.service, expected="Failed to load resource") as page:
        page.goto(host.page(f'{host.script()}<quote-bot {name}="{escape(value)}"></quote-bot>'))
        element = page.locator("quote-bot")
        expect(element.get_by_label("Question")).to_be_visible()
        assert element.locator("img, script").count() == 0
        if name == "title":
            assert exact_text(element.get_by_role("heading")) == value
        if name == "question":
            assert element.get_by_label("Question").input_value() == value


@pytest.mark.parametrize(
    "src", ["javascript:window.pwned=1", "data:text/html,x", "file:///x", "http://", "ftp://x.example"]
)
def test_address_that_is_none_is_said(page: Page, host: Host, src: str) -> None:
    page.goto(host.page(f'{host.script()}<quote-bot src="{src}" question="harbour"></quote-bot>'))
    expect(page.get_by_role("alert")).to_have_text(NO_ADDRESS)


def test_address_may_have_a_slash_at_its_end_and_a_query(page: Page, host: Host) -> None:
    page.goto(host.page(f'{host.script()}<quote-bot src="{host.service}/?a=b#c" question="ferry"></quote-bot>'))
    expect(page.locator(PASSAGE).first).to_have_text(FERRY)


def test_script_loaded_as_a_module_finds_its_server(page: Page, host: Host) -> None:
    module = f'<script type="module" src="{host.service}/quote-bot.js"></script>'
    page.goto(host.page(f'{module}<quote-bot question="ferry"></quote-bot>'))
    expect(page.locator(PASSAGE).first).to_have_text(FERRY)


def test_two_elements_and_two_scripts_on_one_page(page: Page, host: Host) -> None:
    pair = '<quote-bot question="ferry" k="1"></quote-bot><quote-bot question="harbour"></quote-bot>'
    page.goto(host.page(f"{host.script()}{host.script()}{pair}"))
    first, second = page.locator("quote-bot").nth(0), page.locator("quote-bot").nth(1)
    expect(second.locator(CARD)).to_have_count(1)
    assert exact_texts(first.locator(PASSAGE)) == [FERRY]
    assert exact_texts(second.locator(PASSAGE)) == [HARBOUR_PARAGRAPHS[1]]
    ask(first, "opal")
    assert exact_texts(first.locator(".onrecord-message")) == [MESSAGE_SILENT]
    assert exact_texts(second.locator(PASSAGE)) == [HARBOUR_PARAGRAPHS[1]]


def test_follow_up_and_asking_for_anyone(context: BrowserContext) -> None:
    with hosted(two_speakers()) as host, watched(context, host.address, host.service) as page:
        question = "What did Ann Lee say about the border?"
        page.goto(host.page(f'{host.script()}<quote-bot question="{question}"></quote-bot>'))
        element = page.locator("quote-bot")
        expect(element.locator(PASSAGE)).to_have_text(BORDER)
        answers = ask(element, "and Bo Li?")
        assert exact_texts(answers.locator(PASSAGE)) == [SANCTIONS]
        assert answers.locator(".onrecord-turn").get_attribute("data-previous") == question
        answers.locator(".onrecord-anyone").click()
        expect(answers.locator(".onrecord-anyone")).to_have_count(0)


def test_attributes_that_change_are_followed(page: Page, host: Host) -> None:
    page.goto(host.page(f'{host.script()}<quote-bot question="ferry"></quote-bot>'))
    element = page.locator("quote-bot")
    expect(element.locator(PASSAGE).first).to_have_text(FERRY)
    element.evaluate("element => element.setAttribute('question', 'harbour')")
    expect(element.locator(PASSAGE)).to_have_text(HARBOUR_PARAGRAPHS[1])
    element.evaluate("element => { element.title = 'New'; element.setAttribute('theme', 'dark'); }")
    expect(element.get_by_role("heading")).to_have_text("New")
    ground = "box => getComputedStyle(box).backgroundColor"
    assert element.locator(".onrecord-box").evaluate(ground) == "rgb(20, 21, 23)"
    element.evaluate(
        "element => { element.setAttribute('question', 'song'); element.setAttribute('speaker', 'Ida Holm07'); }"
    )
    expect(element.locator(PASSAGE)).to_have_text("“Song 7,” sang Ida Holm07.")


@pytest.mark.parametrize(
    ("height", "px"),
    [("", 480), ('height="300"', 300), ('height="7"', 100), ('height="99999"', 4000), ('height="1e3"', 480)],
)
def test_height_is_kept_and_nothing_around_moves(page: Page, host: Host, height: str, px: int) -> None:
    page.add_init_script(COUNT_SHIFTS)
    page.goto(host.page(f'{host.script()}<quote-bot question="harbour" {height}></quote-bot><p>below</p>'))
    expect(page.locator(CARD)).to_have_count(1)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.locator("quote-bot").evaluate("element => element.offsetHeight") == px
    assert page.evaluate("window.shifts") == []


def test_height_auto_is_that_of_what_is_shown(page: Page, host: Host) -> None:
    page.goto(host.page(f'{host.script()}<quote-bot height="auto"></quote-bot>'))
    element = page.locator("quote-bot")
    empty = element.evaluate("element => element.offsetHeight")
    ask(element, "harbour")
    box = element.locator(".onrecord-box")
    assert element.evaluate("element => element.offsetHeight") > empty
    assert box.evaluate("box => box.scrollHeight - box.clientHeight") == 0


def test_print_has_the_whole_answer(page: Page, host: Host) -> None:
    page.goto(host.page(f'{host.script()}<quote-bot question="harbour" height="150"></quote-bot>'))
    expect(page.locator(CARD)).to_have_count(1)
    page.emulate_media(media="print")
    box = page.locator(".onrecord-box")
    assert box.evaluate("box => box.scrollHeight - box.clientHeight") == 0
    assert page.locator("quote-bot").evaluate("element => element.offsetHeight") > 150
