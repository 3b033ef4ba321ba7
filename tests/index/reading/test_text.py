"""Plain text files to articles, value by value, on articles made up for it."""

from pathlib import Path

import pytest

from index.article import text_sha256
from index.errors import ArticleError
from index.reading.metadata import SuppliedMetadata
from index.reading.text import read_text
from tests.index.reading.shapes import kinds_and_texts

FULL = """\ufeff

Ferry Line to Skarholm Reopens After Nine Years

Islanders had all but given up.

By [Marta Quill](#)

March 4, 2023


Passengers wait on the quay at Skarholm. **Ivo Brandt / NORPIX / AP**

The ferry to Skarholm sailed again on Friday, [nine years](https://example.org/a_(b)) after the
last one was sold for scrap.

"Nobody believed us when we said that the line would come back to this island before

the decade was out,” said Dagny Holt, the harbour master.

Related article: ['We Rowed to School': A Childhood on Skarholm](#)

A long wait

The **new** boat is *small*.

Original url:

<https://www.example.org/2023/03/04/ferry-a75593>
"""


def test_full_article_is_read_part_by_part() -> None:
    article = read_text(FULL.encode(), "ferry")
    assert (article.metadata.title, article.standfirst) == (
        "Ferry Line to Skarholm Reopens After Nine Years",
        "Islanders had all but given up.",
    )
    assert (article.metadata.author, article.metadata.published) == ("Marta Quill", "2023-03-04")
    assert article.metadata.url == "https://www.example.org/2023/03/04/ferry-a75593"
    assert [(p.number, p.start_char, p.kind, p.section, p.text) for p in article.paragraphs] == [
        (1, 0, "title", None, "Ferry Line to Skarholm Reopens After Nine Years"),
        (2, 49, "standfirst", None, "Islanders had all but given up."),
        (
            3,
            82,
            "body",
            None,
            "The ferry to Skarholm sailed again on Friday, nine years after the last one was sold for scrap.",
        ),
        (
            4,
            179,
            "body",
            None,
            '"Nobody believed us when we said that the line would come back to this island before '
            "the decade was out,” said Dagny Holt, the harbour master.",
        ),
        (5, 323, "heading", "A long wait", "A long wait"),
        (6, 336, "body", "A long wait", "The new boat is *small*."),
    ]


def test_canonical_text_is_its_paragraphs_and_hashes_like_its_file(tmp_path: Path) -> None:
    article = read_text(FULL.encode(), "ferry")
    assert article.text == "\n\n".join(p.text for p in article.paragraphs) + "\n"
    assert all(article.text[p.start_char : p.end_char] == p.text for p in article.paragraphs)
    assert article.metadata.text_sha256 == text_sha256(article.text)


def test_plain_file_of_title_byline_date_and_paragraphs() -> None:
    article = read_text(b"Council Votes No.\n\nBy Ana Lind\n\nMay 2, 2019\n\nThey voted no.\n\nIt rained.\n", "a")
    assert article.metadata.title == "Council Votes No."
    assert (article.metadata.author, article.metadata.published) == ("Ana Lind", "2019-05-02")
    assert [p.text for p in article.paragraphs if p.kind == "body"] == ["They voted no.", "It rained."]


def test_header_lines_need_no_blank_lines_between_them() -> None:
    article = read_text(b"Council Votes No\nBy Ana Lind and Bo Ek\n2 May 2019\n\nThe council voted no.\n", "a")
    assert (article.metadata.title, article.metadata.author) == ("Council Votes No", "Ana Lind and Bo Ek")
    assert article.metadata.published == "2019-05-02"


def test_byline_with_a_date_at_its_end() -> None:
    article = read_text(b"Council Votes No\n\nBy Ana Lind | 2 May 2019\n\nThe council voted no.\n", "a")
    assert (article.metadata.author, article.metadata.published) == ("Ana Lind", "2019-05-02")


@pytest.mark.parametrize(
    ("lines", "author", "published"),
    [
        ("By ANA LIND\nThe Tidings\nMay 3, 2020", "ANA LIND", "2020-05-03"),
        ("Ana Lind\n\nMay 3, 2020", None, "2020-05-03"),
        ("By Ana Lind, Staff Writer\n\nUpdated May 3, 2020 5:06 p.m. ET", "Ana Lind, Staff Writer", "2020-05-03T17:06"),
        ("By Ana Lind\n\nPublished: 3 May 2020, 10:15 GMT", "Ana Lind", "2020-05-03T10:15+00:00"),
        ("By Ana Lind\n\n2020-05-03T10:15:30+02:00", "Ana Lind", "2020-05-03T10:15+02:00"),
        ("Sunday, May 3, 2020", None, "2020-05-03"),
        ("Sun 3 May 2020 10.05 GMT", None, "2020-05-03T10:05+00:00"),
        ("By: Łucja Żak | The Tidings\n\nLast updated on May 3, 2020", "Łucja Żak | The Tidings", "2020-05-03"),
        ("By Ana Lind and agencies\n\nMay 3, 2020 – Updated June 3, 2020", "Ana Lind and agencies", "2020-05-03"),
        ("By Ana Lind\n\n04/03/2020", "Ana Lind", None),  # which month it is depends on the country
    ],
)
def test_bylines_and_dates_of_many_forms(lines: str, author: str | None, published: str | None) -> None:
    article = read_text(f"Bridge Falls\n\n{lines}\n\nIt fell.\n".encode(), "a")
    assert (article.metadata.author, article.metadata.published) == (author, published)
    assert [p.text for p in article.paragraphs] == ["Bridge Falls", "It fell."]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # A headline between kicker and byline is kept, and so is a standfirst that could be a name.
        ("NEWS\n\nCouncil Closes Bridge\n\nBy Ana Lind\n\nIt shut.\n", ["title", "standfirst", "body"]),
        ("Floods\n\nA Town in Mourning\n\nMay 2, 2019\n\nIt shut.\n", ["title", "standfirst", "body"]),
        # Paragraphs above a date further down are no title and standfirst.
        (
            "The mill fell on Monday.\n\nNobody was hurt.\n\nMay 2, 2019\n\nIt was old.\n",
            ["body", "body", "heading", "body"],
        ),
        ("“We told everybody,” said Bo Ek.\n\nNo.\n\nMay 2, 2019\n\nIt was.\n", ["body", "body", "heading", "body"]),
        ("Floods\n\nIt rained.\n\nBy Christmas\n\nIt had stopped.\n", ["title", "body", "heading", "body"]),
        # A quotation that a page break cut is no heading.
        ('Floods\n\n"We will\n\ngo on," said Bo Ek.\n', ["title", "body", "body"]),
    ],
)
def test_what_stands_above_the_first_paragraph_is_not_taken_for_something_else(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in kinds_and_texts(text)] == kinds


def test_url_on_a_line_of_its_own_within_the_article_is_part_of_it() -> None:
    article = read_text(b"Floods\n\nThe page is at\n\nhttps://x.example/c\n\nand nowhere else.\n", "a")
    assert article.metadata.url is None
    assert "https://x.example/c" in article.text


def test_page_break_after_a_title_before_a_name() -> None:
    before, after = "“We cannot go on like this, and that is what I told Mayor", "Brandt too,” said Dagny Holt."
    assert kinds_and_texts(f"Floods\n\n{before}\n\n{after}\n")[1] == ("body", f"{before} {after}")


def test_list_items_are_no_headings() -> None:
    assert [kind for kind, _ in kinds_and_texts("Floods\n\nThree things:\n\n1. Rain\n2. Wind\n\nIt rained.\n")] == [
        "title",
        *["body"] * 4,
    ]


def test_byline_above_the_date_may_say_more() -> None:
    article = read_text(b"Votes\n\nBy Ana Lind and Bo Ek contributed research.\n\nMay 2, 2019\n\nNo, it was.\n", "a")
    assert article.metadata.author == "Ana Lind and Bo Ek contributed research."


def test_sentence_that_begins_with_by_is_no_byline() -> None:
    assert kinds_and_texts("Floods\n\nBy Tuesday, thousands had fled the valley.\n\nIt rained.\n") == [
        ("title", "Floods"),
        ("body", "By Tuesday, thousands had fled the valley."),
        ("body", "It rained."),
    ]


def test_file_without_a_header_has_only_paragraphs() -> None:
    article = read_text(b'"The quay is closed," said Dagny Holt.\n\nShe left.\n', "a")
    assert article.metadata.title is None
    assert [p.kind for p in article.paragraphs] == ["body", "body"]


def test_one_paragraph_is_an_article() -> None:
    assert kinds_and_texts("Dagny Holt spoke") == [("body", "Dagny Holt spoke")]


def test_supplied_metadata_go_before_what_the_text_states() -> None:
    supplied = SuppliedMetadata(title="Right", publisher="The Tidings", published="2020-01-01", author="M. Q.")
    metadata = read_text(FULL.encode(), "ferry", supplied).metadata
    assert (metadata.title, metadata.publisher) == ("Right", "The Tidings")
    assert (metadata.author, metadata.published) == ("M. Q.", "2020-01-01")


def test_hard_wrapped_lines_become_one_paragraph() -> None:
    text = "Floods\n\nThe river rose in the night and took the\nbridge. Nobody was hurt, said the\nmayor of Aldby.\n"
    assert kinds_and_texts(text)[1] == (
        "body",
        "The river rose in the night and took the bridge. Nobody was hurt, said the mayor of Aldby.",
    )


def test_long_lines_are_paragraphs_without_blank_lines_between() -> None:
    first = "“" + "The water came over the wall, and then it came over the road, " * 2 + "and then it came in.”"
    text = f"Floods\n\n{first}\nThe second line is a paragraph of its own.\n"
    assert [t for _, t in kinds_and_texts(text)] == ["Floods", first, "The second line is a paragraph of its own."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_give_one_text(end: str) -> None:
    text = "Floods\n\nThe river rose.\n\nIt fell.\n"
    assert read_text(text.replace("\n", end).encode(), "a").text == text


def test_form_feed_is_a_page_break() -> None:
    text = "Floods\n\nThe river rose in the night and took the old bridge of the\ftown with it.\n"
    assert kinds_and_texts(text)[1] == (
        "body",
        "The river rose in the night and took the old bridge of the town with it.",
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A heading", "de Wit said no."),  # too short to have run to the end of a page
        ("The river rose in the night and took the old bridge.", "it took the mill too."),  # a whole sentence
        ("Those who lived by the river in the year of the flood", "van Dijk and the others were asked."),  # a name
    ],
)
def test_paragraphs_that_no_page_break_cut_stay_apart(before: str, after: str) -> None:
    assert [text for _, text in kinds_and_texts(f"Floods\n\n{before}\n\n{after}\n\nEnd.\n")][1:3] == [before, after]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("He was [reportedly](#) there.", "He was reportedly there."),
        ("See [x](javascript:alert(1)) now.", "See x now."),
        ('A [link](https://example.org "title") here.', "A link here."),
        ("A **strong** word.", "A strong word."),
        ("Call <https://example.org/a> now.", "Call https://example.org/a now."),
        ("He said f**k and s**t.", "He said f**k and s**t."),
        ("He [sic] went (home).", "He [sic] went (home)."),
        ("He [the mayor] (then in office) left.", "He [the mayor] (then in office) left."),
        ("Two *stars* and _lines_ and `ticks` stay.", "Two *stars* and _lines_ and `ticks` stay."),
        ("a<b && c>d, &amp; $$x$$ <i>t</i>.", "a<b && c>d, &amp; $$x$$ <i>t</i>."),
        ("Tab\tstop, two  blanks, no\u00a0break.", "Tab\tstop, two  blanks, no\u00a0break."),
    ],
)
def test_only_markdown_syntax_is_taken_away(written: str, read: str) -> None:
    assert kinds_and_texts(f"Title\n\n{written}\n\nEnd.\n")[1] == ("body", read)


def test_marked_headings_are_headings_however_they_end() -> None:
    assert kinds_and_texts("# The title.\n\nIt rained.\n\n## It stopped!\n\nSun.\n") == [
        ("title", "The title."),
        ("body", "It rained."),
        ("heading", "It stopped!"),
        ("body", "Sun."),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "x.txt is empty; put the article's text in it or remove it"),
        (b" \n\t\n", "x.txt is empty; put the article's text in it or remove it"),
        (b"ab\0cd", "x.txt is a binary file, not text; remove it from the articles"),
        (b"abc\xff\xfe", "x.txt is not UTF-8 text (byte 3 does not fit); convert it to UTF-8 or remove it"),
        (b"Photo: Ivo Brandt\n", "x.txt holds no paragraph of an article; put the article's text in it or remove it"),
    ],
)
def test_what_is_no_article_is_refused_in_a_sentence(data: bytes, message: str) -> None:
    with pytest.raises(ArticleError) as caught:
        read_text(data, "x", name="x.txt")
    assert str(caught.value) == message


def test_utf16_with_a_byte_order_mark_is_read() -> None:
    assert read_text("Flöde\n\nDet regnade.\n".encode("utf-16"), "a").text == "Flöde\n\nDet regnade.\n"
