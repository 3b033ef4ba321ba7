"""How fast passages are embedded and indexed, against txtai and sentence-transformers with FAISS: `bench/indexing.py`.

Like for like: the same texts, one vector each, with the same model, to every peer in its own process, some hundreds at
a time in turn, so that a machine that is busy for a while is busy for all. A ratio is the median over those turns.
Then what onrecord does in a build, which embeds the sentences of a passage too, timed in the same turns.

txtai is none of onrecord's dependencies. Give it an environment of its own:

    python -m venv build/txtai && build/txtai/bin/pip install -c constraints.txt txtai sentence-transformers faiss-cpu
    .venv/bin/python bench/indexing.py --txtai-python build/txtai/bin/python
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

import click
from indexing_texts import varied_passages
from latency_cold import REPOSITORY

from index.embedding.load import make_encoder
from index.embedding.model import default_tokenizer_file, find_model
from index.embedding.onnx_encoder import MAX_BATCH_WORD_PIECES
from index.embedding.views import passage_views, with_passage_before
from index.embedding.word_pieces import load_word_piece_counter
from index.passage import Passage, read_passages

OURS = "onrecord (ONNX Runtime, float32)"
OPENVINO = "onrecord (OpenVINO, bfloat16)"
TRANSFORMERS = "sentence-transformers and FAISS"
TXTAI = "txtai"
ROOF = "products alone, float32"
WHOLE_JOB = " with sentences"

LEAST_RATIO = {OURS: 1.7, OPENVINO: 2.5}
"""How many times a peer's rate ours has to be."""

LAYERS, WIDTH = 6, 384
"""Of the default model, which is what is timed."""


@click.command()
@click.option(
    "--passages", "path", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Take these [invented]."
)
@click.option("-n", "--n", "n_passages", type=click.IntRange(min=50), default=20_000, show_default=True)
@click.option("--turn", type=click.IntRange(min=10), default=250, show_default=True, help="Passages a turn.")
@click.option("--txtai-python", type=click.Path(path_type=Path, exists=True), help="An interpreter that has txtai.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here.")
def main(path: Path | None, n_passages: int, turn: int, txtai_python: Path | None, json_file: Path | None) -> None:
    """Time embedding and indexing; exit code 1 where onrecord is not as many times faster as it has to be."""
    passages = (read_passages(path) if path else varied_passages(n_passages))[:n_passages]
    with tempfile.TemporaryDirectory() as folder:
        _, _, encoder_folder = make_encoder(Path(folder), None)
        seconds, n_pieces = measured(passages, turn, commands(encoder_folder, txtai_python))
    turns = [len(part) for part in parts(passages, turn)]
    rates = {
        name: median(n / taken for n, taken in zip(turns, times, strict=True))
        for name, times in seconds.items()
        if name != ROOF
    }
    click.echo(f"{len(passages):,} passages of {sum(n_pieces) / len(passages):.0f} word pieces, passages/s, medians")
    for name, rate in rates.items():
        click.echo(f"{name:<52}{rate:8.1f}")
    ratios = {
        f"{ours} / {peer}": median(b / a for a, b in zip(seconds[ours], seconds[peer], strict=True))
        for ours in LEAST_RATIO
        for peer in (TRANSFORMERS, TXTAI)
        if ours in seconds and peer in seconds
    }
    missed = False
    for name, ratio in ratios.items():
        least = LEAST_RATIO[name.partition(" / ")[0]]
        missed |= ratio < least
        click.echo(f"{name:<68}{ratio:6.2f}  (at least {least})")
    share = roof_share(seconds, n_pieces, turns)
    click.echo(f"share of the roof, {ROOF}: {share:.2f}")
    if json_file is not None:
        record = {"n_passages": len(passages), "rates": rates, "ratios": ratios, "roof_share": share}
        json_file.write_text(json.dumps(record, indent=2) + "\n")
    sys.exit(1 if missed else 0)


def commands(encoder_folder: Path, txtai_python: Path | None) -> dict[str, list[str]]:
    """The peers' processes by name: those that can run here."""
    model_folder = str(find_model().folder)
    found = {
        OURS: [sys.executable, "onrecord", "onnx", str(encoder_folder)],
        TRANSFORMERS: [sys.executable, "sentence-transformers", model_folder],
        ROOF: [sys.executable, "multiplication", str(MAX_BATCH_WORD_PIECES)],
    }
    if importlib.util.find_spec("openvino"):
        found[OPENVINO] = [sys.executable, "onrecord", "openvino", str(encoder_folder)]
    if txtai_python:
        found[TXTAI] = [str(txtai_python.absolute()), "txtai", model_folder]
    return found


def measured(
    passages: Sequence[Passage], turn: int, peers: dict[str, list[str]]
) -> tuple[dict[str, list[float]], list[int]]:
    """Each peer's seconds turn by turn, ours with all views of the passages too, and each text's word pieces."""
    count = load_word_piece_counter(default_tokenizer_file())
    seconds: dict[str, list[float]] = {name: [] for name in peers}
    n_pieces: list[int] = []
    with ExitStack() as stack:
        asked = {name: stack.enter_context(worker(command)) for name, command in peers.items()}
        for process in asked.values():
            ask(process, [passage.text for passage in passages[:32]])
        for number, part in enumerate(parts(passages, turn)):
            texts = [passage.text for passage in part]
            views = [view for passage, before in with_passage_before(part) for view in passage_views(passage, before)]
            names = list(asked)
            for name in names[number % len(names) :] + names[: number % len(names)]:
                seconds[name].append(ask(asked[name], texts))
                if name in LEAST_RATIO:
                    seconds.setdefault(name + WHOLE_JOB, []).append(ask(asked[name], views))
            n_pieces += map(count, texts)
    return seconds, n_pieces


def roof_share(seconds: dict[str, list[float]], n_pieces: Sequence[int], turns: Sequence[int]) -> float:
    """How much of what the processor can multiply onrecord's float32 embedding comes to, the median over the turns."""
    shares, start = [], 0
    for n, ours, roof in zip(turns, seconds[OURS], seconds[ROOF], strict=True):
        operations = sum(map(operations_of, n_pieces[start : start + n]))
        shares.append(operations / ours / (100e9 / roof))
        start += n
    return median(shares)


def operations_of(n_pieces: int) -> float:
    """The floating-point operations of the model's products for a text of so many word pieces."""
    return LAYERS * (24 * WIDTH**2 * n_pieces + 4 * WIDTH * n_pieces**2)


def parts(passages: Sequence[Passage], turn: int) -> list[Sequence[Passage]]:
    """The passages in turns of that many; what is too few for one goes."""
    n_turns = max(1, len(passages) // turn)
    return [passages[number * turn : (number + 1) * turn] for number in range(n_turns)]


@contextmanager
def worker(command: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    """The peer's process, which ends with the block."""
    interpreter, *arguments = command
    script = str(REPOSITORY / "bench" / "indexing_worker.py")
    # Another interpreter must not find what lies beside onrecord.
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "true"}
    if interpreter == sys.executable:
        environment["PYTHONPATH"] = str(REPOSITORY)
    with subprocess.Popen(
        [interpreter, script, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ask(process: "subprocess.Popen[str]", texts: Sequence[str]) -> float:
    """The seconds that the peer took for the texts."""
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(json.dumps(list(texts)) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer:
        raise click.ClickException(f"a peer ended without an answer: {process.args!r}")
    return float(answer)


if __name__ == "__main__":
    main()
