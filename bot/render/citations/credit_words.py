"""Who is credited with a passage, in words: a paraphrase, a doubtful name and the reporter's own words are named so."""

from bot.render.citations.article import one_line
from bot.render.credits import NARRATION, SPEAKER_NOT_IDENTIFIED, Credit, credits_of, kind_words, narrators_of
from index.passage import Passage


def credit_words(passage: Passage) -> list[str]:
    """A line for each speaker with the kinds of what they said and any doubt of the name, or one for the narrators."""
    credits = credits_of(passage)
    if credits:
        return [f"{name_and_role(credit)} ({kind_words(credit)})" for credit in credits]
    narrators = ", ".join(filter(None, map(one_line, narrators_of(passage))))
    return [f"{NARRATION} by {narrators}" if narrators else NARRATION]


def note_words(passage: Passage) -> str:
    """The credits and the paragraph, on one line."""
    paragraph = [f"paragraph {passage.paragraph}"] if passage.paragraph is not None else []
    return "; ".join([*credit_words(passage), *paragraph])


def sole_speaker(passage: Passage) -> Credit | None:
    """The one speaker to whom all that was said surely belongs, where all of it is quoted word for word."""
    credits = credits_of(passage)
    sole = credits[0] if len(credits) == 1 else None
    if sole is None or sole.name is None or sole.is_unsure or sole.kinds != ("direct",):
        return None
    return sole


def name_and_role(credit: Credit) -> str:
    """The name with the role where it is known, or that nobody is identified."""
    name = one_line(credit.name) or SPEAKER_NOT_IDENTIFIED
    return ", ".join(filter(None, (name, one_line(credit.role))))
