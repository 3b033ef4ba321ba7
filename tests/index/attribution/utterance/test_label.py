"""Turns of an interview: a label, a colon, what was said, with or without marks."""

from collections.abc import Callable

Said = dict[str, str | None]
Listen = Callable[..., list[Said]]


def turns(said: list[Said]) -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [(s["kind"], s["content"], s["speaker"], s["evidence"]) for s in said]


def test_label_that_opens_several_paragraphs_is_the_speakers(listen: Listen) -> None:
    said = listen("HOLM: Why did you leave?", "EKDAL: It rained.", "HOLM: And then?", "EKDAL: It rained again.")
    assert turns(said) == [
        ("direct", "Why did you leave?", "HOLM", "signature"),
        ("direct", "It rained.", "EKDAL", "signature"),
        ("direct", "And then?", "HOLM", "signature"),
        ("direct", "It rained again.", "EKDAL", "signature"),
    ]


def test_label_means_the_person_whom_the_article_names(listen: Listen) -> None:
    said = listen("Pia Holm met the ferryman on Monday.", "Holm: Why did you leave the river?")
    assert turns(said) == [("direct", "Why did you leave the river?", "Pia Holm", "signature")]
    assert (said[0]["cue"], said[0]["mention"]) == (":", "Holm")


def test_words_before_a_colon_that_name_nobody_are_no_label(listen: Listen) -> None:
    assert listen("Weather: Rain is on its way to the coast.", "The ferry left at noon.") == []


def test_turn_of_a_transcript_in_marks_leaves_out_its_label(listen: Listen) -> None:
    said = listen("“HOLM: Why did you leave?", "“EKDAL: It rained.", "“HOLM: And then?", "“EKDAL: Nothing.”")
    assert [(s["content"], s["speaker"]) for s in said] == [
        ("Why did you leave?", "HOLM"),
        ("It rained.", "EKDAL"),
        ("And then?", "HOLM"),
        ("Nothing.”", "EKDAL"),
    ]
