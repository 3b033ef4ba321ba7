"""Take the pictures in this folder: start `make chat`, then run `.venv/bin/python docs/screenshots.py`."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent
QUESTION = "What did Samorukov say about sanctions?"
VIEWS = {"chat": (1200, 800, "light"), "chat-dark": (1200, 800, "dark"), "chat-phone": (390, 844, "light")}
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def main(url: str) -> None:
    """Ask the question at the URL and keep what each view shows."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        for name, (width, height, scheme) in VIEWS.items():
            viewport = {"width": width, "height": height}
            page = browser.new_page(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(f"{url}/chat")
            page.get_by_placeholder("Ask who said what").fill(QUESTION)
            page.keyboard.press("Enter")
            page.locator(".onrecord-card").first.wait_for()
            page.wait_for_timeout(1000)
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:7860")
