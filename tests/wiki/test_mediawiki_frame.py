"""The question box in a wiki's page, in a real Chromium: it answers, it grows, and listed sites alone may frame it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Frame, Page, expect

from bot.api import create_app
from bot.settings import Settings
from index.building.build_index import build_index
from index.passage import read_passages
from index.passage_index import PassageIndex, open_index
from index.store.article_texts import texts_beside
from tests.bot.browser.actions import exact_text
from tests.bot.running import running
from tests.wiki.mediawiki import Wiki
from tests.wiki.service import Service

pytestmark = pytest.mark.browser

MERKEL = "Is a phone call with Merkel worth as much as lifting sanctions?"
MERKEL_ID = "000_252d2502a52fc22a:21"
RESTRICTIVE = {"default-src": True, "script-src": [], "useNonces": True}


@pytest.fixture(scope="module")
def real_index(repository: Path, default_encoders: Path, tmp_path_factory: pytest.TempPathFactory) -> PassageIndex:
    """The index of the repository's own passages, with the real model."""
    folder = tmp_path_factory.mktemp("index")
    shutil.copytree(default_encoders, folder / "encoders")
    passages = repository / "data" / "passages.jsonl"
    build_index(passages, texts_beside(passages), folder)
    return open_index(folder)


@pytest.fixture(scope="module")
def real_service(real_index: PassageIndex, mediawiki: Wiki) -> Iterator[str]:
    """The real application, whose settings list the wiki."""
    settings = Settings(frame_ancestors=(mediawiki.address,))
    with running(create_app(real_index, settings, with_chat=False)) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own; what fails on it fails the test at its end."""
    context = browser.new_context()
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(f"page error: {error}"))
    yield opened
    context.close()
    assert faults == []


def console_of(page: Page) -> list[str]:
    """The errors in the page's console, as they come."""
    errors: list[str] = []

    def note(said: ConsoleMessage) -> None:
        if said.type == "error":
            errors.append(said.text)

    page.on("console", note)
    return errors


def framed(page: Page) -> Frame:
    """The page in the frame, once it is there."""
    handle = page.locator("iframe.onrecord-frame").element_handle()
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    return frame


def test_question_typed_into_the_wikis_page_is_answered_verbatim(
    wiki: Wiki, real_service: str, page: Page, repository: Path
) -> None:
    wiki.configure(wgOnRecordUrl=real_service)
    errors = console_of(page)
    page.goto(wiki.write("Ask", "Before.\n<onrecord>The border</onrecord>\nAfter."))
    frame = page.frame_locator("iframe.onrecord-frame")
    expect(frame.locator("h1")).to_have_text("The border")
    frame.locator("[name=q]").fill(MERKEL)
    frame.get_by_role("button", name="Ask").click()
    card = frame.locator(".onrecord-card").first
    expect(card.locator(".onrecord-passage")).to_be_visible()
    committed = {passage.id: passage for passage in read_passages(repository / "data" / "passages.jsonl")}
    assert exact_text(card.locator(".onrecord-passage")) == committed[MERKEL_ID].text
    assert exact_text(card.locator(".onrecord-speaker")) == "Maxim Samorukov"
    assert committed[MERKEL_ID].speakers == ("Maxim Samorukov",)
    assert errors == []


def test_question_of_the_tag_is_answered_at_once_with_the_policy_on(wiki: Wiki, real_service: str, page: Page) -> None:
    wiki.configure(wgOnRecordUrl=real_service, wgCSPHeader=RESTRICTIVE)
    errors = console_of(page)
    tag = f'<onrecord question="{MERKEL}" k=1 height=150 />'
    answer = page.goto(wiki.write("Policy", f"{tag}\n\n{{{{#onrecord:{MERKEL_ID}}}}}"))
    assert answer is not None
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert real_service in policy["default-src"].split() and "*" not in policy["default-src"].split()
    frame = page.frame_locator("iframe.onrecord-frame")
    expect(frame.locator(".onrecord-speaker")).to_have_text("Maxim Samorukov")
    fixed, in_frame = page.locator(".onrecord-passage"), frame.locator(".onrecord-passage")
    assert exact_text(fixed) == exact_text(in_frame)
    page.wait_for_function("document.querySelector('iframe.onrecord-frame').getBoundingClientRect().height > 200")
    assert errors == []


def test_page_without_a_frame_allows_the_service_nothing(wiki: Wiki, real_service: str, page: Page) -> None:
    wiki.configure(wgOnRecordUrl=real_service, wgCSPHeader=RESTRICTIVE)
    answer = page.goto(wiki.write("Without", f"{{{{#onrecord:{MERKEL_ID}}}}}"))
    assert answer is not None and real_service not in answer.headers["content-security-policy"]


def test_frame_grows_to_its_answer(wiki: Wiki, real_service: str, page: Page) -> None:
    wiki.configure(wgOnRecordUrl=real_service)
    page.goto(wiki.write("Growing", "<onrecord height=150 />"))
    frame = page.frame_locator("iframe.onrecord-frame")
    before = page.locator("iframe.onrecord-frame").bounding_box()
    frame.locator("[name=q]").fill(MERKEL)
    frame.locator("[name=q]").press("Enter")
    expect(frame.locator(".onrecord-card").first).to_be_visible()
    wanted = framed(page).evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
    page.wait_for_function(
        "wanted => document.querySelector('iframe.onrecord-frame').style.height === `${wanted}px`", arg=wanted
    )
    assert before is not None and wanted > before["height"]


def test_page_of_a_site_that_is_not_listed_shows_no_chat(wiki: Wiki, real_service: str, page: Page) -> None:
    wiki.configure(wgOnRecordUrl=real_service)
    address = wiki.write("Unlisted", "<onrecord>The border</onrecord>")
    page.goto(address)
    expect(page.frame_locator("iframe.onrecord-frame").locator("h1")).to_have_text("The border")
    # The same wiki by a name that is not listed is another site.
    with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        page.goto(address.replace("127.0.0.1", "localhost"))
    frame = framed(page)
    frame.wait_for_url("chrome-error:**")
    assert frame.locator("[name=q]").count() == 0
    assert page.locator(".onrecord-link a").get_attribute("href") == f"{real_service}/embed?title=The%20border"


def test_checker_finds_nothing_that_keeps_people_out(wiki: Wiki, real_service: str, page: Page) -> None:
    wiki.configure(wgOnRecordUrl=real_service, extensions=("Cite",))
    page.goto(
        wiki.write("Checked", f"<onrecord>The border</onrecord>\n\n{{{{#onrecord:{MERKEL_ID}}}}}\n\n<references />")
    )
    expect(page.frame_locator("iframe.onrecord-frame").locator("form")).to_be_visible()
    found = Axe().run(page, context=".onrecord-box, .onrecord-quotation", options={"resultTypes": ["violations"]})
    assert [(rule["id"], rule["nodes"]) for rule in found.response["violations"]] == []
    assert "frame-title" in [rule["id"] for rule in found.response["passes"]]


def test_chat_is_no_part_of_either_site(wiki: Wiki, real_service: str, page: Page) -> None:
    wiki.configure(wgOnRecordUrl=real_service)
    page.goto(wiki.write("Apart", "<onrecord />"))
    expect(page.frame_locator("iframe.onrecord-frame").locator("form")).to_be_visible()
    frame = framed(page)
    assert frame.evaluate("window.origin") == "null"
    blocked = "(() => { try { return String(REACHED); } catch (error) { return error.name; } })()"
    for reached in ("parent.document", "document.cookie", "localStorage"):
        assert frame.evaluate(blocked.replace("REACHED", reached)) == "SecurityError"


def test_title_with_markup_is_a_heading_with_its_characters(wiki: Wiki, real_service: str, page: Page) -> None:
    wiki.configure(wgOnRecordUrl=real_service)
    title = "<script>window.pwned=1</script> '''x''' &amp;"
    page.goto(wiki.write("Title", f"<onrecord>{title}</onrecord>"))
    heading = page.frame_locator("iframe.onrecord-frame").locator("h1")
    expect(heading).to_be_visible()
    assert exact_text(heading) == title
    assert page.evaluate("window.pwned") is None and framed(page).evaluate("window.pwned") is None


HEIGHTS = """() => {
    window.heights = [];
    const frame = document.querySelector("iframe.onrecord-frame");
    new MutationObserver(() => window.heights.push(frame.style.height)).observe(frame, {attributes: true});
}"""


@pytest.fixture
def told(wiki: Wiki, service: Service, page: Page) -> Iterator[Page]:
    """A wiki's page whose frame says nothing of itself; every height that the frame is given is noted."""
    service.gives(200, b"<!doctype html><p>Quiet</p>", **{"Content-Type": "text/html"})
    wiki.configure(wgOnRecordUrl=service.address)
    page.goto(wiki.write(f"Told {service.address[-5:]}", "<onrecord height=200 /> <iframe></iframe>"))
    page.frame_locator("iframe.onrecord-frame").get_by_text("Quiet").wait_for()
    page.wait_for_function("window.mw && mw.loader.getState('ext.onRecord.frame') === 'ready'")
    page.evaluate(HEIGHTS)
    yield page


def tell(frame: Frame, message: str) -> None:
    frame.evaluate(f"parent.postMessage({message}, '*')")


def heights_after(page: Page, last: int) -> list[str]:
    """Every height so far, once the one that was told last is there."""
    page.wait_for_function("last => window.heights.at(-1) === `${last}px`", arg=last)
    heights: list[str] = page.evaluate("window.heights")
    return heights


def test_height_is_taken_within_bounds(told: Page) -> None:
    for height in ("1e9", "1", "300.2", "-5"):
        tell(framed(told), f"{{onrecord: 'height', height: {height}}}")
    tell(framed(told), "{onrecord: 'height', height: 777}")
    assert heights_after(told, 777) == ["4000px", "200px", "301px", "200px", "777px"]


def test_messages_that_are_no_height_do_nothing(told: Page) -> None:
    for height in ("NaN", "Infinity", "'500'", "null", "{valueOf: 1}", "[500]", "true", "undefined"):
        tell(framed(told), f"{{onrecord: 'height', height: {height}}}")
    for message in ("null", "'height'", "500", "{height: 500}", "{onrecord: 'width', height: 500}", "[]", "undefined"):
        tell(framed(told), message)
    tell(framed(told), "{onrecord: 'height', height: 777}")
    assert heights_after(told, 777) == ["777px"]


def test_messages_of_others_do_nothing(told: Page) -> None:
    forged = "{onrecord: 'height', height: 500}"
    told.evaluate(f"window.postMessage({forged}, '*')")
    told.evaluate(f"window.dispatchEvent(new MessageEvent('message', {{data: {forged}}}))")
    told.evaluate(
        f"""() => new Promise(done => {{
            const other = document.createElement("iframe");
            other.sandbox = "allow-scripts";
            other.srcdoc = "<script>parent.postMessage({forged}, '*'); parent.postMessage('told', '*')<\\/script>";
            addEventListener("message", ({{data}}) => data === "told" && done());
            document.body.append(other);
        }})"""
    )
    tell(framed(told), "{onrecord: 'height', height: 777}")
    assert heights_after(told, 777) == ["777px"]


def test_a_page_that_the_frame_was_led_to_is_not_listened_to(told: Page, service: Service) -> None:
    # Of another origin than the service's, though in the same frame: so it would be without the sandbox.
    forged = (
        "window.dispatchEvent(new MessageEvent('message', {origin: ORIGIN, data: {onrecord: 'height', height: 500},"
        " source: document.querySelector('iframe.onrecord-frame').contentWindow}))"
    )
    for origin in ("https://evil.example", f"{service.address}0", "", "Null"):
        told.evaluate(forged.replace("ORIGIN", repr(origin)))
    told.evaluate(forged.replace("ORIGIN", repr(service.address)).replace("500", "777"))
    assert heights_after(told, 777) == ["777px"]
