"""Workbooks of listings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from tools.core.errors import ImportRefused
from tools.listing.draft import said
from tools.listing.sheets.names import column_words
from tools.listing.sheets.source import HEAD, LIMITS, ListingSheet, Row, Task
from tools.listing.sheets.stores import store_in
from tools.listing.sheets.table_rows import add_table
from tools.listing.sheets.tables import find_head
from tools.warehouse.importing.values import EXACT
from tools.warehouse.importing.views import View
from tools.warehouse.importing.workbook import read_workbook


def read_book(task: Task) -> ListingSheet:
    """The listings of all sheets that have a head of listings; of a template only those of its own sheet.

    Raises:
        ImportRefused: Not safe to read, damaged, or no sheet has such a head.
    """
    sheets = list(read_workbook(task.path, task.file, LIMITS))
    results = _Results(task)
    seen = [(sheet, [results.of(sheet.name, row) for row in _plain(islice(sheet.rows, HEAD))]) for sheet in sheets]
    shown = [each for each in seen if not each[0].hidden and find_head([cells for _, cells in each[1]])]
    templates = [each for each in shown if each[0].name.strip().lower() in column_words()["template_sheets"]]
    found = ListingSheet(task.file)
    read = []
    for sheet, head in templates or shown or [each for each in seen if not each[0].hidden]:
        named = replace(task, marketplace=store_in(sheet.name) or task.marketplace) if not templates else task
        rest = (results.of(sheet.name, row) for row in _plain(sheet.rows))
        if add_table(found, named, sheet.name, head, rest):
            read.append(sheet.name)
    if not read:
        raise ImportRefused("listing_sheet_without_head", file=task.file)
    left = [sheet.name for sheet, head in seen if sheet.name not in read and head and not templates]
    if left:
        found.notes.append(said("listing_sheets_left", sheets=left))
    return found


def _plain(rows: Iterable[tuple[int, list[str | None]]]) -> Iterator[Row]:
    return ((number, [(cell or "").removeprefix(EXACT) for cell in cells]) for number, cells in rows)


class _Results:
    """What the formulas of a workbook came to, as the program that wrote it saw them; read when there is one."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def of(self, sheet: str, row: Row) -> Row:
        """A row with the results in place of its formulas; a formula without one stays as it is written."""
        number, cells = row
        if not any(cell.startswith("=") for cell in cells):
            return row
        shown = self._shown.get((sheet, number), [])
        given = [*shown, *[""] * (len(cells) - len(shown))]
        return number, [(given[at] or cell) if cell.startswith("=") else cell for at, cell in enumerate(cells)]

    @cached_property
    def _shown(self) -> dict[tuple[str, int], Sequence[str]]:
        sheets = read_workbook(self._task.path, self._task.file, LIMITS, View())
        return {(sheet.name, number): cells for sheet in sheets for number, cells in _plain(sheet.rows)}
