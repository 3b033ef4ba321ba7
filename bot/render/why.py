"""Why a passage names the speaker it names: the article's words that point there, and by which rule."""

from collections.abc import Iterator

from bot.render.credits import KIND_NAMES, SPEAKER_NOT_IDENTIFIED
from bot.render.escaping import escaped, isolated
from index.passage import Attribution, Passage, TextSpan

REASONS = {
    "subject": "The mention is the subject of the cue: the one who does the saying.",
    "pronoun": "The mention is a pronoun; it is taken to stand for somebody whom the article names.",
    "relative": "The mention stands for the noun before it.",
    "according-to": "The article gives these words as being according to the mention.",
    "for": "The article gives these words as the view of the mention.",
    "signature": "The mention signs the words, after a dash or before a colon.",
    "continued": "The words have no cue of their own; they follow one by which the mention speaks or is brought in.",
    "introduced": "The sentence or line before introduces the speaker.",
    "near": "The mention stands beside the words, without a cue of its own.",
    "none": "The article does not say who spoke, or not plainly enough.",
}
NO_REASON = "The index was given this speaker without a reason."
WITHHELD = "The mention may be the speaker, but not surely enough to give a name."


def why_this_speaker(passage: Passage) -> str:
    """What opens the evidence of each attribution; nothing where nobody is reported to have said anything."""
    if not passage.attributions:
        return ""
    items = "".join(f"<li>{_evidence(attribution, passage)}</li>" for attribution in passage.attributions)
    return (
        '<details class="onrecord-why"><summary>Why this speaker</summary>'
        f'<ul class="onrecord-evidence">{items}</ul></details>'
    )


def _evidence(attribution: Attribution, passage: Passage) -> str:
    quoted = escaped(passage.text[attribution.start_char : attribution.end_char])
    facts = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in _facts(attribution))
    # Which of several quotations it is; a single one stands right above.
    which = f'<p class="onrecord-which" dir="auto">{quoted}</p>' if len(passage.attributions) > 1 else ""
    return f"{which}<dl>{facts}</dl>"


def _facts(attribution: Attribution) -> Iterator[tuple[str, str]]:
    yield "Speaker", SPEAKER_NOT_IDENTIFIED if attribution.speaker is None else isolated(attribution.speaker)
    spans = (
        ("Mention", attribution.speaker_mention),
        ("Stands for", _antecedent(attribution)),
        ("Cue", attribution.cue),
    )
    yield from ((name, _words(span)) for name, span in spans if span is not None)
    yield "Kind", KIND_NAMES[attribution.kind]
    yield "Reason", REASONS.get(attribution.evidence, NO_REASON)
    if attribution.speaker is not None:
        yield "Confidence", f"{attribution.confidence:.2f} of 1"
    elif attribution.speaker_mention is not None:
        yield "Not named", WITHHELD


def _antecedent(attribution: Attribution) -> TextSpan | None:
    """Whom a pronoun stands for; not the same pronoun once more, which would tell nothing."""
    antecedent, mention = attribution.antecedent, attribution.speaker_mention
    is_same = antecedent and mention and antecedent.text.casefold() == mention.text.casefold()
    return None if is_same else antecedent


def _words(span: TextSpan) -> str:
    where = f" (paragraph {span.paragraph})" if span.paragraph is not None else ""
    return f"<q>{isolated(span.text)}</q>{where}"
