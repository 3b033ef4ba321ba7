"""Which passages are looked for, in what order of attempts, and whether they answer."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from bot.decision.evidence import evidence_of
from bot.decision.model import Level, level_of, load_decision
from bot.filters import Filters, selection_of
from bot.query.request import Request, with_name_replaced
from index.lexical.terms import pairs_of, terms_of
from index.passage_index import PassageIndex
from index.retrieval.hybrid import Match, Probe
from index.rows import Rows
from index.speakers.words import words_of
from index.store.protocol import NARRATION

N_RANKED = 10
"""How many passages the decision looks at: the margin is the best one's over the last of these."""

MIN_SHARE_OF_BEST = 0.6
"""What scores less than this share of the best passage is not shown with an answer: on the development questions no
right passage was lost by it, and one in twelve of the wrong ones among the first three."""

MAX_MENTIONS = 500
"""How many passages that only mention a person are looked through."""


@dataclass(frozen=True, slots=True)
class Found:
    """The passages found, best first, whether they answer, and whom they were narrowed to.

    `ranking`: the passages in the order they were found in, before it was decided which of them to show.
    `terms`: what the passages' words were searched for.
    `is_never_quoted`: somebody's words were asked for whom the articles mention but never quote.
    """

    matches: Sequence[Match]
    level: Level
    ranking: Sequence[Match] = ()
    speakers: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    is_never_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """A ranking of some passages, best first, and what tells whether they answer."""

    matches: Sequence[Match]
    evidence: Mapping[str, float]

    @property
    def level(self) -> Level:
        return level_of(load_decision().probability(self.evidence)) if self.matches else "silent"


class Search:
    """One question's search in one index, within the filters that were given with it."""

    def __init__(
        self,
        query: str,
        request: Request,
        passage_index: PassageIndex,
        *,
        filters: Filters = Filters(),  # noqa: B008
    ) -> None:
        """Prepare the search for the request that was understood from the query."""
        self._query = query
        self._request = request
        self._filters = filters
        self._index = passage_index
        self._snapshot = passage_index.snapshot

    def find(self, n: int, *, unwanted: Collection[str] = ()) -> Found:
        """The best `n` passages, those whose ids are unwanted left out, and the outcome.

        Whoever's words are asked for is searched first by their passages alone; where these do not answer, by those
        passages of nobody's that mention them; others' words are never shown as the answer.
        """
        n = max(n, N_RANKED)
        request = self._request
        # Passages that nobody has attributed tell nothing of who is quoted.
        if self._filters.speaker is None and request.unknown_name is not None and self._snapshot.speakers:
            return Found((), "silent", is_never_quoted=self._is_mentioned(request.unknown_name))
        wanted = self._rows_without(unwanted)
        own = self.attempt(n, within=wanted)
        speakers = request.speakers if self._is_narrowed else ()
        if request.wish == "anything" and own.matches and (speakers or self._is_about_given()):
            return Found(own.matches, "answer", own.matches, speakers, self._probe.terms)
        if speakers and own.level != "answer":
            mentions = self._attempt_on(self._mentions(wanted), n)
            if mentions.level == "answer":
                shown = _near_the_best(mentions.matches)
                return Found(shown, "answer", mentions.matches, terms=self._probe.terms)
        if own.level == "answer":
            return Found(_near_the_best(own.matches), "answer", own.matches, speakers, self._probe.terms)
        closest = own.matches if own.level == "closest" else ()
        return Found(closest, own.level, own.matches, speakers, self._probe.terms)

    def attempt(self, n: int = N_RANKED, *, within: Rows | None = None) -> Attempt:
        """The best `n` of the passages that are looked at first: the speakers' own where their words are asked for.

        :param within: where given, only these passages, ascending.
        """
        rows = self._rows(self._request.speakers if self._is_narrowed else ())
        is_lifted = self._filters.speaker is None and self._request.wish == "topic" and self._request.speakers
        lifted = self._rows(self._request.speakers) if is_lifted else None
        if within is not None:
            rows = within if rows is None else np.intersect1d(rows, within, assume_unique=True)
        return self._attempt_on(rows, n, lifted=lifted, within=within)

    def _rows_without(self, unwanted: Collection[str]) -> Rows | None:
        if not unwanted:
            return None
        rows = [row for row in map(self._snapshot.row_of, unwanted) if row is not None]
        return np.delete(np.arange(len(self._snapshot.passages)), np.array(rows, dtype=np.int64))

    def _attempt_on(
        self, rows: Rows | None, n: int, *, lifted: Rows | None = None, within: Rows | None = None
    ) -> Attempt:
        matches = self._index.search(self._probe, n, rows=rows, lifted=lifted)
        named = self._request.named_as.split() if self._request.speakers else ()
        judged = matches[:N_RANKED]
        evidence = evidence_of(self._query, self._probe, judged, self._snapshot, named=named, within=within)
        return Attempt(matches, evidence)

    @cached_property
    def _probe(self) -> Probe:
        request = self._request
        if not self._is_narrowed or request.wish != "words":
            return self._index.probe(request.text)
        # Among the person's own passages the name tells nothing apart.
        return self._index.probe(with_name_replaced(request.text, request.named_as, " "))

    @property
    def _is_narrowed(self) -> bool:
        """Whether only passages of the speakers asked about are looked at first."""
        return self._filters.speaker is None and self._request.wish != "topic" and bool(self._request.speakers)

    def _rows(self, speakers: Iterable[str]) -> Rows | None:
        """The rows within the filters, of any of the speakers where there are some."""
        selection = selection_of(self._filters)
        chosen = [self._snapshot.rows(replace(selection, speaker=speaker)) for speaker in speakers]
        rows = [found for found in chosen if found is not None]
        return np.unique(np.concatenate(rows)) if rows else self._snapshot.rows(selection)

    def _mentions(self, within: Rows | None) -> Rows:
        """The rows within the filters that mention the speakers asked for and are nobody's words that is known."""
        last_words = terms_of(self._request.named_as)[-1:]
        found, _ = self._snapshot.words.matching(last_words, MAX_MENTIONS, self._rows(()))
        is_attributed = self._snapshot.outline.kinds[found] != NARRATION
        spoken = [row for row in found[is_attributed].tolist() if self._snapshot.passages[row].speakers]
        quiet = np.setdiff1d(found, np.array(spoken, dtype=np.int64), assume_unique=True)
        quiet.sort()
        return quiet if within is None else np.intersect1d(quiet, within, assume_unique=True)

    def _is_mentioned(self, name: str) -> bool:
        """Whether one passage within the filters holds the whole name, and no speaker shares the last of it."""
        terms = terms_of(name)
        if not terms or self._index.directory.has_last_name(words_of(name)[-1].folded):
            return False
        found, _ = self._snapshot.words.matching(terms, 1, self._rows(()))
        if not found.size:
            return False
        held = terms_of(self._snapshot.passages[int(found[0])].text)
        return set(terms) <= set(held) and set(pairs_of(terms)) <= set(pairs_of(held))

    def _is_about_given(self) -> bool:
        """Whether the question asks about the very speaker it is narrowed to, or about nobody else by name."""
        given = self._filters.speaker
        return given is not None and (not self._request.speakers or given in self._request.speakers)


def _near_the_best(matches: Sequence[Match]) -> list[Match]:
    """The matches that score nearly as well as the best of them."""
    best = max(match.score for match in matches)
    return [match for match in matches if match.score >= MIN_SHARE_OF_BEST * best]
