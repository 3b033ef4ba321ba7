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

    After one who `asks` another may answer. `cue` and `mention` are where the article says that they speak.
    """

    token: int
    sentence: int
    speaker: Speaker | None
    speaks: bool = True
    asks: bool = False
    cue: Span | None = None
    mention: Span | None = None


@dataclass(slots=True)
class Floor:
    """The turns of each paragraph so far: speech as it is attributed, and the subjects of the narration between."""

    turns: dict[int, list[Turn]] = field(default_factory=dict)
    # What "he" and "she" have told of people so far; nobody changes it within an article.
    genders: dict[str, Gender] = field(default_factory=dict)

    def give(self, paragraph: int, turn: Turn) -> None:
        self.turns.setdefault(paragraph, []).append(turn)

    def spoken_in(self, paragraph: int) -> list[Turn]:
        return [turn for turn in self.turns.get(paragraph, []) if turn.speaks]

    def is_left(self, paragraph: int, spoken: Turn, *, before: int) -> bool:
        """Whether someone else acts in the paragraph after that turn and before the token."""
        since = (turn.speaker for turn in self.turns[paragraph] if spoken.token < turn.token < before)
        return any(speaker != spoken.speaker for speaker in since)

    def antecedent(self, gender: Gender, paragraph: int, at: Token, sentence: int, *, adds: bool) -> Speaker | None:
        """Whom "he" or "she" at the token means, by gender and by who spoke or acted last.

        One who adds has spoken before, so mere subjects do not count for "she added" while a speaker fits.
        """
        here = [turn for turn in self.turns.get(paragraph, []) if turn.token < at.i]
        if self._is_last_speaker_open(paragraph, here):
            return None
        tiers = [] if adds else [[turn for turn in here if turn.sentence == sentence]]
        tiers += [[turn for turn in here if turn.speaks], [] if adds else here]
        for back in range(1, MAX_PARAGRAPHS_BACK + 1):
            earlier = self.turns.get(paragraph - back, [])
            tiers += [[turn for turn in earlier if turn.speaks], earlier]
        fitting = (turn.speaker for tier in tiers for turn in reversed(tier) if self._fits(turn, gender))
        found = next(fitting, None)
        return None if self._is_contested(found, gender, here, adds=adds) else found

    def settle(self, speaker: Speaker, gender: Gender) -> None:
        """Remember the gender of one whom "he" or "she" stood for."""
        if speaker.is_named:
            self.genders.setdefault(speaker.name, gender)

    def gender_of(self, speaker: Speaker) -> Gender | None:
        return speaker.gender or self.genders.get(speaker.name)

    def _fits(self, turn: Turn, gender: Gender) -> bool:
        speaker = turn.speaker
        return speaker is not None and speaker.is_human and self.gender_of(speaker) in (None, gender)

    def _is_last_speaker_open(self, paragraph: int, here: list[Turn]) -> bool:
        """Whether the last to speak is a bare name of which it is not known that it is a person's."""
        earlier = [self.turns.get(paragraph - back, []) for back in range(MAX_PARAGRAPHS_BACK, 0, -1)]
        spoken = [turn.speaker for turns in [*earlier, here] for turn in turns if turn.speaks and turn.speaker]
        return bool(spoken) and spoken[-1].may_be_human and not spoken[-1].is_human

    def _is_contested(self, found: Speaker | None, gender: Gender, here: list[Turn], *, adds: bool) -> bool:
        """Whether somebody else who fits spoke or acted since."""
        latest = next((turn.speaker for turn in reversed(here) if self._fits(turn, gender)), None)
        return not adds and found is not None and latest is not None and latest.name != found.name
