"""Who is credited with a passage, in words: a paraphrase is named so, and the reporter's words are the reporter's."""

from bot.render.citations.article import one_line
from bot.render.credits import KIND_NAMES, NARRATION, SPEAKER_NOT_IDENTIFIED, Credit, credits_of, narrators_of
from index.passage import Passage


def credit_words(passage: Passage) -> list[str]:
    """A line for each speaker with the kinds of what they said, or one for the narrators."""
    credits = credits_of(passage)
    if credits:
        return [
            f"{name_and_role(credit)} ({', '.join(KIND_NAMES[kind] for kind in credit.kinds)})" for credit in credits
        ]
    narrators = ", ".join(filter(None, map(one_line, narrators_of(passage))))
    return [f"{NARRATION} by {narrators}" if narrators else NARRATION]


def note_words(passage: Passage) -> str:
    """The credits and the paragraph, on one line."""
    paragraph = [f"paragraph {passage.paragraph}"] if passage.paragraph is not None else []
    return "; ".join([*credit_words(passage), *paragraph])


def sole_speaker(passage: Passage) -> Credit | None:
    """The one speaker to whom all that was said belongs, where all of it is quoted at least in part."""
    credits = credits_of(passage)
    if len(credits) != 1 or credits[0].name is None or "indirect" in credits[0].kinds:
        return None
    return credits[0]


def name_and_role(credit: Credit) -> str:
    """The name with the role where it is known, or that nobody is identified."""
    name = one_line(credit.name) or SPEAKER_NOT_IDENTIFIED
    return ", ".join(filter(None, (name, one_line(credit.role))))
