"""<onrecord> as a page's author may write it: what is sent to a browser, and that nothing else can be."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from bot.embed.snippets import MAX_HEIGHT, MIN_HEIGHT, Placement, mediawiki_snippet
from tests.wiki.mediawiki import Wiki

SERVICE = "https://onrecord.example"
USUAL = {
    "class": "onrecord-frame",
    "src": f"{SERVICE}/embed",
    "title": "Ask who said what",
    "width": "100%",
    "height": "480",
    "sandbox": "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox",
    "loading": "lazy",
    "referrerpolicy": "origin",
}
ATTRIBUTES = """([html, chosen]) => {
    const read = new DOMParser().parseFromString(html, "text/html");
    const attributes = found => Object.fromEntries([...found.attributes].map(({name, value}) => [name, value]));
    return [...read.querySelectorAll(chosen)].map(attributes);
}"""


class Tag:
    """Tags as a browser reads what the wiki makes of them, without anything of it being run or loaded."""

    def __init__(self, wiki: Wiki, reader: Page) -> None:
        self.wiki, self.reader = wiki, reader

    def frame(self, wikitext: str) -> dict[str, str]:
        """The attributes of the one frame."""
        (found,) = self.elements(wikitext, "iframe")
        return found

    def asked(self, wikitext: str) -> dict[str, str]:
        """What the frame's address asks the service for."""
        return dict(parse_qsl(urlsplit(self.frame(wikitext)["src"]).query, strict_parsing=True))

    def elements(self, wikitext: str, chosen: str) -> list[dict[str, str]]:
        """The attributes of the elements that the selector chooses."""
        found: list[dict[str, str]] = self.reader.evaluate(ATTRIBUTES, [self.wiki.html(wikitext), chosen])
        return found


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """A page that only reads HTML."""
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.fixture
def tag(wiki: Wiki, reader: Page) -> Tag:
    """What becomes of a tag where the service's address is configured."""
    wiki.configure(wgOnRecordUrl=SERVICE)
    return Tag(wiki, reader)


def test_tag_alone_is_a_sandboxed_frame(tag: Tag) -> None:
    assert tag.frame("<onrecord></onrecord>") == tag.frame("<onrecord />") == USUAL


def test_link_below_leads_to_the_same(tag: Tag) -> None:
    wikitext = '<onrecord question="Who?">On record</onrecord>'
    (link,) = tag.elements(wikitext, ".onrecord-box a")
    assert link == {"class": "external", "href": tag.frame(wikitext)["src"], "rel": "nofollow noopener"}


def test_question_speaker_number_theme_and_title_go_to_the_service(tag: Tag) -> None:
    wikitext = '<onrecord question="Who & why?" speaker="Ana Lind" k=3 theme="Dark" height=600>On record</onrecord>'
    assert tag.frame(wikitext) == USUAL | {
        "src": f"{SERVICE}/embed?q=Who%20%26%20why%3F&speaker=Ana%20Lind&k=3&theme=dark&title=On%20record",
        "title": "On record: ask who said what",
        "height": "600",
    }


@pytest.mark.parametrize(
    "attributes",
    [
        'src="https://evil.example/"',
        "src=javascript:alert(1) srcdoc='&lt;script&gt;window.pwned=1&lt;/script&gt;'",
        'onload="alert(1)" onerror=alert(1) onmouseover=alert(1)',
        'style="position:fixed;top:0" class="x" id="content"',
        'sandbox="allow-same-origin allow-top-navigation" allow="camera" name=_top',
        'referrerpolicy="unsafe-url" loading=eager width=9999 allowfullscreen',
        'url="https://evil.example" base="x" href="javascript:alert(1)" target=_top data-x="y"',
    ],
)
def test_attributes_that_are_not_its_own_do_nothing(tag: Tag, attributes: str) -> None:
    assert tag.frame(f"<onrecord {attributes}></onrecord>") == USUAL


@pytest.mark.parametrize(
    ("given", "height"),
    [
        *(("99", "100"), ("100", "100"), ("4000", "4000"), ("4001", "4000"), ("-5", "100"), ("0", "100")),
        *(("9" * 400, "4000"), (f"-{'9' * 400}", "100"), (" 300 ", "300"), ("1e9", "480"), ("NaN", "480")),
        *(
            ("", "480"),
            ("50%", "480"),
            ("300px", "480"),
            ("٣٠٠", "480"),
            ("300;position:fixed", "480"),
            ("0x200", "480"),
        ),
    ],
)
def test_height_is_a_whole_number_within_bounds(tag: Tag, given: str, height: str) -> None:
    assert tag.frame(f'<onrecord height="{given}" />') == USUAL | {"height": height}


@pytest.mark.parametrize(
    ("given", "k"), [("0", "1"), ("1", "1"), ("10", "10"), ("11", "10"), ("-1", "1"), ("3x", None)]
)
def test_number_of_passages_is_one_to_ten(tag: Tag, given: str, k: str | None) -> None:
    assert tag.frame(f'<onrecord k="{given}" />')["src"] == f"{SERVICE}/embed" + (f"?k={k}" if k else "")


@pytest.mark.parametrize("theme", ["blue", "dark;x", "&lt;b&gt;", "darkdark"])
def test_theme_that_there_is_not_is_left_out(tag: Tag, theme: str) -> None:
    assert tag.frame(f'<onrecord theme="{theme}" />') == USUAL


@pytest.mark.parametrize(
    "value",
    [
        "&quot;&gt;&lt;script&gt;window.pwned=1&lt;/script&gt;",
        "&#34; onload=&#34;window.pwned=1",
        "&lt;b&gt;Ana&lt;/b&gt; '''Lind''' [[x]] {{x}} &amp;amp;",
        "a&b=c#d?e%20f+g/../h",
        "שלום \u202etxet é 日本",
    ],
)
def test_values_stay_values(tag: Tag, value: str) -> None:
    wikitext = f'<onrecord question="{value}" speaker="{value}"></onrecord>'
    plain = unescape(value)
    assert tag.asked(wikitext) == {"q": plain, "speaker": plain}
    frame = tag.frame(wikitext)
    assert frame == USUAL | {"src": frame["src"]} and frame["src"].startswith(f"{SERVICE}/embed?q=")
    assert tag.elements(wikitext, "script, b, i") == []


@pytest.mark.parametrize(
    "title",
    ["<script>window.pwned=1</script>", "</iframe><img src=x onerror=alert(1)>", "'''x''' [[y]] {{z}} \"", "&amp;"],
)
def test_title_is_plain_text(tag: Tag, title: str) -> None:
    wikitext = f"<onrecord> {title}\n</onrecord>"
    assert tag.asked(wikitext) == {"title": title}
    assert tag.frame(wikitext)["title"] == f"{title}: ask who said what"
    assert tag.elements(wikitext, "script, img, b") == []


def test_an_unfinished_tag_adds_nothing_but_words(tag: Tag) -> None:
    # To MediaWiki the first ">" ends a tag, within quotation marks too.
    wikitext = '<onrecord question="><script>window.pwned=1</script><img src=x onerror=alert(1)>"></onrecord>'
    assert tag.frame(wikitext).keys() == USUAL.keys()
    assert tag.elements(wikitext, "script, img, b") == []


def test_long_title_is_cut_where_the_service_would(tag: Tag) -> None:
    assert tag.asked(f"<onrecord>{'é' * 201}</onrecord>") == {"title": "é" * 200}


def test_a_template_may_fill_the_tag(tag: Tag) -> None:
    filled = "{{#tag:onrecord|My <nowiki>[x]</nowiki> {{lc:TITLE}}|question={{lc:WHO}}<nowiki>!</nowiki>|k=2}}"
    assert tag.asked(filled) == {"q": "who", "k": "2", "title": "My  title"}


def test_tag_leaves_the_text_around_it_as_it_is(tag: Tag) -> None:
    html = tag.wiki.html("''a''\n* b <onrecord /> c\n\n''d''")
    assert html.count("<i>a</i>") == html.count("<i>d</i>") == 1
    assert html.count("<li>") == html.count("</li>") == 1


@pytest.mark.parametrize(
    "configured",
    [
        *("", " ", "onrecord.example", "//onrecord.example", "javascript:alert(1)", "ftp://x.example"),
        "data:text/html,x",
        *("https://", "https:///x", "https://u:p@x.example", "https://x.example/?a=b", "https://x.example/#a"),
        *("https://u@x.example", "https://x.example/%x", "https://x.example/%"),
        *("https://x.example; script-src *", "https://x.example/ y", "https://x.example/<b>", "https://*", "https://-x"),
        *("https://x.example:99999", "https://x\n.example", None, 7, ["https://x.example"]),
    ],
)  # fmt: skip
def test_service_without_a_web_address_is_an_error_that_is_seen(wiki: Wiki, configured: object) -> None:
    wiki.configure(wgOnRecordUrl=configured)
    html = wiki.html("<onrecord>x</onrecord> {{#onrecord:a:1}}")
    assert html.count('<strong class="error">onrecord is not set up in this wiki') == 2
    assert "<iframe" not in html


def test_error_speaks_the_language_of_the_wiki(wiki: Wiki) -> None:
    wiki.configure(wgLanguageCode="de")
    assert '<strong class="error">onrecord ist in diesem Wiki nicht eingerichtet' in wiki.html("<onrecord />")


@pytest.mark.parametrize(
    ("configured", "embed"),
    [
        ("https://x.example/", "https://x.example/embed"),
        ("HTTP://X.example:8080/on/record/", "http://x.example:8080/on/record/embed"),
        ("http://[::1]:7860", "http://[::1]:7860/embed"),
        ("https://x.example/~a/b-c_d.e", "https://x.example/~a/b-c_d.e/embed"),
        ("http://on_record:8080/a%20b/%C3%A9", "http://on_record:8080/a%20b/%C3%A9/embed"),
    ],
)
def test_service_may_have_a_port_and_a_path(tag: Tag, configured: str, embed: str) -> None:
    tag.wiki.configure(wgOnRecordUrl=configured)
    assert tag.frame("<onrecord />") == USUAL | {"src": embed}


@pytest.mark.parametrize("height", [MIN_HEIGHT, MAX_HEIGHT])
@pytest.mark.parametrize("url", ["http://on_record:8080/a%20b", "https://x.example/~a/_b-c"])
def test_what_the_command_prints_is_taken_as_it_is(wiki: Wiki, reader: Page, url: str, height: int) -> None:
    printed = mediawiki_snippet(Placement(url, "Who?", "Ana Lind", height))
    (configured,) = re.findall(r"\$wgOnRecordUrl = '(.*)';", printed)
    (wikitext,) = re.findall(r"<onrecord .*</onrecord>", printed)
    wiki.configure(wgOnRecordUrl=configured)
    address = f"{url}/embed?q=Who%3F&speaker=Ana%20Lind"
    assert Tag(wiki, reader).frame(wikitext) == USUAL | {"src": address, "height": str(height)}
