"""Who spoke: cues, names, pronouns, continued and introduced quotations."""

from collections.abc import Callable

import pytest

Said = dict[str, str | None]
Listen = Callable[..., list[Said]]


def speakers(said: list[Said]) -> list[tuple[str | None, str | None, str | None]]:
    return [(quotation["content"], quotation["speaker"], quotation["evidence"]) for quotation in said]


def test_cue_after_the_marks_with_the_subject_behind_it(listen: Listen) -> None:
    (said,) = listen("“The bridge is safe,” said Marta Olsen, an engineer from Veldburg.")
    assert said == {
        "kind": "direct",
        "content": "“The bridge is safe,”",
        "cue": "said",
        "mention": "Marta Olsen",
        "speaker": "Marta Olsen",
        "role": "engineer from Veldburg",
        "evidence": "subject",
    }


def test_cue_before_the_marks_with_a_colon(listen: Listen) -> None:
    (said,) = listen("Marta Olsen told reporters: “The bridge is safe.”")
    assert (said["kind"], said["cue"], said["speaker"]) == ("direct", "told", "Marta Olsen")


def test_quotation_on_both_sides_of_its_cue_is_two_of_one_speaker(listen: Listen) -> None:
    said = listen("“The bridge,” Marta Olsen said, “is safe for lorries.” “Trust me.”")
    assert speakers(said) == [
        ("“The bridge,”", "Marta Olsen", "subject"),
        ("“is safe for lorries.”", "Marta Olsen", "subject"),
        ("“Trust me.”", "Marta Olsen", "continued"),
    ]


def test_surname_means_the_one_person_named_in_full(listen: Listen) -> None:
    said = listen("“It is safe,” said Marta Olsen.", "“Quite safe,” said Olsen.", "“Very,” Mrs. Olsen said.")
    assert [quotation["speaker"] for quotation in said] == ["Marta Olsen"] * 3
    assert said[1]["mention"] == "Olsen"


def test_surname_of_two_people_stays_as_the_article_has_it(listen: Listen) -> None:
    said = listen(
        "“It is safe,” said Marta Olsen. “It is not,” said Peter Olsen.",
        "“We shall see,” said Olsen.",
    )
    assert speakers(said)[2] == ("“We shall see,”", "Olsen", "subject")
    assert said[2]["mention"] == "Olsen"


def test_surname_before_its_namesake_appears_means_the_one_known_so_far(listen: Listen) -> None:
    said = listen(
        "“It is safe,” said Marta Olsen.",
        "“Quite safe,” said Olsen.",
        "“It is not,” said Peter Olsen.",
    )
    assert [quotation["speaker"] for quotation in said] == ["Marta Olsen", "Marta Olsen", "Peter Olsen"]


def test_honorific_tells_namesakes_apart(listen: Listen) -> None:
    said = listen("“It is safe,” said Marta Olsen. “It is not,” said Peter Olsen.", "“We shall see,” said Mrs. Olsen.")
    assert said[2]["speaker"] == "Marta Olsen"


def test_unknown_surname_is_the_articles_own_word(listen: Listen) -> None:
    (said,) = listen("“We shall see,” said Tarnow.")
    assert (said["speaker"], said["mention"]) == ("Tarnow", "Tarnow")


def test_organisation_before_a_surname_is_no_part_of_the_name(listen: Listen) -> None:
    said = listen("“Prices fell,” said Viktor Tarnow.", "“They may rise,” said Northbank’s Tarnow.")
    assert (said[1]["speaker"], said[1]["mention"]) == ("Viktor Tarnow", "Northbank’s Tarnow")


def test_description_before_a_surname_is_no_part_of_the_name(listen: Listen) -> None:
    said = listen("“Prices fell,” said Viktor Tarnow.", "“They may rise,” said market analyst Tarnow.")
    assert (said[1]["speaker"], said[1]["mention"], said[1]["role"]) == (
        "Viktor Tarnow",
        "market analyst Tarnow",
        "market analyst",
    )


def test_nominal_speaker_keeps_the_articles_words(listen: Listen) -> None:
    (said,) = listen("“The ship is late,” said a spokesman for the harbor.")
    assert (said["speaker"], said["evidence"], said["role"]) == ("a spokesman for the harbor", "subject", None)


def test_pronoun_takes_the_holder_of_the_floor_not_the_nearest_name(listen: Listen) -> None:
    said = listen(
        "“Prices fell,” said Viktor Tarnow, an economist in Veldburg.",
        "For Tarnow, Minister Paul Brandt’s visit means his plan has failed.",
        "“It is over,” he added, referring to Brandt’s budget.",
    )
    assert speakers(said) == [
        ("“Prices fell,”", "Viktor Tarnow", "subject"),
        ("Minister Paul Brandt’s visit means his plan has failed", "Viktor Tarnow", "for"),
        ("“It is over,”", "Viktor Tarnow", "pronoun"),
    ]


def test_pronoun_passes_over_a_speaker_of_the_other_gender(listen: Listen) -> None:
    said = listen(
        "“Prices fell,” said Anna Tarnow.",
        "“They rose,” said Paul Brandt.",
        "“They fell,” she said.",
    )
    assert speakers(said)[2] == ("“They fell,”", "Anna Tarnow", "pronoun")


def test_pronoun_takes_the_subject_of_its_own_sentence(listen: Listen) -> None:
    said = listen(
        "“Prices fell,” said Paul Brandt.",
        "When Simon Keller left the hall on Monday, he said: “Nobody listens.”",
    )
    assert said[1]["speaker"] == "Simon Keller"


def test_pronoun_that_nothing_explains_stays_open_with_its_mention(listen: Listen) -> None:
    (said,) = listen("“Nobody listens,” she said.")
    assert (said["speaker"], said["mention"], said["cue"], said["evidence"]) == (None, "she", "said", "pronoun")


@pytest.mark.parametrize("pronoun", ["they", "we", "it"])
def test_other_pronouns_are_never_resolved(listen: Listen, pronoun: str) -> None:
    said = listen("“Prices fell,” said Paul Brandt.", f"“Nobody listens,” {pronoun} said.")
    assert (said[1]["speaker"], said[1]["mention"]) == (None, pronoun)


def test_bare_paragraph_continues_the_speaker_before_on_the_same_evidence(listen: Listen) -> None:
    said = listen("“Prices fell,” said Paul Brandt.", "“Nobody listens.”")
    assert (said[1]["speaker"], said[1]["evidence"]) == ("Paul Brandt", "continued")
    assert (said[1]["cue"], said[1]["mention"]) == ("said", "Paul Brandt")


def test_quotation_over_paragraphs_without_closing_mark_continues(listen: Listen) -> None:
    said = listen("Paul Brandt said: “Prices fell. ", "“Then they rose. ", "“Nobody listened.”", "The hall was empty.")
    assert speakers(said) == [
        ("“Prices fell.", "Paul Brandt", "subject"),
        ("“Then they rose.", "Paul Brandt", "continued"),
        ("“Nobody listened.”", "Paul Brandt", "continued"),
    ]


def test_bare_answer_after_a_question_is_not_the_askers(listen: Listen) -> None:
    said = listen("“Is it safe?” asked Marta Olsen.", "“Quite safe.”")
    assert speakers(said)[1] == ("“Quite safe.”", None, "none")


def test_bare_paragraph_after_narration_has_no_speaker(listen: Listen) -> None:
    said = listen("“Prices fell,” said Paul Brandt.", "The hall was empty by noon.", "“Nobody listens.”")
    assert speakers(said)[1] == ("“Nobody listens.”", None, "none")


def test_colon_at_a_paragraphs_end_introduces_the_next(listen: Listen) -> None:
    said = listen("Later Marta Olsen wrote to the council:", "“The bridge is safe.”")
    assert speakers(said) == [("“The bridge is safe.”", "Marta Olsen", "introduced")]
    assert (said[0]["cue"], said[0]["mention"]) == ("wrote", "Marta Olsen")


def test_sentence_about_a_person_introduces_the_quotation_behind_it(listen: Listen) -> None:
    said = listen("Marta Olsen was blunt. “The bridge is safe.”")
    assert speakers(said) == [("“The bridge is safe.”", "Marta Olsen", "introduced")]


def test_according_to_beside_marks(listen: Listen) -> None:
    said = listen("The bridge is “perfectly safe,” according to Marta Olsen.")
    assert speakers(said) == [("The bridge is “perfectly safe,”", "Marta Olsen", "according-to")]
    assert (said[0]["cue"], said[0]["kind"]) == ("according to", "mixed")


def test_name_and_colon_sign_a_transcript(listen: Listen) -> None:
    said = listen("Marta Olsen: “The bridge is safe.”")
    assert speakers(said) == [("“The bridge is safe.”", "Marta Olsen", "signature")]


def test_dash_and_name_sign_a_saying(listen: Listen) -> None:
    said = listen("“The bridge is safe.” — Marta Olsen")
    assert speakers(said) == [("“The bridge is safe.”", "Marta Olsen", "signature")]


def test_relative_who_said_leads_to_its_noun(listen: Listen) -> None:
    said = listen("The town hired Marta Olsen, who said: “The bridge is safe.”")
    assert said[0]["speaker"] == "Marta Olsen"
