"""The options that several commands have."""

from pathlib import Path

import click

from bot.settings import Settings


class IndexFolder(click.ParamType):  # type: ignore[type-arg]
    """An index by its folder or its URL, as faiss:///srv/index; gives the folder."""

    name = "index"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        from index.store.open import folder_of

        return folder_of(value)


index_option = click.option(
    "--index", "index_folder", type=IndexFolder(), metavar="DIR", help="The index folder [data/index]."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _share(_: click.Context, parameter: click.Parameter, value: float | None) -> float | None:
    # Written so that NaN fails too, which click's own range lets pass.
    if value is not None and not 0 <= value <= 1:
        raise click.BadParameter(f"{value} is not a number from 0 to 1", param=parameter)
    return value


min_confidence_option = click.option(
    "--min-confidence",
    type=float,
    callback=_share,
    metavar="X",
    help="Withhold speakers less sure than this, 0 to 1; 0 withholds none that was found [0.35].",
)


def index_folder_of(settings: Settings, given: Path | None) -> Path:
    """The index folder that was given, or that of the settings."""
    return given or settings.index_folder
