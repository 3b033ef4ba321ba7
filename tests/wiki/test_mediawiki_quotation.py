"""A fixed quotation in a real wiki, read in a real Chromium: the passage to the character, and the name as it is."""

import html
import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from bot.api import create_app
from index.article import ArticleMetadata
from index.passage import Passage
from tests.bot.answers import said
from tests.bot.browser.passages import HOSTILE_NAME, HOSTILE_PASSAGES
from tests.bot.running import running
from tests.fakes import fake_article, fake_index, fake_passage
from tests.wiki.hostile_wikitext import WIKI_PASSAGES
from tests.wiki.mediawiki import Wiki
from tests.wiki.service import Service

PASSAGES = HOSTILE_PASSAGES + WIKI_PASSAGES
# A page of MediaWiki's can hold every character but a carriage return.
TEXTS = [re.sub(r"\r\n?", "\n", passage.text) for passage in PASSAGES]
ALL = "\n\n".join(f"{{{{#onrecord:{passage.id}}}}}" for passage in PASSAGES)

CREDITED = "{{#onrecord:a:1}}"


@pytest.fixture(scope="module")
def hostile_service() -> Iterator[str]:
    """The real application over the hostile passages."""
    with running(service_app(PASSAGES)) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own; anything that ran or failed on it fails the test at its end."""
    context = browser.new_context()
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(f"page error: {error}"))
    opened.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    yield opened
    assert opened.evaluate("window.pwned") is None
    context.close()
    assert faults == []


def service_app(passages: tuple[Passage, ...]) -> FastAPI:
    return create_app(fake_index(passages), with_chat=False)


def shown_texts(page: Page, within: str = "#mw-content-text .onrecord-passage") -> list[str]:
    texts: list[str] = page.eval_on_selector_all(within, "found => found.map(each => each.textContent)")
    return texts


@pytest.mark.parametrize("extensions", [(), ("Cite",)], ids=["alone", "with Cite"])
def test_hostile_passages_are_read_character_for_character(
    wiki: Wiki, page: Page, hostile_service: str, extensions: tuple[str, ...]
) -> None:
    wiki.configure(extensions=extensions, wgOnRecordUrl=hostile_service, wgExpensiveParserFunctionLimit=1000)
    address = wiki.write(f"Hostile {len(extensions)}", f"{ALL}\n\n<references />" if extensions else ALL)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    for _ in range(2):  # as made, and from the wiki's cache
        page.goto(address)
        assert shown_texts(page) == TEXTS
    # Its blanks and line ends are seen, not only there.
    styles = "found => [...new Set(found.map(each => getComputedStyle(each).whiteSpace))]"
    assert page.eval_on_selector_all("#mw-content-text .onrecord-passage", styles) == ["pre-wrap"]
    assert [url for url in requests if not url.startswith((wiki.address, "data:"))] == []
    title = page.locator(".references li" if extensions else ".onrecord-reference").first
    assert HOSTILE_NAME in title.inner_text()
    assert page.locator("#mw-content-text .onrecord-passage *").count() == 0
    assert page.locator("#catlinks .mw-normal-catlinks").count() == 0


def test_passages_within_lists_tables_and_references_stay_whole(wiki: Wiki, page: Page, hostile_service: str) -> None:
    wiki.configure(extensions=("Cite",), wgOnRecordUrl=hostile_service, wgExpensiveParserFunctionLimit=1000)
    first, second, third, fourth = (f"{{{{#onrecord:{passage.id}}}}}" for passage in WIKI_PASSAGES[:4])
    page.goto(wiki.write("Places", f"* {first}\n* x\n\n{{|\n| {second}\n|}}\n\nSee: {third}\n: {fourth}\n\n''after''"))
    assert shown_texts(page) == [passage.text for passage in WIKI_PASSAGES[:4]]
    assert page.locator("i").all_inner_texts() == ["after"]


def test_substituted_quotation_is_read_character_for_character(wiki: Wiki, page: Page, hostile_service: str) -> None:
    wiki.configure(wgOnRecordUrl=hostile_service, wgExpensiveParserFunctionLimit=1000)
    # Wikitext cannot hold these; what it cannot is shown as symbols.
    exact = [passage for passage in WIKI_PASSAGES if passage.text.translate(dict.fromkeys(UNHELD)) == passage.text]
    assert len(exact) == 22
    address = wiki.write("Substituted", "\n\n".join(f"{{{{subst:#onrecord:{passage.id}}}}}" for passage in exact))
    page.goto(address)
    assert shown_texts(page) == [passage.text for passage in exact]
    wiki.save_again("Substituted")
    # Another address: to the browser's cache a page that was changed within one second is the same.
    page.goto(f"{address}&action=view")
    assert page.locator("#mw-content-text p").last.inner_text() == "More."
    assert shown_texts(page) == [passage.text for passage in exact]


UNHELD = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"]


def test_no_variant_of_a_language_is_made_of_a_passage(wiki: Wiki, service: Service) -> None:
    service.has(fake_passage("鼠標裏面 -{zh-cn:x}-"))
    wiki.configure(wgOnRecordUrl=service.address, wgLanguageCode="zh")
    shown = wiki.html(f"鼠標裏面 {CREDITED}", uselang="zh", variant="zh-cn")
    assert "<p>鼠标里面" in shown
    assert ">鼠標裏面 &#45;&#123;zh&#45;cn&#58;x&#125;&#45;</div>" in shown


def passage_with(kind: str, speaker: str | None, role: str | None, confidence: float) -> Passage:
    attribution = said(0, 4, kind, speaker, role, confidence)  # type: ignore[arg-type]
    return fake_passage("Rain fell.", attribution)


@pytest.mark.parametrize(
    ("passage", "credit"),
    [
        (passage_with("direct", "Ana Lind", "mayor of Tarn", 0.9), "— Ana Lind, mayor of Tarn (Quotation)"),
        (passage_with("indirect", "Ana Lind", None, 0.9), "— Ana Lind (Paraphrase)"),
        (passage_with("mixed", "Ana Lind", None, 0.5), "— Ana Lind (Partial quotation; speaker unsure)"),
        (passage_with("direct", None, None, 0.9), "— Speaker not identified (Quotation)"),
        (fake_passage("Rain fell."), "— Narration by An Author, The Paper"),
    ],
    ids=["quotation", "paraphrase", "unsure", "nobody", "narration"],
)
def test_who_spoke_stands_below_as_the_service_has_it(
    wiki: Wiki, service: Service, page: Page, passage: Passage, credit: str
) -> None:
    service.has(passage)
    wiki.configure(wgOnRecordUrl=service.address)
    page.set_content(wiki.html(CREDITED))
    assert page.locator(".onrecord-credits").inner_text() == credit


def test_reference_leads_to_the_article(wiki: Wiki, service: Service, page: Page) -> None:
    service.has(fake_passage("Rain fell."))
    wiki.configure(wgOnRecordUrl=service.address)
    page.set_content(wiki.html(CREDITED))
    reference = page.locator(".onrecord-reference")
    assert reference.inner_text() == "An Author: The title, The Paper, 17 November 2021, paragraph 1"
    assert reference.locator("a").get_attribute("href") == "https://paper.example/story"


def test_reference_is_one_of_the_pages_where_there_is_cite(wiki: Wiki, service: Service, page: Page) -> None:
    service.has(fake_passage("Rain fell."))
    wiki.configure(wgOnRecordUrl=service.address, extensions=("Cite",), wgLanguageCode="de")
    page.set_content(wiki.html(f"Before.<ref>Mine</ref> {CREDITED} {CREDITED}\n<references />", uselang="de"))
    notes = [note.inner_text() for note in page.locator(".reference-text").all()]
    assert notes == ["Mine", "An Author: The title, The Paper, 17. November 2021, Absatz 1"]
    assert page.locator(".onrecord-credits .reference").all_inner_texts() == ["[2]", "[2]"]
    assert page.locator(".onrecord-reference").count() == 0


@pytest.mark.parametrize(
    ("article", "reference"),
    [
        (fake_article(title=None, author=None, publisher=None, published=None, url=None), "a, paragraph 1"),
        (fake_article(published="2021-02-30", publisher=None), "An Author: The title, 2021-02-30, paragraph 1"),
        (fake_article(author="\n", title="T\n{{x}}"), "T {{x}}, The Paper, 17 November 2021, paragraph 1"),
    ],
    ids=["nothing known", "no day", "line ends"],
)
def test_reference_has_what_is_known(
    wiki: Wiki, service: Service, page: Page, article: ArticleMetadata, reference: str
) -> None:
    service.has(fake_passage("Rain fell.", article=article))
    wiki.configure(wgOnRecordUrl=service.address)
    page.set_content(wiki.html(CREDITED))
    assert page.locator(".onrecord-reference").inner_text() == reference


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("javascript:alert(1)", None),
        ("//x.example/", None),
        ("https://x.example/a]b[[c]] d'''e\"f<g>{{h}}|i?j=1&k=2#l__TOC__~~~~",
         "https://x.example/a%5Db%5B%5Bc%5D%5D%20d%27%27%27e%22f%3Cg%3E%7B%7Bh%7D%7D%7Ci?j=1&k=2#l_%5FTOC_%5F%7E%7E%7E%7E"),
        ("https://x.example/é\u202e", "https://x.example/%C3%A9%E2%80%AE"),
    ],
)  # fmt: skip
def test_only_a_web_address_is_a_link(wiki: Wiki, service: Service, page: Page, url: str, href: str | None) -> None:
    service.has(fake_passage("Rain fell.", article=fake_article(url=url)))
    wiki.configure(wgOnRecordUrl=service.address)
    page.set_content(wiki.html(CREDITED))
    links = page.locator(".onrecord-quotation a")
    assert [link.get_attribute("href") for link in links.all()] == ([] if href is None else [href])
    assert page.locator(".onrecord-reference bdi").all_inner_texts()[1] == "The title"


def test_wikis_own_template_may_show_the_quotation(wiki: Wiki, page: Page, hostile_service: str) -> None:
    wiki.configure(
        wgOnRecordUrl=hostile_service, wgOnRecordQuotationTemplate="Framed", wgExpensiveParserFunctionLimit=1000
    )
    fields = "{{{author}}}/{{{title}}}/{{{source}}}/{{{date}}}/{{{url}}}"
    wiki.write(
        "Template:Framed", f'<div class="framed" style="white-space: pre-wrap">{{{{{{text}}}}}}</div><p>{fields}</p>'
    )
    page.goto(wiki.write("Templated", ALL))
    assert shown_texts(page, "#mw-content-text .framed") == TEXTS
    name = html.unescape(HOSTILE_NAME)
    stated = page.locator("#mw-content-text p").first.inner_text()
    assert stated.startswith(
        f"{name}, {name} (Quotation; speaker unsure)/{name}/{name}/17 November 2021/https://paper.ex"
    )
