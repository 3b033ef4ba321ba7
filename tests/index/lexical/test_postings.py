"""Postings of so few terms that each number is worked out by hand."""

import numpy as np

from index.lexical.postings import MAX_COUNT, Postings, joined, of_living, postings_of

PASSAGES = [["b", "a", "b"], [], ["öl", "b"], ["a"]]


def as_lists(postings: Postings) -> tuple[list[int], dict[str, list[tuple[int, int]]]]:
    """The lengths, and for each term its rows with their counts."""
    held = list(zip(postings.rows.tolist(), postings.counts.tolist(), strict=True))
    starts = postings.starts.tolist()
    terms = [term.decode() for term in postings]
    return postings.lengths.tolist(), {t: held[starts[i] : starts[i + 1]] for i, t in enumerate(terms)}


def test_each_term_has_its_rows_in_order_with_their_counts() -> None:
    lengths, held = as_lists(postings_of(PASSAGES))
    assert lengths == [3, 0, 2, 1]
    assert list(held.items()) == [("a", [(0, 1), (3, 1)]), ("b", [(0, 2), (2, 1)]), ("öl", [(2, 1)])]


def test_terms_stand_in_the_order_of_their_bytes() -> None:
    assert [*postings_of([["ö", "z", "😀", "a", "ab", "a_b", "\ufffd"]])] == sorted(
        term.encode() for term in ("a", "ab", "a_b", "z", "ö", "\ufffd", "😀")
    )


def test_count_is_cut_at_what_a_byte_holds_and_the_length_is_not() -> None:
    lengths, held = as_lists(postings_of([["a"] * (MAX_COUNT + 1), ["a"] * MAX_COUNT]))
    assert (lengths, held) == ([256, 255], {"a": [(0, 255), (1, 255)]})


def test_of_the_living_rows_remains_what_they_hold_alone() -> None:
    left = of_living(postings_of(PASSAGES), np.array([False, True, True, False]))
    assert as_lists(left) == ([0, 2], {"b": [(1, 1)], "öl": [(1, 1)]})
    assert left.terms == "böl".encode()


def test_no_living_row_leaves_nothing() -> None:
    assert as_lists(of_living(postings_of(PASSAGES), np.zeros(4, dtype=np.bool_))) == ([], {})
    assert as_lists(of_living(postings_of([]), np.empty(0, dtype=np.bool_))) == ([], {})


def test_joined_parts_are_what_their_passages_give_together() -> None:
    parts = [postings_of(PASSAGES[:1]), postings_of([]), postings_of(PASSAGES[1:3]), postings_of(PASSAGES[3:])]
    assert as_lists(joined(parts)) == as_lists(postings_of(PASSAGES))
    assert as_lists(joined([])) == as_lists(joined([postings_of([])] * 2)) == ([], {})
