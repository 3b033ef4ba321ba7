"""What is copied of a passage, to the character, in each form."""

import json

import pytest

from bot.render.citations.citation import citation, citations
from bot.render.citations.formats import CITATION_FORMATS, CitationFormat
from bot.render.credits import KIND_NAMES
from index.article import ArticleMetadata
from index.passage import Attribution, Passage, QuotationKind
from tests.bot.answers import said
from tests.fakes import fake_passage

TEXT = "“We sail at 6,” said Holt – & the *ice* holds."
FERRY = ArticleMetadata(
    id="ferry",
    title="Ferry [2] Sails & Sails",
    author="Marta Quill and Bo Ek",
    publisher="Skarholm Tidings",
    published="2023-03-04T06:00",
    url="https://tidings.example/a_b?c=1&d=2",
)
BARE = ArticleMetadata(id="ferry")
HOLT = said(0, 15, "direct", "Dagny Holt", "harbour master", confidence=0.9)

EXPECTED: dict[CitationFormat, str] = {
    "plain": (
        "“We sail at 6,” said Holt – & the *ice* holds.\n"
        "\n"
        "— Dagny Holt, harbour master (Quotation)\n"
        "Ferry [2] Sails & Sails\n"
        "Marta Quill and Bo Ek, Skarholm Tidings, 4 March 2023\n"
        "https://tidings.example/a_b?c=1&d=2"
    ),
    "wikitext": (
        "{{Blockquote|text=“We sail at 6&#44;” said Holt – &#38; the &#42;ice&#42; holds&#46;"
        "|author=Dagny Holt&#44; harbour master|title=Ferry &#91;2&#93; Sails &#38; Sails"
        "|source=Skarholm Tidings&#44; 4 March 2023}}"
        "<ref>{{cite news|last=Quill|first=Marta|last2=Ek|first2=Bo|title=Ferry &#91;2&#93; Sails &#38; Sails"
        "|newspaper=Skarholm Tidings|date=4 March 2023|url=https://tidings.example/a_b?c=1&amp;d=2"
        "|quote=“We sail at 6&#44;” said Holt – &#38; the &#42;ice&#42; holds&#46;}}</ref>"
    ),
    "markdown": (
        "> “We sail at 6,” said Holt – &#38; the \\*ice\\* holds\\.\n"
        ">\n"
        "> — Dagny Holt, harbour master \\(Quotation\\)\\\n"
        "> [Ferry \\[2\\] Sails &#38; Sails](<https://tidings.example/a_b?c=1&amp;d=2>), "
        "Marta Quill and Bo Ek, Skarholm Tidings, 4 March 2023"
    ),
    "html": (
        '<blockquote cite="https://tidings.example/a_b?c=1&amp;d=2"><p dir="auto" style="white-space: pre-wrap">'
        "“We sail at 6,” said Holt – &amp; the *ice* holds.</p></blockquote>\n"
        "<p>— <bdi>Dagny Holt, harbour master (Quotation)</bdi><br>"
        '<a href="https://tidings.example/a_b?c=1&amp;d=2"><cite><bdi>Ferry [2] Sails &amp; Sails</bdi></cite></a>, '
        "<bdi>Marta Quill and Bo Ek</bdi>, <bdi>Skarholm Tidings</bdi>, <bdi>4 March 2023</bdi></p>"
    ),
    "bibtex": (
        "@article{ferry-7,\n"
        "  author = {Quill, Marta and Ek, Bo},\n"
        "  title = {{Ferry [2] Sails \\& Sails}},\n"
        "  journal = {Skarholm Tidings},\n"
        "  year = {2023},\n"
        "  month = mar,\n"
        "  day = {4},\n"
        "  url = {https://tidings.example/a_b?c=1&d=2},\n"
        "  note = {Dagny Holt, harbour master (Quotation); paragraph 7},\n"
        "  annote = {“We sail at 6,” said Holt – \\& the *ice* holds.}\n"
        "}"
    ),
    "csl-json": (
        "[\n"
        "  {\n"
        '    "id": "ferry:7",\n'
        '    "type": "article-newspaper",\n'
        '    "author": [\n'
        '      {\n        "family": "Quill",\n        "given": "Marta"\n      },\n'
        '      {\n        "family": "Ek",\n        "given": "Bo"\n      }\n'
        "    ],\n"
        '    "title": "Ferry [2] Sails & Sails",\n'
        '    "container-title": "Skarholm Tidings",\n'
        '    "issued": {\n      "date-parts": [\n        [\n          2023,\n          3,\n          4\n'
        "        ]\n      ]\n    },\n"
        '    "URL": "https://tidings.example/a_b?c=1&d=2",\n'
        '    "note": "Dagny Holt, harbour master (Quotation); paragraph 7",\n'
        '    "annote": "“We sail at 6,” said Holt – & the *ice* holds."\n'
        "  }\n"
        "]"
    ),
    "apa": (
        "“We sail at 6,” said Holt – & the *ice* holds.\n"
        "\n"
        "(Dagny Holt, as quoted in Quill & Ek, 2023, para. 7)\n"
        "\n"
        "Quill, M., & Ek, B. (2023, March 4). Ferry [2] Sails & Sails. Skarholm Tidings. "
        "https://tidings.example/a_b?c=1&d=2"
    ),
}


def cited(*attributions: Attribution, format: CitationFormat, article: ArticleMetadata = FERRY) -> str:
    return citation(fake_passage(TEXT, *attributions, number=7, article=article), format)


@pytest.mark.parametrize("format", CITATION_FORMATS)
def test_quotation_in_each_form(format: CitationFormat) -> None:
    assert cited(HOLT, format=format) == EXPECTED[format]


LIND = said(16, 40, "indirect", "Ana Lind", "pilot", confidence=0.8)
NOBODY = said(16, 40, "mixed", None)
NARRATED = "Narration by Marta Quill and Bo Ek, Skarholm Tidings"


@pytest.mark.parametrize(
    ("attributions", "lines", "author", "sources"),
    [
        (
            [said(0, 40, "direct", "Bram Teller", confidence=0.8)],
            ["Bram Teller (Quotation)"],
            "Bram Teller",
            ["Bram Teller, as quoted"],
        ),
        (
            [said(0, 40, "mixed", "Bram Teller", confidence=0.8)],
            ["Bram Teller (Partial quotation)"],
            None,
            ["Bram Teller, as partly quoted"],
        ),
        (
            [said(0, 40, "direct", "Bram Teller", "mate", confidence=0.79)],
            ["Bram Teller, mate (Quotation; speaker unsure)"],
            None,
            ["Bram Teller [speaker unsure], as quoted"],
        ),
        (
            [HOLT, said(16, 40, "indirect", "Dagny Holt", confidence=0.5)],
            ["Dagny Holt, harbour master (Quotation, Paraphrase; speaker unsure)"],
            None,
            ["Dagny Holt [speaker unsure], as quoted and paraphrased"],
        ),
        (
            [LIND, said(0, 15, "mixed", "Bram Teller", confidence=0.5)],
            ["Ana Lind, pilot (Paraphrase)", "Bram Teller (Partial quotation; speaker unsure)"],
            None,
            ["Ana Lind, as paraphrased", "Bram Teller [speaker unsure], as partly quoted"],
        ),
        ([LIND], ["Ana Lind, pilot (Paraphrase)"], None, ["Ana Lind, as paraphrased"]),
        (
            [HOLT, said(16, 40, "indirect", "Dagny Holt", confidence=0.9)],
            ["Dagny Holt, harbour master (Quotation, Paraphrase)"],
            None,
            ["Dagny Holt, as quoted and paraphrased"],
        ),
        (
            [HOLT, LIND],
            ["Dagny Holt, harbour master (Quotation)", "Ana Lind, pilot (Paraphrase)"],
            None,
            ["Dagny Holt, as quoted", "Ana Lind, as paraphrased"],
        ),
        (
            [HOLT, said(16, 40, "direct", "Ana Lind", confidence=0.9)],
            ["Dagny Holt, harbour master (Quotation)", "Ana Lind (Quotation)"],
            None,
            ["Dagny Holt, as quoted", "Ana Lind, as quoted"],
        ),
        (
            [HOLT, NOBODY],
            ["Dagny Holt, harbour master (Quotation)", "Speaker not identified (Partial quotation)"],
            None,
            ["Dagny Holt, as quoted", "Speaker not identified, as partly quoted"],
        ),
        (
            [said(0, 15)],
            ["Speaker not identified (Quotation)"],
            None,
            ["Speaker not identified, as quoted"],
        ),
        ([], [NARRATED], None, [""]),
    ],
)
def test_who_spoke_and_how_is_said_in_each_form(
    attributions: list[Attribution], lines: list[str], author: str | None, sources: list[str]
) -> None:
    passage = fake_passage(TEXT, *attributions, number=7, article=FERRY)
    assert citation(passage, "plain").split("\n")[2 : 2 + len(lines)] == [f"— {line}" for line in lines]
    shown = "<br>".join(f"— <bdi>{line}</bdi>" for line in lines)
    assert f"\n<p>{shown}<br>" in citation(passage, "html")
    shown = "\\\n> ".join(f"— {line}".replace("(", "\\(").replace(")", "\\)") for line in lines)
    assert f">\n> {shown}\\\n> [" in citation(passage, "markdown")
    shown = (author or "; ".join(lines)).replace(";", "&#59;").replace(",", "&#44;")
    assert f"|author={shown.replace('(', '&#40;').replace(')', '&#41;')}|title=" in citation(passage, "wikitext")
    note = f"{'; '.join(lines)}; paragraph 7"
    assert f"  note = {{{note}}},\n" in citation(passage, "bibtex")
    assert json.loads(citation(passage, "csl-json"))[0]["note"] == note
    article = "Quill & Ek, 2023, para. 7"
    shown = "; ".join(f"{source} in {article}" if source else article for source in sources)
    assert citation(passage, "apa").split("\n\n")[1] == f"({shown})"


BARE_EXPECTED: dict[CitationFormat, str] = {
    "plain": "Rain.\n\n— Narration\nferry",
    "wikitext": (
        "{{Blockquote|text=Rain&#46;|author=Narration|title=ferry}}<ref>{{cite news|title=ferry|quote=Rain&#46;}}</ref>"
    ),
    "markdown": "> Rain\\.\n>\n> — Narration\\\n> ferry",
    "html": (
        '<blockquote><p dir="auto" style="white-space: pre-wrap">Rain.</p></blockquote>\n'
        "<p>— <bdi>Narration</bdi><br><cite><bdi>ferry</bdi></cite></p>"
    ),
    "bibtex": "@misc{ferry-1,\n  title = {{ferry}},\n  note = {Narration},\n  annote = {Rain.}\n}",
    "csl-json": (
        '[\n  {\n    "id": "ferry:1",\n    "type": "article-newspaper",\n    "title": "ferry",\n'
        '    "note": "Narration",\n    "annote": "Rain."\n  }\n]'
    ),
    "apa": "Rain.\n\n(“ferry,” n.d.)\n\nferry. (n.d.).",
}


@pytest.mark.parametrize("format", CITATION_FORMATS)
def test_article_of_which_nothing_is_known(format: CitationFormat) -> None:
    assert citation(Passage(id="ferry:1", text="Rain.", article=BARE), format) == BARE_EXPECTED[format]


@pytest.mark.parametrize(
    ("kinds", "author"),
    [
        (["direct"], "Bram Teller"),
        (["direct", "direct"], "Bram Teller"),
        (["mixed"], "Bram Teller &#40;Partial quotation&#41;"),
        (["direct", "mixed"], "Bram Teller &#40;Quotation&#44; Partial quotation&#41;"),
        (["direct", "indirect"], "Bram Teller &#40;Quotation&#44; Paraphrase&#41;"),
        (["indirect"], "Bram Teller &#40;Paraphrase&#41;"),
    ],
)
def test_wiki_quotes_a_speaker_by_name_alone_only_for_whole_quotations(kinds: list[QuotationKind], author: str) -> None:
    attributions = [said(0, 15, kind, "Bram Teller", confidence=0.8) for kind in kinds]
    assert f"|author={author}|title=" in cited(*attributions, format="wikitext")


def test_wiki_never_quotes_an_unsure_speaker_by_name_alone() -> None:
    attributions = [said(0, 15, "direct", "Bram Teller", confidence=confidence) for confidence in (1.0, 0.79)]
    author = "Bram Teller &#40;Quotation&#59; speaker unsure&#41;"
    assert f"|author={author}|title=" in cited(*attributions, format="wikitext")


def test_apa_names_speakers_in_full_so_that_none_is_taken_for_another_of_the_family_name() -> None:
    assert cited(said(0, 15, "direct", "Nora Brekken", confidence=0.9), format="apa").split("\n\n")[1] == (
        "(Nora Brekken, as quoted in Quill & Ek, 2023, para. 7)"
    )
    quill = said(16, 40, "indirect", "Bo Quill", confidence=0.9)
    assert cited(HOLT, said(16, 40, "direct", "Anna Holt"), quill, format="apa").split("\n\n")[1] == (
        "(Dagny Holt, as quoted in Quill & Ek, 2023, para. 7; "
        "Anna Holt [speaker unsure], as quoted in Quill & Ek, 2023, para. 7; "
        "Bo Quill, as paraphrased in Quill & Ek, 2023, para. 7)"
    )


def test_forms_are_shown_by_names_that_no_kind_of_words_has() -> None:
    assert list(CITATION_FORMATS.values()) == [
        *("Plain text", "Wikitext", "Markdown", "HTML", "BibTeX", "CSL-JSON", "APA")
    ]
    assert not {*CITATION_FORMATS.values()} & {*KIND_NAMES.values()}


def test_answer_in_one_text() -> None:
    passages = [fake_passage("Rain."), fake_passage("Snow.", number=2)]
    for format in ("plain", "wikitext", "markdown", "html", "apa"):
        assert citations(passages, format) == "\n\n".join(citation(passage, format) for passage in passages)
    assert [item["annote"] for item in json.loads(citations(passages, "csl-json"))] == ["Rain.", "Snow."]
    assert [citations([], format) for format in CITATION_FORMATS] == ["", "", "", "", "", "[]", ""]


def test_keys_of_bibtex_entries_differ() -> None:
    ids = ("a:1", "a-1", "A:1", "a:1-2", "%C3%A9:1", "é:1", "::")
    passages = [Passage(id=id, text="Rain.", article=ArticleMetadata(id="a")) for id in ids]
    entries = citations(passages, "bibtex").split("\n\n")
    keys = [entry.removeprefix("@misc{").split(",")[0] for entry in entries]
    assert keys == ["a-1", "a-1-1", "A-1-2", "a-1-2-1", "C3-A9-1", "1", "passage"]
