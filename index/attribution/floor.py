"""The floor: who has spoken so far, and whom "he", "she" or a quotation without a cue continue."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from index.attribution.attributed import Span
from index.attribution.resolution import Speaker
from index.attribution.title import Gender

GENDER_OF_PRONOUN: dict[str, Gender] = {"he": "male", "him": "male", "she": "female", "her": "female"}
# A pronoun looks no further back than this.
MAX_PARAGRAPHS_BACK = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """Someone speaks, or acts as the subject of a sentence, at a token; an unknown speaker is None.

    `cue` and `mention` are where the article says that they speak.
    """

    token: int
    sentence: int
    speaker: Speaker | None
    speaks: bool = True
    cue: Span | None = None
    mention: Span | None = None


@dataclass(slots=True)
class Floor:
    """The turns of each paragraph so far: speech as it is attributed, and the subjects of the narration between."""

    turns: dict[int, list[Turn]] = field(default_factory=dict)

    def give(self, paragraph: int, turn: Turn) -> None:
        self.turns.setdefault(paragraph, []).append(turn)

    def spoken_in(self, paragraph: int) -> list[Turn]:
        return [turn for turn in self.turns.get(paragraph, []) if turn.speaks]

    def antecedent(self, gender: Gender, paragraph: int, at: Token, sentence: int, *, adds: bool) -> Speaker | None:
        """Whom "he" or "she" at the token means, by gender and by who spoke or acted last.

        One who adds has spoken before, so mere subjects do not count for "she added" while a speaker fits.
        """
        here = [turn for turn in self.turns.get(paragraph, []) if turn.token < at.i]
        tiers = [] if adds else [[turn for turn in here if turn.sentence == sentence]]
        tiers += [[turn for turn in here if turn.speaks], [] if adds else here]
        for back in range(1, MAX_PARAGRAPHS_BACK + 1):
            earlier = self.turns.get(paragraph - back, [])
            tiers += [[turn for turn in earlier if turn.speaks], earlier]
        fitting = (turn.speaker for tier in tiers for turn in reversed(tier) if _fits(turn, gender))
        return next(fitting, None)


def _fits(turn: Turn, gender: Gender) -> bool:
    return turn.speaker is not None and turn.speaker.fits(gender)
