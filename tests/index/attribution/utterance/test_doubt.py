"""No name rather than a wrong one: denied speech, others' words, answers, namesakes of kings, several speakers."""

from collections.abc import Callable

import pytest

Said = dict[str, str | None]
Listen = Callable[..., list[Said]]


def names(said: list[Said]) -> list[str | None]:
    return [quotation["speaker"] for quotation in said]


@pytest.mark.parametrize(
    "text",
    [
        "John Miller never said “the tax must go.”",
        "John Miller did not say “the tax must go.”",
        "John Miller could say “the tax must go.”",
        "John Miller refused to say “the tax must go.”",
        "If John Miller says “the tax must go,” the town will cheer.",
        "Neither John Miller nor Mary Brown said “the tax must go.”",
        "No mayor said “the tax must go.”",
        "“The tax must go,” John Miller did not say.",
    ],
)
def test_denied_or_unreal_speech_is_nobodys(listen: Listen, text: str) -> None:
    assert names(listen(text)) == [None]


def test_denial_within_the_marks_leaves_the_speaker(listen: Listen) -> None:
    said = listen("“Is it safe? Surely not,” John Miller said.", "“I would,” Mary Brown said.")
    assert names(said) == ["John Miller", "Mary Brown"]


def test_one_who_reads_out_anothers_letter_did_not_write_it(listen: Listen) -> None:
    assert names(listen("Mary Brown read out John Miller’s letter: “I am leaving.”")) == [None]
    assert names(listen("Mary Brown read out John Miller’s letter. “I am leaving.”")) == [None]


def test_one_who_reads_out_her_letter_is_heard(listen: Listen) -> None:
    assert names(listen("Mary Brown read out her letter: “I am leaving.”")) == ["Mary Brown"]


def test_quoted_person_is_the_speaker_not_the_one_who_quotes(listen: Listen) -> None:
    said = listen("Mary Brown quoted John Miller as saying that “the tax must go.”")
    assert names(said) == ["John Miller"]


@pytest.mark.parametrize("by", [" by Mary Brown", ""])
def test_one_who_is_called_something_does_not_say_it(listen: Listen, by: str) -> None:
    assert "John Miller" not in names(listen(f"Called “a liar”{by}, John Miller resigned."))


def test_answer_to_a_question_is_not_the_askers(listen: Listen) -> None:
    assert names(listen("“Will it go?” a reporter asked John Miller. “No.”")) == ["a reporter", None]
    assert names(listen("“Tell me if it will go,” Mary Brown asked. “No.”")) == ["Mary Brown", None]


def test_paragraph_with_words_of_its_own_does_not_continue_the_one_before(listen: Listen) -> None:
    said = listen(
        "“We will close it,” said Mayor Bo Ek.",
        "Rain fell on the mill. “It is a scandal.” The gate was open.",
    )
    assert names(said) == ["Bo Ek", None]


def test_bare_quotation_after_someone_else_has_come_up_has_no_speaker(listen: Listen) -> None:
    said = listen("“We will close it,” said Bo Ek. Ida Holm shook her head. “It is a scandal.”")
    assert names(said) == ["Bo Ek", None]


@pytest.mark.parametrize("text", ["“We are leaving,” said {}.", "{} said: “We are leaving.”"])
def test_several_speakers_keep_the_articles_words(listen: Listen, text: str) -> None:
    (said,) = listen(text.format("Bo Ek and Ida Holm"))
    assert (said["speaker"], said["mention"], said["role"]) == ("Bo Ek and Ida Holm", "Bo Ek and Ida Holm", None)


@pytest.mark.parametrize("title", ["King", "Pope", "Prince"])
def test_king_by_his_given_name_is_nobody_else(listen: Listen, title: str) -> None:
    (said,) = listen(f"John Miller spoke first. {title} John said “the tax must go.”")
    assert said["speaker"] == f"{title} John"
