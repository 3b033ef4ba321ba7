"""A site of other people's whose pages show onrecord."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request
from starlette.middleware.cors import CORSMiddleware

from bot.live_index import live
from bot.routes.cards import add_cards
from bot.routes.embed import add_embed
from index.passage_index import PassageIndex
from tests.bot.embedded import embedded_app
from tests.bot.running import running

SANDBOX = "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox"

NO_ADDRESS = "The attribute src of quote-bot is no http or https address; give that of an onrecord server."
UNREACHED = "The server cannot be reached. The question is kept; ask it again when it is back."

COUNT_SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((seen) => {
        window.shifts.push(...seen.getEntries().map((shift) => shift.value));
    }).observe({ type: "layout-shift", buffered: true });
"""
"""What has the page count how far its parts move by themselves."""


@dataclass
class Host:
    """The site's address, that of the service it shows, and its pages with their policies."""

    address: str
    service: str = ""
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)

    def page(self, html: str, *, policy: str = "") -> str:
        """The address of a page of the site with that content."""
        path = f"page{len(self.pages)}"
        self.pages[path] = (f'<!doctype html><html lang="en"><title>Host</title>{html}', policy)
        return f"{self.address}/{path}"

    def frame(self, query: str = "", *, attributes: str = 'width="600" height="400"') -> str:
        return f'<iframe title="onrecord" sandbox="{SANDBOX}" {attributes} src="{self.service}/embed{query}"></iframe>'

    def script(self) -> str:
        return f'<script src="{self.service}/quote-bot.js"></script>'


@contextmanager
def hosted(
    passage_index: PassageIndex, *, is_listed: bool = True, has_policy: bool = True, listed: tuple[str, ...] = ()
) -> Iterator[Host]:
    """A site and a service beside it.

    :param is_listed: whether the site's pages may frame the service's.
    :param listed: the sites that may, in place of this one.
    :param has_policy: whether the service tells browsers so.
    """
    pages: dict[str, tuple[str, str]] = {}
    with running(_site(pages)) as address:
        make_app = embedded_app if has_policy else _app_without_policy
        with running(make_app(passage_index, (listed or (address,)) if is_listed else ())) as service:
            yield Host(address, service, pages)


@contextmanager
def watched(context: BrowserContext, *own: str, expected: str = "") -> Iterator[Page]:
    """A page; anything that ran, failed or went elsewhere than to `own` addresses fails the test at its end.

    :param expected: words of the console messages that a fault made on purpose may write.
    """
    page = context.new_page()
    faults: list[str] = []
    page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    page.on("pageerror", lambda error: faults.append(f"page error: {error}"))
    page.on("console", lambda said: faults.extend(_error(said, expected)))
    page.on("request", lambda request: faults.extend(_foreign(request, own)))
    yield page
    assert [frame.evaluate("window.pwned") for frame in page.frames] == [None] * len(page.frames)
    page.close()
    assert not faults, faults


def _app_without_policy(passage_index: PassageIndex, frame_ancestors: tuple[str, ...]) -> FastAPI:
    app = FastAPI(openapi_url=None)
    app.add_middleware(CORSMiddleware, allow_origins=["*"])
    add_cards(app, live(passage_index))
    add_embed(app, live(passage_index), frame_ancestors)
    return app


def _site(pages: dict[str, tuple[str, str]]) -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.get("/{path:path}")
    def page(path: str) -> HTMLResponse:
        html, policy = pages.get(path, ("", ""))
        return HTMLResponse(html, headers={"Content-Security-Policy": policy} if policy else None)

    return app


def _error(said: ConsoleMessage, expected: str) -> list[str]:
    is_fault = said.type == "error" and not (expected and expected in said.text)
    return [f"console: {said.text}"] if is_fault else []


def _foreign(request: Request, own: tuple[str, ...]) -> list[str]:
    # Chromium asks every site for an icon.
    is_own = request.url.startswith((*(f"{address}/" for address in own), "data:", "blob:"))
    return [] if is_own else [f"request to {request.url}"]
