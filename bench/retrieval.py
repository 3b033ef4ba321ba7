"""How good the search is: `PYTHONPATH=. .venv/bin/python bench/retrieval.py FOLDER...`.

Each folder holds passages.jsonl and questions.jsonl (fit/questions.py). All values come with a 95 % bootstrap interval
over the questions. The ranking is the one that an answer is taken from, before it is decided to be silent.
"""

import json
from pathlib import Path

import click
from retrieval_figures import FolderFigures, folder_figures
from retrieval_questions import remembering
from retrieval_report import folder_lines, folder_record
from retrieval_variants import Variant, ablations, sweep

from fit.questions import open_question_set, read_questions


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--off-topic", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Questions that nothing answers."
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/questions"),
    show_default=True,
    help="Build the indexes here.",
)
@click.option("--ablation/--no-ablation", default=True, show_default=True, help="Each part off in turn.")
@click.option("--sweep", "is_sweep", is_flag=True, help="Each constant at other values.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here.")
def main(
    folders: tuple[Path, ...],
    off_topic: Path | None,
    cache: Path,
    ablation: bool,
    is_sweep: bool,
    json_file: Path | None,
) -> None:
    """Measure the ranking and the silence on each folder's questions."""
    variants: list[Variant] = [*(ablations() if ablation else ()), *(sweep() if is_sweep else ())]
    others = read_questions(off_topic) if off_topic else ()
    done: list[FolderFigures] = []
    for folder in folders:
        figures = folder_figures(remembering(open_question_set(folder, cache)), others, variants)
        click.echo("\n".join(folder_lines(figures)))
        done.append(figures)
    if json_file is not None:
        json_file.write_text(json.dumps([folder_record(figures) for figures in done], indent=2) + "\n")


if __name__ == "__main__":
    main()
