"""What stands in an article's file but is no article, and what only looks like it."""

import pytest

from tests.index.reading.shapes import kinds_and_texts


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Ivo Brandt",
        "The quay at dawn. (Photo by Ivo Brandt)",
        "The quay at dawn. AP Photo/Ivo Brandt",
        "![The quay](quay.jpg)",
        "Read more: The Boats of Skarholm",
        "[The Boats of Skarholm](https://example.org/boats)",
        "**Read also:** [The Boats](#)",
        "Related article: [“We Rowed to School Each Day”: A Childhood](#)",
        "The quay at dawn. Photo: Ivo Brandt",
        "Photo by Ivo Brandt",
        "© Norpix",
        "READ MORE",
    ],
)
def test_furniture_is_no_paragraph(line: str) -> None:
    assert [text for _, text in kinds_and_texts(f"Floods\n\nIt rained.\n\n{line}\n\nIt stopped.\n")] == [
        "Floods",
        "It rained.",
        "It stopped.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "The photo by Ivo Brandt hung in the hall.",
        "She read more: a book a day, she said.",
        "“Photo: none,” the caption said, and she laughed.",
        "He told AP/Norpix that the sea was calm.",
        "[“It is a danger to us,” said Bo Ek, the smith.](#)",
        "Related: Ek called the mill “a scandal,” and he meant it.",
        "Recommended: more sleep, said Bo Ek",
        "Image: it is everything, said Bo Ek",
        "Credit: “It is due to all of us,” said Bo Ek.",
        "The photo agency AFP / Norpix said on Monday that it was sold",
    ],
)
def test_prose_that_looks_like_furniture_stays(line: str) -> None:
    words = line.removeprefix("[").removesuffix("](#)")
    assert words in [text for _, text in kinds_and_texts(f"Floods\n\nIt rained.\n\n{line}\n\nIt stopped.\n")]
