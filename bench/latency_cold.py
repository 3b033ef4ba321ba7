"""One question from nothing: `onrecord ask` in a fresh process, and one that embeds a text by sentence-transformers."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from latency_figures import Comparison, percentile

from index.embedding.model import find_model

REPOSITORY = Path(__file__).parents[1]
QUESTION = "Is a phone call with Merkel worth as much as lifting sanctions?"
EXIT_CODES = (0, 3)
"""Answered, and silent."""

PEER_PROGRAM = (
    "import sys; from sentence_transformers import SentenceTransformer; "
    "SentenceTransformer(sys.argv[1], device='cpu', local_files_only=True).encode_query(sys.argv[2])"
)
"""Less than an answer: it searches nothing and prints nothing."""


@dataclass(frozen=True, slots=True)
class ProcessRun:
    """A process from its start to its end: wall seconds, and the most memory that it held, in MiB."""

    seconds: float
    peak_mib: float


def compare_cold(folder: Path, n_rounds: int) -> Comparison:
    """Medians over the rounds, each peer once a round; a round goes before these that is not counted.

    Run it before anything large is loaded: a process's peak memory counts from that of the one that started it.
    """
    ask = [sys.executable, "-m", "bot", "ask", QUESTION, "--index", str(folder.resolve())]
    peer = [sys.executable, "-c", PEER_PROGRAM, str(find_model().folder), QUESTION]
    rounds = [(run_process(ask), run_process(peer)) for _ in range(1 + n_rounds)][1:]
    return Comparison(
        title=f"cold: {n_rounds} rounds, medians",
        headings=("seconds", "peak MiB"),
        our_name="onrecord ask",
        ours=_medians([ours for ours, _ in rounds]),
        peer_name="sentence-transformers, one text",
        peers=_medians([peers for _, peers in rounds]),
    )


def run_process(command: Sequence[str]) -> ProcessRun:
    """Run the command in the repository to its end, its output thrown away.

    :raises RuntimeError: where it ends in an error, with what it said of it.
    """
    with tempfile.TemporaryFile() as said:
        start = perf_counter()
        process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in EXIT_CODES:
            said.seek(0)
            raise RuntimeError(f"{command} ended with {process.returncode}: {said.read().decode(errors='replace')}")
    return ProcessRun(seconds, usage.ru_maxrss / 1024)


def _medians(runs: Sequence[ProcessRun]) -> tuple[float, float]:
    return percentile([run.seconds for run in runs], 50), percentile([run.peak_mib for run in runs], 50)
