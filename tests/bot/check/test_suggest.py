"""Drafts of questions from a few passages, record by record."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.check.questions.read import read_questions
from bot.check.suggest import drafts
from index.errors import QuestionFileError
from index.passage import Passage
from tests.fakes import fake_article, fake_passage, quotation

A = fake_article(id="a", title="The border")
B = fake_article(id="b", title="Music")
UNTITLED = fake_article(id="c", title=None)


def said(words: str, speaker: str, number: int, article: Any, role: str | None = None) -> Passage:  # noqa: ANN401
    text = f"{words} said {speaker}."
    return fake_passage(text, quotation(text, words, speaker, role=role), number=number, article=article)


PASSAGES = [
    said("“One,”", "Ana Lind", 1, A),
    said("“Two,”", "Bo Holt", 2, A),
    said("“Three,”", "Ana Lind", 3, A, "head of the guard"),
    said("“Four,”", "some experts", 4, A),
    fake_passage("It rained.", number=5, article=A),
    said("“Five,”", "Ana Lind", 1, B),
    fake_passage("It snowed.", number=2, article=B),
    said("“Six,”", "Cy Roe", 1, UNTITLED, "mayor"),
    fake_passage("It thawed.", number=2, article=UNTITLED),
]


TEXT_OF = {passage.id: passage.text for passage in PASSAGES}


def draft(
    question: str, ids: list[str], speaker: str | None, tag: str, note: str, turns: list[str] | None = None
) -> dict[str, Any]:
    before = {} if turns is None else {"turns": turns}
    # No passage is long enough for its first 40 characters to be fewer than all.
    named = {"contains": [TEXT_OF[id_] for id_ in ids], "speaker": speaker, "tags": [tag], "note": note, "draft": True}
    return before | {"question": question} | named


ANA = "What did Ana Lind say in “The border”?"
ALL = [
    draft(ANA, ["a:1", "a:3"], "Ana Lind", "by speaker", "“One,” said Ana Lind."),
    draft(
        "What did the head of the guard say in “The border”?",
        ["a:1", "a:3"],
        "Ana Lind",
        "by role",
        "“One,” said Ana Lind.",
    ),
    draft("And Bo Holt?", ["a:2"], "Bo Holt", "follow-up", "“Two,” said Bo Holt.", [ANA]),
    draft("What did Ana Lind say?", ["a:1", "a:3", "b:1"], "Ana Lind", "by speaker", "“One,” said Ana Lind."),
    draft("What does “The border” report?", ["a:5"], None, "narration", "It rained."),
    # The second round: no other speaker has a role in an article with a title, and nobody follows up.
    draft("What did Bo Holt say in “The border”?", ["a:2"], "Bo Holt", "by speaker", "“Two,” said Bo Holt."),
    draft("What did Bo Holt say?", ["a:2"], "Bo Holt", "by speaker", "“Two,” said Bo Holt."),
    draft("What does “Music” report?", ["b:2"], None, "narration", "It snowed."),
    draft("What did Ana Lind say in “Music”?", ["b:1"], "Ana Lind", "by speaker", "“Five,” said Ana Lind."),
    draft("What did Cy Roe say?", ["c:1"], "Cy Roe", "by speaker", "“Six,” said Cy Roe."),
]


def numbered(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": f"draft-{number:03}"} | record for number, record in enumerate(records, 1)]


def test_drafts_take_turns_among_the_templates() -> None:
    assert list(drafts(PASSAGES, 100)) == numbered(ALL)


@pytest.mark.parametrize("n", [0, 1, 7, 10, 11])
def test_there_are_as_many_drafts_as_wanted_at_most(n: int) -> None:
    assert list(drafts(PASSAGES, n)) == numbered(ALL[:n])


def test_no_passage_gives_no_draft() -> None:
    assert list(drafts([], 5)) == []


def test_narration_is_asked_for_by_section() -> None:
    first = fake_passage("One.", number=1, article=A)
    other = [Passage(f"a:{n}", f"Text {n}.", A, section="After [the] war") for n in (2, 3)]
    assert [(record["question"], record["contains"]) for record in drafts([first, *other], 5)] == [
        ("What does “The border” report?", ["One."]),
        ("What does “The border” report under “After [the] war”?", ["Text 2.", "Text 3."]),
    ]


def test_phrase_begins_with_the_speakers_own_words() -> None:
    words = " ".join(f"word{number:02}" for number in range(30))
    text = f"It rained. “Yes,” said Ana Lind on Monday to everybody there; “{words},” said Bo Holt."
    both = fake_passage(
        text, quotation(text, "“Yes,”", "Ana Lind"), quotation(text, f"“{words},”", "Bo Holt"), article=A
    )
    found = {record["question"]: record["contains"] for record in drafts([both], 9)}
    assert found["What did Ana Lind say?"] == ["“Yes,” said Ana Lind on Monday to"]
    assert found["What did Bo Holt say?"] == [f"“{words}"[:119]]


def test_speaker_of_more_passages_than_a_person_looks_through_gives_no_draft() -> None:
    passages = [said(f"“Number {number},”", "Ana Lind", number, A) for number in range(1, 22)]
    assert list(drafts(passages, 9)) == []
    assert [len(record["contains"]) for record in drafts(passages[:20], 1)] == [20]


def test_no_question_and_no_turn_is_longer_than_can_be_asked() -> None:
    # "What did Ana Lind say in “…”?" has 28 characters beside the title, "What does “…” report?" has 20.
    longest = fake_article(id="a", title="x" * 472)
    passages = [said("“One,”", "Ana Lind", 1, longest), said("“Two,”", "Bo Holt", 2, longest)]
    assert [(len(record["question"]), len(record.get("turns", [""])[0])) for record in drafts(passages, 9)] == [
        (500, 0),
        (12, 500),
        (22, 0),
        (499, 0),
        (21, 0),
    ]
    longer = fake_article(id="a", title="x" * 473)
    passages = [said("“One,”", "Ana Lind", 1, longer), said("“Two,”", "Bo Holt", 2, longer)]
    assert [(len(record["question"]), "turns" in record) for record in drafts(passages, 9)] == [
        (22, False),
        (500, False),
        (21, False),
    ]


def lines_of(records: list[dict[str, Any]], path: Path) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def test_drafts_are_read_as_drafts_and_nothing_is_judged_by_them(tmp_path: Path) -> None:
    checked = {"id": "q", "question": "Who?", "relevant": ["a:1"]}
    sheet = read_questions(lines_of([*drafts(PASSAGES, 100), checked], tmp_path / "drafts.jsonl"))
    assert (sheet.n_drafts, [question.id for question in sheet.questions], sheet.faults) == (10, ["q"], ())
    with pytest.raises(QuestionFileError, match="holds no question to judge, only drafts"):
        read_questions(lines_of(list(drafts(PASSAGES, 100)), tmp_path / "drafts.jsonl"))


def test_drafts_that_were_looked_through_are_questions(tmp_path: Path) -> None:
    records = [{name: value for name, value in record.items() if name != "draft"} for record in drafts(PASSAGES, 100)]
    sheet = read_questions(lines_of(records, tmp_path / "questions.jsonl"))
    assert (sheet.n_drafts, sheet.faults) == (0, ())
    assert [
        (q.text, list(q.turns_before), list(q.expected.contains), q.expected.speakers) for q in sheet.questions
    ] == [
        (
            record["question"],
            record.get("turns", []),
            record["contains"],
            () if record["speaker"] is None else (record["speaker"],),
        )
        for record in ALL
    ]
