"""From the press of Ask to the card on the screen, against the API's own time: `bench/latency_page.py --cache DIR`.

A real Chromium, a page opened anew for each round; the first question in it counts apart from those after it. The API
is asked the same questions by the same machine between the rounds. The index is that of bench/latency.py.
"""

import tempfile
import time
import urllib.request
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import urlencode

import click
from latency import built_index, write_bench_passages
from latency_figures import Comparison, comparison_lines, percentile
from latency_passages import synthetic_questions
from playwright.sync_api import Page, sync_playwright
from served_chat import chat_over, launched

N_LATER = 4
"""Questions in each page after its first."""

SETTLED_MS = 1000
"""A page that has just been opened still loads what no reader waits for."""

_PRESS_AND_WAIT = """(question) => new Promise((done) => {
    const answers = () => document.querySelectorAll(".onrecord-answer").length;
    const n = answers();
    const box = document.querySelector("#onrecord-ask textarea");
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    const start = performance.now();
    const watch = new MutationObserver(() => {
        if (answers() === n) return;
        watch.disconnect();
        // The frame after the next has the answer painted.
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    });
    watch.observe(document.body, { childList: true, subtree: true });
    document.querySelector("#onrecord-ask button").click();
})"""


@click.command()
@click.option("-n", "n_passages", type=click.IntRange(min=1), default=10_000, show_default=True, help="Passages.")
@click.option("--rounds", type=click.IntRange(min=1), default=10, show_default=True, help="Pages opened.")
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), help="Keep the index here.")
def main(n_passages: int, rounds: int, cache: Path | None) -> None:
    """Time answers on the page and print a table."""
    with tempfile.TemporaryDirectory() if cache is None else nullcontext(str(cache)) as folder:
        path = Path(folder) / "passages.jsonl"
        write_bench_passages(None, n_passages, path)
        with chat_over(built_index(path, Path(folder) / "warm")) as site:
            comparison = compare(site, rounds)
    click.echo("\n".join(comparison_lines(comparison)))


def compare(site: str, rounds: int) -> Comparison:
    """The page's and the API's times for the same questions, in milliseconds."""
    questions = synthetic_questions(rounds * (1 + N_LATER))
    firsts: list[float] = []
    laters: list[float] = []
    api: list[float] = []
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for start in range(0, len(questions), 1 + N_LATER):
            batch = questions[start : start + 1 + N_LATER]
            page = browser.new_page()
            first, *later = times_on_page(page, site, batch)
            page.close()
            firsts.append(first)
            laters += later
            api += [api_time(site, question) for question in batch]
        browser.close()
    return Comparison(
        title=f"ms from the press of Ask to the painted card: {rounds} pages, {N_LATER} questions after each first",
        headings=("first p50", "first max", "later p50", "later p95"),
        our_name="onrecord chat, in the page",
        ours=(percentile(firsts, 50), max(firsts), percentile(laters, 50), percentile(laters, 95)),
        peer_name="its API alone",
        peers=(percentile(api, 50), max(api), percentile(api, 50), percentile(api, 95)),
    )


def times_on_page(page: Page, site: str, questions: Sequence[str]) -> list[float]:
    """How long each question takes in the page, in milliseconds."""
    page.goto(f"{site}/chat")
    page.locator("#onrecord-send").wait_for(state="attached")
    page.wait_for_timeout(SETTLED_MS)
    return [float(page.evaluate(_PRESS_AND_WAIT, question)) for question in questions]


def api_time(site: str, question: str) -> float:
    """How long the API takes over the question, in milliseconds."""
    start = time.perf_counter()
    with urllib.request.urlopen(f"{site}/api/v1/ask?{urlencode({'q': question})}") as response:
        response.read()
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
