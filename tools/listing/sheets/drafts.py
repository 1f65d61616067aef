"""Drafts back into the columns that the texts came from."""

from typing import NamedTuple

from tools.listing.contract import LISTING_FIELDS
from tools.listing.draft import Draft
from tools.listing.sheets.batch import BatchRow
from tools.listing.sheets.source import ListingSheet, SheetListing, SourceTable

_OWN = ("line", "sku", "marketplace", "brand", "title", "highlights", "bullets", "description", "search_terms")


class DraftTable(NamedTuple):
    """A table to upload.

    Attributes:
        name: Of the source's table.
        headers: Rows of headings as in the source, columns that were added at the end.
        rows: With the drafts in place of the texts.
    """

    name: str
    headers: list[list[str]]
    rows: list[list[str]]


def draft_tables(sheet: ListingSheet, rows: list[BatchRow], to: str | None) -> list[DraftTable]:
    """The drafts under the headings of the source, the other columns as they were.

    Columns that hold nothing and rows without a draft are left out.

    Args:
        sheet: The source.
        rows: What came of each of its rows.
        to: The store that the drafts are for, where it is another one.
    """
    pairs = list(zip(sheet.rows, rows, strict=True))
    if not sheet.tables:
        return [_own_table(pairs, to)]
    return [_filled(table, [pair for pair in pairs if pair[0].table == at], to) for at, table in enumerate(sheet.tables)]


def _draft(row: BatchRow) -> Draft | None:
    found = getattr(row.result, "draft", None)
    return found if isinstance(found, Draft) else None


def _own_table(pairs: list[tuple[SheetListing, BatchRow]], to: str | None) -> DraftTable:
    """Drafts of a source without columns, under this product's own names."""
    bullets = max((len(draft.bullets) for _, row in pairs if (draft := _draft(row))), default=0)
    names = [name for each in _OWN for name in ([f"bullet{n}" for n in range(1, bullets + 1)] if each == "bullets" else [each])]
    found = []
    for source, row in pairs:
        if (draft := _draft(row)) and (listing := source.listing):
            kept = [str(row.line), listing.sku or "", to or listing.marketplace, listing.brand or ""]
            texts = [draft.title, draft.highlights or "", *draft.bullets, *[""] * (bullets - len(draft.bullets))]
            found.append([*kept, *texts, draft.description or "", draft.search_terms or ""])
    return DraftTable("", [names], found)


def _filled(table: SourceTable, pairs: list[tuple[SheetListing, BatchRow]], to: str | None) -> DraftTable:
    names = list(table.names)
    rows: dict[int, list[str]] = {}
    for source, row in pairs:
        if (draft := _draft(row)) is None:
            continue
        cells = rows.setdefault(source.line, list(source.cells))
        _put(cells, names, source, draft)
        if to and (places := source.places.get("marketplace")):
            _write(cells, names, places, [to], "marketplace")
    width = len(names)
    filled = [[*cells, *[""] * (width - len(cells))] for cells in rows.values()]
    headers = [[*cells, *[""] * (width - len(cells))] for cells in table.headers]
    if headers:
        headers[-1][len(table.names) :] = names[len(table.names) :]
    held = [*filled, *(source.cells for source, _ in pairs)]
    kept = [at for at in range(width) if any(at < len(cells) and cells[at] for cells in held)]
    headers, filled = ([[cells[at] for at in kept] for cells in each] for each in (headers, filled))
    return DraftTable(table.name, headers, filled)


def _put(cells: list[str], names: list[str], source: SheetListing, draft: Draft) -> None:
    for field in LISTING_FIELDS:
        given = getattr(draft, field)
        places = source.places.get(field, ())
        several = list(given or []) if field == "bullets" else [given or ""]
        texts = ["\n".join(several)] if len(places) == 1 else several
        if places or any(texts):
            _write(cells, names, places, texts, field)


def _write(cells: list[str], names: list[str], places: tuple[int, ...], texts: list[str], field: str) -> None:
    """Put texts where they belong; what has no column of its own gets one at the end."""
    for at in places:
        cells[at] = ""
    for at, text in enumerate(texts):
        place = places[at] if at < len(places) else _added(names, f"bullet{at + 1}" if field == "bullets" else field)
        cells.extend([""] * (place + 1 - len(cells)))
        cells[place] = text


def _added(names: list[str], name: str) -> int:
    if name not in names:
        names.append(name)
    return names.index(name)
