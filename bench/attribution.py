"""How often the right speaker is found, and how fast: `.venv/bin/python bench/attribution.py LABELLED.jsonl`.

The labelled file has a JSON object a line: the documents of `onrecord attribute` with their quotes in its form, each
with `speaker_kind` (named, org, nominal, pronoun, pronoun-resolved), `speaker_head` and `speaker_alt` where these help.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click
from attribution_report import error_lines, reliability_lines, score_lines
from attribution_run import Speed, run_engine
from attribution_score import compare, reliability, score
from labelled import LabelledDocument, LabelledQuote, read_labelled, read_predictions
from textacy_peer import run_textacy

Predictions = Mapping[str, Sequence[LabelledQuote]]


@click.command()
@click.argument("labelled", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--predictions", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Score these instead."
)
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Withhold the speaker below [as shipped].")
@click.option("--limit", type=click.IntRange(min=1), help="Only so many documents.")
@click.option("--errors", "n_errors", type=int, default=0, help="Show so many errors of the quoted view.")
def main(
    labelled: Path, predictions: Path | None, min_confidence: float | None, limit: int | None, n_errors: int
) -> None:
    """Score the engine, or a file of predictions, on labelled documents."""
    documents = read_labelled(labelled, limit)
    if predictions is not None:
        _say_missing(documents, given := read_predictions(predictions))
        _show(str(predictions), documents, given, n_errors)
        return
    _bench_engine(documents, min_confidence, n_errors)


def _bench_engine(documents: Sequence[LabelledDocument], min_confidence: float | None, n_errors: int) -> None:
    run = run_engine(documents, min_confidence)
    threshold = "at the shipped threshold" if min_confidence is None else f"at min-confidence {min_confidence}"
    _show(f"onrecord {threshold}", documents, run.predictions, n_errors)
    _show("onrecord at min-confidence 0", documents, run.unthresholded)
    _echo([f"onrecord: {_speed(run.speed)}", ""])
    peer = run_textacy(documents)
    if peer is None:
        click.echo("textacy is not installed: no comparison")
        return
    _show("textacy, a paragraph at a time", documents, peer.predictions)
    ratio = run.speed.documents_per_second / peer.speed.documents_per_second
    _echo([f"textacy: {_speed(peer.speed)}", f"onrecord is {ratio:.2f} times as fast as textacy"])


def _show(title: str, documents: Sequence[LabelledDocument], predictions: Predictions, n_errors: int = 0) -> None:
    quoted, everything = compare(documents, predictions, "quoted"), compare(documents, predictions, "all")
    _echo([title, *score_lines(score(quoted), score(everything))])
    _echo(["", *reliability_lines(reliability(quoted)), ""])
    _echo(error_lines(quoted.faults[:n_errors]))


def _say_missing(documents: Sequence[LabelledDocument], predictions: Predictions) -> None:
    n_missing = sum(document.doc_id not in predictions for document in documents)
    if n_missing:
        click.echo(f"{n_missing} documents have no line of predictions: taken for documents without quotes", err=True)


def _speed(speed: Speed) -> str:
    return (
        f"{speed.documents_per_second:.1f} documents a second on one core, "
        f"{100 * speed.parsing_share:.0f} % of the time in the parser"
    )


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


if __name__ == "__main__":
    main()
