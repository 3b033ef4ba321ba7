"""Choosing: the candidate whom the fitted model believes to have said an utterance, and the antecedent of a pronoun."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from index.attribution.model.linear import LinearModel
from index.attribution.parse.mention import RELATIVE_TAGS
from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.speaker.antecedent import Antecedent, Choose, Option
from index.attribution.speaker.candidate import Place, SpeakerCandidate, Stage
from index.attribution.speaker.candidate_features import candidate_features, place_for
from index.attribution.utterance.utterance import Utterance
from index.attribution.vocabulary.cue import cue_lemma, is_strict

# Log odds below which nobody is chosen: the confidence does the finer work.
MIN_LOG_ODDS = -4.0
# The margin of one who has no rival.
NO_RIVAL = 9.0
# The log odds and margin of what the sentence leaves no doubt about.
SURE = 3.0
# Words between a cue and the marks that it opens: "told reporters on Monday:".
NEAR_TOKENS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen candidate with the place that concerns the utterance.

    `log_odds` that the choice is right, `margin` by which they surpass those of the second best.
    """

    candidate: SpeakerCandidate
    place: Place
    log_odds: float
    margin: float


def choose_speaker(stage: Stage, utterance: Utterance, model: LinearModel) -> Choice | None:
    """The best candidate; None where nobody is likely. Of equals the later one is chosen."""
    rated = [
        (
            model.log_odds(candidate_features(stage, utterance, candidate)),
            candidate.paragraph,
            candidate.head.i,
            candidate,
        )
        for candidate in stage.candidates(utterance)
    ]
    rated.sort(key=lambda row: row[:3], reverse=True)
    if not rated or rated[0][0] < MIN_LOG_ODDS:
        return None
    opener = _opening_subject(stage.article[utterance.paragraph], utterance)
    for _, _, _, candidate in rated:
        if opener is not None and candidate.head == opener:
            return Choice(candidate, place_for(utterance, candidate), max(rated[0][0], SURE), SURE)
    margin = rated[0][0] - rated[1][0] if len(rated) > 1 else NO_RIVAL
    return Choice(rated[0][3], place_for(utterance, rated[0][3]), rated[0][0], margin)


def _opening_subject(parsed: ParsedParagraph, utterance: Utterance) -> Token | None:
    """Who opens the marks in a clause below another's: Hoff in "Lind said that Hoff had told her: “…”".

    And the sign in "complained about the sign that read “No dogs”".
    """
    near = parsed.around(utterance.region)[0][-NEAR_TOKENS:] if utterance.region is not None else []
    verb = next((token for token in reversed(near) if token.pos_ in ("VERB", "AUX") or cue_lemma(token)), None)
    if verb is None or not cue_lemma(verb):
        return None
    own = next((child for child in verb.lefts if child.dep_ == "nsubj" and child.tag_ not in RELATIVE_TAGS), None)
    if verb.dep_ == "relcl":
        has_thing = any(child.lower_ in ("that", "which") for child in verb.lefts)
        return own or (verb.head if has_thing else None)
    is_reported = verb.dep_ == "ccomp" and is_strict(verb) and is_strict(verb.head)
    return own if is_reported and near[-1].text in (":", ",") else None


def antecedent_chooser(model: LinearModel) -> Choose:
    """A function that chooses the option that the model believes in most."""

    def choose(paragraph: int, pronoun: Token, options: Sequence[Option]) -> Antecedent | None:
        rated = sorted(
            ((model.log_odds(option.features), -number) for number, option in enumerate(options)), reverse=True
        )
        if not rated or rated[0][0] < MIN_LOG_ODDS:
            return None
        best = options[-rated[0][1]]
        margin = rated[0][0] - rated[1][0] if len(rated) > 1 else NO_RIVAL
        return Antecedent(best.speaker, best.last, rated[0][0], margin)

    return choose
