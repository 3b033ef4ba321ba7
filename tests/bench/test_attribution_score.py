"""The measures on documents small enough to work them out by hand."""

import pytest
from attribution_score import ConfidenceBin, Fault, Retrieval, compare, reliability, score
from labelled import LabelledDocument, LabelledQuote

TEXT = "“The harbour will stay open,” said Dagny Holt.\nBo Ek said it rains “in March” there. “Go,” he said."


def quote(words: str, kind: str = "direct", speaker: str = "", **fields: object) -> LabelledQuote:
    start = TEXT.index(words)
    return LabelledQuote(start, start + len(words), kind, speaker=speaker, **fields)  # type: ignore[arg-type]


def figures(retrieval: Retrieval) -> list[float]:
    return [retrieval.precision, retrieval.recall, retrieval.f1]


HARBOUR = quote("“The harbour will stay open,”", speaker="Dagny Holt")
RAIN = quote("it rains “in March” there", "mixed", "Bo Ek")
GO = quote("“Go,”", speaker="Bo Ek", speaker_kind="pronoun-resolved")
DOCUMENT = LabelledDocument("ferry", TEXT, (HARBOUR, RAIN, GO))


def test_the_labels_themselves_are_perfect() -> None:
    found = score(compare([DOCUMENT], {"ferry": DOCUMENT.quotes}, "all"))
    perfect = Retrieval(100, 100, 100)
    assert (found.exact, found.overlap, found.span_and_speaker) == (perfect, perfect, perfect)
    assert (found.speakers_right, found.names_right, found.pronouns_right) == (100, 100, 100)
    assert (found.names_wrong, found.withheld) == (0, 0)
    assert found.recall_by_type == {"direct": 100, "mixed": 100, "indirect": None}


def test_measures_worked_out_by_hand() -> None:
    predicted = [
        quote("harbour will stay open", speaker="Holt"),  # 4 of 5 words, right
        quote("in March", speaker="Dagny Holt"),  # 2 of 5 words: no match in the view of all
        quote("Go", speaker="he"),  # the same piece once trimmed, a pronoun
        quote("Bo Ek said", speaker="Bo Ek"),  # nothing
    ]
    everything = score(compare([DOCUMENT], {"ferry": predicted}, "all"))
    assert (everything.n_gold, everything.n_predicted) == (3, 4)
    assert figures(everything.exact) == pytest.approx([25, 100 / 3, 200 / 7])
    assert figures(everything.overlap) == pytest.approx([50, 200 / 3, 400 / 7])
    assert figures(everything.span_and_speaker) == pytest.approx([25, 100 / 3, 200 / 7])
    assert (everything.speakers_right, everything.names_right, everything.pronouns_right) == (50, 100, 0)
    assert (everything.names_wrong, everything.withheld) == (0, 50)
    assert everything.recall_by_type == {"direct": 100, "mixed": 0, "indirect": None}

    quoted = score(compare([DOCUMENT], {"ferry": predicted}, "quoted"))
    assert (quoted.n_gold, quoted.n_predicted) == (3, 3)
    assert quoted.overlap == Retrieval(100, 100, 100)
    assert figures(quoted.exact) == pytest.approx([200 / 3] * 3)
    assert figures(quoted.span_and_speaker) == pytest.approx([100 / 3] * 3)
    assert (quoted.names_right, quoted.names_wrong) == (50, 50)
    assert quoted.withheld == pytest.approx(100 / 3)


def test_a_document_without_predictions_is_one_without_quotes() -> None:
    found = score(compare([DOCUMENT], {}, "quoted"))
    nothing = Retrieval(0, 0, 0)
    assert (found.n_gold, found.n_predicted, found.overlap, found.exact) == (3, 0, nothing, nothing)
    assert (found.speakers_right, found.names_wrong, found.withheld) == (None, None, None)


def test_a_quote_is_cut_at_line_ends_and_equal_pieces_count_once() -> None:
    whole = LabelledQuote(0, len(TEXT), "mixed", speaker="Holt")
    assert score(compare([DOCUMENT], {"ferry": [whole, whole]}, "all")).n_predicted == 2
    assert score(compare([DOCUMENT], {"ferry": [whole, GO]}, "quoted")).n_predicted == 3


def test_an_equal_piece_is_paired_before_one_that_overlaps_more_of_another() -> None:
    text = "a b c d e f"
    gold = LabelledDocument("d", text, (LabelledQuote(0, 9, "indirect"), LabelledQuote(0, 7, "indirect")))
    (pair, other) = compare([gold], {"d": [LabelledQuote(0, 7, ""), LabelledQuote(0, 11, "")]}, "all").pairs
    assert (pair.gold.end, pair.predicted.end, pair.is_exact) == (7, 7, True)
    assert (other.gold.end, other.predicted.end, other.is_exact) == (9, 11, False)


def test_half_of_the_words_is_enough_and_less_is_not() -> None:
    gold = LabelledDocument("d", "a b c d e", (LabelledQuote(0, 3, "indirect"),))
    assert len(compare([gold], {"d": [LabelledQuote(0, 7, "")]}, "all").pairs) == 1
    assert len(compare([gold], {"d": [LabelledQuote(0, 9, "")]}, "all").pairs) == 0


def test_faults_are_wrong_speakers_missed_pieces_and_spurious_ones() -> None:
    wrong, spurious = quote("“Go,”", speaker="Dagny Holt"), quote("“in March”", speaker="Bo Ek")
    gold = LabelledDocument("ferry", TEXT, (HARBOUR, GO))
    assert compare([gold], {"ferry": [wrong, spurious]}, "quoted").faults == (
        Fault("speaker", "ferry", "Go", GO, wrong),
        Fault("missed", "ferry", "The harbour will stay open", HARBOUR, None),
        Fault("spurious", "ferry", "in March", None, spurious),
    )


def test_a_quote_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match=f"^a quote from 0 to 999 in a text of {len(TEXT)} characters$"):
        compare([DOCUMENT], {"ferry": [LabelledQuote(0, 999, "")]}, "all")


def test_reliability_counts_the_speakers_shown_by_their_confidence() -> None:
    predicted = [
        quote("“The harbour will stay open,”", speaker="Dagny Holt", confidence=1.0),
        quote("“in March”", speaker="Dagny Holt", confidence=0.95),
        quote("“Go,”", speaker="Bo Ek", confidence=0.8),
    ]
    bins = reliability(compare([DOCUMENT], {"ferry": predicted}, "quoted"))
    assert [bin_ for bin_ in bins if bin_.n_shown] == [ConfidenceBin(0.8, 0.9, 1, 1), ConfidenceBin(0.95, 1.0, 2, 1)]
    assert sum(bin_.n_shown for bin_ in reliability(compare([DOCUMENT], {"ferry": DOCUMENT.quotes}, "all"))) == 0
