"""From what was heard to quotations in characters of the canonical text."""

from collections.abc import Sequence

from spacy.tokens import Token

from index.attribution.attributed import AttributedQuotation, Span
from index.attribution.hearing import Heard
from index.attribution.parse.parsed import OUTSIDE, ParsedParagraph
from index.attribution.utterance.utterance import Utterance
from index.attribution.vocabulary.cue import cue_end


def assemble(
    article: Sequence[ParsedParagraph], heard: Heard, roles: dict[str, str], confidence: float, min_confidence: float
) -> AttributedQuotation:
    """The utterance as the engine hands it on; where `confidence` is below `min_confidence`, without its speaker."""
    speaker = heard.speaker if confidence >= min_confidence else None
    choice, mention, antecedent = heard.choice, heard.mention, heard.antecedent
    place = article[choice.candidate.paragraph] if choice else None
    return AttributedQuotation(
        kind=heard.utterance.kind,
        content=content_of(article[heard.utterance.paragraph], heard.utterance),
        cue=_cue(article, heard),
        speaker_mention=place.span(mention.start, mention.end) if place and mention else None,
        speaker=speaker.name if speaker else None,
        role=roles.get(speaker.name) if speaker else None,
        evidence=heard.evidence,
        confidence=confidence,
        antecedent=_word(article[antecedent.appearance.paragraph], antecedent.appearance.head) if antecedent else None,
    )


def unheard(parsed: ParsedParagraph, region: int) -> AttributedQuotation:
    """Words between marks that were too far on in a text to be parsed: nobody's."""
    return AttributedQuotation("direct", _region(parsed, region), None, None, None, None, "none", 0.0)


def content_of(parsed: ParsedParagraph, utterance: Utterance) -> Span:
    """The utterance's characters; of a report, with the marks of every region that it touches."""
    if utterance.region is not None:
        return _region(parsed, utterance.region)
    span = parsed.span(utterance.start, utterance.end)
    if utterance.label is not None:
        return span
    touched = set(parsed.region_of[utterance.start : utterance.end]) - {OUTSIDE}
    regions = [_region(parsed, region) for region in touched]
    return Span(
        min([span.start_char, *(region.start_char for region in regions)]),
        max([span.end_char, *(region.end_char for region in regions)]),
    )


def _region(parsed: ParsedParagraph, region: int) -> Span:
    offset, marks = parsed.paragraph.start_char, parsed.regions[region]
    return Span(offset + marks.start_char, offset + marks.end_char)


def _cue(article: Sequence[ParsedParagraph], heard: Heard) -> Span | None:
    """The reporting word; of a report its own, else the one that the speaker hangs on."""
    if heard.utterance.cue is not None:
        return _word(article[heard.utterance.paragraph], heard.utterance.cue)
    if heard.choice is None or heard.choice.place.cue is None:
        return None
    return _word(article[heard.choice.candidate.paragraph], heard.choice.place.cue)


def _word(parsed: ParsedParagraph, token: Token) -> Span:
    return parsed.span(token.i, cue_end(token))
