"""What the words and looks on a report's cards mean, at its end: its cards have no buttons that tell."""

from bot.render.credits import KIND_NAMES, NARRATION, UNSURE
from bot.render.speaker_credit import KIND_EXPLANATIONS, NARRATION_EXPLANATION

UNSURE_EXPLANATION = "The article does not make it plain who spoke."

_LOOKS = (
    "What was said stands in full ink, the reporter’s words around it are softer, and a paraphrase is underlined. "
    "A phrase that was expected is lit like a marker’s."
)


def legend() -> str:
    """The kinds of words with what they mean, and how to read the cards."""
    kinds = {
        **{name: KIND_EXPLANATIONS[kind] for kind, name in KIND_NAMES.items()},
        NARRATION: NARRATION_EXPLANATION,
        UNSURE: UNSURE_EXPLANATION,
    }
    items = "".join(f"<div><dt>{name}</dt><dd>{meaning}</dd></div>" for name, meaning in kinds.items())
    return (
        '<section class="onrecord-part" id="legend"><h2>How to read the passages</h2>'
        f'<p class="onrecord-note">{_LOOKS}</p><dl class="onrecord-meanings">{items}</dl></section>\n'
    )
