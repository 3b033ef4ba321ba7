"""The command onrecord verify."""

from dataclasses import asdict
from pathlib import Path

import click

from bot.commands.options import index_folder_of, index_option, json_option
from bot.commands.output import EXIT_ERROR, count, json_text


@click.command()
@json_option
@index_option
@click.pass_context
def verify(ctx: click.Context, as_json: bool, index_folder: Path | None) -> None:
    """Hold every file and passage of the index against what was built.

    Files are held against their hashes, passages against their articles word for word, vectors against their length.
    Exit code 1 where anything differs.
    """
    from index.verify import verify_index

    report = verify_index(index_folder_of(ctx.obj, index_folder))
    if as_json:
        click.echo(json_text({**asdict(report), "is_clean": report.is_clean}))
    else:
        click.echo(
            f"{report.n_verbatim} of {count(report.n_passages, 'passage')} stand in their articles word for word"
        )
        for passage_id in report.not_checkable:
            click.echo(f"not checkable: {passage_id} (the index has no text of its article)")
        for fault in report.faults:
            click.echo(f"error: {fault}", err=True)
    ctx.exit(0 if report.is_clean else EXIT_ERROR)
