"""What a reader does on the page."""

from playwright.sync_api import Locator, Page, expect

ANSWER_MS = 15_000


def send(page: Page, question: str) -> None:
    """The question typed and sent."""
    page.get_by_label("Question").fill(question)
    page.get_by_label("Question").press("Enter")


def ask(page: Page, question: str) -> Locator:
    """The answer to the question, once it is on the page."""
    n_before = page.locator(".onrecord-answer").count()
    send(page, question)
    return nth_answer(page, n_before + 1)


def nth_answer(page: Page, n: int) -> Locator:
    """The n-th answer, once it is on the page as the last one."""
    answers = page.locator(".onrecord-answer")
    expect(answers).to_have_count(n, timeout=ANSWER_MS)
    return answers.last


def open_filters(page: Page) -> None:
    """The filters stand open, as on a wide screen they do."""
    # What is pressed before the page has opened or closed them itself is undone by that.
    panel = page.locator("#onrecord-filters details[data-arranged]")
    if panel.get_attribute("open") is None:
        page.locator("#onrecord-filters summary").click()


def set_filter(page: Page, name: str, value: str) -> None:
    control = page.locator(f'#onrecord-filters [name="{name}"]')
    if control.evaluate("control => control.tagName") == "SELECT":
        control.select_option(value)
    else:
        control.fill(value)


def in_force(page: Page) -> list[str]:
    """The filters in force, as their chips name them."""
    return [exact_text(chip) for chip in page.locator(".onrecord-in-force button").all()]


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def exact_text(element: Locator) -> str:
    """The element's text, untrimmed."""
    text = element.evaluate("element => element.textContent")
    assert isinstance(text, str)
    return text


def exact_texts(elements: Locator) -> list[str]:
    """Each element's text, untrimmed."""
    return [exact_text(element) for element in elements.all()]


def clipboard(page: Page) -> str:
    text = page.evaluate("navigator.clipboard.readText()")
    assert isinstance(text, str)
    return text
