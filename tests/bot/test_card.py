"""Cards: the exact HTML, and the law that what is read out of it is the passage."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import MESSAGE_CLOSEST, MESSAGE_SILENT, SpeakerNamedIn
from bot.filters import Filters
from bot.render.card import answer_card, error_card, question_card
from index.passage import Attribution, Passage, QuotationKind
from tests.bot.answers import made_answer, said
from tests.fakes import fake_article, fake_passage

KINDS: tuple[QuotationKind, ...] = ("direct", "mixed", "indirect")

TEXT = '"A," said Lee. He wants b.'

CARD = (
    '<article class="onrecord-card" aria-label="Passage 1 of 1">'
    '<header class="onrecord-credits"><p class="onrecord-credit">'
    '<span class="onrecord-speaker"><bdi>Ann Lee</bdi></span> '
    '<span class="onrecord-role"><bdi>mayor</bdi></span> '
    '<span class="onrecord-kind onrecord-direct">Quotation</span> '
    '<span class="onrecord-kind onrecord-indirect">Paraphrase</span></p></header>'
    '<blockquote class="onrecord-passage" dir="auto">'
    '<mark class="onrecord-direct">&quot;A,&quot;</mark> said Lee. '
    '<mark class="onrecord-indirect">He wants b.</mark></blockquote>'
    '<footer class="onrecord-article"><cite class="onrecord-title">'
    '<a href="https://paper.example/story#:~:text=%22A%2C%22%20said%20Lee.%20He%20wants%20b." target="_blank" '
    'rel="noopener noreferrer"><bdi>The title</bdi></a></cite>'
    '<ul class="onrecord-facts"><li class="onrecord-fact"><bdi>The Paper</bdi></li>'
    '<li class="onrecord-fact"><bdi>An Author</bdi></li>'
    '<li class="onrecord-fact"><time datetime="2021-11-17">17 November 2021</time></li>'
    '<li class="onrecord-fact">Paragraph 9</li></ul>'
    '<button type="button" class="onrecord-copy">Copy</button></footer></article>'
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


def credits_in(*attributions: Attribution) -> list[str]:
    return texts_of(answer_card(made_answer(fake_passage(TEXT, *attributions))), "onrecord-credit")


def marked(text: str, *attributions: Attribution) -> str:
    """What stands inside the passage's element."""
    card = answer_card(made_answer(fake_passage(text, *attributions)))
    return card.partition('<blockquote class="onrecord-passage" dir="auto">')[2].partition("</blockquote>")[0]


def test_whole_card() -> None:
    spoken = [said(0, 4, "direct", "Ann Lee"), said(15, 26, "indirect", "Ann Lee", "mayor")]
    answer = made_answer(fake_passage(TEXT, *spoken, number=9))
    assert answer_card(answer) == f'<section class="onrecord-answer" data-level="answer">{CARD}</section>'


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    """Any text, with quotations anywhere in it."""
    text = draw(texts)
    starts = st.integers(0, len(text) - 1)
    spans = draw(st.lists(st.tuples(starts, st.integers(1, len(text))), max_size=4))
    kinds: st.SearchStrategy[QuotationKind] = st.sampled_from(KINDS)
    spoken = [said(a, b, draw(kinds), draw(st.none() | texts)) for a, b in spans if a < b]
    return fake_passage(text, *spoken, article=fake_article(title=draw(texts), url=draw(texts)))


@given(st.lists(passages(), min_size=1, max_size=3))
def test_passages_are_read_out_of_the_cards_character_for_character(found: list[Passage]) -> None:
    assert texts_of(answer_card(made_answer(*found)), "onrecord-passage") == [passage.text for passage in found]


@given(texts)
def test_question_is_read_out_character_for_character(query: str) -> None:
    assert texts_of(question_card(query), "onrecord-question") == [query]


def test_carriage_returns_are_written_so_that_a_parser_keeps_them() -> None:
    assert marked("a\r\nb") == "a&#13;\nb"
    assert question_card("a\rb") == '<div class="onrecord-question" dir="auto">a&#13;b</div>'


def test_two_speakers_and_one_who_is_not_identified_are_each_named_once() -> None:
    assert credits_in(
        said(0, 2, "direct", "Ann Lee"),
        said(3, 5, "mixed", None, "role of nobody"),
        said(6, 8, "indirect", "Bo Li", "aide"),
        said(9, 11, "mixed", "Ann Lee", "mayor"),
        said(12, 14, "direct", None),
    ) == [
        "Ann Lee mayor Quotation Partial quotation",
        "Speaker not identified Partial quotation Quotation",
        "Bo Li aide Paraphrase",
    ]


@pytest.mark.parametrize(
    ("author", "publisher", "credit"),
    [
        ("An Author", "The Paper", "Narration by An Author, The Paper"),
        ("An Author", None, "Narration by An Author"),
        (None, "The Paper", "Narration by The Paper"),
        (None, None, "Narration"),
    ],
)
def test_narration_is_credited_to_author_and_publisher(author: str | None, publisher: str | None, credit: str) -> None:
    passage = fake_passage("Rain fell.", article=fake_article(author=author, publisher=publisher))
    card = answer_card(made_answer(passage))
    assert texts_of(card, "onrecord-credit") == [credit]
    assert "<mark" not in card


@pytest.mark.parametrize(
    ("attributions", "html"),
    [
        ([], "abcdef"),
        ([said(0, 6)], '<mark class="onrecord-direct">abcdef</mark>'),
        ([said(0, 3), said(3, 6)], '<mark class="onrecord-direct">abcdef</mark>'),
        (
            [said(0, 4, "indirect"), said(2, 6, "direct")],
            '<mark class="onrecord-indirect">ab</mark><mark class="onrecord-direct">cdef</mark>',
        ),
        (
            [said(0, 6, "mixed"), said(2, 4, "direct")],
            '<mark class="onrecord-mixed">ab</mark><mark class="onrecord-direct">cd</mark>'
            '<mark class="onrecord-mixed">ef</mark>',
        ),
    ],
)
def test_overlapping_quotations_are_marked_without_overlap(attributions: list[Attribution], html: str) -> None:
    assert marked("abcdef", *attributions) == html


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
    assert card.endswith(
        '<button type="button" class="onrecord-copy">Copy</button><div class="onrecord-copies">Also in: <ul>'
        '<li class="onrecord-also"><a href="https://b.example/1#:~:text=x%20y" target="_blank" '
        'rel="noopener noreferrer"><bdi>T&lt;i&gt;</bdi></a> (<bdi>R&amp;D</bdi>, <bdi>17 November 2021</bdi>)</li>'
        '<li class="onrecord-also"><bdi>c</bdi></li></ul></div></footer></article></section>'
    )


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
