"""What a card shows, explains and opens."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from bot.render.why import REASONS
from tests.bot.browser.actions import ask, exact_text, exact_texts
from tests.bot.browser.conftest import watched_chat
from tests.bot.browser.library import HARBOUR_PARAGRAPHS, HEBREW
from tests.bot.decisions import BY_COSINE

pytestmark = pytest.mark.browser

BOTH = "What did Ana Lind say about the ferry and the harbour?"


@pytest.fixture(scope="module")
def answered(context: BrowserContext, library_site: str) -> Iterator[Page]:
    """The chat after one question, for all tests that press nothing which another one minds."""
    with pytest.MonkeyPatch.context() as patch, watched_chat(context, library_site) as opened:
        patch.setattr("bot.search.load_decision", lambda: BY_COSINE)
        ask(opened, BOTH)
        yield opened


@pytest.fixture
def cards(answered: Page) -> Locator:
    """A paraphrase by a speaker who is not sure, then a quotation by the same one, who is."""
    found = answered.locator(".onrecord-card")
    assert exact_texts(found.locator(".onrecord-passage")) == [HARBOUR_PARAGRAPHS[2], HARBOUR_PARAGRAPHS[1]]
    return found


def style_of(element: Locator, name: str) -> str:
    value = element.evaluate("(element, name) => getComputedStyle(element)[name]", name)
    assert isinstance(value, str)
    return value


def test_matched_and_quoted_words_are_set_apart(cards: Locator) -> None:
    passage = cards.nth(1).locator(".onrecord-passage")
    assert exact_texts(passage.locator("mark.onrecord-match")) == ["harbour"]
    assert exact_texts(passage.locator(".onrecord-said")) == ["“We will open the harbour\u00a0again before winter,”"]
    assert style_of(passage.locator(".onrecord-said"), "color") != style_of(passage, "color")
    assert style_of(passage.locator("mark"), "backgroundColor") != style_of(passage, "backgroundColor")


def test_name_has_initials_for_the_eye_alone(cards: Locator) -> None:
    disc = cards.nth(1).locator(".onrecord-disc")
    assert (exact_text(disc), disc.get_attribute("aria-hidden")) == ("AL", "true")
    assert exact_texts(cards.nth(1).locator(".onrecord-speaker, .onrecord-role")) == ["Ana Lind", "mayor of Tarn"]
    assert cards.nth(1).get_attribute("aria-label") == "Passage 2 of 2"
    assert "AL" not in cards.nth(1).locator(".onrecord-credits").aria_snapshot()


def test_speaker_below_the_threshold_is_called_unsure(cards: Locator) -> None:
    own_words = "all => all.map(kind => kind.firstChild.textContent)"
    shown = [card.locator(".onrecord-kind").evaluate_all(own_words) for card in cards.all()]
    assert shown == [["Paraphrase", "Speaker unsure"], ["Quotation"]]


def test_kind_is_explained_under_the_pointer_until_escape(answered: Page, cards: Locator) -> None:
    kind = cards.nth(1).locator(".onrecord-kind")
    tip = kind.locator(".onrecord-tip")
    expect(tip).to_have_css("opacity", "0")
    kind.hover()
    expect(tip).to_have_css("opacity", "1")
    assert exact_text(tip) == "The speaker’s words as the article has them, in quotation marks."
    answered.keyboard.press("Escape")
    expect(tip).to_have_css("opacity", "0")
    answered.mouse.move(0, 0)
    kind.hover()
    expect(tip).to_have_css("opacity", "1")


def test_kind_is_explained_to_the_keyboard_until_escape(answered: Page, cards: Locator) -> None:
    cards.nth(1).locator(".onrecord-copy").focus()
    for _ in range(2):
        answered.keyboard.press("Shift+Tab")
    kind = cards.nth(1).locator(".onrecord-kind")
    expect(kind).to_be_focused()
    expect(kind.locator(".onrecord-tip")).to_have_css("opacity", "1")
    answered.keyboard.press("Escape")
    expect(kind.locator(".onrecord-tip")).to_have_css("opacity", "0")
    expect(kind).to_be_focused()


def test_why_this_speaker_opens_the_evidence_and_lights_it_up(cards: Locator) -> None:
    card = cards.first
    cue, mention = card.locator(".onrecord-cue"), card.locator(".onrecord-mention")
    assert (exact_text(cue), exact_text(mention)) == ("said", "She")
    assert (style_of(cue, "outlineStyle"), style_of(mention, "outlineStyle")) == ("none", "none")
    card.get_by_text("Why this speaker", exact=True).press("Enter")
    facts = card.locator(".onrecord-evidence dl > div")
    assert [exact_texts(fact.locator("dt, dd")) for fact in facts.all()] == [
        ["Speaker", "Ana Lind"],
        ["Mention", "She"],
        ["Stands for", "Ana Lind (paragraph 2)"],
        ["Cue", "said"],
        ["Kind", "Paraphrase"],
        ["Reason", REASONS["pronoun"]],
        ["Confidence", "0.55 of 1"],
    ]
    assert (style_of(cue, "outlineStyle"), style_of(mention, "outlineStyle")) == ("dashed", "solid")
    assert exact_text(card.locator(".onrecord-passage")) == HARBOUR_PARAGRAPHS[2]


def test_context_opens_the_paragraphs_around_the_passage(cards: Locator) -> None:
    around = cards.nth(1).locator(".onrecord-neighbour")
    expect(around.first).to_be_hidden()
    cards.nth(1).get_by_text("In context", exact=True).click()
    expect(around.first).to_be_visible()
    assert exact_texts(around) == [HARBOUR_PARAGRAPHS[0], HARBOUR_PARAGRAPHS[2]]
    assert exact_texts(cards.first.locator(".onrecord-neighbour")) == [HARBOUR_PARAGRAPHS[1]]


def test_what_is_open_stands_below_one_row_of_buttons(cards: Locator) -> None:
    card = cards.nth(1)
    summaries = card.locator("summary")
    for details in reversed(card.locator("details:not([open])").all()):
        details.locator("summary").click()
    expect(card.locator("details[open]")).to_have_count(3)
    buttons = [card.locator(".onrecord-copy"), *summaries.all()]
    tops = {round(box["y"]) for button in buttons if (box := button.bounding_box()) is not None}
    assert len(tops) == 1
    opened = card.locator(".onrecord-formats, .onrecord-evidence, .onrecord-neighbour")
    below = [round(box["y"]) for each in opened.all() if (box := each.bounding_box()) is not None]
    assert len(below) == 4
    assert below == sorted(set(below))
    assert min(below) > max(tops)


def test_title_leads_to_the_passage_in_its_article(cards: Locator) -> None:
    link = cards.nth(1).locator(".onrecord-title a")
    assert link.get_attribute("href") == (
        "https://paper.example/story#:~:text=%E2%80%9CWe%20will%20open%20the%20harbour%20again,"
        "mayor%20of%20Tarn%2C%20said%20on%20Monday."
    )
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener noreferrer")


def test_address_that_is_not_of_the_web_is_no_link(library: Page) -> None:
    unlinked = ask(library, "market").locator(".onrecord-card").first.locator(".onrecord-title")
    assert exact_text(unlinked) == "Fares"
    assert unlinked.locator("a").count() == 0


def test_right_to_left_passage_has_its_own_direction(library: Page) -> None:
    card = ask(library, "הנמל").locator(".onrecord-card").first
    assert exact_text(card.locator(".onrecord-passage")) == HEBREW
    assert style_of(card.locator(".onrecord-passage"), "direction") == "rtl"
    assert style_of(library.locator(".onrecord-question"), "direction") == "rtl"
    assert style_of(card.locator(".onrecord-facts"), "direction") == "ltr"
