"""Passages by invented people on chosen days, for the tests of who spoke when."""

from collections.abc import Sequence

from bot.explore.overview import Exploration, explore
from index.passage import Passage, QuotationKind
from tests.bot.answers import said
from tests.fakes import fake_article, fake_index, fake_passage


def spoken(
    name: str | None,
    published: str | None,
    *,
    article: str = "a",
    number: int = 1,
    kind: QuotationKind = "direct",
    role: str | None = None,
) -> Passage:
    """A passage of that article, all of it said by the speaker."""
    text = f"Words {number} of {article}."
    metadata = fake_article(id=article, title=f"Title {article}", published=published)
    return fake_passage(text, said(0, len(text), kind, name, role), number=number, article=metadata)


def explored(passages: Sequence[Passage]) -> Exploration:
    """The speakers of these passages."""
    return explore(fake_index(passages).snapshot)


HARBOUR = (
    spoken("Ana Lind", "2021-03-02", article="c", number=2, role="mayor of Tarn"),
    spoken("Ana Lind", "2021-03-02", article="c", number=10, kind="indirect", role="mayor of Tarn"),
    spoken("Bo Ek", "2021-03-30T08:00:00+01:00", article="d", number=1, kind="mixed"),
    spoken("Ana Lind", "2020-03-31", article="b", number=1, role="aide"),
    spoken("Ana Lind", None, article="e", number=1, role="former mayor"),
    spoken("some dockers", "2021-03-02", article="c", number=3, kind="indirect"),
    spoken(None, "2021-04-01", article="f", number=1),
    fake_passage("Rain fell.", number=2, article=fake_article(id="f", published="2021-04-01")),
)
"""Eight passages of five articles, those with a speaker from March 2020 to March 2021."""
