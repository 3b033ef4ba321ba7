"""Confidence: what tells how sure it is that the name is right."""

from collections.abc import Iterator

from index.attribution.attributed import Evidence
from index.attribution.identity.resolution import Speaker
from index.attribution.speaker.antecedent import Antecedent
from index.attribution.speaker.choice import Choice
from index.attribution.utterance.utterance import Utterance
from index.attribution.vocabulary.role_noun import can_speak

# Steps of log odds; a feature for each step that is reached, so that each adds what it is worth.
STEPS = (-3, -2, -1, 0, 1, 2, 3, 4)
MARGIN_STEPS = (0.5, 1, 2, 3, 4)


def confidence_features(
    utterance: Utterance,
    choice: Choice | None,
    antecedent: Antecedent | None,
    speaker: Speaker | None,
    evidence: Evidence,
    *,
    somebody_since: bool,
) -> list[str]:
    """The features of a named speaker: how the choice went, what was chosen, what it stands for.

    `somebody_since` tells whether another person came up between the speaker's mention and the utterance.
    """
    if choice is None or speaker is None:
        return []
    # Nobody labelled whom a "who" stands for; it is found in the sentence, as a subject is.
    evidence = "subject" if evidence == "relative" else evidence
    marks = "report" if utterance.region is None else "marks"
    return [
        f"evidence={evidence}",
        f"utterance={marks} {utterance.kind}",
        f"evidence&utterance={evidence}&{marks}",
        f"evidence&somebody since={evidence}&{somebody_since}",
        f"speaker={_kind_of_speaker(speaker)}",
        f"relation={choice.place.relation}",
        f"relation&speaker={choice.place.relation}&{_kind_of_speaker(speaker)}",
        f"can speak&relation={can_speak(choice.candidate.head.text)}&{choice.place.relation}",
        *_reached("choice", choice.log_odds, STEPS),
        *_reached("choice margin", choice.margin, MARGIN_STEPS),
        *_antecedent_features(antecedent, evidence),
    ]


def _kind_of_speaker(speaker: Speaker) -> str:
    if speaker.person is not None:
        return "person"
    if speaker.is_named:
        return "name"
    return "perhaps a name" if speaker.may_be_human else "human" if speaker.is_human else "words"


def _antecedent_features(antecedent: Antecedent | None, evidence: Evidence) -> Iterator[str]:
    if antecedent is not None:
        yield "antecedent"
        yield f"antecedent by={antecedent.appearance.by}"
        yield f"antecedent&evidence={evidence}"
        yield from _reached("antecedent", antecedent.log_odds, STEPS)
        yield from _reached("antecedent margin", antecedent.margin, MARGIN_STEPS)


def _reached(what: str, value: float, steps: tuple[float, ...]) -> Iterator[str]:
    return (f"{what}>={step}" for step in steps if value >= step)
