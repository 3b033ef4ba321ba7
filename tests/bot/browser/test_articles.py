"""From article files to the page: what the card shows is what passages.jsonl holds, with the real model."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from index.build_passages import build_passages, read_articles
from index.building.build_index import build_index
from index.passage import Passage, read_passages
from index.passage_index import open_index
from index.store.article_texts import texts_beside
from tests.bot.browser.actions import ask, clipboard, exact_text
from tests.bot.browser.conftest import watched_chat
from tests.bot.chat_app import app_with_chat
from tests.bot.running import running

pytestmark = pytest.mark.browser

MERKEL = "Is a phone call with Merkel worth as much as lifting sanctions?"


@pytest.fixture(scope="module")
def passages_path(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The passages of the article in data/articles and of a hostile one."""
    path = tmp_path_factory.mktemp("articles") / "passages.jsonl"
    sources = [
        repository / "data" / "articles" / "000_252d2502a52fc22a.txt",
        repository / "tests" / "articles" / "hostile.txt",
    ]
    build_passages(read_articles([str(source) for source in sources]), path)
    return path


@pytest.fixture(scope="module")
def passages(passages_path: Path) -> dict[str, Passage]:
    return {passage.id: passage for passage in read_passages(passages_path)}


@pytest.fixture(scope="module")
def articles_site(passages_path: Path, default_encoders: Path) -> Iterator[str]:
    folder = passages_path.parent / "index"
    shutil.copytree(default_encoders, folder / "encoders")
    build_index(passages_path, texts_beside(passages_path), folder)
    with running(app_with_chat(open_index(folder))) as address:
        yield address


@pytest.fixture
def articles_page(context: BrowserContext, articles_site: str) -> Iterator[Page]:
    with watched_chat(context, articles_site) as opened:
        yield opened


def test_answer_is_the_passage_with_its_speaker_role_and_article(articles_page: Page, repository: Path) -> None:
    card = ask(articles_page, MERKEL).locator(".onrecord-card").first
    committed = {p.id: p for p in read_passages(repository / "data" / "passages.jsonl")}
    assert exact_text(card.locator(".onrecord-passage")) == committed["000_252d2502a52fc22a:21"].text
    assert exact_text(card.locator(".onrecord-speaker")) == "Maxim Samorukov"
    assert exact_text(card.locator(".onrecord-role")) == (
        "scholar of post-Communist Eastern Europe at the Moscow Carnegie Center"
    )
    assert exact_text(card.locator(".onrecord-title")) == "EU Border Migrant Crisis Complicates Russia-Belarus Alliance"
    assert articles_page.locator(".onrecord-title a, a.onrecord-title").first.get_attribute("href") == (
        "https://www.themoscowtimes.com/2021/11/17/eu-border-migrant-crisis-complicates-russia-belarus-alliance-a75593"
        "#:~:text=%E2%80%9CIt%E2%80%99s%20quite%20clear%20that%20a%20phone,"
        "the%20first%20since%20his%20disputed%20re%2Delection."
    )


def test_every_passage_of_both_articles_is_shown_character_for_character(
    articles_page: Page, passages: dict[str, Passage]
) -> None:
    for passage in passages.values():
        answer = ask(articles_page, " ".join(passage.text.split())[:500])
        shown = [exact_text(element) for element in answer.locator(".onrecord-passage").all()]
        assert passage.text in shown
        # Whatever else is shown is a passage too, whole.
        assert set(shown) <= {p.text for p in passages.values()}


def test_hostile_passages_are_copied_character_for_character(articles_page: Page, passages: dict[str, Passage]) -> None:
    hostile = [p for p in passages.values() if p.article.id == "hostile"]
    assert len(hostile) == 9
    for passage in hostile:
        answer = ask(articles_page, " ".join(passage.text.split())[:500])
        card = next(c for c in answer.locator(".onrecord-card").all() if passage.text in exact_text(c))
        card.locator(".onrecord-passage").click(click_count=3)
        articles_page.keyboard.press("Control+c")
        assert clipboard(articles_page) == passage.text
