"""How high a frame becomes in a page of another site, and whom it tells: its own page's words, and nobody else's."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from tests.bot.browser.embed.host import COUNT_SHIFTS, Host, hosted, watched
from tests.bot.browser.library import library_index

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("decision_by_cosine")]

SIZE = 'width="600" height="200"'

TOLD = """
    window.told = [];
    window.addEventListener("message", (event) => window.told.push([event.origin, event.data]));
"""


@pytest.fixture
def page(context: BrowserContext, host: Host) -> Iterator[Page]:
    with watched(context, host.address, host.service) as opened:
        opened.add_init_script(TOLD)
        opened.add_init_script(COUNT_SHIFTS)
        yield opened


def listening(host: Host, body: str) -> str:
    """The address of a page with that body which gives its frames their heights."""
    return host.page(f'<script src="{host.service}/embed/height.js" defer></script><body>{body}<p id="below">below</p>')


def ask(frame: FrameLocator, question: str) -> None:
    frame.get_by_label("Question").fill(question)
    frame.get_by_label("Question").press("Enter")
    expect(frame.locator(".onrecord-card")).to_have_count(1)


def height_of(page: Page, nth: int = 0) -> int:
    height = page.locator("iframe").nth(nth).evaluate("frame => frame.getBoundingClientRect().height")
    assert isinstance(height, int | float)
    return round(height)


def content_height(frame: FrameLocator) -> int:
    height = frame.locator("body").evaluate("body => Math.ceil(body.getBoundingClientRect().height)")
    assert isinstance(height, int)
    return height


def settled(page: Page) -> None:
    """Every message that was posted before has been heard."""
    page.evaluate("""new Promise((done) => {
        const heard = (event) => event.data === "settled" && done();
        window.addEventListener("message", heard);
        window.postMessage("settled", "*");
    })""")


def test_frame_becomes_as_high_as_its_answer(page: Page, host: Host) -> None:
    page.goto(listening(host, host.frame(attributes=f'style="border: 0" {SIZE}')))
    frame = page.frame_locator("iframe")
    ask(frame, "harbour")
    expected = content_height(frame)
    assert expected > 200
    page.wait_for_function("height => document.querySelector('iframe').offsetHeight === height", arg=expected)
    told = page.evaluate("window.told")
    assert told[-1] == ["null", {"onrecord": "height", "height": expected}]
    assert {origin for origin, _ in told} == {"null"}


def test_frame_that_is_not_sandboxed_tells_its_own_origin(page: Page, host: Host) -> None:
    page.goto(listening(host, f'<iframe title="onrecord" {SIZE} src="{host.service}/embed?q=harbour"></iframe>'))
    page.wait_for_function("document.querySelector('iframe').offsetHeight > 200")
    assert page.evaluate("window.told")[-1][0] == host.service


def test_nothing_in_the_page_around_moves_while_an_empty_frame_is_loaded(page: Page, host: Host) -> None:
    page.goto(listening(host, host.frame(attributes='width="600" height="200"')))
    page.wait_for_function("window.told.length > 0")
    settled(page)
    assert height_of(page) == 204
    assert page.evaluate("window.shifts") == []


def test_each_frame_has_its_own_height(page: Page, host: Host) -> None:
    frames = [host.frame(attributes=SIZE), host.frame("?q=harbour", attributes=SIZE)]
    page.goto(listening(host, "".join(frames)))
    page.wait_for_function("document.querySelectorAll('iframe')[1].offsetHeight > 300")
    settled(page)
    assert height_of(page) == 204


def test_forged_heights_are_not_heard(page: Page, host: Host) -> None:
    forger = host.page("<script>parent.postMessage({onrecord: 'height', height: 3000}, '*')</script>")
    body = f'{host.frame(attributes=SIZE)}<iframe title="other" src="{forger}" {SIZE}></iframe>'
    page.goto(listening(host, body))
    page.wait_for_function("window.told.some(([, data]) => data.height === 3000)")
    page.evaluate("window.postMessage({onrecord: 'height', height: 3000}, '*')")
    settled(page)
    assert [height_of(page, 0), height_of(page, 1)] == [204, 204]


@pytest.mark.parametrize(
    ("said", "height"),
    [
        ("{onrecord: 'height', height: 99999}", 4000),
        ("{onrecord: 'height', height: -5}", 200),
        ("{onrecord: 'height', height: 1}", 200),
        ("{onrecord: 'height', height: 650.2}", 651),
        ("{onrecord: 'height', height: Infinity}", 200),
        ("{onrecord: 'height', height: NaN}", 200),
        ("{onrecord: 'height', height: '700px; position: fixed'}", 200),
        ("{onrecord: 'width', height: 700}", 200),
        ("null", 200),
        ("'height'", 200),
    ],
)
def test_height_is_a_number_within_bounds(page: Page, host: Host, said: str, height: int) -> None:
    # A file of the service's, which says nothing by itself.
    shown = f"{host.service}/embed/frame.css"
    page.goto(
        listening(
            host, f'<iframe title="file" sandbox="allow-scripts" style="border: 0" {SIZE} src="{shown}"></iframe>'
        )
    )
    frame = next(each for each in page.frames if each.url == shown)
    frame.evaluate(f"() => parent.postMessage({said}, '*')")
    page.wait_for_function("window.told.length > 0")
    settled(page)
    assert height_of(page) == height


def test_frame_can_not_be_shown_by_a_site_that_is_not_listed(context: BrowserContext) -> None:
    unlisted = hosted(library_index(), is_listed=False)
    with unlisted as host, watched(context, host.address, host.service, expected="frame-ancestors") as page:
        page.goto(host.page(host.frame()))
        assert [frame.url for frame in page.frames[1:]] == ["chrome-error://chromewebdata/"]


def test_site_that_is_not_listed_is_told_nothing_where_a_browser_shows_it_the_frame(
    context: BrowserContext,
) -> None:
    lax = hosted(library_index(), is_listed=False, has_policy=False)
    with lax as host, watched(context, host.address, host.service) as page:
        page.add_init_script(TOLD)
        page.goto(host.page(host.frame(attributes=SIZE)))
        ask(page.frame_locator("iframe"), "harbour")
        page.frame_locator("iframe").locator("body").evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        settled(page)
        assert page.evaluate("window.told.filter(([, data]) => data !== 'settled')") == []


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("http://127.0.0.1:*", "127.0.0.1"),
        ("http://*.localhost:*", "a.localhost"),
        ("http://*.localhost:*", "a.b.localhost"),
    ],
)
def test_site_that_is_listed_in_general_is_told(context: BrowserContext, listed: str, name: str) -> None:
    with hosted(library_index(), listed=(listed,)) as host:
        told = _told(context, host, name)
    assert told[0]["onrecord"] == "height"


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("http://127.0.0.1:1", "127.0.0.1"),
        ("http://127.0.0.1", "127.0.0.1"),
        ("https://127.0.0.1:*", "127.0.0.1"),
        ("http://*.localhost:*", "localhost"),
        ("http://*.b.localhost:*", "a.bb.localhost"),
    ],
)
def test_site_that_only_looks_like_one_listed_is_not_told(context: BrowserContext, listed: str, name: str) -> None:
    with hosted(library_index(), listed=(listed,), has_policy=False) as host:
        assert _told(context, host, name) == []


def _told(context: BrowserContext, host: Host, name: str) -> list[dict[str, object]]:
    """What a page of the site, reached by that name, has been told by its frame once the frame is loaded."""
    address = host.page(host.frame(attributes=SIZE)).replace("127.0.0.1", name)
    own = address.rpartition("/")[0]
    with watched(context, own, host.service) as page:
        page.add_init_script(TOLD)
        page.goto(address)
        page.frame_locator("iframe").locator("form[data-live]").wait_for()
        page.frame_locator("iframe").locator("body").evaluate(
            """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
                parent.postMessage("last", "*");
                done();
            })))"""
        )
        # One window's messages come in the order in which they were sent.
        page.wait_for_function("window.told.at(-1)?.[1] === 'last'")
        told = page.evaluate("window.told.map(([, data]) => data).filter((data) => data !== 'last')")
    assert isinstance(told, list)
    return told


def test_frame_without_a_height_in_a_closed_part_of_the_page_grows_when_it_is_opened(page: Page, host: Host) -> None:
    frame = host.frame("?q=harbour", attributes='style="border: 0" width="600"')
    page.goto(listening(host, f'<div id="part">{frame}</div>'))
    page.wait_for_function("document.querySelector('iframe').offsetHeight > 200")
    grown = height_of(page)
    page.goto(listening(host, f'<div id="part" style="display: none">{frame}</div>'))
    inner = next(each for each in page.frames if each.url.startswith(host.service))
    inner.evaluate("() => parent.postMessage({onrecord: 'height', height: 0}, '*')")
    page.wait_for_function("window.told.length > 0")
    settled(page)
    page.locator("#part").evaluate("part => { part.style.display = 'block'; }")
    page.wait_for_function("height => document.querySelector('iframe').offsetHeight === height", arg=grown)


def test_frame_listens_to_no_message(page: Page, host: Host) -> None:
    page.add_init_script("""
        window.listened = [];
        const addAsGiven = EventTarget.prototype.addEventListener;
        EventTarget.prototype.addEventListener = function (type, ...more) {
            window.listened.push(type);
            return addAsGiven.call(this ?? window, type, ...more);
        };
    """)
    page.goto(host.page(host.frame("?q=harbour", attributes=SIZE)))
    html = page.frame_locator("iframe").locator("html")
    listened = html.evaluate("() => window.listened")
    assert "submit" in listened
    assert "message" not in listened
    assert html.evaluate("() => window.onmessage") is None
