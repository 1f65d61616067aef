"""Rows of a sheet or a delimited file, one line each under their header, in sections that name their rows."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from tools.documents.collecting import Collector, one_line
from tools.documents.tables import is_header, line_of, plain_line, titles_above

_HEAD = 20
_SECTION_CHARACTERS = 1_500
_SECTION_ROWS = 40

Row = tuple[int, Sequence[str]]


def collect_rows(rows: Iterable[Row], out: Collector, sheet: str | None = None) -> None:
    """Hand rows on.

    Args:
        rows: The number of each that its program shows, and its cells.
        out: Is handed them.
        sheet: Name of the sheet, if it has one.

    Raises:
        ImportRefused: Too much text.
    """
    each = ((number, [one_line(cell) for cell in cells]) for number, cells in rows)
    filled = ((number, cells) for number, cells in each if any(cells))
    head = list(islice(filled, _HEAD))
    above = titles_above([cells for _, cells in head])
    table = head[above:]
    header = table[0][1] if len(table) > 1 and is_header(table[0][1]) else None
    if above:
        _section(head[:above], None, out, sheet)
    waiting: list[Row] = []
    size = 0
    for row in chain(table[1:] if header else table, filled):
        waiting.append(row)
        size += sum(map(len, row[1]))
        if size > _SECTION_CHARACTERS or len(waiting) == _SECTION_ROWS:
            _section(waiting, header, out, sheet)
            waiting, size = [], 0
    _section(waiting, header, out, sheet)


def _section(rows: Sequence[Row], header: Sequence[str] | None, out: Collector, sheet: str | None) -> None:
    if not rows:
        return
    place = f"{rows[0][0]}:{rows[-1][0]}"
    out.rows(f"{sheet}!{place}" if sheet else place)
    for _, cells in rows:
        out.block(line_of(header, cells) if header else plain_line(cells), tight=True)
