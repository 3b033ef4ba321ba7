"""How many questions a second `onrecord check` asks, and in how much memory: `bench/check_load.py --cache DIR`.

Each run is a process of its own over the index of bench/latency.py, with the report written in every form. Its peer,
in the same run, is a loop that calls `answer_query` on the same questions and keeps nothing. Memory is the most that
the process ever held; that of a tenth of the questions beside it tells what a question costs.
"""

import json
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import click
from latency import built_index, write_bench_passages
from latency_passages import PASSAGES_PER_ARTICLE, synthetic_questions

from bot.answer import answer_query
from bot.settings import MAX_K
from index.passage_index import open_index

FORMS = ("json", "junit", "html", "run", "qrels")

_RUN = """
import resource, sys
from bot.cli import main
try:
    main(sys.argv[1:])
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What a run of so many questions came to: its own seconds of asking, those of the whole process, and its MiB."""

    n_questions: int
    asking_s: float
    whole_s: float
    peak_mib: float

    @property
    def a_second(self) -> float:
        return self.n_questions / self.asking_s


@click.command()
@click.option("-n", "n_passages", type=click.IntRange(min=20), default=10_000, show_default=True, help="Passages.")
@click.option("-q", "n_questions", type=click.IntRange(min=10), default=10_000, show_default=True, help="Questions.")
@click.option("--jobs", "n_jobs", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), help="Keep the index here.")
def main(n_passages: int, n_questions: int, n_jobs: int, cache: Path | None) -> None:
    """Run the check with a tenth of the questions, then with all, and print both beside the loop."""
    with tempfile.TemporaryDirectory() if cache is None else nullcontext(str(cache)) as name:
        folder = Path(name)
        write_bench_passages(None, n_passages, folder / "passages.jsonl")
        index = built_index(folder / "passages.jsonl", folder / "warm")
        loads = [measured(index, folder, n, n_passages, n_jobs) for n in (n_questions // 10, n_questions)]
        in_loop = n_questions / seconds_in_loop(index, n_questions)
    click.echo(f"{n_passages:,} passages, {n_jobs} at once")
    for load in loads:
        click.echo(
            f"{load.n_questions:>7,} questions: {load.a_second:6.1f} a second while asking, "
            f"{load.whole_s:6.1f} s in all, {load.peak_mib:6.0f} MiB at most"
        )
    few, all_ = loads
    kib = 1024 * (all_.peak_mib - few.peak_mib) / (all_.n_questions - few.n_questions)
    click.echo(f"a question more costs {kib:.1f} KiB")
    click.echo(f"the loop alone: {in_loop:6.1f} a second; the check asks {all_.a_second / in_loop:.2f} times as many")


def measured(index: Path, folder: Path, n_questions: int, n_passages: int, n_jobs: int) -> Load:
    """One run of the command in a process of its own."""
    questions = folder / f"questions-{n_questions}.jsonl"
    write_questions(questions, n_questions, n_passages)
    files = [part for form in FORMS for part in (f"--{form}", str(folder / f"report.{form}"))]
    command = ["check", str(questions), "--index", str(index), "--jobs", str(n_jobs), *files]
    start = perf_counter()
    done = subprocess.run([sys.executable, "-c", _RUN, *command], capture_output=True, text=True, check=True)
    whole = perf_counter() - start
    asking = json.loads((folder / "report.json").read_text())["seconds"]
    return Load(n_questions, asking, whole, int(done.stderr.split()[-1]) / 1024)


def write_questions(path: Path, n_questions: int, n_passages: int) -> None:
    """So many questions, each with the passage that was made of the same words."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(synthetic_questions(n_questions)):
            article, in_article = divmod(number % n_passages, PASSAGES_PER_ARTICLE)
            record = {"id": f"q{number}", "question": text, "relevant": [f"synthetic-{article}:{in_article + 1}"]}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def seconds_in_loop(index: Path, n_questions: int) -> float:
    """How long the answers alone take, one after another."""
    passage_index = open_index(index)
    start = perf_counter()
    for text in synthetic_questions(n_questions):
        answer_query(text, passage_index, k=MAX_K)
    return perf_counter() - start


if __name__ == "__main__":
    main()
