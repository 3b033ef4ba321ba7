"""A parsed paragraph: its tokens, its regions between marks, and its sentences as a reader of both sees them."""

from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, pairwise

from spacy.tokens import Doc, Token

from index.article import Paragraph
from index.attribution.attributed import Span
from index.attribution.parse.region import Region, find_regions

FULL_STOPS = frozenset({".", "!", "?"})
OUTSIDE = -1
# Longer than sentences of news are; it keeps monstrous ones cheap.
MAX_REACH_TOKENS = 150


class ParsedParagraph:
    """A paragraph with its parse.

    The parser splits quoted speech into sentences of its own, so sentences are counted here anew: a region between
    marks is one piece of the sentence that it stands in.
    """

    def __init__(self, paragraph: Paragraph, doc: Doc) -> None:
        self.paragraph = paragraph
        self.doc = doc
        self.regions: list[Region] = find_regions(paragraph.text)

    @cached_property
    def region_of(self) -> list[int]:
        """For each token the number of the region it stands in, or OUTSIDE."""
        numbers = [OUTSIDE] * len(self.doc)
        at = 0
        for token in self.doc:
            while at < len(self.regions) and self.regions[at].end_char <= token.idx:
                at += 1
            if at < len(self.regions) and token.idx + len(token) > self.regions[at].start_char:
                numbers[token.i] = at
        return numbers

    @cached_property
    def sentence_of(self) -> list[int]:
        """For each token the number of its sentence."""
        numbers: list[int] = []
        current = 0
        for token in self.doc:
            if token.i and self._starts_sentence(token):
                current += 1
            numbers.append(current)
        return numbers

    def _starts_sentence(self, token: Token) -> bool:
        before = self.doc[token.i - 1]
        region, region_before = self.region_of[token.i], self.region_of[before.i]
        if region == OUTSIDE == region_before:
            is_full_stop = before.text in FULL_STOPS or (bool(token.is_sent_start) and before.text[-1] in ".!?")
            return is_full_stop and (token.text[0].isupper() or token.text[0] in "([\u2014-")
        if region == region_before:
            return False
        if region_before == OUTSIDE:
            return before.text in FULL_STOPS
        ending = self.ending(region_before)
        if region == OUTSIDE and self._is_announced(region_before):
            return ending in FULL_STOPS and token.text[0].isupper()
        return ending in FULL_STOPS if region != OUTSIDE else ending == "." and token.text[0].isupper()

    def _is_announced(self, region: int) -> bool:
        """Whether a colon stands before the region: what follows it is not its cue."""
        return self.paragraph.text[: self.regions[region].start_char].rstrip().endswith(":")

    def ending(self, region: int) -> str:
        """The last character between the region's marks."""
        return self.regions[region].inner(self.paragraph.text)[-1:]

    def count_words(self, start: int, end: int) -> int:
        """The tokens from `start` to `end` (half-open) that are neither marks nor blanks; 0 where `end` is before."""
        return max(0, self._words_before[max(end, 0)] - self._words_before[start])

    @cached_property
    def _words_before(self) -> list[int]:
        return list(accumulate((not (token.is_punct or token.is_space) for token in self.doc), initial=0))

    def is_outside(self, token: Token) -> bool:
        return self.region_of[token.i] == OUTSIDE

    def region_tokens(self, region: int) -> tuple[int, int]:
        """Half-open token numbers of the region; equal ones when it was not parsed."""
        return self._token_range_of.get(region, (len(self.doc), len(self.doc)))

    def is_parsed(self, region: int) -> bool:
        """Whether the region, or its beginning, lies within what was parsed."""
        return region in self._token_range_of

    @cached_property
    def _token_range_of(self) -> dict[int, tuple[int, int]]:
        ranges: dict[int, tuple[int, int]] = {}
        for i, region in enumerate(self.region_of):
            ranges[region] = (ranges.get(region, (i, i))[0], i + 1)
        return ranges

    def sentence_range(self, token: Token) -> tuple[int, int]:
        """Half-open token numbers of the sentence that the token stands in."""
        return self._ranges[self.sentence_of[token.i]]

    @cached_property
    def _ranges(self) -> list[tuple[int, int]]:
        numbers = self.sentence_of
        starts = [i for i, number in enumerate(numbers) if i == 0 or numbers[i - 1] != number]
        return list(pairwise([*starts, len(numbers)]))

    @property
    def n_sentences(self) -> int:
        """How many sentences there are."""
        return len(self._ranges)

    def around(self, region: int) -> tuple[list[Token], list[Token]]:
        """The tokens outside marks before and after the region in its sentence, as far as a cue can reach."""
        start, end = self.region_tokens(region)
        before = self.doc[max(0, start - MAX_REACH_TOKENS) : start]
        after = self.doc[end : end + MAX_REACH_TOKENS]
        return self._same_sentence(before, start), self._same_sentence(after, start)

    def _same_sentence(self, tokens: Iterable[Token], at: int) -> list[Token]:
        return [
            token for token in tokens if self.sentence_of[token.i] == self.sentence_of[at] and self.is_outside(token)
        ]

    def span(self, start: int, end: int) -> Span:
        """Tokens as characters of the canonical text."""
        last = self.doc[end - 1]
        return Span(self.paragraph.start_char + self.doc[start].idx, self.paragraph.start_char + last.idx + len(last))

    @cached_property
    def is_bare(self) -> bool:
        """Whether nothing but marks and what is between them stands in the paragraph."""
        return bool(self.regions) and not any(
            self.is_outside(token) and any(map(str.isalnum, token.text)) for token in self.doc
        )
