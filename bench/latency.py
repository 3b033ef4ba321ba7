"""How long an answer takes, against sentence-transformers with FAISS: `.venv/bin/python bench/latency.py`.

Both peers run side by side, with the same model on the same passages: warm, question after question on one core; cold,
a fresh process each. An index of 10,000 passages takes some minutes to make: `--cache DIR` keeps it for the next run.
"""

import json
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import click
from latency_cold import REPOSITORY, compare_cold
from latency_figures import Comparison, comparison_lines, comparison_record
from latency_passages import repeated_passages, synthetic_passages, synthetic_questions
from latency_warm import compare_warm

from index.passage import read_passages, write_passages

COMMITTED_PASSAGES = REPOSITORY / "data" / "passages.jsonl"


@click.command()
@click.option(
    "--passages", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Repeat these [invented ones]."
)
@click.option("-n", "n_passages", type=click.IntRange(min=1), default=10_000, show_default=True, help="Passages.")
@click.option("-q", "n_questions", type=click.IntRange(min=1), default=200, show_default=True, help="Questions.")
@click.option("--rounds", type=click.IntRange(min=1), default=5, show_default=True)
@click.option("--only", type=click.Choice(["warm", "cold"]), help="One comparison [both].")
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), help="Keep the indexes here.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here.")
def main(
    passages: Path | None,
    n_passages: int,
    n_questions: int,
    rounds: int,
    only: str | None,
    cache: Path | None,
    json_file: Path | None,
) -> None:
    """Time answers, warm and cold, and print a table of each."""
    done: list[Comparison] = []
    with tempfile.TemporaryDirectory() if cache is None else nullcontext(str(cache)) as folder:
        # Cold first: its processes would inherit the single core, and the memory, of the warm one.
        if only != "warm":
            done.append(compare_cold(built_index(COMMITTED_PASSAGES, Path(folder) / "cold"), rounds))
        if only != "cold":
            path = Path(folder) / "passages.jsonl"
            write_bench_passages(passages, n_passages, path)
            warm_index = built_index(path, Path(folder) / "warm")
            done.append(compare_warm(warm_index, synthetic_questions(n_questions), rounds))
    for comparison in done:
        click.echo("\n".join([*comparison_lines(comparison), ""]))
    if json_file is not None:
        json_file.write_text(json.dumps([comparison_record(comparison) for comparison in done], indent=2) + "\n")


def write_bench_passages(given: Path | None, n: int, path: Path) -> None:
    """Write the `n` passages to search: those of the given file over and over, or invented ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_passages(synthetic_passages(n) if given is None else repeated_passages(read_passages(given), n), path)


def built_index(passages: Path, folder: Path) -> Path:
    """The folder, with the index of the passages in it; built by a process of its own, on all cores."""
    command = [sys.executable, "-m", "bot", "index", str(passages.resolve()), "--to", str(folder.resolve())]
    subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, check=True)
    return folder


if __name__ == "__main__":
    main()
