"""`onrecord embed`: what is pasted on stdout, what is to be known about it on stderr."""

import html
from copy import copy
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.answer import MESSAGE_CLOSEST, MESSAGE_SILENT
from bot.commands.embed import FRAME_NOTE, embed
from bot.decision.model import Level
from bot.embed.snippets import Placement, mediawiki_snippet
from bot.render.citations.html import html_citation
from bot.render.citations.markdown import markdown_citation
from bot.render.citations.plain import plain_citation
from bot.settings import Settings
from index.errors import OnrecordError, QueryError
from index.passage import Passage
from tests.bot.answers import made_answer, said
from tests.fakes import fake_index, fake_passage

RAIN = fake_passage("“Rain,” she said.", said(0, 7, "direct", "Ann Lee"))
CODE = fake_passage("It reads </code> there.", number=2)
BOTH = fake_passage("</file></code>", number=3)
ODD = Passage(id="a|b", text="Snow.", article=RAIN.article)
HOSTILE = "\"'><script>x</script>&lt;~~~~{{subst:x}}[[y]]|=é"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, level: Level = "answer") -> Result:
    """The command over four passages, the first of which is every question's best."""
    hits = () if level == "silent" else (RAIN,)
    monkeypatch.setattr("index.passage_index.open_index", lambda *_, **__: fake_index([RAIN, CODE, BOTH, ODD]))
    monkeypatch.setattr("bot.answer.answer_query", lambda *_, **__: made_answer(*hits, level=level))
    # A copy, since a command keeps the form of its help that it is first asked for, here without the whole program's.
    return CliRunner().invoke(copy(embed), arguments, prog_name="onrecord embed", obj=Settings())


def test_html_is_the_element_with_its_script_and_the_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("--question", "Who said it?", "--speaker", "Ann Lee", "--height", "600")
    result = run(monkeypatch, "html", "--url", "https://quotes.example/on/", *asked)
    assert (result.exit_code, result.stderr) == (0, f"{FRAME_NOTE}\n")
    assert result.stdout == (
        '<script src="https://quotes.example/on/quote-bot.js" defer></script>\n'
        '<quote-bot src="https://quotes.example/on" question="Who said it?" speaker="Ann Lee" height="600"'
        ' style="display: block; height: 600px">'
        '<a href="https://quotes.example/on/embed?q=Who+said+it%3F&amp;speaker=Ann+Lee">Ask onrecord</a>'
        "</quote-bot>\n\n"
        "<!-- Or, where the page may load no script of another site: -->\n"
        '<iframe src="https://quotes.example/on/embed?q=Who+said+it%3F&amp;speaker=Ann+Lee"'
        ' title="Questions to onrecord" width="100%" height="600" style="border: 0"'
        ' sandbox="allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox"'
        ' referrerpolicy="origin" loading="lazy"></iframe>\n'
    )


def test_without_options_it_is_an_empty_box_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = run(monkeypatch, "html").stdout
    assert stdout.splitlines()[1] == (
        '<quote-bot src="http://127.0.0.1:7860" height="480" style="display: block; height: 480px">'
        '<a href="http://127.0.0.1:7860/embed">Ask onrecord</a></quote-bot>'
    )
    assert '<iframe src="http://127.0.0.1:7860/embed" title=' in stdout


def test_question_that_could_not_be_asked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(monkeypatch, "html", "--question", "x" * 501)
    assert str(result.exception) == "the question has 501 characters; ask it in 500 or fewer"


def test_mediawiki_is_the_settings_the_tag_and_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("--question", "Who said it?", "--speaker", "Ann Lee", "--passage", "a:1")
    result = run(monkeypatch, "mediawiki", "--url", "https://quotes.example", *asked)
    assert (result.exit_code, result.stderr) == (0, f"{FRAME_NOTE}\n")
    assert result.stdout == (
        "Copy the folder wiki/mediawiki/OnRecord into the wiki's extensions, then, in LocalSettings.php:\n\n"
        "wfLoadExtension( 'OnRecord' );\n$wgOnRecordUrl = 'https://quotes.example';\n\n"
        'In a page, a box that takes questions:\n\n<onrecord question="Who said it?" speaker="Ann Lee" height="480">'
        "</onrecord>\n\nIn a page, a passage word for word:\n\n{{#onrecord:a:1|07e8f2bd2863}}\n"
    )


def test_mediawiki_without_a_passage_says_where_ids_are(monkeypatch: pytest.MonkeyPatch) -> None:
    last = run(monkeypatch, "mediawiki").stdout.splitlines()[-1]
    assert last == "{{#onrecord:ID}}, where ID is a passage's, as 'onrecord ask --json' gives it"


@pytest.mark.parametrize("passage_id", ["a|b", "..", "a\x85b", "é" * 251])
def test_id_that_the_extension_does_not_take_is_refused(monkeypatch: pytest.MonkeyPatch, passage_id: str) -> None:
    odd = Passage(id=passage_id, text="Snow.", article=RAIN.article)
    with pytest.raises(QueryError) as raised:
        mediawiki_snippet(Placement("https://quotes.example"), odd)
    assert str(raised.value) == (
        f"the passage's id '{passage_id}' cannot stand in wikitext; use 'onrecord ask --format wikitext'"
    )


@pytest.mark.parametrize(
    ("option", "name"), [("--question", "question"), ("--speaker", "speaker"), ("--passage", "passage's id")]
)
@pytest.mark.parametrize("site", ["html", "mediawiki"])
def test_bytes_that_are_no_text_are_refused(monkeypatch: pytest.MonkeyPatch, site: str, option: str, name: str) -> None:
    result = run(monkeypatch, site, option, "caf\udce9")
    assert isinstance(result.exception, OnrecordError)
    assert str(result.exception) == f"the {name} holds a character that is not text; type it anew"
    assert result.stdout == ""


@pytest.mark.parametrize("site", ["html", "mediawiki"])
def test_line_ends_become_blanks(monkeypatch: pytest.MonkeyPatch, site: str) -> None:
    stdout = run(monkeypatch, site, "--question", " Who\nsaid\t it?\n", "--speaker", "Ann\r\nLee").stdout
    assert 'question="Who said it?" speaker="Ann Lee"' in stdout


class _Attributes(HTMLParser):
    """The attributes of each element, as a browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_values_are_read_back_as_they_were_given(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = _Attributes()
    parser.feed(run(monkeypatch, "html", "--question", HOSTILE, "--speaker", HOSTILE).stdout)
    assert [tag for tag, _ in parser.found] == ["script", "quote-bot", "a", "iframe"]
    element = parser.found[1][1]
    assert (element["question"], element["speaker"]) == (HOSTILE, HOSTILE)


def test_nothing_in_the_tag_is_wikitext(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = run(monkeypatch, "mediawiki", "--question", HOSTILE).stdout
    value = stdout.split(' question="')[1].split('" height=')[0]
    assert html.unescape(value) == HOSTILE
    assert not set("<>\"'{}[]|=~\n") & set(value)


@pytest.mark.parametrize(
    ("site", "quoted"),
    [
        ("markdown", markdown_citation(RAIN)),
        ("html", html_citation(RAIN)),
        ("dokuwiki", f"<code>\n{plain_citation(RAIN)}\n</code>"),
    ],
)
def test_passage_is_quoted_word_for_word(monkeypatch: pytest.MonkeyPatch, site: str, quoted: str) -> None:
    result = run(monkeypatch, site, "--passage", "a:1")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{quoted}\n", "")


def test_best_passage_is_quoted_where_it_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(monkeypatch, "markdown", "--question", "Rain?")
    assert (result.exit_code, result.stdout) == (0, f"{markdown_citation(RAIN)}\n")


@pytest.mark.parametrize(("level", "message"), [("closest", MESSAGE_CLOSEST), ("silent", MESSAGE_SILENT)])
def test_passage_that_does_not_answer_is_not_quoted(
    monkeypatch: pytest.MonkeyPatch, level: Level, message: str
) -> None:
    result = run(monkeypatch, "dokuwiki", "--question", "Rain?", level=level)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == f"{message} Ask another question, or name a passage with --passage.\n"


def test_dokuwiki_has_another_block_for_what_would_end_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "dokuwiki", "--passage", "a:2").stdout == f"<file>\n{plain_citation(CODE)}\n</file>\n"
    refused = run(monkeypatch, "dokuwiki", "--passage", "a:3").exception
    assert str(refused) == "passage 'a:3' holds what DokuWiki would take for the end of a block; quote another"


def test_passage_that_there_is_not_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    for site in ("mediawiki", "html", "markdown"):
        refused = run(monkeypatch, site, "--passage", "a:9").exception
        assert str(refused) == "no passage has the id 'a:9'; 'onrecord ask --json' gives the ids there are"


@pytest.mark.parametrize(
    "url",
    [
        "quotes.example",
        "ftp://quotes.example",
        "javascript:alert(1)",
        "https://",
        "https://x.example/'",
        'https://x.example/"><script>',
        "https://x.example/?a=b",
        "https://x.example/#a",
        "https://name:word@x.example",
        "https://x.example/ y",
        "https://x.example/a:b",
        "https://x.example/a//b",
        "https://x.example/100%",
        "https://-x.example",
        "https://x.example/\n",
    ],
)
def test_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    result = run(monkeypatch, "html", "--url", url)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is no address; give one as https://onrecord.example" in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    "url", ["https://x_y.example/a%20b", "http://[::1]:7860", "https://X.example/~a/b-c.d", "https://x.example:8443/on"]
)
def test_address_may_have_a_port_and_a_path(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    assert f"$wgOnRecordUrl = '{url}';" in run(monkeypatch, "mediawiki", "--url", url).stdout


@pytest.mark.parametrize("height", ["99", "4001", "x"])
def test_height_is_within_bounds(monkeypatch: pytest.MonkeyPatch, height: str) -> None:
    assert run(monkeypatch, "html", "--height", height).exit_code == 2


def test_without_a_passage_or_a_question_there_is_nothing_to_quote(monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(monkeypatch, "markdown")
    assert result.exit_code == 2
    assert "name it with --passage, or give a --question that it answers" in " ".join(result.stderr.split())


def test_index_is_not_opened_for_a_box(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = CliRunner().invoke(copy(embed), ["html", "--index", str(tmp_path / "none")], obj=Settings())
    assert result.exit_code == 0
