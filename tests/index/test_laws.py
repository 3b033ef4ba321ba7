"""The verbatim law as a property, over generated articles with all kinds of marks, page breaks and odd characters."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from index.article import Article
from index.attribution.engine import attribute_paragraphs
from index.attribution.parse.parser import load_parser
from index.errors import ArticleError
from index.passage import Passage, passage_line
from index.reading.text import read_text
from index.segmentation import segment_article
from index.verbatim import check_verbatim

MARKS = [
    ('"', '"'),
    ("“", "”"),
    ('"', "”"),
    ("“", '"'),
    ("«", "»"),
    ("„", "“"),
    ("“", ""),
    ("", '"'),
    ("‘", "’"),
    ("'", "'"),
]
SAYINGS = ["The sea is high", "We shall not sail, not today", "Why", "I told them: “wait”", "a<b & c>d\t$$x$$ *y*"]
TAGS = [
    " said Dagny Holt, the harbour master.",
    " he added.",
    ", she said.",
    " Ivo Brandt told The Tidings.",
    "",
    " — Dagny Holt",
    " according to Holt.",
]
LEADS = ["", "Dagny Holt said: ", "According to Ivo Brandt, ", "For Holt, ", "The mayor, 44, called it ", "In May, "]
BREAKS = ["\n\n", "\n", "\r\n\r\n", "\f", "\n \t\n", "\n\n\n\n", "\u2028", " "]

characters = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
marked = st.builds(
    lambda lead, marks, saying, tag: f"{lead}{marks[0]}{saying},{marks[1]}{tag}",
    st.sampled_from(LEADS),
    st.sampled_from(MARKS),
    st.sampled_from(SAYINGS) | characters,
    st.sampled_from(TAGS),
)
cut_in_two = st.builds(
    lambda sentence, at: sentence[: at % (len(sentence) + 1)] + "\n\n" + sentence[at % (len(sentence) + 1) :],
    marked,
    st.integers(0, 200),
)
paragraphs = marked | cut_in_two | characters | st.just("[words](#) and **strong** ones") | st.just("A heading")
articles = st.builds(
    lambda parts, breaks: (
        "Title\n\nBy Ana Lind\n\nMay 2, 2019\n\n" + "".join(p + b for p, b in zip(parts, breaks, strict=False))
    ),
    st.lists(paragraphs, min_size=1, max_size=6),
    st.lists(st.sampled_from(BREAKS), min_size=6, max_size=6),
)


@cache
def parser() -> Language:
    return load_parser()


def passages_of(written: str) -> tuple[Article, list[Passage]]:
    article = read_text(written.encode("utf-8"), "a")
    return article, segment_article(
        article, attribute_paragraphs(article.paragraphs, parser()), lambda t: len(t.split())
    )


@given(articles)
def test_every_passage_is_a_slice_of_the_canonical_text(written: str) -> None:
    try:
        article, passages = passages_of(written)
    except ArticleError as error:
        assert "holds no paragraph" in str(error)  # all that was generated was furniture or blank
        return
    for passage in passages:
        assert article.text[passage.start_char : passage.end_char] == passage.text
        assert passage.text == passage.text.strip()
        for attribution in passage.attributions:
            assert 0 <= attribution.start_char < attribution.end_char <= len(passage.text)
    assert check_verbatim(passages, {"a": article.text}).breaches == ()
    assert [p.id for p in passages] == [f"a:{n}" for n in range(1, len(passages) + 1)]


@given(articles)
def test_reading_changes_white_space_and_markdown_only(written: str) -> None:
    try:
        article = read_text(written.encode("utf-8"), "a")
    except ArticleError:
        return
    kept = "".join(paragraph.text for paragraph in article.paragraphs)
    assert _is_subsequence(_letters(kept), _letters(written))


@given(articles)
def test_reading_the_canonical_text_again_changes_no_paragraph(written: str) -> None:
    try:
        article = read_text(written.encode("utf-8"), "a")
    except ArticleError:
        return
    again = read_text(article.text.encode("utf-8"), "a")
    assert "".join(p.text for p in again.paragraphs).split() == "".join(p.text for p in article.paragraphs).split()


@given(articles)
def test_the_same_article_gives_the_same_lines(written: str) -> None:
    try:
        _, first = passages_of(written)
    except ArticleError:
        return
    assert [passage_line(p) for p in first] == [passage_line(p) for p in passages_of(written)[1]]


def _letters(text: str) -> str:
    return "".join(text.split())


def _is_subsequence(part: str, whole: str) -> bool:
    letters = iter(whole)
    return all(letter in letters for letter in part)
