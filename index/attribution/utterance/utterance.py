"""Utterances: the stretches of a paragraph that somebody is reported to have said, written or thought."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from index.attribution.model.linear import LinearModel, Models
from index.attribution.parse.mention import Mention
from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.utterance.doubt import says_nothing
from index.attribution.utterance.report import (
    VIEW_LINKS,
    ReportCandidate,
    closes_sentence,
    find_report_candidates,
    is_according,
    is_accusation,
    is_view,
)
from index.attribution.utterance.report_features import report_features
from index.attribution.utterance.speech import is_speech, stands_alone
from index.attribution.vocabulary.cue import is_strict
from index.passage import QuotationKind

# Chosen on the development articles: below it more of what is found is narration than is gained.
MIN_REPORT_PROBABILITY = 0.4
# Of the letters of what is called a direct quotation, the share between marks.
DIRECT_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class Utterance:
    """Tokens `start` to `end` (half-open) of paragraph `paragraph`, counted among the parsed ones.

    `region` numbers the marks that hold it, `cue` is the word that reports it, `label` the name before the colon that
    opens it; one of them is there.
    """

    paragraph: int
    start: int
    end: int
    kind: QuotationKind
    region: int | None = None
    cue: Token | None = None
    label: Mention | None = None


def find_utterances(
    parsed: ParsedParagraph,
    number: int,
    models: Models,
    *,
    label: Mention | None = None,
    voices: Container[str] = frozenset(),
) -> list[Utterance]:
    """The paragraph's utterances in order; no two of them share a word.

    What stands between marks as a sentence of its own is an utterance by itself; the other marks are part of the
    report that holds them, if one does. A paragraph with a label is one utterance. `voices` are the words, in lower
    case, that head the mentions of those who speak somewhere in the article.
    """
    if label is not None:
        return [_turn(parsed, number, label)]
    regions = [region for region in range(len(parsed.regions)) if is_speech(parsed, region, models.speech)]
    alone = [region for region in regions if stands_alone(parsed, region)]
    taken = {token for region in alone for token in range(*parsed.region_tokens(region))}
    reports = list(_chosen(parsed, taken, models.report, voices))
    held = {parsed.region_of[i] for report in reports for i in range(report.start, report.end)}
    utterances = [_report(parsed, number, report) for report in reports]
    for region in regions:
        if region in alone or region not in held:
            start, end = parsed.region_tokens(region)
            kind: QuotationKind = "direct" if region in alone else "mixed"
            utterances.append(Utterance(number, start, end, kind, region=region))
    return sorted(utterances, key=lambda utterance: utterance.start)


def _turn(parsed: ParsedParagraph, number: int, label: Mention) -> Utterance:
    """All that follows the label's colon."""
    start = label.end + 1
    while start < len(parsed.doc) - 1 and parsed.doc[start].is_space:
        start += 1
    end = len(parsed.doc)
    while end > start + 1 and parsed.doc[end - 1].is_space:
        end -= 1
    return Utterance(number, start, end, "direct", label=label)


def _chosen(
    parsed: ParsedParagraph, taken: set[int], model: LinearModel, voices: Container[str]
) -> Iterator[ReportCandidate]:
    """The most probable candidates that leave each other room."""

    def rate(candidate: ReportCandidate) -> float:
        if candidate.link in VIEW_LINKS:
            return float(is_view(candidate, voices))
        if candidate.link == "displaced":
            return float(is_strict(candidate.cue))
        if closes_sentence(candidate, parsed) or is_according(candidate, parsed) or is_accusation(candidate):
            return 1.0
        return model.probability(report_features(parsed, candidate))

    rated = [(rate(candidate), candidate) for candidate in find_report_candidates(parsed)]
    cues: set[int] = set()
    for probability, candidate in sorted(rated, key=lambda pair: (-pair[0], pair[1].start, pair[1].end)):
        if probability < MIN_REPORT_PROBABILITY:
            return
        words = set(range(candidate.start, candidate.end))
        again = candidate.cue.i in cues and not candidate.link.startswith("floating")
        if not again and not words & taken and not says_nothing(candidate.cue, parsed):
            taken |= words
            cues.add(candidate.cue.i)
            yield candidate


def _report(parsed: ParsedParagraph, number: int, report: ReportCandidate) -> Utterance:
    tokens = parsed.doc[report.start : report.end]
    letters = sum(len(token) for token in tokens if token.is_alpha)
    between_marks = sum(len(token) for token in tokens if token.is_alpha and not parsed.is_outside(token))
    kind: QuotationKind = (
        "indirect" if not between_marks else "direct" if between_marks >= DIRECT_SHARE * letters else "mixed"
    )
    return Utterance(number, report.start, report.end, kind, cue=report.cue)
