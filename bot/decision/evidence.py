"""What tells whether passages answer a question, as numbers that mean the same in every index.

Rarity is the idf that the word search gives a term, as a share of the idf of a term in no passage at all; a coverage is
a share of the question's terms, each counted by its rarity.
"""

from collections.abc import Collection, Iterable, Sequence

from index.lexical.fields import passage_fields
from index.lexical.terms import terms_of
from index.retrieval.hybrid import Match, Probe
from index.rows import Rows
from index.speakers.words import words_of
from index.store.protocol import Snapshot, WordSearch

N_JUDGED = 3
"""How many of the best passages are looked at: the answer is nearly always among them where there is one."""

FEATURES = (
    "cosine",
    "coverage",
    "margin",
    "unknown words",
    "names covered",
    "unknown name",
    "rarity",
    "asks who",
)
"""In this order; `evidence_of` tells each of them."""


def evidence_of(
    query: str,
    probe: Probe,
    matches: Sequence[Match],
    snapshot: Snapshot,
    *,
    named: Iterable[str] = (),
    within: Rows | None = None,
) -> dict[str, float]:
    """The features of a question and its ranking, by name; all 0 where nothing was found.

    cosine: the highest among the best passages. coverage: of the words that do not name the person asked about, by one
    of these passages. margin: how far the best passage stands above the tenth. unknown words: the share that stands in
    no passage. names covered: coverage of the words in capitals, by the best passages together. unknown name: whether
    one of these stands in no passage. rarity: the mean of all words.

    :param matches: the best ten, best first.
    :param named: the words of the question that name the person asked about.
    :param within: where given, a word that none of these passages holds stands in no passage.
    """
    if not matches:
        return dict.fromkeys(FEATURES, 0.0)
    terms = list(dict.fromkeys(probe.terms))
    rarity = _Rarity(snapshot.words)
    held = [_terms_held(match, snapshot) for match in matches[:N_JUDGED]]
    of_name = {term for word in named for term in terms_of(word)}
    topic = [term for term in terms if term not in of_name]
    words = words_of(query)
    names = list(dict.fromkeys(term for word in words[1:] if word.is_capitalised for term in terms_of(word.folded)))
    known = frozenset(term for term in {*terms, *names} if _is_held(term, snapshot.words, within))
    together = frozenset[str]().union(*held)
    return {
        "cosine": max(match.cosine for match in matches[:N_JUDGED]),
        "coverage": max(rarity.share(topic, found) for found in held),
        "margin": matches[0].score - matches[-1].score,
        "unknown words": 1 - rarity.share(topic, known),
        "names covered": rarity.share(names, together),
        "unknown name": float(not known.issuperset(names)),
        "rarity": sum(rarity.of(term) for term in terms) / len(terms) if terms else 0.0,
        "asks who": float(bool(words) and words[0].folded in ("who", "whose")),
    }


def _is_held(term: str, words: WordSearch, within: Rows | None) -> bool:
    if within is None:
        return words.n_passages_with(term) > 0
    return len(words.matching([term], 1, within)[0]) > 0


class _Rarity:
    """The rarity of terms in one index."""

    def __init__(self, words: WordSearch) -> None:
        self._words = words
        self._highest = words.idf("")  # no passage has the empty term

    def of(self, term: str) -> float:
        return self._words.idf(term) / self._highest

    def share(self, terms: Sequence[str], found: Collection[str]) -> float:
        """How much of the terms was found; all of it where there are none."""
        total = sum(self.of(term) for term in terms)
        return sum(self.of(term) for term in terms if term in found) / total if total else 1.0


def _terms_held(match: Match, snapshot: Snapshot) -> frozenset[str]:
    """The terms of the passage, its speakers, its title and, where it is short, the passage before it."""
    before, _ = snapshot.neighbours(match.passage.id)
    fields = passage_fields(match.passage, before)
    return frozenset[str]().union(fields["text"], fields["speakers"], fields["surroundings"])
