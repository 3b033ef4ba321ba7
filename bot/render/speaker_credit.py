"""Who is credited with a passage, as HTML: initials, name, role, and the kind of words with what it means."""

from zlib import crc32

from bot.render.credits import (
    KIND_NAMES,
    NARRATION,
    SPEAKER_NOT_IDENTIFIED,
    UNSURE,
    Credit,
    credits_of,
    narrators_of,
)
from bot.render.escaping import escaped, isolated
from index.passage import Passage, QuotationKind

KIND_EXPLANATIONS: dict[QuotationKind, str] = {
    "direct": "The speaker’s words as the article has them, in quotation marks.",
    "mixed": "Only some of these words stand in quotation marks; the rest is the reporter’s account.",
    "indirect": "What was said in the reporter’s words, not in the speaker’s.",
}
NARRATION_EXPLANATION = "The reporter’s own words; nobody is reported to have said them."

UNSURE_EXPLANATION = "The article does not make it plain who spoke. See “Why this speaker”."

N_DISC_COLOURS = 6
NO_INITIALS = "?"


def credit_lines(passage: Passage) -> str:
    """A line for each speaker, or the narrators' where nobody is reported to have said anything."""
    credits = credits_of(passage)
    if credits:
        return "".join(_credit_line(credit) for credit in credits)
    narrators = ", ".join(isolated(name) for name in narrators_of(passage))
    badge = _badge(f"{NARRATION} by {narrators}" if narrators else NARRATION, NARRATION_EXPLANATION, "narration")
    return f'<p class="onrecord-credit">{badge}</p>'


def initials(name: str) -> str:
    """The first letters of the name's first and last word, in capitals; a question mark where it has no letter."""
    letters = [next((char for char in word if char.isalnum()), "") for word in name.split()]
    found = [letter for letter in letters if letter]
    return "".join([*found[:1], *found[1:][-1:]]).upper() or NO_INITIALS


def _credit_line(credit: Credit) -> str:
    role = f' <span class="onrecord-role">{isolated(credit.role)}</span>' if credit.role else ""
    kinds = "".join(f" {_badge(KIND_NAMES[kind], KIND_EXPLANATIONS[kind], kind)}" for kind in credit.kinds)
    unsure = f" {_badge(UNSURE, UNSURE_EXPLANATION, 'unsure')}" if credit.is_unsure else ""
    return f'<p class="onrecord-credit">{_disc(credit.name)}{_name(credit.name)}{role}{kinds}{unsure}</p>'


def _name(name: str | None) -> str:
    if name is None:
        return f'<span class="onrecord-nobody">{SPEAKER_NOT_IDENTIFIED}</span>'
    return f'<span class="onrecord-speaker">{isolated(name)}</span>'


def _disc(name: str | None) -> str:
    """The initials, for the eye only; the same name has the same colour everywhere."""
    if name is None:
        return f'<span class="onrecord-disc" aria-hidden="true">{NO_INITIALS}</span>'
    colour = crc32(name.encode("utf-8", "surrogatepass")) % N_DISC_COLOURS
    return f'<span class="onrecord-disc onrecord-disc-{colour}" aria-hidden="true">{escaped(initials(name))}</span>'


def _badge(shown: str, explanation: str, name: str) -> str:
    # The explanation is part of the button's own words, so that it is heard as well as seen on focus.
    return (
        f'<button type="button" class="onrecord-kind onrecord-kind-{name}">{shown}'
        f'<span class="onrecord-tip">{explanation}</span></button>'
    )
