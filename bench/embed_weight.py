"""What a page of another site loads for onrecord, and how soon it can be used: `bench/embed_weight.py`.

Three ways beside each other: a frame of /embed, the custom element, a frame of the Gradio page. A real Chromium opens a
page of a small site of its own with each of them, in a context of its own each time, so that nothing is cached, and in
an order that turns round. Counted is what came over the connection, compressed as it was served, headers included.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import click
from latency import built_index, write_bench_passages
from latency_figures import percentile
from latency_passages import synthetic_questions
from playwright.sync_api import Browser, FrameLocator, Locator, Page, Request, sync_playwright
from served_chat import chat_over, launched

FRAME = '<iframe title="onrecord" width="700" height="500" src="{address}"></iframe>'
HOST_PAGE = '<!doctype html><html lang="en"><title>A page</title><body>{shown}'

STEADY_MS = 1500
"""A page that can be used may still load what no reader waits for; that counts too."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What one opening of a page took."""

    requests: int
    kilobytes: float
    usable_ms: float
    answer_ms: float


@dataclass(frozen=True, slots=True)
class Way:
    """A way to put onrecord into a page.

    `html`: what stands in the page, of the service's address. `within`: where in the page onrecord then is.
    `ready`: the element that is there once a question can be asked.
    """

    name: str
    html: Callable[[str], str]
    within: Callable[[Page], Page | FrameLocator]
    ready: str
    box: str


WAYS = (
    Way(
        "frame of /embed",
        lambda service: FRAME.format(address=f"{service}/embed"),
        lambda page: page.frame_locator("iframe"),
        "form[data-live] input[name=q]",
        "input[name=q]",
    ),
    Way(
        "<quote-bot>",
        lambda service: f'<script src="{service}/quote-bot.js" defer></script><quote-bot></quote-bot>',
        lambda page: page,
        "quote-bot form[data-live] input[name=q]",
        "quote-bot input[name=q]",
    ),
    Way(
        "frame of /chat (Gradio)",
        lambda service: FRAME.format(address=f"{service}/chat/"),
        lambda page: page.frame_locator("iframe"),
        "#onrecord-page:has(#onrecord-send) #onrecord-ask textarea",
        "#onrecord-ask textarea",
    ),
)


@click.command()
@click.option("-n", "n_passages", type=click.IntRange(min=1), default=1000, show_default=True, help="Passages.")
@click.option("--rounds", type=click.IntRange(min=1), default=7, show_default=True, help="Openings of each page.")
def main(n_passages: int, rounds: int) -> None:
    """Measure the three ways and print a table of the medians."""
    with tempfile.TemporaryDirectory() as folder, _site() as (site, pages):
        passages = Path(folder) / "passages.jsonl"
        write_bench_passages(None, n_passages, passages)
        with chat_over(built_index(passages, Path(folder) / "index"), "--frame-ancestor", site) as service:
            pages.update({f"/{number}": way.html(service) for number, way in enumerate(WAYS)})
            weights = measured(site, rounds)
    click.echo("\n".join(table(weights)))


def measured(site: str, rounds: int) -> dict[str, list[Weight]]:
    """The weights of each way, a round after the other; each round begins with another way."""
    weights: dict[str, list[Weight]] = {way.name: [] for way in WAYS}
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for number, question in enumerate(synthetic_questions(rounds)):
            for place in range(len(WAYS)):
                chosen = (number + place) % len(WAYS)
                way = WAYS[chosen]
                weights[way.name].append(weight_of(way, browser, f"{site}/{chosen}", question))
        browser.close()
    return weights


def weight_of(way: Way, browser: Browser, address: str, question: str) -> Weight:
    """What it takes to open the page, and then to ask a question in it."""
    context = browser.new_context()
    page = context.new_page()
    requests: list[Request] = []
    finished: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.on("requestfinished", lambda request: finished.append(request))
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    within = way.within(page)
    within.locator(way.ready).wait_for()
    usable = 1000 * (time.perf_counter() - start)
    page.wait_for_timeout(STEADY_MS)
    shown = [request for request in requests if _is_counted(request, address)]
    n_bytes = sum(_bytes(request) for request in finished if request in shown)
    answer = _answer_ms(within.locator(way.box), within.locator(".onrecord-card").first, question)
    context.close()
    return Weight(len(shown), n_bytes / 1000, usable, answer)


def table(weights: dict[str, list[Weight]]) -> list[str]:
    """A line a way: the medians."""
    n = len(next(iter(weights.values())))
    head = f"{'':<26}{'requests':>10}{'kB':>10}{'usable ms':>12}{'answer ms':>12}"
    rows = (
        f"{name:<26}{_median(each, 'requests'):>10.0f}{_median(each, 'kilobytes'):>10.1f}"
        f"{_median(each, 'usable_ms'):>12.0f}{_median(each, 'answer_ms'):>12.0f}"
        for name, each in weights.items()
    )
    return [f"medians of {n} openings, each with nothing cached", head, *rows]


def _median(weights: list[Weight], field: str) -> float:
    return percentile([getattr(weight, field) for weight in weights], 50)


def _answer_ms(box: Locator, card: Locator, question: str) -> float:
    box.fill(question)
    start = time.perf_counter()
    box.press("Enter")
    card.wait_for()
    return 1000 * (time.perf_counter() - start)


def _is_counted(request: Request, address: str) -> bool:
    # Not the page around, nor the icon that Chromium asks every site for.
    return request.url.startswith("http") and request.url != address and not request.url.endswith("/favicon.ico")


def _bytes(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


@contextmanager
def _site() -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a site of its own, and its pages by path."""
    pages: dict[str, str] = {}

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = HOST_PAGE.format(shown=pages.get(self.path, "")).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", pages
        server.shutdown()


if __name__ == "__main__":
    main()
