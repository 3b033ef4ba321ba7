"""Cards: the exact HTML, and the law that what is read out of it is the passage."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import MESSAGE_CLOSEST, MESSAGE_SILENT, Context, SpeakerNamedIn
from bot.filters import Filters
from bot.render.card import answer_card, error_card, question_card
from bot.render.why import why_this_speaker
from index.passage import Passage, QuotationKind, TextSpan
from tests.bot.answers import made_answer, said
from tests.fakes import fake_article, fake_passage

KINDS: tuple[QuotationKind, ...] = ("direct", "mixed", "indirect")

TEXT = '"A," said Lee. He wants b.'

CARD = (
    '<article class="onrecord-card" aria-label="Passage 1 of 1" data-passage="a:9">'
    '<header class="onrecord-credits"><p class="onrecord-credit">'
    '<span class="onrecord-disc onrecord-disc-2" aria-hidden="true">AL</span>'
    '<span class="onrecord-speaker"><bdi>Ann Lee</bdi></span> '
    '<span class="onrecord-role"><bdi>mayor</bdi></span> '
    '<button type="button" class="onrecord-kind onrecord-kind-direct">Quotation<span class="onrecord-tip">'
    "The speaker’s words as the article has them, in quotation marks.</span></button> "
    '<button type="button" class="onrecord-kind onrecord-kind-indirect">Paraphrase<span class="onrecord-tip">'
    "What was said in the reporter’s words, not in the speaker’s.</span></button></p></header>"
    '<blockquote class="onrecord-passage" dir="auto">'
    '<span class="onrecord-said onrecord-direct">&quot;A,&quot;</span> '
    '<span class="onrecord-cue">said</span> <span class="onrecord-mention">Lee</span>. '
    '<span class="onrecord-said onrecord-indirect">He <mark class="onrecord-match">wants</mark> b.</span></blockquote>'
    '<footer class="onrecord-article"><cite class="onrecord-title">'
    '<a href="https://paper.example/story#:~:text=%22A%2C%22%20said%20Lee.%20He%20wants%20b." target="_blank" '
    'rel="noopener noreferrer"><bdi>The title</bdi></a></cite>'
    '<ul class="onrecord-facts"><li class="onrecord-fact"><bdi>The Paper</bdi></li>'
    '<li class="onrecord-fact"><bdi>An Author</bdi></li>'
    '<li class="onrecord-fact"><time datetime="2021-11-17">17 November 2021</time></li>'
    '<li class="onrecord-fact">Paragraph 9</li></ul>'
    '<div class="onrecord-openers"><button type="button" class="onrecord-copy">Copy</button>'
    '<details class="onrecord-copy-as"><summary>Copy as</summary><div class="onrecord-formats">'
    '<button type="button" data-format="plain">Plain text</button>'
    '<button type="button" data-format="wikitext">Wikitext</button>'
    '<button type="button" data-format="markdown">Markdown</button>'
    '<button type="button" data-format="html">HTML</button>'
    '<button type="button" data-format="bibtex">BibTeX</button>'
    '<button type="button" data-format="csl-json">CSL-JSON</button>'
    '<button type="button" data-format="apa">APA</button></div></details>WHY'
    '<details class="onrecord-context"><summary>In context</summary>'
    '<blockquote class="onrecord-neighbour" dir="auto" data-passage="a:8">a&amp;b</blockquote>'
    '<p class="onrecord-here">The passage above stands here.</p></details></div></footer></article>'
)

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


class _Reader(HTMLParser):
    """The text of each element of a class, as a browser's `textContent` gives it."""

    def __init__(self, class_name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.class_name = class_name
        self.texts: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth:
            self._depth += 1
        elif self.class_name in (dict(attrs).get("class") or "").split():
            self._depth = 1
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.texts[-1] += data


def texts_of(html: str, class_name: str) -> list[str]:
    reader = _Reader(class_name)
    reader.feed(html)
    reader.close()
    return reader.texts


def marked(text: str) -> str:
    """What stands inside the passage's element."""
    card = answer_card(made_answer(fake_passage(text)))
    return card.partition('<blockquote class="onrecord-passage" dir="auto">')[2].partition("</blockquote>")[0]


def test_whole_card() -> None:
    quoted = replace(
        said(0, 4, "direct", "Ann Lee"),
        cue=TextSpan("said", 5, 9),
        speaker_mention=TextSpan("Lee", 10, 13),
        confidence=0.9,
    )
    spoken = [quoted, replace(said(15, 26, "indirect", "Ann Lee", "mayor"), confidence=0.8)]
    passage = fake_passage(TEXT, *spoken, number=9)
    answer = made_answer(passage, context=Context(before=fake_passage("a&b", number=8)), matches=((18, 23),))
    card = CARD.replace("WHY", why_this_speaker(passage))
    assert answer_card(answer) == f'<section class="onrecord-answer" data-level="answer">{card}</section>'


def test_answer_ends_with_the_link_that_asks_for_it_again() -> None:
    assert answer_card(made_answer(fake_passage("a")), link='?q="b&c').endswith(
        '<p class="onrecord-again"><a href="?q=&quot;b&amp;c" target="_blank">Link to this answer</a></p></section>'
    )


@pytest.mark.parametrize(
    ("context", "shown"),
    [
        (Context(fake_passage("b\r\n"), fake_passage("\ta")), ["b\r\n", "\ta"]),
        (Context(None, fake_passage("after")), ["after"]),
        (Context(), []),
    ],
)
def test_context_is_read_out_character_for_character(context: Context, shown: list[str]) -> None:
    card = answer_card(made_answer(fake_passage("x"), context=context))
    assert texts_of(card, "onrecord-neighbour") == shown
    assert ("onrecord-context" in card) == bool(shown)


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    """Any text, with quotations anywhere in it."""
    text = draw(texts)
    starts = st.integers(0, len(text) - 1)
    spans = draw(st.lists(st.tuples(starts, st.integers(1, len(text))), max_size=4))
    kinds: st.SearchStrategy[QuotationKind] = st.sampled_from(KINDS)
    spoken = [said(a, b, draw(kinds), draw(st.none() | texts)) for a, b in spans if a < b]
    cued = [replace(a, cue=TextSpan("x", a.end_char, a.end_char + 2)) for a in spoken]
    return fake_passage(text, *cued, article=fake_article(title=draw(texts), url=draw(texts)))


@given(
    st.lists(passages(), min_size=1, max_size=3), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3)
)
def test_passages_are_read_out_of_the_cards_character_for_character(
    found: list[Passage], spans: list[tuple[int, int]]
) -> None:
    matches = tuple((start, end) for start, end in spans if start < end <= min(len(p.text) for p in found))
    card = answer_card(made_answer(*found, matches=matches))
    assert texts_of(card, "onrecord-passage") == [passage.text for passage in found]


@given(texts)
def test_question_is_read_out_character_for_character(query: str) -> None:
    assert texts_of(question_card(query), "onrecord-question") == [query]


def test_carriage_returns_are_written_so_that_a_parser_keeps_them() -> None:
    assert marked("a\r\nb") == "a&#13;\nb"
    assert question_card("a\rb").endswith('dir="auto">a&#13;b</div>')


def test_question_is_a_heading_of_the_conversation() -> None:
    assert question_card("a<b") == (
        '<div class="onrecord-question" role="heading" aria-level="2" dir="auto">a&lt;b</div>'
    )


def test_nearest_passages_come_after_the_sentence() -> None:
    card = answer_card(made_answer(fake_passage("a"), level="closest"))
    start = f'<section class="onrecord-answer" data-level="closest"><p class="onrecord-message">{MESSAGE_CLOSEST}</p>'
    assert card.startswith(start + '<article class="onrecord-card"')


def test_silence_is_the_sentence_alone() -> None:
    assert answer_card(made_answer(level="silent")) == (
        '<section class="onrecord-answer" data-level="silent">'
        f'<p class="onrecord-message">{MESSAGE_SILENT}</p></section>'
    )


def test_speaker_filter_is_shown() -> None:
    card = answer_card(made_answer(level="silent", filters=Filters(speaker="A <b>"), speaker_named_in="filter"))
    assert '<p class="onrecord-filter">Only passages with <bdi>A &lt;b&gt;</bdi></p>' in card


def test_every_filter_is_shown() -> None:
    filters = Filters("Ana Lind", "quotation", "R&D", "2021-03-01", "2021-03-04")
    assert (
        '<p class="onrecord-filter">Only passages with a quotation of <bdi>Ana Lind</bdi>, '
        "published by <bdi>R&amp;D</bdi>, dated <bdi>1 March 2021</bdi> to <bdi>4 March 2021</bdi></p>"
    ) in answer_card(made_answer(filters=filters))


@pytest.mark.parametrize(
    ("named_in", "note"), [("query", "named in the question"), ("previous", "from the question before")]
)
def test_speaker_who_was_recognised_can_be_dropped(named_in: SpeakerNamedIn, note: str) -> None:
    answer = made_answer(filters=Filters(speaker="Ana Lind", published_from="2021-03-01"), speaker_named_in=named_in)
    assert (
        f'<p class="onrecord-filter">Only passages with <bdi>Ana Lind</bdi> ({note}), '
        "dated <bdi>1 March 2021</bdi> or later "
        '<button type="button" class="onrecord-anyone">Ask for anyone</button></p>'
    ) in answer_card(answer)


def test_copies_lead_to_their_articles() -> None:
    copies = (
        fake_passage("x y", article=fake_article(id="b", title="T<i>", publisher="R&D", url="https://b.example/1")),
        fake_passage("x", article=fake_article(id="c", title=None, publisher=None, published=None, url="file:///c")),
    )
    card = answer_card(made_answer(fake_passage("x"), copies=copies))
    assert (
        '</ul><div class="onrecord-copies">Also in: <ul>'
        '<li class="onrecord-also"><a href="https://b.example/1#:~:text=x%20y" target="_blank" '
        'rel="noopener noreferrer"><bdi>T&lt;i&gt;</bdi></a> (<bdi>R&amp;D</bdi>, <bdi>17 November 2021</bdi>)</li>'
        '<li class="onrecord-also"><bdi>c</bdi></li></ul></div><div class="onrecord-openers">'
    ) in card


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc", None])
def test_only_web_addresses_become_links(url: str | None) -> None:
    card = answer_card(made_answer(fake_passage("a", article=fake_article(url=url))))
    assert '<cite class="onrecord-title"><bdi>The title</bdi></cite>' in card
    assert "href" not in card


def test_article_without_metadata_is_named_by_its_id() -> None:
    bare = fake_article(title=None, author=None, publisher=None, published=None, url=None)
    card = answer_card(made_answer(fake_passage("a", article=bare)))
    assert texts_of(card, "onrecord-title") == ["a"]
    assert texts_of(card, "onrecord-fact") == ["Paragraph 1"]


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2021-11-17", "17 November 2021"),
        ("2021-03-01T23:30:00-05:00", "1 March 2021"),
        ("1994-03", "March 1994"),
        ("1994", "1994"),
        ("autumn <2021>", "autumn <2021>"),
    ],
)
def test_date_is_shown_as_published(published: str, shown: str) -> None:
    card = answer_card(made_answer(fake_passage("a", article=fake_article(published=published))))
    assert texts_of(card, "onrecord-fact")[2] == shown


def test_error_is_escaped() -> None:
    assert error_card("no speaker '<b>'") == (
        '<section class="onrecord-answer" data-level="error"><p class="onrecord-message" role="alert" dir="auto">'
        "no speaker &#x27;&lt;b&gt;&#x27;</p></section>"
    )
