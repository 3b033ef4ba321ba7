"""What questions are put to, on a store and an encoder of known geometry."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from index.passage_index import PassageIndex
from index.retrieval.hybrid import BEFORE_SHARE
from index.retrieval.lifts import QUOTATION_LIFT, SPEAKER_LIFT
from index.retrieval.reordering import N_TOP
from index.rows import Rows, Scores
from index.speakers.words import words_of
from tests.fakes import fake_index, fake_passage, quotation

PASSAGES = (
    fake_passage("The weather."),
    fake_passage("A border closed.", number=2),
    fake_passage("A border.", quotation("A border.", "border", "Ana Lind"), number=3),
    fake_passage("A border.", number=4),
)


@dataclass
class FakeReranker:
    """It likes long texts, and keeps what it was asked."""

    asked: list[tuple[str, int]] = field(default_factory=list)

    def score(self, query: str, texts: Sequence[str]) -> Scores:
        self.asked.append((query, len(texts)))
        return np.array([len(text) for text in texts], dtype=np.float32)


def rows(*numbers: int) -> Rows:
    return np.array(numbers, dtype=np.int64)


def test_probe_is_the_text_with_its_embedding_and_its_terms() -> None:
    probe = fake_index(PASSAGES).probe("What of the Border?")
    assert (probe.text, probe.embedding.tolist(), probe.terms) == ("What of the Border?", [1, 0, 0, 0], ("border",))


def test_misspelt_term_is_read_as_the_passages_spell_it() -> None:
    index = fake_index([fake_passage("A missal.")])
    assert index.probe("missel").terms == ("missal",)
    assert index.probe("bissal").terms == ("bissal",)  # a word, says the encoder


@pytest.mark.parametrize("text", ["?!", "😀", "港口", "what did she say", "x" * 10_000, "مرحبا " * 200])
def test_any_question_has_an_order_of_the_passages(text: str) -> None:
    index = fake_index(PASSAGES)
    assert [match.row for match in index.search(index.probe(text), 4)] == [2, 0, 1, 3]


def search(index: PassageIndex, k: int, *, among: Rows | None = None, lifted: Rows | None = None) -> list[int]:
    return [match.row for match in index.search(index.probe("border closed"), k, rows=among, lifted=lifted)]


def test_best_come_first_and_quotations_before_narration() -> None:
    index = fake_index(PASSAGES)
    matches = index.search(index.probe("border"), 3)
    assert [(match.row, round(match.score, 4)) for match in matches] == [
        (2, round(1 + BEFORE_SHARE + QUOTATION_LIFT, 4)),  # behind passage 1, which fits as well
        (1, 1.0),
        (3, 1.0),
    ]


def test_passages_of_whoever_is_asked_about_are_lifted() -> None:
    index = fake_index([fake_passage("A border.", number=number) for number in range(3)])
    matches = index.search(index.probe("border"), 3, lifted=rows(2))
    assert [(match.row, round(match.score, 4)) for match in matches] == [
        (2, round(1 + SPEAKER_LIFT, 4)),
        (0, 1.0),
        (1, 1.0),
    ]
    assert search(index, 3) == [0, 1, 2]


def test_search_among_rows_gives_these_only() -> None:
    assert search(fake_index(PASSAGES), 4, among=rows(0, 3)) == [3, 0]
    assert search(fake_index(PASSAGES), 4, among=rows()) == []


def test_reranker_puts_the_first_twenty_in_order_however_few_are_asked_for() -> None:
    reranker = FakeReranker()
    texts = ["A border closed." + " So." * number for number in range(N_TOP + 5)]
    index = fake_index([fake_passage(text, number=n) for n, text in enumerate(texts)], reranker=reranker)
    assert search(index, 2) == [N_TOP - 1, N_TOP - 2]
    assert reranker.asked == [("border closed", N_TOP)]
    assert search(index, N_TOP + 1) == [*range(N_TOP - 1, -1, -1), N_TOP]


def test_directory_knows_the_speakers_and_misspells_only_what_nothing_knows() -> None:
    text = "“Border”, Misner and Mislind agree."
    index = fake_index([fake_passage(text, quotation(text, "Border", "Ana Mislind")), fake_passage("Misling.")])
    named = index.directory.named_at(words_of("mislint"), 0)
    assert named is not None and named.speakers == ("Ana Mislind",)
    assert index.directory.named_at(words_of("Misling"), 0) is None  # a passage has it
    assert index.directory is index.directory
