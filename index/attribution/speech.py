"""Whether words between marks are speech at all, and whether they stand by themselves."""

from index.attribution.candidate import RANK_BEFORE, Candidate
from index.attribution.lexicon import word_set
from index.attribution.parsed import ParsedParagraph

MAX_TITLE_WORDS = 8
# Words that a title leaves in lower case.
MINOR_WORDS = word_set("a an and as at but by de for from in into la of on or out over the to vs with")
CLOSING = frozenset(".,!?\u2026-\u2013\u2014")


def is_speech(parsed: ParsedParagraph, region: int, candidate: Candidate | None) -> bool:
    """False for a nickname within a name, and for a title or a label in capitals that no cue opens."""
    if _is_nickname(parsed, region):
        return False
    opened = candidate is not None and candidate.rank > RANK_BEFORE
    return opened or not _is_title(parsed, region)


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


def _comma_follows(parsed: ParsedParagraph, region: int) -> bool:
    _, end = parsed.region_tokens(region)
    return end < len(parsed.doc) and parsed.doc[end].text in (",", ".")


def _is_nickname(parsed: ParsedParagraph, region: int) -> bool:
    start, end = parsed.region_tokens(region)
    if not 0 < start < end < len(parsed.doc) or end - start > 6:
        return False
    before, after = parsed.doc[start - 1], parsed.doc[end]
    return all(t.text[0].isupper() and t.pos_ == "PROPN" and parsed.is_outside(t) for t in (before, after))


def _is_title(parsed: ParsedParagraph, region: int) -> bool:
    inner = parsed.regions[region].inner(parsed.paragraph.text)
    words = inner.split()
    if len(words) > MAX_TITLE_WORDS or inner[-1:] in ".!?" or parsed.is_bare:
        return False
    return words[0][0].isupper() and all(
        word[0].isupper() or word in MINOR_WORDS or word[0].isdigit() for word in words
    )
