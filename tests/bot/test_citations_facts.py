"""What forms that sort and date say of an article: writers by family name, days as far as they are known."""

import json

import pytest

from bot.render.citations.citation import citation
from index.article import ArticleMetadata
from index.passage import Passage


@pytest.mark.parametrize(
    ("article", "in_text", "reference"),
    [
        (
            ArticleMetadata("a", "Is It Over?", "AFP", "Tidings", "2023-03", None),
            "AFP, 2023",
            "AFP. (2023, March). Is It Over? Tidings.",
        ),
        (
            ArticleMetadata("a", "“Go.”", None, "Tidings", "2023", "https://x.example"),
            "““Go.”,” 2023",
            "“Go.” (2023). Tidings. https://x.example",
        ),
        (
            ArticleMetadata("a", "Ice", "Tidings", "Tidings", "last May", "javascript:alert(1)"),
            "Tidings, last May",
            "Tidings. (last May). Ice.",
        ),
        (
            ArticleMetadata("a", "Ice", "Marta J. Quill, Anna-Lena Holt, and Bo Ek", None, None, None),
            "Quill et al., n.d.",
            "Quill, M. J., Holt, A.-L., & Ek, B. (n.d.). Ice.",
        ),
    ],
)
def test_apa_reference_of_what_is_known(article: ArticleMetadata, in_text: str, reference: str) -> None:
    passage = Passage(id="a:1", text="Rain.", article=article)
    assert citation(passage, "apa") == f"Rain.\n\n({in_text})\n\n{reference}"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Marta Quill", [("Marta", "Quill")]),
        ("By Marta Quill", [("Marta", "Quill")]),
        ("Marta J. Quill & Bo O’Dell", [("Marta J.", "Quill"), ("Bo", "O’Dell")]),
        ("Marta Quill, Bo Ek and Anna Lind-Holt", [("Marta", "Quill"), ("Bo", "Ek"), ("Anna", "Lind-Holt")]),
        ("AFP", ["AFP"]),
        ("Skarholm Tidings", ["Skarholm Tidings"]),
        ("Human Rights Watch", ["Human Rights Watch"]),
        ("Charlotte Observer", ["Charlotte Observer"]),
        ("Victoria Police", ["Victoria Police"]),
        ("Marta Quill and AFP", ["Marta Quill and AFP"]),
        ("Anna van der Berg", ["Anna van der Berg"]),
        ("Gabriel García Márquez", ["Gabriel García Márquez"]),
        ("Xi Jinping", ["Xi Jinping"]),
        ("marta quill", ["marta quill"]),
        ("Marta  Quill", ["Marta  Quill"]),
        ("Anna B", ["Anna B"]),
        ("Anna BBC", ["Anna BBC"]),
        ("\n", []),
    ],
)
def test_byline_is_split_only_where_every_name_is_sure(author: str, names: list[str | tuple[str, str]]) -> None:
    article = ArticleMetadata("a", author=author, publisher="Skarholm Tidings")
    (item,) = json.loads(citation(Passage(id="a:1", text="Rain.", article=article), "csl-json"))
    expected = [{"literal": n} if isinstance(n, str) else {"family": n[1], "given": n[0]} for n in names]
    assert item.get("author", []) == expected


@pytest.mark.parametrize(
    ("published", "words", "issued"),
    [
        ("2023-03-04", "4 March 2023", {"date-parts": [[2023, 3, 4]]}),
        ("2023-03-04T06:00+01:00", "4 March 2023", {"date-parts": [[2023, 3, 4]]}),
        ("2023-03", "March 2023", {"date-parts": [[2023, 3]]}),
        ("2023", "2023", {"date-parts": [[2023]]}),
        ("2023-13", "2023-13", {"literal": "2023-13"}),
        ("2023-02-30", "2023-02-30", {"literal": "2023-02-30"}),
        ("last\nMay", "last May", {"literal": "last\nMay"}),
    ],
)
def test_day_as_far_as_it_is_known(published: str, words: str, issued: dict[str, object]) -> None:
    passage = Passage(id="a:1", text="Rain.", article=ArticleMetadata("a", published=published))
    assert citation(passage, "plain").endswith(f"\na\n{words}")
    assert json.loads(citation(passage, "csl-json"))[0]["issued"] == issued
