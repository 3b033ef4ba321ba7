"""A table as HTML, in a region of its own that scrolls where the table is wider than the screen."""

from collections.abc import Iterable, Iterator, Sequence

from bot.render.escaping import escaped


def html_table(label: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, look: str = "") -> Iterator[str]:
    """The table, a piece a row; the first cell of a row is its heading.

    :param label: the region's name for a screen reader, as text.
    :param heads: the columns' headings, as HTML.
    :param rows: the cells, as HTML.
    :param look: a class beside the table's own.
    """
    columns = "".join(f'<th scope="col">{head}</th>' for head in heads)
    classes = f"onrecord-table {look}".strip()
    yield (
        f'<div class="{classes}" role="region" aria-label="{escaped(label)}" tabindex="0"><table>'
        f"<thead><tr>{columns}</tr></thead><tbody>\n"
    )
    for first, *others in rows:
        cells = "".join(f"<td>{cell}</td>" for cell in others)
        yield f'<tr><th scope="row">{first}</th>{cells}</tr>\n'
    yield "</tbody></table></div>\n"
