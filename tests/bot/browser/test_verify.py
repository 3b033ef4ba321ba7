"""The Verify button: what is on the screen, held against the articles."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.bot.browser.actions import ask, open_tab
from tests.bot.browser.conftest import watched_chat

pytestmark = pytest.mark.browser

CHANGES = (
    'passage => passage.append(" not")',
    'passage => passage.querySelector(".onrecord-said").firstChild.replaceWith("We ")',
    "passage => passage.querySelector('mark').remove()",
)
"""What might befall the words on their way: some more, others in their place, some less."""


def expect_verdict(page: Page, sentence: str) -> None:
    """Verify, pressed, says exactly that."""
    page.get_by_role("button", name="Verify").click()
    expect(page.locator(".onrecord-verdict")).to_have_text(sentence)


def test_verify_before_a_question_says_that_nothing_is_shown(library: Page) -> None:
    expect_verdict(library, "No passage is shown yet; ask a question first.")


def test_passages_as_in_the_article_are_said_to_be_so_and_marked(library: Page) -> None:
    ask(library, "harbour")
    ask(library, "What did Ana Lind say about the ferry and the harbour?")
    sentence = "Checked on the server: 3 of 3 passages shown as in the article, character for character."
    expect_verdict(library, sentence)
    for card in library.locator(".onrecord-card").all():
        expect(card).to_have_attribute("data-verdict", "verbatim")


def test_passages_altered_on_the_page_are_said_to_differ_and_marked(library: Page) -> None:
    for number, change in enumerate(CHANGES):
        card = ask(library, "harbour").locator(".onrecord-card")
        colour = card.evaluate("card => getComputedStyle(card).borderColor")
        card.locator(".onrecord-passage").evaluate(change)
        n = number + 1
        expect_verdict(
            library,
            f"Checked on the server: 0 of {n} passage{'' if n == 1 else 's'} shown as in the article, "
            f"character for character; {n} not as in the article: do not rely on it.",
        )
        expect(card).to_have_attribute("data-verdict", "differs")
        assert card.evaluate("card => getComputedStyle(card).borderColor") != colour


def test_passage_without_its_article_or_unknown_is_not_called_verbatim(library: Page) -> None:
    card = ask(library, "market").locator(".onrecord-card")
    good = "Checked on the server: 0 of 1 passage shown as in the article, character for character; "
    expect_verdict(library, f"{good}1 not checkable: the index has no text of the article.")
    expect(card).to_have_attribute("data-verdict", "not checkable")
    card.evaluate('card => { card.dataset.passage = "gone:1"; }')
    expect_verdict(library, f"{good}1 not in the index any more: ask again.")


def test_verify_without_a_server_says_that_nothing_was_checked(
    context: BrowserContext, library_site: str, decision_by_cosine: None
) -> None:
    with watched_chat(context, library_site, expected="net::ERR_FAILED") as page:
        ask(page, "harbour")
        page.route("**/api/v1/verify", lambda route: route.abort())
        expect_verdict(page, "Not checked: the server cannot be reached. Try again.")
        page.unroute_all()
        expect_verdict(page, "Checked on the server: 1 of 1 passage shown as in the article, character for character.")


def test_altered_name_and_altered_words_around_differ(library: Page) -> None:
    card = ask(library, "harbour").locator(".onrecord-card")
    card.locator(".onrecord-speaker bdi").evaluate('name => { name.textContent = "Anna Lind"; }')
    shown = "shown as in the article, character for character"
    expect_verdict(
        library, f"Checked on the server: 0 of 1 passage {shown}; 1 not as in the article: do not rely on it."
    )
    card.locator(".onrecord-speaker bdi").evaluate('name => { name.textContent = "Ana Lind"; }')
    card.get_by_text("In context").click()
    expect_verdict(library, f"Checked on the server: 3 of 3 passages {shown}.")
    card.locator(".onrecord-neighbour").first.evaluate('words => words.append("!")')
    expect_verdict(
        library, f"Checked on the server: 2 of 3 passages {shown}; 1 not as in the article: do not rely on it."
    )
    expect(card).to_have_attribute("data-verdict", "verbatim")
    expect(card.locator(".onrecord-neighbour").first).to_have_attribute("data-verdict", "differs")


def test_passage_too_long_to_be_sent_leaves_the_others_checked(
    context: BrowserContext, library_site: str, decision_by_cosine: None
) -> None:
    with watched_chat(context, library_site, expected="413") as page:
        long = ask(page, "harbour").locator(".onrecord-passage")
        ask(page, "harbour")
        long.evaluate('passage => passage.append("x".repeat(70_000))')
        expect_verdict(
            page,
            "Checked on the server: 1 of 2 passages shown as in the article, character for character; "
            "1 too long to be checked here: run onrecord verify.",
        )


def test_verdict_goes_when_other_passages_are_shown(library: Page) -> None:
    ask(library, "harbour")
    expect_verdict(library, "Checked on the server: 1 of 1 passage shown as in the article, character for character.")
    ask(library, "ferry")
    expect(library.locator(".onrecord-verdict")).to_have_text("")
    library.get_by_role("button", name="Verify").click()
    expect(library.locator(".onrecord-verdict")).to_contain_text("Checked on the server")
    library.get_by_role("button", name="Clear").click()
    expect(library.locator(".onrecord-verdict")).to_have_text("")


def test_passages_of_a_speakers_page_are_checked_too(library: Page) -> None:
    open_tab(library, "Explore")
    library.get_by_role("button", name="Ana Lind", exact=True).click()
    library.get_by_role("heading", name="Ana Lind").wait_for()
    explore = library.get_by_role("tabpanel")
    explore.get_by_role("button", name="Verify").click()
    expect(explore.locator(".onrecord-verdict")).to_have_text(
        "Checked on the server: 2 of 2 passages shown as in the article, character for character."
    )
