"""What a reader does on the page."""

from playwright.sync_api import Locator, Page, expect


def ask(page: Page, question: str) -> Locator:
    """The answer to the question, once it is on the page."""
    answers = page.locator(".onrecord-answer")
    n_before = answers.count()
    page.get_by_label("Question").fill(question)
    page.get_by_label("Question").press("Enter")
    expect(answers).to_have_count(n_before + 1, timeout=15_000)
    return answers.last


def exact_text(element: Locator) -> str:
    """The element's text, untrimmed."""
    text = element.evaluate("element => element.textContent")
    assert isinstance(text, str)
    return text


def clipboard(page: Page) -> str:
    text = page.evaluate("navigator.clipboard.readText()")
    assert isinstance(text, str)
    return text
