"""A file of listings (XLSX, CSV, TSV, JSON, or one listing as text) to listings, row by row."""

from dataclasses import replace
from pathlib import Path

from tools.core.errors import ImportRefused, ToolError
from tools.core.isolation import Tell, preload, run_isolated
from tools.documents.parsing import plain_name
from tools.listing.draft import Said, said
from tools.listing.market import find_market
from tools.listing.sheets.building import completed
from tools.listing.sheets.pasted import read_pasted
from tools.listing.sheets.reading import read_table_file
from tools.listing.sheets.source import LIMITS, ListingSheet, SheetListing, SourceTable, Task

__all__ = ["LIMITS", "ListingSheet", "SheetListing", "SourceTable", "read_sheet", "row_fault"]

_LONGEST_TEXT = 600_000

preload("tools.listing.sheets.sheet")


def read_sheet(path: Path, file: str, marketplace: str | None = None) -> ListingSheet:
    """The listings of a file, read as data in a process with limits on memory and time.

    Args:
        path: Where it lies.
        file: What the user calls it.
        marketplace: Store of rows that name none.

    Raises:
        ImportRefused: The file as a whole cannot be read; a row at fault has its `error` instead.
        UnknownReference: There is no such store.
    """
    store = find_market(marketplace).id if marketplace else None
    name = plain_name(file)
    return run_isolated(_read, Task(path, name, store), file=name, limits=LIMITS)


def _read(task: Task, tell: Tell) -> ListingSheet:
    found = read_table_file(task, tell)
    if isinstance(found, ListingSheet):
        return found
    if len(found) > _LONGEST_TEXT:
        raise ImportRefused("listing_sheet_without_head", file=task.file)
    pasted = read_pasted(found, task.marketplace)
    row = SheetListing(0, 1, [], {})
    given = {**pasted.listing}
    try:
        row = replace(row, listing=completed(given, given.pop("marketplace"), None))
    except ToolError as refused:
        row = replace(row, error=refused)
    notes = [doubt for doubt in pasted.doubts if task.marketplace is None or doubt.code != "listing_pasted_no_marketplace"]
    return ListingSheet(task.file, rows=[row], notes=notes)


def row_fault(sheet: ListingSheet, row: SheetListing) -> Said | None:
    """Why a row holds no listing, with file, row and column."""
    if row.error is None:
        return None
    field = (row.error.field or "").partition(".")[0]
    places = row.places.get(field, ())
    names = sheet.tables[row.table].names if sheet.tables else []
    column = names[places[0]] if places and places[0] < len(names) else field
    text = {language: " ".join(part for part in (row.error.text[language], (row.error.hint or {}).get(language)) if part)
            for language in ("zh", "en")}  # fmt: skip
    return said("listing_row_at_fault", file=sheet.file, line=row.line, column=column, said_zh=text["zh"], said_en=text["en"])
