"""The custom element in pages whose styles and policies are against it, and what it does to the pages: nothing."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.answer import MESSAGE_SILENT
from tests.bot.browser.actions import exact_text
from tests.bot.browser.embed.host import UNREACHED, Host, hosted, watched
from tests.bot.browser.library import HARBOUR_PARAGRAPHS
from tests.bot.browser.passages import HOSTILE_PASSAGES, TOPICS
from tests.fakes import fake_index

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("decision_by_cosine")]

CARD = ".onrecord-card"
PASSAGE = ".onrecord-passage"
KEPT_OUT = "The rules of this page keep the answer out; its owner can let it in with 'trusted-types onrecord'."
ELEMENT = '<quote-bot question="harbour"></quote-bot>'


STYLE_OF = """element => {
    const { display, color, fontSize, lineHeight, textTransform, letterSpacing, direction } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return { display, color, fontSize, lineHeight, textTransform, letterSpacing, direction, width, height };
}"""


def test_styles_of_the_page_do_not_leak_in(page: Page, host: Host) -> None:
    hostile = (
        "<style>*, .onrecord-card { display: none !important; font-size: 50px !important; color: red !important; "
        "text-transform: uppercase !important; letter-spacing: 9px !important; visibility: hidden !important; "
        "direction: rtl !important; width: 9px !important; opacity: 0.1 !important; line-height: 4 !important }"
        "html, body { display: block !important; visibility: visible !important; width: 700px !important;"
        " font-size: 50px !important; opacity: 1 !important }</style>"
    )
    styles = []
    for around in ("", hostile):
        page.goto(host.page(f'<body style="width: 700px">{around}{host.script()}{ELEMENT}'))
        expect(page.locator(CARD)).to_have_count(1)
        expect(page.locator(PASSAGE)).to_be_visible()
        parts = (".onrecord-box", "h2", "label", "input", "form button", CARD, PASSAGE, ".onrecord-copy")
        styles.append({part: page.locator(part).first.evaluate(STYLE_OF) for part in parts})
    plain, around_hostile = styles
    assert plain == around_hostile
    assert plain["h2"]["display"] == "block"


def test_styles_of_the_element_do_not_leak_out(page: Page, host: Host) -> None:
    own = '<h1 class="onrecord-card">h</h1><p class="onrecord-box">p</p><input><button>b</button>'
    found = []
    for element in ("", f"{host.script()}{ELEMENT}"):
        page.goto(host.page(f"{own}{element}"))
        if element:
            expect(page.locator(f"quote-bot {CARD}")).to_have_count(1)
        found.append([page.locator(part).first.evaluate(STYLE_OF) for part in ("h1", "p", "input", "body > button")])
    assert found[0] == found[1]
    assert page.evaluate("Object.keys(window).filter((name) => /onrecord|QuoteBot|STYLES/i.test(name))") == []


@pytest.mark.parametrize("more", ["", "; require-trusted-types-for 'script'; trusted-types onrecord"])
def test_element_works_under_a_strict_policy(page: Page, host: Host, more: str) -> None:
    policy = f"default-src 'none'; script-src {host.service}; connect-src {host.service}{more}"
    page.goto(host.page(f"{host.script()}{ELEMENT}", policy=policy))
    expect(page.locator(CARD)).to_have_count(1)
    assert exact_text(page.locator(PASSAGE)) == HARBOUR_PARAGRAPHS[1]
    assert page.locator(CARD).evaluate("card => getComputedStyle(card).borderRadius") == "14px"


@pytest.mark.parametrize(
    ("policy", "said", "sentence"),
    [
        ("connect-src 'none'", "Content Security Policy", UNREACHED),
        ("require-trusted-types-for 'script'; trusted-types other", "Trusted", KEPT_OUT),
    ],
)
def test_page_that_lets_no_answer_in_is_no_silence(
    context: BrowserContext, host: Host, policy: str, said: str, sentence: str
) -> None:
    with watched(context, host.address, host.service, expected=said) as page:
        page.goto(host.page(f"{host.script()}{ELEMENT}", policy=policy))
        expect(page.get_by_role("alert")).to_have_text(sentence)
        assert page.get_by_text(MESSAGE_SILENT).count() == 0


def test_server_that_is_gone_is_said(context: BrowserContext, host: Host) -> None:
    with watched(context, host.address, host.service, "http://127.0.0.1:9", expected="Failed to load resource") as page:
        page.goto(host.page(f'{host.script()}<quote-bot src="http://127.0.0.1:9" question="harbour"></quote-bot>'))
        alert = page.get_by_role("alert")
        expect(alert).to_have_text(UNREACHED)
        expect(alert).to_be_visible()
        assert page.get_by_text(MESSAGE_SILENT).count() == 0
        assert page.get_by_label("Question").input_value() == "harbour"


def test_refused_question_is_said_in_the_servers_sentence(context: BrowserContext, host: Host) -> None:
    with watched(context, host.address, host.service, expected="Failed to load resource") as page:
        page.goto(host.page(f'{host.script()}<quote-bot k="99" question="harbour"></quote-bot>'))
        expect(page.get_by_role("alert")).to_have_text("k is 99; ask for 1 to 10 passages")


@pytest.mark.parametrize("question", ["endless", "accents", "addresses", "tags"])
def test_narrow_element_is_not_scrolled_sideways(context: BrowserContext, question: str) -> None:
    with (
        hosted(fake_index(HOSTILE_PASSAGES, topics=TOPICS)) as host,
        watched(context, host.address, host.service) as page,
    ):
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(host.page(f'<body style="margin: 0">{host.script()}<quote-bot question="{question}"></quote-bot>'))
        expect(page.locator(CARD)).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.locator(".onrecord-box").evaluate("box => box.scrollWidth - box.clientWidth") == 0


def test_keyboard_alone_is_enough(page: Page, host: Host) -> None:
    page.goto(host.page(f"{host.script()}<quote-bot></quote-bot>"))
    page.keyboard.press("Tab")
    page.keyboard.type("harbour")
    page.keyboard.press("Enter")
    expect(page.locator(CARD)).to_have_count(1)
    names = []
    for _ in range(6):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate("document.activeElement.shadowRoot.activeElement.textContent").split("The speaker")[0]
        )
    assert names == ["Ask", "Quotation", "Tarn waits", "Copy", "Why this speaker", "In context"]


def test_element_that_is_hidden_is_not_seen(page: Page, host: Host) -> None:
    page.goto(host.page(f"{host.script()}<quote-bot hidden></quote-bot>"))
    expect(page.locator("quote-bot")).to_be_hidden()
