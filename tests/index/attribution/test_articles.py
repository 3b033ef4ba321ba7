"""Invented articles, each one way in which attribution goes wrong, with the truth worked out by hand.

`articles/NAME.txt` is named by what is hard about it. Its paragraphs stand between blank lines, `# ` before a headline
and `## ` before a heading. Below `---` stands everything said, in order, one quotation a line:

    kind | content | cue | mention | speaker

`-` is none. A line may go on with `| role: …` and `| evidence: …`, where they are the point.

KNOWN_FAILURES are articles that the engine does not read right yet; the truth stays, and a test that begins to pass
must leave the list.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from spacy.language import Language

from index.article import PARAGRAPH_BREAK, Paragraph, ParagraphKind
from index.attribution.engine import attribute_paragraphs
from tests.index.attribution.conftest import Said, said

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))
KNOWN_FAILURES = {
    "attributed_scare_quote": "of a free relative clause only the words in marks are found",
    "doctor_and_general": "thanks are taken for a report",
    "is_said_to": "a statement by nobody is taken for a report, though without a speaker",
    "page_break_changes_the_mark": "the role before the name is not found, because it opens the sentence",
    "quotation_before_its_introduction": "a speaker who is introduced only in the next paragraph is not found",
    "reported_question": "the subject of a reported question is taken for its speaker",
    "scare_quotes_of_the_reporter": "scare quotes of the reporter are taken for speech",
    "she_among_two_men": "a woman of whom only a name is told, where she is not the subject, is not who she means",
    "title_of_a_film": "a title behind a verb of praise is taken for speech",
}
HEADINGS: dict[str, ParagraphKind] = {"#": "title", "##": "heading"}
FIELDS = ("kind", "content", "cue", "mention", "speaker")
EXTRA_FIELDS = ("role", "evidence")


def marked(paths: Iterable[Path]) -> list[ParameterSet]:
    """The articles, with those that are known to fail marked so."""
    return [
        pytest.param(
            path,
            id=path.stem,
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES[path.stem])]
            if path.stem in KNOWN_FAILURES
            else [],
        )
        for path in paths
    ]


@pytest.mark.parametrize("path", marked(ARTICLES))
def test_article_says_what_a_reader_finds_in_it(path: Path, nlp: Language) -> None:
    text, paragraphs, truth = read_article(path)
    found = [said(text, quotation) for quotation in attribute_paragraphs(paragraphs, nlp)]
    assert [shown(quotation, true) for quotation, true in paired(found, truth)] == truth


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_truth_is_written_in_the_articles_words_and_order(path: Path) -> None:
    text, _, truth = read_article(path)
    place = 0
    for true in truth:
        assert true["kind"] in ("direct", "mixed", "indirect")
        for part in ("cue", "mention", "speaker", "role"):
            assert (true.get(part) or "") in text
        place = text.index(str(true["content"]), place)


def read_article(path: Path) -> tuple[str, list[Paragraph], list[Said]]:
    """The article's text, its paragraphs, and what is said in them; lines of one paragraph are joined by blanks."""
    article, truth = path.read_text(encoding="utf-8").split("\n---\n")
    paragraphs = list(read_paragraphs(article.split("\n\n")))
    text = PARAGRAPH_BREAK.join(paragraph.text for paragraph in paragraphs) + "\n"
    return text, paragraphs, [read_truth(line) for line in truth.splitlines()]


def read_paragraphs(blocks: list[str]) -> Iterator[Paragraph]:
    start = 0
    for number, block in enumerate(blocks, 1):
        words = block.split()
        kind = HEADINGS.get(words[0], "body")
        text = " ".join(words if kind == "body" else words[1:])
        yield Paragraph(text, start, number, kind)
        start += len(text) + len(PARAGRAPH_BREAK)


def read_truth(line: str) -> Said:
    parts = [None if part == "-" else part for part in line.split(" | ")]
    extras = dict(str(extra).split(": ", 1) for extra in parts[len(FIELDS) :])
    assert extras.keys() <= set(EXTRA_FIELDS)
    return dict(zip(FIELDS, parts[: len(FIELDS)], strict=True)) | extras


def paired(found: list[Said], truth: list[Said]) -> Iterator[tuple[Said, Said]]:
    """Each quotation found with the true one in its place, or with an empty one past the last."""
    for place, quotation in enumerate(found):
        yield quotation, truth[place] if place < len(truth) else {}


def shown(quotation: Said, true: Said) -> Said:
    """The quotation without the extra fields that its truth leaves open."""
    return {field: value for field, value in quotation.items() if field in FIELDS or field in true}
