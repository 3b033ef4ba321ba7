"""Roles: the article's own fullest phrase about a speaker."""

from collections.abc import Callable

import pytest

Said = dict[str, str | None]
Listen = Callable[..., list[Said]]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("“Go,” said Marta Olsen, a bridge engineer based in Veldburg.", "bridge engineer based in Veldburg"),
        (
            "“Go,” said Paul Brandt, head of the Veldburg Harbor Council (VHC), a state-funded body.",
            "head of the Veldburg Harbor Council (VHC), a state-funded body",
        ),
        ("“Go,” said Prime Minister Lena Brandt.", "Prime Minister"),
        ("“Go,” said Paul Brandt, 34, a nurse from Veldburg.", "nurse from Veldburg"),
        ("“Go,” said Paul Brandt, who is the mayor of Veldburg.", "mayor of Veldburg"),
        ("Paul Brandt, a nurse from Veldburg, said: “Go.”", "nurse from Veldburg"),
        ("“Go,” Paul Brandt, in an interview on Monday, told reporters.", None),
        ("“Go,” said Paul Brandt, 34.", None),
        ("“Go,” said Paul Brandt, referring to the mayor.", None),
        ("After talks with Paul Brandt, the mayor left. “Go,” said Paul Brandt.", None),
        ("“Go,” said Mr. Paul Brandt.", None),
    ],
)
def test_role_is_a_phrase_about_the_person_and_nothing_more(listen: Listen, text: str, role: str | None) -> None:
    (said,) = listen(text)
    assert (said["speaker"], said["role"]) == (
        "Lena Brandt" if "Lena" in text else "Marta Olsen" if "Marta" in text else "Paul Brandt",
        role,
    )


def test_fullest_phrase_counts_from_whichever_paragraph(listen: Listen) -> None:
    said = listen(
        "“Go,” said economist Viktor Tarnow.",
        "“Stay,” said Paul Brandt.",
        "“Go now,” said Tarnow, a scholar of harbor trade at Veldburg University.",
    )
    assert [quotation["role"] for quotation in said] == [
        "scholar of harbor trade at Veldburg University",
        None,
        "scholar of harbor trade at Veldburg University",
    ]
