"""Rows of a table to lines that each say what every cell is."""

import re
from collections.abc import Iterator, Sequence

from tools.core.errors import ImportRefused
from tools.documents.collecting import one_line
from tools.documents.limits import MOST_COLUMNS

_NUMBER = re.compile(r"[-+(]?[^\w\s]?\s?\d[\d.,'\s]*\)?\s?(%|[A-Z]{3}|[^\w\s])?")
_LONGEST_HEADER = 60


def lines_of(rows: Sequence[Sequence[str]], file: str, *, headed: bool | None = None) -> list[str]:
    """One line for each row: `header: value; header: value`, blank cells left out.

    Two columns of which nobody says that they have headers are taken for names and values: `name: value`.

    Args:
        rows: Cells as shown.
        file: What the user calls the document.
        headed: Whether a row names the columns; None: its cells tell.

    Raises:
        ImportRefused: More columns than are read.
    """
    filled = [[one_line(cell) for cell in row] for row in rows]
    filled = [row for row in filled if any(row)]
    if any(len(row) > MOST_COLUMNS for row in filled):
        raise ImportRefused("document_too_wide", file=file, limit=MOST_COLUMNS)
    above = titles_above(filled)
    lines, table = [plain_line(row) for row in filled[:above]], filled[above:]
    if headed is None and max(map(len, table), default=0) == 2:
        return lines + [": ".join(cell for cell in row if cell) for row in table]
    if len(table) > 1 and (is_header(table[0]) if headed is None else headed):
        return lines + [line_of(table[0], row) for row in table[1:]]
    return lines + [plain_line(row) for row in table]


def titles_above(rows: Sequence[Sequence[str]]) -> int:
    """How many rows stand above a table as its title: they say one thing, though the table has several columns."""
    if max((len(set(filter(None, row))) for row in rows), default=0) < 2:
        return 0
    return next(place for place, row in enumerate(rows) if len(set(filter(None, row))) > 1)


def is_header(row: Sequence[str]) -> bool:
    """Whether the cells of a first row name columns: several, short, different, and none of them a number."""
    named = [cell for cell in row if cell]
    return (
        len(named) > 1
        and len(named) * 2 > len(row)
        and len({cell.casefold() for cell in named}) == len(named)
        and not any(len(cell) > _LONGEST_HEADER or _NUMBER.fullmatch(cell) for cell in named)
    )


def line_of(header: Sequence[str], row: Sequence[str]) -> str:
    """A row under its header; a cell that goes over several columns is said once."""
    if len(set(filter(None, row))) == 1 and sum(map(bool, row)) > 1:
        return next(filter(None, row))
    parts: list[str] = []
    before = ""
    for place, cell in enumerate(row):
        name = header[place] if place < len(header) else ""
        if cell and not (cell == before and not name):
            parts.append(f"{name}: {cell}" if name and name != cell else cell)
        before = cell
    return "; ".join(parts)


def plain_line(row: Sequence[str]) -> str:
    """A row without a header."""
    if len(set(filter(None, row))) == 1:
        return next(filter(None, row))
    return "; ".join(cell for cell in row if cell)


class Grid:
    """Rows of a table whose cells may go over several columns and rows."""

    def __init__(self, file: str) -> None:
        self.rows: list[list[str]] = []
        self._file = file
        self._from_above: dict[int, tuple[int, str]] = {}

    def add(self, cells: Sequence[tuple[str, int, int]]) -> None:
        """A row of cells, each with the columns and rows it goes over; its text stands in every one of them.

        Raises:
            ImportRefused: More columns than are read.
        """
        row: list[str] = []
        for text, columns, rows in cells:
            row.extend(self._above(len(row)))
            if len(row) + columns > MOST_COLUMNS:
                raise ImportRefused("document_too_wide", file=self._file, limit=MOST_COLUMNS)
            if rows > 1:
                self._from_above.update({len(row) + place: (rows, text) for place in range(columns)})
            row.extend([text] * columns)
        row.extend(self._above(len(row)))
        self._from_above = {place: (left - 1, text) for place, (left, text) in self._from_above.items() if left > 1}
        self.rows.append(row)

    def _above(self, place: int) -> Iterator[str]:
        """Cells of rows above that reach into this one from this place on."""
        while place in self._from_above and place < MOST_COLUMNS:
            yield self._from_above[place][1]
            place += 1
