"""The measurements, each a process of its own: `scale_measure.py WHAT FOLDER` prints a JSON object of figures."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import click
import numpy as np
from latency_figures import percentile
from latency_warm import _times as times
from scale_articles import GeneratedArticle, Newsroom
from scale_statistics import statistics_of
from scale_store import DEPTH, TRUTH_FILE, embedded, encoder_of, store_in

from bot.answer import answer_query
from bot.filters import Filters
from index.embedding.encoder import Encoder
from index.lexical.terms import terms_of
from index.passage_index import PassageIndex, open_index
from index.retrieval.hybrid import hybrid_search
from index.retrieval.lifts import prior_of
from index.store.local_store import LocalStore
from index.store.selection import Selection

N_QUESTIONS = 200
N_EXHAUSTIVE = 40
"""So many questions are put to every passage, which takes a while at a million."""

FILTER_SHARE = 0.0005
N_CHANGES = 5
WORDS_A_QUESTION = 3


def opening(folder: Path) -> dict[str, Any]:
    """Seconds until the index can be asked, the encoder's loading included, and without it."""
    start = perf_counter()
    passage_index = open_index(folder / "index")
    whole = perf_counter() - start
    passage_index.close()
    start = perf_counter()
    store_in(folder / "index").snapshot().close()
    return {"open_seconds": whole, "open_store_seconds": perf_counter() - start}


def asking(folder: Path) -> dict[str, Any]:
    """Milliseconds an answer, unfiltered and filtered, and a vector search; the memory after the unfiltered ones."""
    passage_index = open_index(folder / "index")
    snapshot = passage_index.snapshot
    questions = questions_of(passage_index)
    plain = times(lambda question: answer_query(question, passage_index), questions, perf_counter)
    memory = memory_mib()
    speaker, n_passages = rare_speaker(passage_index)
    filters = Filters(speaker=speaker)
    filtered = times(lambda question: answer_query(question, passage_index, filters=filters), questions, perf_counter)
    probes = np.load(folder / TRUTH_FILE)["questions"]
    nearest = times(
        lambda place: snapshot.nearest(probes[int(place)], DEPTH), [str(n) for n in range(len(probes))], perf_counter
    )
    return {
        "ask_p50_ms": percentile(plain, 50),
        "ask_p95_ms": percentile(plain, 95),
        "filtered_p50_ms": percentile(filtered, 50),
        "filtered_p95_ms": percentile(filtered, 95),
        "filtered_passages": n_passages,
        "nearest_p50_ms": percentile(nearest, 50),
        "nearest_p95_ms": percentile(nearest, 95),
        **memory,
    }


def recalling(folder: Path) -> dict[str, Any]:
    """Recall@10 of the vector search by float32, and of the whole search by one that scores every passage."""
    passage_index = open_index(folder / "index")
    snapshot = passage_index.snapshot
    with np.load(folder / TRUTH_FILE) as truth:
        probes, wanted = truth["questions"], truth["ids"].tolist()
    found = [[snapshot.passages[row].id for row in snapshot.nearest(probe, DEPTH)[0].tolist()] for probe in probes]
    prior = prior_of(snapshot.outline)
    every: Any = _Exhaustive(snapshot)
    shares = []
    for question, embedding in zip(questions_of(passage_index)[:N_EXHAUSTIVE], probes, strict=False):
        # The vectors of most passages were made by no model: so is what stands for the question among them.
        probe = replace(passage_index.probe(question), embedding=embedding)
        ours, exact = (hybrid_search(each, probe, DEPTH, prior) for each in (snapshot, every))
        shares.append(_recall([match.passage.id for match in ours], [match.passage.id for match in exact]))
    return {
        "nearest_recall": float(np.mean([_recall(some, ids) for some, ids in zip(found, wanted, strict=True)])),
        "hybrid_recall": float(np.mean(shares)),
    }


def changing(folder: Path) -> dict[str, Any]:
    """Seconds to put in another version of an article, embedding included, and to take one out; medians, worst."""
    index = folder / "index"
    store, encoder = store_in(index), encoder_of(index)
    snapshot = store.snapshot()
    ids = list(snapshot.article_ids)
    sample = [snapshot.passages[row] for row in range(min(500, len(snapshot.passages)))]
    snapshot.close()
    newsroom = Newsroom(statistics_of(sample), seed=1)
    chosen = np.random.default_rng(0).choice(len(ids), min(len(ids) - 1, 2 * N_CHANGES), replace=False).tolist()
    updated, removed = chosen[: len(chosen) // 2], chosen[len(chosen) // 2 :]
    # A choice of numbers, not of ids, and ids that the index has.
    versions = [newsroom.article(int(ids[place].rpartition("-")[2]), version=1) for place in updated]
    with store.writer() as writer:
        before = [article for place in chosen if (article := writer.article(ids[place])) is not None]
    put = [_seconds(partial(_put, store, encoder, article)) for article in versions]
    taken = [_seconds(partial(store.delete, [ids[place]])) for place in removed]
    store.change(upserts=before)  # so that the index can be measured again
    return {
        "update_seconds": percentile(put, 50),
        "update_worst_seconds": max(put),
        "remove_seconds": percentile(taken, 50),
        "remove_worst_seconds": max(taken),
    }


def questions_of(passage_index: PassageIndex) -> list[str]:
    """Questions on words of passages here and there; each second one names a speaker."""
    passages, words = passage_index.snapshot.passages, passage_index.snapshot.words
    rng = np.random.default_rng(7)
    questions = []
    for number, row in enumerate(rng.integers(len(passages), size=N_QUESTIONS).tolist()):
        passage = passages[row]
        terms = sorted(set(terms_of(passage.text)), key=lambda term: (-words.idf(term), term))
        some = " ".join(terms[len(terms) // 4 :][:WORDS_A_QUESTION])
        if number % 2 and passage.speakers:
            questions.append(f"What did {passage.speakers[0]} say about {some}?")
        else:
            questions.append(f"Who spoke about {some}?")
    return questions


def rare_speaker(passage_index: PassageIndex) -> tuple[str, int]:
    """The speaker whose number of passages is nearest to `FILTER_SHARE` of all, and that number."""
    snapshot = passage_index.snapshot
    wanted = FILTER_SHARE * len(snapshot.passages)
    name = min(snapshot.speakers, key=lambda name: abs(snapshot.speakers[name] - wanted))
    rows = snapshot.rows(Selection(speaker=name))
    return name, 0 if rows is None else len(rows)


def memory_mib() -> dict[str, float]:
    """The most memory this process has held, and what it holds now of its own and of files, in MiB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    kib = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("VmHWM", "Rss"))}
    return {"peak_mib": kib["VmHWM"] / 1024, "anon_mib": kib["RssAnon"] / 1024, "file_mib": kib["RssFile"] / 1024}


class _Exhaustive:
    """A snapshot of which every passage is scored."""

    is_exhaustive = True

    def __init__(self, snapshot: object) -> None:
        self._snapshot = snapshot

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the snapshot has
        return getattr(self._snapshot, name)


def _recall(found: list[str], wanted: list[str]) -> float:
    return len(set(found) & set(wanted)) / max(1, len(set(wanted)))


def _put(store: LocalStore, encoder: Encoder, article: GeneratedArticle) -> None:
    store.upsert([embedded(article, encoder)])


def _seconds(change: Callable[[], object]) -> float:
    start = perf_counter()
    change()
    return perf_counter() - start


MEASUREMENTS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "opening": opening,
    "asking": asking,
    "recalling": recalling,
    "changing": changing,
}

if __name__ == "__main__":
    click.echo(json.dumps(MEASUREMENTS[sys.argv[1]](Path(sys.argv[2]))))
