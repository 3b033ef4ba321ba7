"""A page that holds the Explore tab and nothing else, over invented speakers."""

import re
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.sync_api import Locator, Page, expect

from bot.api import create_app
from bot.live_index import LiveIndex
from bot.render.page import style_sheet
from bot.routes.explore import add_explore
from index.passage import Passage
from tests.bot.browser.passages import HOSTILE_NAME
from tests.bot.explored import spoken
from tests.fakes import fake_index

LONG_NAME = "Anna " + "Lindqvist" * 33
RIGHT_TO_LEFT = "\u202eדנה לוי\u202c"
PASSAGES = (
    *(spoken("Ana Lind", f"2021-{1 + n % 12:02}-15", article=f"a{n:02}", role="mayor of Tarn") for n in range(45)),
    *(spoken("Bo Ek", f"2021-0{n}-02", article=f"b{n}") for n in range(1, 4)),
    *(spoken(f"Cai Ro{n:02}", "2021-06-01", article=f"c{n}") for n in range(30)),
    *(spoken(name, "2021-07-01", article=f"d{name[:4]}") for name in (HOSTILE_NAME, RIGHT_TO_LEFT, LONG_NAME)),
    *(spoken(name, "2021-07-02", article=f"e{name[:4]}") for name in (RIGHT_TO_LEFT, LONG_NAME)),
    spoken("some dockers", None, article="f"),
)
TABS = """<div id="onrecord-tabs"><button role="tab">Ask</button><button role="tab">Explore</button></div>
<input id="elsewhere">"""
HEARD = "window.asked = []; document.addEventListener('onrecord:ask', (event) => window.asked.push(event.detail));"


def page_around(repository: Path) -> str:
    """A page with the tab's element; its style sheets and scripts are those that the chat page loads."""
    found = [path for name in ("explore", "timeline") for path in sorted(repository.glob(f"bot/**/{name}.*"))]
    styles = style_sheet() + "".join(path.read_text() for path in found if path.suffix == ".css")
    scripts = _address(repository) + "".join(path.read_text() for path in found if path.suffix == ".js")
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">'
        '<meta name="viewport" content="width=device-width"><style>body { margin: 0 }'
        f'{styles}</style>{TABS}<div id="onrecord-explore"></div><script>{HEARD}{scripts}</script></html>'
    )


def _address(repository: Path) -> str:
    """The chat's own way to tell its folder; the rest of its script needs the whole chat page."""
    base = re.search("const base = .*;", (repository / "bot" / "page" / "address.js").read_text())
    assert base is not None
    return f"window.onrecordAddress = (() => {{ {base[0]} return {{ base, showTab: () => {{}} }}; }})();"


def site_app(passages: tuple[Passage, ...], html: str) -> FastAPI:
    app = create_app(fake_index(passages), with_chat=False)
    add_explore(app, LiveIndex(fake_index(passages)))

    @app.get("/chat")
    @app.get("/chat/")
    def chat() -> HTMLResponse:
        return HTMLResponse(html)

    return app


def open_overview(page: Page) -> Locator:
    page.evaluate("window.onrecordExplore.open()")
    expect(page.locator(".onrecord-ranked").first).to_be_visible()
    return page.locator('[data-group="named"] .onrecord-open-speaker')


def open_speaker(page: Page, name: str) -> None:
    page.evaluate("name => window.onrecordExplore.openSpeaker(name)", name)
    expect(page.locator("h2")).to_be_focused()


def asked(page: Page) -> list[dict[str, str]]:
    details: list[dict[str, str]] = page.evaluate("window.asked")
    return details
