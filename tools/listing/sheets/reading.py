"""A file of listings to its rows: everything that touches the user's bytes, done in the limited process."""

import json
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath

from tools.core.errors import ImportRefused, ToolError
from tools.core.isolation import Tell
from tools.documents.texts import decoded
from tools.listing.draft import said
from tools.listing.sheets.books import read_book
from tools.listing.sheets.building import completed
from tools.listing.sheets.mappings import mapped_arguments
from tools.listing.sheets.names import field_names
from tools.listing.sheets.source import HEAD, LIMITS, MOST_ROWS, ListingSheet, SheetListing, Task
from tools.listing.sheets.table_rows import add_table
from tools.warehouse.importing.containers import kind_of
from tools.warehouse.importing.decoding import encoding_of
from tools.warehouse.importing.delimited import TextFile, dialects, read_rows
from tools.warehouse.importing.limits import MEGABYTE

_TABLES = (".csv", ".tsv", ".tab")


def read_table_file(task: Task, _tell: Tell) -> ListingSheet | str:
    """Read a file; a text without columns comes back as it is.

    Raises:
        ImportRefused: Not safe to read, too large, damaged, or without a head of listings.
    """
    if task.path.stat().st_size > LIMITS.file_bytes:
        raise ImportRefused("file_too_large", file=task.file, limit=LIMITS.file_bytes // MEGABYTE)
    kind = kind_of(task.path, task.file)
    if kind == "xlsx":
        return _finished(read_book(task))
    if kind != "text":
        raise ImportRefused("file_not_text", file=task.file, kind="GZIP")
    known = {name for name in field_names() if len(name) > 3}
    source = TextFile(task.path, encoding_of(task.path, task.file, known), task.file)
    if _begins_as_json(source):
        return _read_json(task, decoded(task.path.read_bytes(), task.file))
    return _read_delimited(task, source)


def _begins_as_json(source: TextFile) -> bool:
    with source.path.open(encoding=source.encoding) as text:
        return text.read(4096).lstrip("\ufeff \r\n\t").startswith(("{", "["))


def _read_delimited(task: Task, source: TextFile) -> ListingSheet | str:
    is_table = PurePosixPath(task.file).suffix.lower() in _TABLES
    broken: ImportRefused | None = None
    for dialect in dialects(source):
        rows = iter(read_rows(source, dialect))
        try:
            head = list(islice(rows, HEAD))
        except ImportRefused as refused:
            broken = broken or refused
            continue
        sheet = ListingSheet(task.file)
        if add_table(sheet, task, "", head, rows, least=1 if is_table and len(head) > 1 else 2):
            return _finished(sheet)
    if is_table:
        raise broken or ImportRefused("listing_sheet_without_head", file=task.file)
    return decoded(task.path.read_bytes(), task.file)


def _read_json(task: Task, text: str) -> ListingSheet:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as broken:
        raise ImportRefused("listing_json_broken", file=task.file, line=broken.lineno, column=broken.colno) from broken
    listings = content.get("listings", content) if isinstance(content, dict) else content
    each = listings if isinstance(listings, list) else [listings]
    if len(each) > MOST_ROWS:
        raise ImportRefused("listing_sheet_too_many_rows", file=task.file, limit=MOST_ROWS)
    sheet = ListingSheet(task.file)
    for line, given in enumerate(each, 1):
        row = SheetListing(0, line, [], {})
        try:
            mapped = mapped_arguments(given)
            sheet.unused = list(dict.fromkeys([*sheet.unused, *mapped.unused]))
            sheet.rows.append(replace(row, listing=completed(mapped.given, mapped.store, task.marketplace)))
        except ToolError as refused:
            sheet.rows.append(replace(row, error=refused))
    return _finished(sheet)


def _finished(sheet: ListingSheet) -> ListingSheet:
    if sheet.facts:
        sheet.notes.append(said("listing_columns_as_facts", columns=sheet.facts[:60]))
    if sheet.unused:
        sheet.notes.append(said("listing_columns_kept", columns=sheet.unused[:60]))
    return sheet
