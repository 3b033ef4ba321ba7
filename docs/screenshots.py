"""Take the pictures in this folder: `make screenshots`.

Each chat is started on a port of its own: over the index of data/passages.jsonl, and over passages of an invented town.
The report is that of data/questions.jsonl.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from invented_passages import invented_passages
from playwright.sync_api import Browser, Page, sync_playwright
from served_chat import REPOSITORY, chat_over, launched

from index.passage import write_passages

DOCS = Path(__file__).parent

SANCTIONS = "What did Samorukov say about sanctions?"
MERKEL = "What did Merkel say?"
MISSED = "What did the Russian president call Lukashenko?"


@dataclass(frozen=True, slots=True)
class View:
    """A picture: of which question or address, on a screen of what size, with what pressed."""

    name: str
    question: str = SANCTIONS
    address: str = ""
    width: int = 1280
    height: int = 860
    scheme: Literal["light", "dark"] = "light"
    pressed: tuple[str, ...] = ()


VIEWS = (
    View("chat"),
    View("chat-dark", scheme="dark", pressed=(".onrecord-context summary",)),
    View("chat-phone", width=390, height=844),
    View("chat-why", pressed=(".onrecord-why summary", ".onrecord-verify")),
    View("chat-silence", question=MERKEL),
)
EXPLORE_VIEWS = (
    View("explore", question="", address="?explore"),
    View("explore-speaker", question="", address="?explore=Dagny+Holt"),
    View("explore-phone", question="", address="?explore", width=390, height=844, scheme="dark"),
)


def main() -> None:
    """Take every picture anew."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launched(playwright)
        invented = Path(folder) / "passages.jsonl"
        write_passages(invented_passages(), invented)
        for passages, views in ((REPOSITORY / "data" / "passages.jsonl", VIEWS), (invented, EXPLORE_VIEWS)):
            with chat_over(built_index(passages, Path(folder) / views[0].name)) as site:
                for view in views:
                    take(view, browser, site)
                if views is VIEWS:
                    take_embedded(browser, site)
        take_report(browser, Path(folder) / "report")
        browser.close()


def take(view: View, browser: Browser, site: str) -> None:
    """Keep what the view shows."""
    page = browser.new_page(viewport={"width": view.width, "height": view.height}, color_scheme=view.scheme)
    page.goto(f"{site}/chat{view.address}")
    page.locator("#onrecord-send").wait_for(state="attached")
    show(view, page)
    # What moves comes to rest.
    page.wait_for_timeout(1000)
    page.screenshot(path=DOCS / f"{view.name}.png")
    page.close()


def take_embedded(browser: Browser, site: str) -> None:
    """Keep what a page of another site shows in a frame."""
    page = browser.new_page(viewport={"width": 760, "height": 600})
    page.goto(f"{site}/embed?{urlencode({'q': SANCTIONS, 'k': 1, 'title': 'Who said what'})}")
    page.locator(".onrecord-box").screenshot(path=DOCS / "embed.png")
    page.close()


def take_report(browser: Browser, folder: Path) -> None:
    """Keep the head of the page that `onrecord check --html` writes, and one missed question."""
    shutil.copytree(REPOSITORY / "data", folder / "data", ignore=shutil.ignore_patterns("index"))
    built_index(folder / "data" / "passages.jsonl", folder / "data" / "index")
    command = [sys.executable, "-m", "bot", "check", "data/questions.jsonl", "--html", "report.html"]
    subprocess.run(command, cwd=folder, check=True, env=os.environ | {"PYTHONPATH": str(REPOSITORY)})
    page = browser.new_page(viewport={"width": 1280, "height": 960})
    page.goto((folder / "report.html").as_uri())
    page.screenshot(path=DOCS / "check.png")
    page.locator("article", has_text=MISSED).evaluate("(article) => article.scrollIntoView()")
    page.screenshot(path=DOCS / "check-missed.png")
    page.close()


def show(view: View, page: Page) -> None:
    """Ask the view's question, or wait for the tab that its address opens, and press what is to be pressed."""
    if not view.question:
        page.locator("#onrecord-explore h2").first.wait_for()
        return
    page.get_by_label("Question").fill(view.question)
    page.keyboard.press("Enter")
    page.locator(".onrecord-answer").wait_for()
    for selector in view.pressed:
        page.locator(selector).first.click()


def built_index(passages: Path, folder: Path) -> Path:
    """The folder, with a new index of the passages in it."""
    subprocess.run(
        [sys.executable, "-m", "bot", "index", str(passages), "--to", str(folder)], cwd=REPOSITORY, check=True
    )
    return folder


if __name__ == "__main__":
    main()
