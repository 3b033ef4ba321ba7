"""Whether words between marks are speech at all, and whether they stand by themselves."""

from collections.abc import Iterator

from spacy.tokens import Token

from index.attribution.model.linear import LinearModel
from index.attribution.parse.parsed import ParsedParagraph
from index.attribution.vocabulary.cue import cue_lemma, is_strict
from index.attribution.vocabulary.lexicon import word_set

# Chosen on the development articles, like the other thresholds.
MIN_SPEECH_PROBABILITY = 0.6
# Words that a title leaves in lower case.
MINOR_WORDS = word_set("a an and as at but by de for from in into la of on or out over the to vs with")
CLOSING = frozenset(".,!?\u2026-\u2013\u2014")
# Upper bounds of what counts as the same length, in words.
LENGTHS = (1, 2, 3, 5, 8, 15)
NEAR_TOKENS = 4
MAX_NICKNAME_TOKENS = 6


def is_speech(parsed: ParsedParagraph, region: int, model: LinearModel) -> bool:
    """False for a nickname within a name, a title of a work, a label; for what was too long to be parsed as well."""
    if not parsed.is_parsed(region) or _is_nickname(parsed, region):
        return False
    # A paragraph that is nothing but marks and what is between them tells of nothing else.
    if parsed.is_bare:
        return True
    return model.probability(speech_features(parsed, region)) >= MIN_SPEECH_PROBABILITY


def stands_alone(parsed: ParsedParagraph, region: int) -> bool:
    """Whether the region is speech by itself: whole sentences, or a part of one cut only by its cue."""
    words = parsed.regions[region].inner(parsed.paragraph.text).strip("'\u2018\u2019")
    start, _ = parsed.region_tokens(region)
    before = parsed.doc[start - 1] if 0 < start <= len(parsed.doc) else None
    opens = before is None or before.text in (",", ":")
    governed = before is not None and (before.lower_ == "that" or before.pos_ == "ADP")
    begins = opens or (words[:1].isupper() and not governed)
    ends = words[-1:] in CLOSING or not parsed.regions[region].closed or _comma_follows(parsed, region)
    return begins and ends


def speech_features(parsed: ParsedParagraph, region: int) -> list[str]:
    """What the region looks like to the fitted model: names of features that are present."""
    start, end = parsed.region_tokens(region)
    inner = parsed.regions[region].inner(parsed.paragraph.text)
    length = next((f"to {bound}" for bound in LENGTHS if len(inner.split()) <= bound), "more")
    case = _case(inner.split())
    before = parsed.doc[start - 1] if start else None
    after = parsed.doc[end] if end < len(parsed.doc) else None
    return [
        f"length={length}",
        f"case={case}",
        f"case&length={case}&{length}",
        f"ending={inner[-1] if inner[-1] in CLOSING else 'other'}",
        f"case&ending={case}&{inner[-1] if inner[-1] in CLOSING else 'other'}",
        f"alone={stands_alone(parsed, region)}",
        f"bare={parsed.is_bare}",
        f"closed={parsed.regions[region].closed}",
        *_edge_features("before", before, case),
        *_edge_features("after", after, case),
        *_cue_features(parsed, region, case, length),
    ]


def _case(words: list[str]) -> str:
    if all(word[0].isupper() or word in MINOR_WORDS or not word[0].isalpha() for word in words):
        return "title" if words[0][0].isupper() else "small"
    return "capital" if words[0][0].isupper() else "small"


def _edge_features(side: str, token: Token | None, case: str) -> Iterator[str]:
    kind = "none" if token is None else token.text if token.is_punct else str(token.pos_)
    yield f"{side}={kind}"
    yield f"{side}&case={kind}&{case}"
    if token is not None and token.pos_ in ("ADP", "DET", "SCONJ"):
        yield f"{side} word={token.lower_}"
    if token is not None and token.ent_type_ in ("WORK_OF_ART", "PERSON"):
        yield f"{side} entity={token.ent_type_}"


def _cue_features(parsed: ParsedParagraph, region: int, case: str, length: str) -> Iterator[str]:
    """The surest cue that stands near, before or after."""
    before, after = parsed.around(region)
    near = {"before": before[-NEAR_TOKENS:], "after": after[:NEAR_TOKENS]}
    for side, tokens in near.items():
        cues = [token for token in tokens if cue_lemma(token)]
        group = "strict" if any(map(is_strict, cues)) else "loose" if cues else "none"
        yield f"cue {side}={group}"
        yield f"cue {side}&case={group}&{case}"
        yield f"cue {side}&length={group}&{length}"
        if cues:
            yield f"verb {side}={cue_lemma(cues[0])}"
    yield f"cue in sentence={any(cue_lemma(token) for token in [*before, *after])}&{case}"


def _comma_follows(parsed: ParsedParagraph, region: int) -> bool:
    _, end = parsed.region_tokens(region)
    return end < len(parsed.doc) and parsed.doc[end].text in (",", ".")


def _is_nickname(parsed: ParsedParagraph, region: int) -> bool:
    start, end = parsed.region_tokens(region)
    if not 0 < start < end < len(parsed.doc) or end - start > MAX_NICKNAME_TOKENS:
        return False
    before, after = parsed.doc[start - 1], parsed.doc[end]
    return all(t.text[0].isupper() and t.pos_ == "PROPN" and parsed.is_outside(t) for t in (before, after))
