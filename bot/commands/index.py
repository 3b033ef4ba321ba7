"""The command onrecord index."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from bot.commands.options import IndexFolder, json_option
from bot.commands.output import build_line, print_report
from bot.settings import Settings

if TYPE_CHECKING:
    from index.building.build_index import BuildReport


@dataclass(frozen=True, slots=True)
class _Task:
    """What to index, where, with what."""

    passages: Path
    folder: Path
    model: str | None
    runtime: Literal["onnx", "openvino"]


@click.command("index")
@click.argument("passages", required=False, type=click.Path(path_type=Path), metavar="[PASSAGES]")
@click.option("--to", "folder", type=IndexFolder(), metavar="DIR", help="[data/index]")
@click.option("--model", metavar="NAME", help="A sentence-transformers model, by folder or name [all-MiniLM-L6-v2].")
@click.option("--update", is_flag=True, help="Put these articles in and leave the others as they are.")
@click.option("--repair", is_flag=True, help="Check every byte, and make anew what is damaged.")
@click.option(
    "--watch",
    "watched",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Keep up with a folder of articles until interrupted; reads them too.",
)
@click.option(
    "--embed-with",
    "runtime",
    type=click.Choice(("onnx", "openvino")),
    default="onnx",
    show_default=True,
    help="What computes the embeddings.",
)
@json_option
@click.pass_obj
def index_passages(
    settings: Settings,
    /,
    passages: Path | None,
    *,
    folder: Path | None,
    model: str | None,
    update: bool,
    repair: bool,
    watched: Path | None,
    runtime: Literal["onnx", "openvino"],
    as_json: bool,
) -> None:
    """Index passages for questions; what has not changed is not embedded again.

    Articles that PASSAGES has no more are taken out. An interrupted build goes on where it was; until it is done, the
    old index answers.
    """
    if sum((update, repair, watched is not None)) > 1:
        raise click.UsageError("--update, --repair and --watch are three things to do; choose one of them")
    task = _Task(passages or settings.passages, folder or settings.index_folder, model or settings.model, runtime)
    if watched is not None:
        if as_json:
            raise click.UsageError("--watch goes on and on, so that there is no one result as JSON; leave --json out")
        from bot.commands.watching import keep_up

        keep_up(watched, task.passages, task.folder, model=task.model, runtime=task.runtime)
        return
    report = _repaired(task) if repair else _built(task, is_update=update)
    said = "mended" if repair else "warning"
    for damage in report.damage:
        click.echo(f"{said}: {damage}", err=True)
    print_report(asdict(report), f"{build_line(report)} -> {task.folder}", as_json)


def _built(task: _Task, *, is_update: bool) -> "BuildReport":
    from bot.progress import progress_bar
    from index.building.build_index import build_index
    from index.store.article_texts import texts_beside

    with progress_bar("embedding", "passage") as advance:
        return build_index(
            task.passages,
            texts_beside(task.passages),
            task.folder,
            model=task.model,
            scope="some" if is_update else "all",
            runtime=task.runtime,
            on_progress=advance,
        )


def _repaired(task: _Task) -> "BuildReport":
    from bot.progress import progress_bar
    from index.building.repair import repair_index
    from index.store.article_texts import texts_beside

    with progress_bar("embedding", "passage") as advance:
        return repair_index(
            task.passages, texts_beside(task.passages), task.folder, model=task.model, on_progress=advance
        )
