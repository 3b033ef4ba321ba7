"""First questions, made from metadata."""

from bot.examples import example_questions


def test_first_speakers_are_asked_for() -> None:
    assert example_questions({"Bo Ek": 2, "Ana Lind": 1, "Cy Ito": 1, "Di Ray": 1}) == (
        "What did Bo Ek say?",
        "What did Ana Lind say?",
        "What did Cy Ito say?",
    )


def test_index_without_speakers_has_no_examples() -> None:
    assert example_questions({}) == ()
