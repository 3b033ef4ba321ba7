"""The first law for what is pasted elsewhere: read by whom it is meant for, it is the passage; nothing in it runs."""

import html
import json
import re
from html.parser import HTMLParser

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from bot.render.citations.citation import citation, citations
from bot.render.citations.formats import CITATION_FORMATS, CitationFormat
from bot.render.controls import controls_shown
from index.article import ArticleMetadata
from index.passage import Passage
from tests.bot.answers import said
from tests.bot.browser.passages import HOSTILE_NAME, HOSTILE_PASSAGES, HOSTILE_TEXTS
from tests.fakes import fake_article, fake_passage

HOSTILE_ADDRESSES = (
    *("javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", " \x01javascript:alert(1)"),
    *("data:text/html,<script>alert(1)</script>", "vbscript:x", "//x.example/a", "/a", "https:", "http://[", ""),
    *("https://x.example/\njavascript:alert(1)", "https://x.example/) [y](javascript:alert(1)", "https://x.example/>"),
    *("https://x.example/}}[javascript:alert(1) y]|url=javascript:alert(1)", 'https://x.example/" onclick="alert(1)'),
    *("https://x.example/\u2028é?a=1&lt;=2#x~~~~__NOTOC__'''", "https://x.example/\\<!--`{%"),
)

PIECES = (
    *("\n", " ", "  ", "\t", "\r", "\r\n", "\u00a0", "\u2028", "a", "1", "1.", "1)", "---", "===", "#", "> ", "- "),
    *("`", "```", "\\", "*", "_", "[", "](", ")", "![", "<", ">", "<b>", "</p>", "<!--", "&", "&amp;", "&#38;", ";"),
    *("$", "$$", "{", "}", "{{", "}}", "{%", "|", "| - |", "~", "~~~~", "^", '"', "'", "''", ",,", "--", "...", "@"),
    *("http://x.example", "www.x.example", "x@y.example", "ISBN 0123456789", "RFC 1", "__NOTOC__", ":", "«", "» ", "="),
    *("%", "\\newline", "\\{", "e\u0301", "\u212b", "\u1100\u1161", "\ufffe", "\ud7a3", "\U0001fffe", "\u202e"),
)

any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
marked_up = st.lists(st.sampled_from(PIECES), min_size=1).map("".join)
texts = st.one_of(any_text, marked_up, st.sampled_from(sorted(HOSTILE_TEXTS.values()))).filter(str.strip)
texts_without_controls = texts.filter(lambda text: controls_shown(text, kept="\n\t\r") == text)
values = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"])), marked_up)
articles = st.builds(
    ArticleMetadata,
    id=any_text,
    title=values,
    author=st.one_of(values, st.sampled_from(["Marta Quill", "By Bo Ek", "Bo Ek and AFP", "Bo Ek, Ana Lind"])),
    publisher=values,
    published=st.one_of(values, st.dates().map(str), st.just("2023-03")),
    url=st.one_of(values, st.sampled_from(HOSTILE_ADDRESSES), values.map(lambda value: f"https://x.example/{value}")),
)

COMMONMARK = MarkdownIt("commonmark")
WITH_EXTENSIONS = MarkdownIt("js-default", {"html": True, "typographer": True})
WITH_EXTENSIONS.enable(["replacements", "smartquotes"])


class Reading(HTMLParser):
    """What a browser makes of HTML: the text of the first paragraph, all elements and all addresses."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.elements, self.addresses, self._n_paragraphs = "", set[str](), list[str](), 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self._n_paragraphs += tag == "p"
        self.addresses += [value or "" for name, value in attributes if name in ("href", "src", "cite", "action")]
        assert {name for name, _ in attributes} <= {"href", "cite", "dir", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._n_paragraphs += tag == "p"

    def handle_data(self, data: str) -> None:
        if self._n_paragraphs == 1:
            self.text += data


def cited(text: str, format: CitationFormat) -> str:
    return citation(fake_passage(text), format)


@given(texts)
def test_plain_begins_with_the_passage(text: str) -> None:
    for format in ("plain", "apa"):
        assert cited(text, format).startswith(f"{text}\n\n")


@given(texts)
def test_html_is_read_as_the_passage(text: str) -> None:
    assert Reading(cited(text, "html")).text == text


@given(texts_without_controls)
@example("a\n\n b \n")
@example("    code")
@example("|a|b|\n|-|-|")
def test_markdown_is_read_as_the_passage(text: str) -> None:
    for reader in (COMMONMARK, WITH_EXTENSIONS):
        reading = Reading(reader.render(cited(text, "markdown")))
        assert reading.text == text
        assert reading.elements <= {"blockquote", "p", "br", "a"}


@given(texts)
def test_wikitext_is_undone_to_the_passage(text: str) -> None:
    argument = cited(text, "wikitext").removeprefix("{{Blockquote|text=").split("|")[0]
    assert not re.search(r"[!-%'-/:-@\[-`{-~\n\t]|&(?!#\d+;)", re.sub(r"<br />|&#\d+;", "", argument))
    shown = html.unescape(argument.replace("<br />", "\n"))
    assert shown == controls_shown(re.sub(r"\r\n?", "\n", text))


@pytest.mark.parametrize("text", ["ISBN 0123456789", "RFC 12", "PMID 12"])
def test_number_of_a_book_becomes_no_link_in_a_wiki(text: str) -> None:
    assert text[:4] not in cited(text, "wikitext")


def test_characters_that_a_wiki_would_compose_are_written_as_references() -> None:
    assert "|text=e&#769; “x”|" not in cited("e\u0301 “x”", "wikitext")
    assert "|text=e&#769; &#8220;x&#8221;|" in cited("e\u0301 “x”", "wikitext")


def latex_reader() -> LatexNodes2Text:
    """The library's reader of LaTeX with those of its commands that it does not know."""
    commands = {
        **{"textbraceleft": "{", "textbraceright": "}", "textless": "<", "textgreater": ">", "textbar": "|"},
        **{"textasciicircum": "^", "newline": "\n"},
    }
    context = get_default_latex_context_db()
    specs = [MacroTextSpec(name, shown) for name, shown in commands.items()]
    context.add_context_category("onrecord", macros=specs, prepend=True)
    return LatexNodes2Text(latex_context=context)


LATEX = latex_reader()


@given(texts)
def test_bibtex_is_read_as_the_passage(text: str) -> None:
    article = fake_article(title="A " + text)
    written = citation(fake_passage(text, article=article), "bibtex")
    library = parse_string(written)
    assert not library.failed_blocks
    (entry,) = library.entries
    shown = controls_shown(re.sub(r"\r\n?", "\n", text))
    assert LATEX.latex_to_text(entry["annote"]) == shown
    assert written.count("{") == written.count("}")
    assert entry["url"] == "https://paper.example/story"


@given(texts, articles)
def test_csl_json_holds_the_passage_and_the_title(text: str, article: ArticleMetadata) -> None:
    (item,) = json.loads(citation(fake_passage(text, article=article), "csl-json"))
    assert (item["annote"], item["title"]) == (text, article.title or article.id)


@given(texts, articles)
def test_every_form_can_be_made_of_every_passage(text: str, article: ArticleMetadata) -> None:
    passage = fake_passage(text, said(0, 1, "mixed", article.id, article.title), article=article)
    for format in CITATION_FORMATS:
        assert citation(passage, format) == citations([passage], format)
        assert not controls_shown(citation(passage, format)).isspace()


@pytest.mark.parametrize("url", HOSTILE_ADDRESSES)
def test_nothing_but_a_web_address_is_a_link(url: str) -> None:
    passage = fake_passage("Rain.", article=fake_article(url=url))
    plain, wikitext, markdown = (citation(passage, format) for format in ("plain", "wikitext", "markdown"))
    addresses = Reading(citation(passage, "html")).addresses + Reading(COMMONMARK.render(markdown)).addresses
    addresses += re.findall(r"\|url=([^|]*)", wikitext) + plain.split("\n")[5:]
    addresses += [json.loads(citation(passage, "csl-json"))[0].get("URL", "https://x.example/")]
    addresses += re.findall(r"  url = \{(.*)\}", citation(passage, "bibtex"))
    assert all(re.fullmatch(r"https://x\.example/[^\s<>\"{}|\\`]*", address) for address in addresses)
    assert wikitext.count("}}") == 2 and "[" not in wikitext and "~~" not in wikitext and "__" not in wikitext


def test_hostile_articles_add_no_element() -> None:
    for passage in HOSTILE_PASSAGES:
        assert Reading(citation(passage, "html")).elements == {"blockquote", "p", "br", "cite", "bdi", "a"}
        for reader in (COMMONMARK, WITH_EXTENSIONS):
            elements = Reading(reader.render(citation(passage, "markdown"))).elements
            assert elements <= {"blockquote", "p", "br", "a"}


def test_names_are_shown_as_they_are() -> None:
    passage = Passage(
        id="a:1",
        text="Rain.",
        article=fake_article(),
        attributions=(said(0, 1, "direct", HOSTILE_NAME, confidence=0.9),),
    )
    assert f"\n<p>— <bdi>{html.escape(HOSTILE_NAME)} (Quotation)</bdi><br>" in citation(passage, "html")
    rendered = COMMONMARK.render(citation(passage, "markdown"))
    assert f"— {html.escape(HOSTILE_NAME, quote=False)} (Quotation)<br />" in rendered
