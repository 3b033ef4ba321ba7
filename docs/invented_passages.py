"""Passages of an invented town over three years, for the picture of the Explore tab."""

from collections.abc import Iterator

from index.article import ArticleMetadata
from index.passage import Attribution, Passage

MONTHS_OF = {
    "Dagny Holt": (
        "harbour master of Skarholm",
        "2019-01 2019-02 2019-02 2019-05 2019-09 2020-01 2020-03 2020-03 2020-03 "
        "2020-04 2020-10 2021-02 2021-03 2021-06 2021-06 2021-11",
    ),
    "Ivo Brandt": (
        "mayor of Skarholm",
        "2019-03 2019-03 2019-06 2019-11 2020-02 2020-02 2020-08 2021-01 2021-05 2021-05",
    ),
    "Solveig Maar": ("captain of the ferry Lomvi", "2019-07 2019-08 2020-06 2020-06 2020-07 2021-07 2021-08 2021-08"),
    "Teodor Quist": ("headmaster of the island school", "2019-08 2019-12 2020-08 2020-12 2021-08"),
    "Petra Osk": ("fishmonger", "2020-05 2020-09 2021-09 2021-10"),
    "some islanders": (None, "2019-04 2020-11 2021-04"),
}
"""Speaker -> role, and the month of each passage."""

QUOTED = "“The ferry is for all of us,”"


def invented_passages() -> Iterator[Passage]:
    """A passage for each month of each speaker, each in an article of its own."""
    for name, (role, months) in MONTHS_OF.items():
        for number, month in enumerate(months.split(), 1):
            yield _passage(name, role, f"{name.split()[-1].lower()}-{number}", f"{month}-{10 + number % 9}")


def _passage(name: str, role: str | None, article_id: str, published: str) -> Passage:
    text = f"{QUOTED} said {name}."
    article = ArticleMetadata(
        id=article_id,
        title=f"Skarholm, {published}",
        author="Runa Vik",
        publisher="The Skarholm Tidings",
        published=published,
    )
    quotation = Attribution(
        kind="direct", start_char=0, end_char=len(QUOTED), speaker=name, role=role, evidence="subject", confidence=0.98
    )
    return Passage(id=f"{article_id}:1", text=text, article=article, paragraph=1, attributions=(quotation,))
