"""The verbatim law: kept, broken in each way, and not checkable."""

from dataclasses import replace

from index.article import ArticleMetadata, text_sha256
from index.passage import Attribution, Passage, TextSpan
from index.verbatim import VerbatimReport, check_verbatim

TEXT = "Title\n\n“Ja,” said Ödön.\n\nMore.\n"
ARTICLE = ArticleMetadata(id="a", text_sha256=text_sha256(TEXT))
SPOKEN = Attribution(
    kind="direct",
    start_char=0,
    end_char=5,
    cue=TextSpan("said", 6, 10),
    speaker_mention=TextSpan("More", 0, 4, paragraph=3),
)
GOOD = Passage(
    id="a:1", text="“Ja,” said Ödön.", article=ARTICLE, paragraph=2, start_char=7, end_char=23, attributions=(SPOKEN,)
)


def check(passage: Passage) -> VerbatimReport:
    return check_verbatim([passage], {"a": TEXT})


def test_slice_of_the_text_is_verbatim() -> None:
    assert check(GOOD) == VerbatimReport(n_verbatim=1, not_checkable=(), breaches=())


def test_one_altered_character_is_a_breach() -> None:
    assert check(replace(GOOD, text="“Ja,” said Odön.")).breaches == (
        "passage a:1 differs from its article at characters 7-23",
    )


def test_offsets_of_another_place_are_a_breach() -> None:
    assert check(replace(GOOD, start_char=8, end_char=24)).breaches == (
        "passage a:1 differs from its article at characters 8-24",
    )
    assert check(replace(GOOD, start_char=-16, end_char=99)).n_verbatim == 0


def test_text_of_another_reading_is_a_breach() -> None:
    other = replace(GOOD, article=replace(ARTICLE, text_sha256="0" * 64))
    assert check(other).breaches == ("passage a:1 was read from another text of article a",)


def test_cue_and_mention_must_stand_where_they_say() -> None:
    moved = replace(SPOKEN, cue=TextSpan("said", 7, 11), speaker_mention=TextSpan("More", 0, 4, paragraph=9))
    assert check(replace(GOOD, attributions=(moved,))).breaches == (
        "passage a:1: the cue 'said' does not stand where its offsets say",
        "passage a:1: the speaker mention 'More' does not stand where its offsets say",
    )


def test_passage_without_a_text_is_not_checkable() -> None:
    assert check_verbatim([GOOD], {}) == VerbatimReport(0, ("a:1",), ())


def test_passage_that_does_not_say_where_it_stands_is_a_breach() -> None:
    # Else an altered passage would only need to lose its offsets.
    assert check(replace(GOOD, start_char=None)).breaches == (
        "passage a:1 does not say where in its article it stands",
    )
