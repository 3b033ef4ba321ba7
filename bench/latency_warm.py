"""One question after another to a process that is up: onrecord, and sentence-transformers with FAISS."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from latency_figures import Comparison, percentile

from bot.answer import answer_query
from bot.settings import MAX_K
from index.embedding.model import find_model
from index.passage_index import PassageIndex, open_index

Ask = Callable[[str], object]

QUESTIONS_A_TURN = 20
"""Few, so that a machine that is busy for some seconds is busy for both; not one, which would find the processor's
caches full of the other's model each time."""


def compare_warm(folder: Path, questions: Sequence[str], n_rounds: int) -> Comparison:
    """Milliseconds an answer, on one core: each question goes to each peer once a round.

    :param folder: the index of the passages; the peer searches those embeddings in it that are of whole passages.
    """
    keep_to_one_core()
    passage_index = open_index(folder)
    ours, peers = in_turns(
        _ask_onrecord(passage_index), _ask_peer(passage_index), questions=questions, n_rounds=n_rounds
    )
    return Comparison(
        title=f"warm: {len(passage_index.snapshot.passages):,} passages, {len(questions)} questions, "
        f"{n_rounds} rounds, "
        f"{MAX_K} hits, one core",
        headings=("p50 ms", "p95 ms"),
        our_name="onrecord",
        ours=(percentile(ours, 50), percentile(ours, 95)),
        peer_name="sentence-transformers and FAISS",
        peers=(percentile(peers, 50), percentile(peers, 95)),
    )


def in_turns(
    ask_ours: Ask,
    ask_peer: Ask,
    *,
    questions: Sequence[str],
    n_rounds: int,
    clock: Callable[[], float] = perf_counter,
) -> tuple[list[float], list[float]]:
    """Milliseconds of each question of each round, ours and the peer's; a round goes before these that is not counted.

    Both get the same few questions in a row, now the one first, now the other.
    """
    ours: list[float] = []
    peers: list[float] = []
    turns = [(ask_ours, ours), (ask_peer, peers)]
    for ask, _ in turns:
        _times(ask, questions, clock)
    few = [questions[start : start + QUESTIONS_A_TURN] for start in range(0, len(questions), QUESTIONS_A_TURN)]
    for number, some in enumerate(n_rounds * few):
        for ask, times in turns if number % 2 == 0 else reversed(turns):
            times += _times(ask, some, clock)
    return ours, peers


def keep_to_one_core() -> None:
    """Hold this process, and whatever threads it starts from now on, to one core."""
    import faiss
    import torch

    # ONNX Runtime has no variable for the number of its threads, so the core is what is limited.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    faiss.omp_set_num_threads(1)
    torch.set_num_threads(1)


def _times(ask: Ask, questions: Sequence[str], clock: Callable[[], float]) -> list[float]:
    times = []
    for question in questions:
        start = clock()
        ask(question)
        times.append(1000 * (clock() - start))
    return times


def _ask_onrecord(passage_index: PassageIndex) -> Ask:
    return lambda question: answer_query(question, passage_index, k=MAX_K)


def _ask_peer(passage_index: PassageIndex) -> Ask:
    """What a few lines of sentence-transformers and FAISS do: the ten passages nearest to the question."""
    import faiss
    import numpy as np
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    passages = passage_index.snapshot.passages
    rows = np.stack([passage_index.snapshot.embeddings_of(row)[0] for row in range(len(passages))])
    vectors = faiss.IndexFlatIP(rows.shape[1])
    vectors.add(rows)
    model = SentenceTransformer(str(find_model().folder), device="cpu", local_files_only=True)

    def ask(question: str) -> object:
        embedding = np.asarray(model.encode_query([question], show_progress_bar=False))
        scores, found = vectors.search(embedding, MAX_K)
        return [(passages[row], score) for row, score in zip(found[0], scores[0], strict=True)]

    return ask
