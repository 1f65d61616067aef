"""Rows under the names of their columns to listings."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, islice, zip_longest

from tools.core.errors import ImportRefused, ToolError
from tools.listing.draft import said
from tools.listing.sheets.building import clean, listing_of
from tools.listing.sheets.names import column_words, fold
from tools.listing.sheets.source import HEAD, MOST_ROWS, ListingSheet, Row, SheetListing, SourceTable, Task
from tools.listing.sheets.tables import Head, Layout, find_head, layouts

_WIDEST_LIST = 4


def add_table(sheet: ListingSheet, task: Task, name: str, head: Sequence[Row], rest: Iterable[Row], least: int = 2) -> bool:
    """Add the listings of a table. Returns whether it has a head of listings."""
    head = _with_blanks(head)
    found = find_head([cells for _, cells in head], least)
    if found is None:
        turned = _turned([row for row in chain(head, islice(rest, MOST_ROWS)) if row[1]])
        if turned is None:
            return False
        found, head, rest = Head(turned[0], 1), [(0, turned[0]), *enumerate(turned[1:], 2)], []
    width = max(len(found.names), *(len(cells) for _, cells in head[: found.rows]))
    headers = [_wide(cells, width) for _, cells in head[: found.rows]]
    names = _wide(found.names, width)
    sheet.tables.append(SourceTable(name, headers, names))
    each = layouts(replace(found, names=names))
    _add_rows(sheet, task, each, ((number, cells) for number, cells in chain(head[found.rows :], rest)), width)
    _note_columns(sheet, each, names)
    return True


def _with_blanks(head: Sequence[Row]) -> list[Row]:
    """The first rows with the blank ones between them, which some files count when they say where their head is."""
    given = dict(head[:HEAD])
    last = min(max(given, default=0), HEAD)
    return [(number, given.pop(number, [])) for number in range(1, last + 1)] + [row for row in head if row[0] > last]


def _turned(rows: list[Row]) -> list[list[str]] | None:
    """A sheet whose names stand in its first column, as one with its names on top."""
    if len(rows) < 2 or max(len(cells) for _, cells in rows) > _WIDEST_LIST or len(rows) > 1_000:
        return None
    turned = [list(column) for column in zip_longest(*(cells for _, cells in rows), fillvalue="")]
    found = find_head(turned[:1])
    return turned if found and len(turned) > 1 else None


def _wide(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _add_rows(sheet: ListingSheet, task: Task, each: list[Layout], rows: Iterable[Row], width: int) -> None:
    table, formulas, joined = len(sheet.tables) - 1, 0, 0
    handle = _column_named(sheet.tables[-1].names, each[0])
    last = ""
    for line, given in rows:
        if not any(cell.strip() for cell in given):
            continue
        cells = [clean(cell) for cell in _wide(given, width)]
        formulas += sum(cell.startswith("=") and len(cell) > 1 for cell in cells)
        if handle is not None and cells[handle] and cells[handle] == last:
            joined += 1
            continue
        last = cells[handle] if handle is not None else ""
        for layout in each:
            sheet.rows.append(_row(table, line, cells, layout, task))
        if len(sheet.rows) > MOST_ROWS:
            raise ImportRefused("listing_sheet_too_many_rows", file=task.file, limit=MOST_ROWS)
    if formulas:
        sheet.notes.append(said("listing_formulas_as_text", count=formulas))
    if joined:
        sheet.notes.append(said("listing_rows_joined", count=joined))


def _column_named(names: list[str], layout: Layout) -> int | None:
    """The column that is the same in all rows of one product, in files that have several."""
    sign = column_words()["formats"][layout.kind].get("row_of") if layout.kind else None
    return next((at for at, name in enumerate(names) if sign and fold(name) == fold(sign)), None)


def _row(table: int, line: int, cells: list[str], layout: Layout, task: Task) -> SheetListing:
    row = SheetListing(table, line, cells, layout.fields)
    try:
        return replace(row, listing=listing_of(cells, layout, task.marketplace))
    except ToolError as refused:
        return replace(row, error=refused)


def _note_columns(sheet: ListingSheet, each: list[Layout], names: list[str]) -> None:
    used = {at for layout in each for places in layout.fields.values() for at in places}
    facts = {name: None for layout in each for fact in layout.facts for name in [names[fact.columns[0][0]] or fact.name]}
    unread = {names[at]: None for layout in each for at in layout.unread if names[at] and at not in used}
    sheet.facts = list(dict.fromkeys([*sheet.facts, *facts]))
    sheet.unused = list(dict.fromkeys([*sheet.unused, *unread]))
