"""Names that the engine once gave to words of somebody else; None where no name is the best answer."""

from collections.abc import Callable

import pytest

Said = dict[str, str | None]
Listen = Callable[..., list[Said]]

CASES: list[tuple[list[str], str, str | None]] = [
    (["Zoe Lind said that her boss, Martin Hoff, had told her: “Nobody will believe you.”"], "“Nobody", "Martin Hoff"),
    (["Mark Lowe said his coach, Sid Gray, told him: “You are too small.”"], "“You", "Sid Gray"),
    (["Mark and Julie Stanton bought the farm.", "Stanton, a banker, said the cows were his."], "the cows", "Stanton"),
    (
        ["Two senators, Lyle Crane of Ohio and Beth Munn of Maine, said the bill was late."],
        "the bill",
        "Two senators",
    ),
    (["The widow of the driver, Carl Penn, said he was a good man."], "he was", "The widow of the driver"),
    (["Greg Tull inspected the barn on Monday. Arson, he said, was unlikely."], "was unlikely", "Greg Tull"),
    (
        ["Anna Kerr met Lucy Bright. Bright said she was glad.", "“Anna stood by me,” she said."],
        "“Anna",
        "Lucy Bright",
    ),
    (
        [
            "Ben Foss, 19, was hurt on Monday.",
            "Foss said he was well. His mother, Denise, agreed.",
            "“He is,” she said.",
        ],
        "“He is",
        "Denise",
    ),
    (["Maisie Tubb said: “I want my mummy!” Her teacher, Joan Pryor, said she was brave."], "“I want", "Maisie Tubb"),
    (["Carl Ode asked: “Who did it?” Inspector Ray Holt said he knew."], "“Who", "Carl Ode"),
    (["The crowd fell silent. Said Kowal: “I am leaving.”"], "“I am", "Kowal"),
    (["Had Ella Haas said “close it,” the bridge would be closed."], "“close", None),
    (["It is not true that Ella Haas called the bridge “a toy.”"], "the bridge", None),
    (
        [
            "“Where were you?” Joan Hale asked.",
            "“At home,” Terry Nunn said.",
            "“Can anyone confirm that?”",
            "“My wife.”",
        ],
        "“My wife",
        None,
    ),
    (["Ed Frost complained about the sign that read “No dogs.”"], "“No dogs", "the sign"),
    (["“Three crowns is the price of a bun.” — 12"], "“Three", None),
    (["Frau Brandt taught us the piano.", "“She hit my knuckles,” he said."], "“She", None),
    (["Q: What happened?", "A: It rained.", "Q: And then?", "A: It stopped."], "It rained", None),
]


@pytest.mark.parametrize(("paragraphs", "beginning", "speaker"), CASES, ids=lambda value: str(value)[:40])
def test_name_is_that_of_who_said_it_or_none(
    listen: Listen, paragraphs: list[str], beginning: str, speaker: str | None
) -> None:
    names = [s["speaker"] for s in listen(*paragraphs) if str(s["content"]).startswith(beginning)]
    assert names in ([speaker], [] if speaker is None else [speaker])
