"""What `onrecord serve` bears: `.venv/bin/python bench/http_load.py --cache DIR` (needs wrk, Debian package wrk).

wrk asks thousands of different questions over a fixed number of connections, fewer than are let wait, so that every
reply must be 200. The peers of the same run: the same server's /healthz, which is the roof of what the server can do,
and a bare uvicorn and Starlette that calls `answer_query`. The figures hold for the machine; the ratios travel.
"""

import json
import tempfile
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

import click
from http_load_server import Served, bare_over, onrecord_over
from http_load_wrk import Load, loaded, write_paths
from latency import built_index, write_bench_passages
from latency_passages import synthetic_questions

from bot.settings import MAX_QUEUE

N_QUESTIONS = 17_000
"""As many as there are before one comes again."""

N_PARTS = 5
"""After each of so many parts of the long run the memory is looked at."""


@click.command()
@click.option("-n", "n_passages", type=click.IntRange(min=20), default=10_000, show_default=True, help="Passages.")
@click.option("--workers", type=click.IntRange(min=1), multiple=True, default=(1, 2), show_default=True)
@click.option("-c", "n_connections", type=click.IntRange(1, MAX_QUEUE), default=8, show_default=True)
@click.option("--seconds", type=click.FloatRange(min=1), default=20.0, show_default=True, help="Of each measurement.")
@click.option("--requests", "n_requests", type=int, default=50_000, show_default=True, help="Of the memory's run.")
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), help="Keep the index here.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here.")
def main(
    n_passages: int,
    workers: tuple[int, ...],
    n_connections: int,
    seconds: float,
    n_requests: int,
    cache: Path | None,
    json_file: Path | None,
) -> None:
    """Load the server and its peers, and print a line of each."""
    loads: dict[str, Load] = {}
    with tempfile.TemporaryDirectory() if cache is None else nullcontext(str(cache)) as name:
        folder = Path(name)
        write_bench_passages(None, n_passages, folder / "passages.jsonl")
        index = built_index(folder / "passages.jsonl", folder / "warm")
        paths = write_paths(folder / "paths", synthetic_questions(N_QUESTIONS))
        health = folder / "healthz"
        health.write_text("/healthz\n")
        with bare_over(index) as bare:
            loads["bare Starlette"] = _warm(bare, paths, n_connections, seconds)
        for n in workers:
            with onrecord_over(index, n) as onrecord:
                loads[f"/api/v1/ask, workers {n}"] = _warm(onrecord, paths, n_connections, seconds)
                loads[f"/healthz, workers {n}"] = loaded(onrecord.url, health, n_connections, seconds)
                memory = _memory(onrecord, paths, n_connections, n_requests)
                # Last: what is still waiting then would take the places of who asks next.
                loads[f"saturated, workers {n}"] = loaded(onrecord.url, paths, 3 * MAX_QUEUE, seconds)
            click.echo(f"workers {n}: MiB after each {n_requests // N_PARTS:,} requests: {memory}")
    for what, load in loads.items():
        click.echo(
            f"{what:24} {load.a_second:8.1f} a second, p50 {load.p50_ms:6.1f} ms, p99 {load.p99_ms:6.1f} ms, "
            f"{load.refused} refused, {load.broken} broken"
        )
    if json_file is not None:
        json_file.write_text(json.dumps({what: asdict(load) for what, load in loads.items()}, indent=2) + "\n")


def _warm(server: Served, paths: Path, n_connections: int, seconds: float) -> Load:
    """The load after a tenth of it, which does not count."""
    loaded(server.url, paths, n_connections, max(1, seconds / 10), first=N_QUESTIONS // 2)
    return loaded(server.url, paths, n_connections, seconds)


def _memory(server: Served, paths: Path, n_connections: int, n_requests: int) -> list[int]:
    """MiB before the run and after each of its parts."""
    held, n_done = [round(server.mib())], 0
    for part in range(1, N_PARTS + 1):
        while n_done < part * n_requests / N_PARTS:
            load = loaded(server.url, paths, n_connections, 5, first=n_done % N_QUESTIONS)
            if load.refused or load.broken:
                raise click.ClickException(f"{load.refused} replies refused, {load.broken} broken; look at the server")
            n_done += load.requests
        held.append(round(server.mib()))
    return held


if __name__ == "__main__":
    main()
