"""A batch as a workbook: what came of each listing, findings, drafts to upload, changes, facts, what is untranslated."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from prompts import message
from tools.core.spreadsheet import Cell, Heading, Kind, Sheet, Spreadsheet
from tools.listing.contract import LISTING_FIELDS
from tools.listing.finding import Finding
from tools.listing.sheets.batch import Batch, BatchRow
from tools.listing.sheets.drafts import draft_tables
from tools.listing.sheets.sheet import row_fault
from tools.listing.sheets.source import ListingSheet

_MOST_ROWS = 1_000_000
"""Excel has 1,048,576."""
_MOST_NAME = 31
_DRAFT_WIDTH, _NOTE_WIDTH = 30, 120
_LONG_TEXT = 16_000
_FIELDS = (*LISTING_FIELDS, "images", "listing")


class _Column(NamedTuple):
    name: str
    width: float
    kind: Kind


_ROW = (_Column("line", 7, "count"), _Column("sku", 18, "text"))
_SHEETS: dict[str, tuple[_Column, ...]] = {
    "summary": (
        *_ROW, _Column("marketplace", 13, "text"), _Column("title", 50, "long"), _Column("state", 12, "text"),
        _Column("blocking", 8, "count"), _Column("warnings", 8, "count"), _Column("coverage_before", 10, "share"),
        _Column("coverage_after", 10, "share"), _Column("remarks", 70, "long"),
    ),
    "findings": (
        *_ROW, _Column("severity", 9, "text"), _Column("field", 14, "text"), _Column("text", 32, "long"),
        _Column("message", 60, "long"), _Column("fix", 50, "long"), _Column("rule_id", 30, "text"), _Column("source", 40, "long"),
        _Column("effective_date", 12, "text"), _Column("stage", 10, "text"),
    ),
    "changes": (
        *_ROW, _Column("field", 14, "text"), _Column("before", 50, "long"), _Column("after", 50, "long"),
        _Column("reason", 60, "long"), _Column("rule_id", 30, "text"),
    ),
    "facts": (
        *_ROW, _Column("value", 24, "text"), _Column("kind", 12, "text"), _Column("kept", 8, "text"),
        _Column("where", 30, "text"), _Column("reason", 50, "long"),
    ),
    "untranslated": (*_ROW, _Column("field", 16, "text"), _Column("text", 80, "long"), _Column("reason", 50, "long")),
}  # fmt: skip


def batch_workbook(sheet: ListingSheet, batch: Batch, language: str) -> bytes:
    """The workbook (XLSX) of a batch; every text is a text, never a formula.

    Args:
        sheet: The file that the listings came from.
        batch: What came of them.
        language: `zh` or `en`.
    """
    book = Spreadsheet(_word("book", language), batch.as_of)
    rows: dict[str, Iterator[list[Cell]]] = {
        "summary": _summaries(sheet, batch, language),
        "findings": _findings(batch, language),
        "changes": _changes(batch, language),
        "facts": _facts(batch, language),
        "untranslated": _untranslated(batch, language),
    }
    cut = [_add(book, name, rows[name], language) for name in ("summary", "findings")]
    if batch.work != "check":
        _add_drafts(book, sheet, batch, language)
        names = ("changes", "facts", *(["untranslated"] if batch.work == "localize" else []))
        cut += [_add(book, name, rows[name], language) for name in names]
    _add_notes(book, sheet, batch, language, is_cut=any(cut))
    return book.content()


def _word(name: str, language: str) -> str:
    return message(f"listing_batch.{name}")[language]


def _in(language: str, thing: Any, name: str) -> str:
    """A text of a result in the language asked for."""
    own = getattr(thing, f"{name}_zh", None) if language == "zh" else None
    return str(own or getattr(thing, name, None) or "")


def _add(book: Spreadsheet, name: str, rows: Iterator[list[Cell]], language: str) -> bool:
    """Add a sheet. Returns whether rows were left out."""
    headings = [Heading(_word(column.name, language), column.width, column.kind) for column in _SHEETS[name]]
    Sheet(book, _word(f"sheet.{name}", language), headings, 2).add(islice(rows, _MOST_ROWS))
    return next(rows, None) is not None


def _remarks(sheet: ListingSheet, at: int, row: BatchRow, language: str) -> str:
    if fault := row_fault(sheet, sheet.rows[at]):
        return fault.zh if language == "zh" else fault.en
    if row.error:
        return str(row.error["message_zh" if language == "zh" else "message"])
    reasons = getattr(row.result, "reasons_zh" if language == "zh" else "reasons", [])
    advice = [getattr(each, language) for each in getattr(row.result, "advice", [])]
    return "\n".join([*reasons, *advice])


def _summaries(sheet: ListingSheet, batch: Batch, language: str) -> Iterator[list[Cell]]:
    for at, row in enumerate(batch.rows):
        coverage = getattr(row.result, "keyword_coverage", None)
        rates: list[Cell] = [getattr(coverage, name, None) for name in ("rate_before", "rate_after")]
        state = _word(f"state.{row.state}", language)
        counts: list[Cell] = [row.blocking, row.warnings] if row.result else [None, None]
        yield [row.line, row.sku, row.marketplace, row.title, state, *counts, *rates, _remarks(sheet, at, row, language)]


def _stages(row: BatchRow) -> Iterator[tuple[str, Finding]]:
    for name, stage in (("findings", "now"), ("findings_before", "before"), ("findings_after", "after")):
        yield from ((stage, found) for found in getattr(row.result, name, []))


def _findings(batch: Batch, language: str) -> Iterator[list[Cell]]:
    for row in batch.rows:
        for stage, found in _stages(row):
            severity = _word(f"severity.{found.severity}", language)
            told: list[Cell] = [_in(language, found, "message"), _in(language, found, "fix")]
            place = place_label(found.field, found.index, language)
            dated: list[Cell] = [found.rule_id, found.source, found.effective_date, _word(f"stage.{stage}", language)]
            yield [row.line, row.sku, severity, place, found.text, *told, *dated]


def place_label(field: str, index: int | None, language: str) -> str:
    """A place in a listing as people call it: `第 2 条五点`."""
    name = message(f"listing_field_{field}")[language] if field in _FIELDS else field
    return name if index is None else f"{name} {index + 1}"


def _changes(batch: Batch, language: str) -> Iterator[list[Cell]]:
    for row in batch.rows:
        for change in getattr(row.result, "changes", []):
            place = place_label(change.field, change.index, language)
            yield [row.line, row.sku, place, change.before, change.after, _in(language, change, "reason"), change.rule_id]


def _facts(batch: Batch, language: str) -> Iterator[list[Cell]]:
    for row in batch.rows:
        for fact in getattr(row.result, "facts", []):
            kept = _word("kept.yes" if fact.kept else "kept.no", language)
            yield [row.line, row.sku, fact.value, fact.kind, kept, ", ".join(fact.where), _in(language, fact, "reason")]


def _untranslated(batch: Batch, language: str) -> Iterator[list[Cell]]:
    for row in batch.rows:
        for left in getattr(row.result, "untranslated", []):
            if isinstance(left, str):
                yield [row.line, row.sku, None, left, None]
            else:
                place = place_label(str(getattr(left, "field", "")), getattr(left, "index", None), language)
                yield [row.line, row.sku, place, str(getattr(left, "text", "")), _in(language, left, "reason")]


def _add_drafts(book: Spreadsheet, sheet: ListingSheet, batch: Batch, language: str) -> None:
    tables = draft_tables(sheet, batch.rows, batch.to)
    for at, table in enumerate(tables, 1):
        name = _word("sheet.drafts", language) + (f" {at}" if len(tables) > 1 else "")
        above, *below = table.headers
        headings = [Heading(text, _DRAFT_WIDTH, "text") for text in above]
        if headings:
            Sheet(book, name[:_MOST_NAME], headings, 0).add([*below, *table.rows])


def _add_notes(book: Spreadsheet, sheet: ListingSheet, batch: Batch, language: str, *, is_cut: bool) -> None:
    """What the reader should know of the file and of this workbook."""
    told = [getattr(note, language) for note in sheet.notes]
    drafts = (getattr(row.result, "draft", None) for row in batch.rows)
    if any(len(text or "") > _LONG_TEXT for draft in drafts if draft for text in (draft.description, draft.search_terms)):
        told.append(_word("cut", language))
    if is_cut:
        told.append(message("listing_batch_rows_cut", limit=_MOST_ROWS)[language])
    if batch.to and any("marketplace_id=" in name for table in sheet.tables for name in table.names):
        told.append(_word("source_headers", language))
    if told:
        heading = Heading(_word("remarks", language), _NOTE_WIDTH, "long")
        Sheet(book, _word("sheet.notes", language), [heading], 0).add([text] for text in told)
