"""The plan as a workbook: orders that a purchaser can send on, what they rest on, and notes."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from math import fsum
from operator import attrgetter
from typing import NamedTuple

from tools.core.spreadsheet import Cell, Heading, Kind, Sheet, Spreadsheet
from tools.restock.export_notes import has_text, notes, text_of, why
from tools.restock.names import mode_label
from tools.restock.result import ModeRow, RestockResult, RestockRow
from tools.restock.velocity import WINDOWS

_FIXED = 2
_SUMMED = ("order_quantity", "cartons", "fast_quantity", "main_quantity")
_LEVELS = (
    "safety_stock", "order_up_to", "reorder_point", "on_hand", "inbound", "on_order", "local_stock", "overseas_stock",
    "inventory_position", "need", "order_quantity",
)  # fmt: skip
_NOTES: tuple[tuple[str, float, Kind], ...] = (
    ("topic", 14, "text"),
    ("number", 7, "count"),
    ("sku", 22, "text"),
    ("item", 26, "text"),
    ("content", 110, "long"),
)


class _Column(NamedTuple):
    name: str
    width: float
    kind: Kind
    value: Callable[[RestockRow], Cell]


def purchase_orders(result: RestockResult, language: str) -> bytes:
    """The workbook of a plan (XLSX).

    Args:
        result: The plan, with all of its rows.
        language: `zh` or `en`.
    """
    book = Spreadsheet(text_of("sheet.orders", language), result.as_of)
    orders = [row for row in result.rows if (row.order_quantity or 0) > 0]
    columns = _order_columns(language)
    _add_totals(_add_rows(book, "orders", columns, orders, language), columns, orders, language)
    _add_rows(book, "basis", _basis_columns(language), result.rows, language)
    headings = [Heading(text_of(f"column.{name}", language), width, kind) for name, width, kind in _NOTES]
    Sheet(book, text_of("sheet.notes", language), headings, 0).add(notes(result, language))
    return book.content()


def _add_rows(book: Spreadsheet, sheet: str, columns: list[_Column], rows: list[RestockRow], language: str) -> Sheet:
    headings = [Heading(text_of(f"column.{column.name}", language), column.width, column.kind) for column in columns]
    added = Sheet(book, text_of(f"sheet.{sheet}", language), headings, _FIXED)
    added.add([column.value(row) for column in columns] for row in rows)
    return added


def _add_totals(sheet: Sheet, columns: list[_Column], orders: list[RestockRow], language: str) -> None:
    """Quantities in all, and costs by currency, a line for each."""
    at = {column.name: place for place, column in enumerate(columns)}
    if not orders:
        sheet.add_sum({at["sku"]: text_of("nothing_to_order", language)}, {})
        return
    sums = {
        at[column.name]: (f"=SUM({sheet.column(at[column.name])})", fsum(_numbers(column, orders)))
        for column in columns
        if column.name in _SUMMED
    }
    costs: dict[str, list[float]] = defaultdict(list)
    for row in orders:
        if row.cash.order_cost is not None:
            costs[_currency(row) or ""].append(row.cash.order_cost)
    cells: dict[int, Cell] = {at["sku"]: text_of("total", language)}
    if not costs:
        sheet.add_sum(cells, sums)
    for currency, spent in sorted(costs.items()):
        # A cell names the currency, so that no text gets into a formula.
        like = sheet.next_cell(at["currency"]) if currency else '""'
        formula = f"=SUMIF({sheet.column(at['currency'])},{like},{sheet.column(at['cost'])})"
        sheet.add_sum({**cells, at["currency"]: currency}, {**sums, at["cost"]: (formula, fsum(spent))})
        sums = {}


def _numbers(column: _Column, rows: list[RestockRow]) -> Iterator[float]:
    return (cell for row in rows if isinstance(cell := column.value(row), (int, float)))


def _order_columns(language: str) -> list[_Column]:
    return [
        _Column("number", 6, "count", attrgetter("number")),
        _Column("sku", 22, "text", attrgetter("sku")),
        _Column("title", 36, "text", attrgetter("title")),
        _Column("marketplaces", 20, "text", _marketplaces),
        _Column("pool", 14, "text", attrgetter("pool")),
        _Column("order_quantity", 10, "count", attrgetter("order_quantity")),
        _Column("cartons", 8, "count", _cartons),
        _Column("carton", 8, "count", attrgetter("rounding.carton")),
        _Column("moq", 8, "count", attrgetter("rounding.moq")),
        _Column("order_by", 12, "date", attrgetter("order_by")),
        _Column("unit_cost", 11, "money", attrgetter("cash.unit_cost")),
        _Column("currency", 8, "text", _currency),
        _Column("cost", 14, "money", attrgetter("cash.order_cost")),
        *_way_columns("fast", language),
        *_way_columns("main", language),
        _Column("remarks", 50, "long", lambda row: _remarks(row, language)),
    ]


def _way_columns(part: str, language: str) -> list[_Column]:
    def way(row: RestockRow) -> ModeRow | None:
        return next((mode for mode in row.modes if mode.chosen_as == part), None)

    def label(row: RestockRow) -> str | None:
        chosen = way(row)
        return mode_label(chosen.mode)[language] if chosen else None

    return [
        _Column(f"{part}_mode", 9, "text", label),
        _Column(f"{part}_quantity", 10, "count", lambda row: getattr(way(row), "quantity", None)),
        _Column(f"{part}_ship_by", 12, "date", lambda row: getattr(way(row), "ship_by", None)),
    ]


def _basis_columns(language: str) -> list[_Column]:
    return [
        _Column("number", 6, "count", attrgetter("number")),
        _Column("sku", 22, "text", attrgetter("sku")),
        _Column("title", 30, "text", attrgetter("title")),
        _Column("shop", 12, "text", attrgetter("shop")),
        _Column("marketplaces", 18, "text", _marketplaces),
        _Column("pool", 12, "text", attrgetter("pool")),
        _Column("status", 14, "text", lambda row: text_of(f"status.{row.status}", language)),
        _Column("velocity", 9, "rate", attrgetter("velocity")),
        *(_Column(f"velocity_{days}", 9, "rate", _velocity_of(days)) for days in WINDOWS),
        _Column("in_stock_days", 9, "count", attrgetter("in_stock_days")),
        _Column("lead_days", 9, "rate", lambda row: row.lead_time.mean_days if row.lead_time else None),
        _Column("lead_sd_days", 9, "rate", lambda row: row.lead_time.sd_days if row.lead_time else None),
        _Column("review_days", 9, "rate", attrgetter("review_days")),
        _Column("protection_days", 9, "rate", attrgetter("protection_days")),
        _Column("uplift", 9, "rate", attrgetter("uplift")),
        _Column("forecast", 10, "rate", attrgetter("forecast")),
        _Column("target_fill_rate", 9, "share", attrgetter("target_fill_rate")),
        *(_Column(name, 10, "count", attrgetter(name)) for name in _LEVELS),
        _Column("stock_out_median", 12, "date", attrgetter("stock_out.median")),
        _Column("stock_out_early", 12, "date", attrgetter("stock_out.early")),
        _Column("confidence", 9, "text", lambda row: row.confidence and text_of(f"confidence.{row.confidence}", language)),
        _Column("formula", 90, "long", attrgetter("formula")),
        _Column("reasons", 70, "long", lambda row: why(row, language)),
    ]


def _velocity_of(days: int) -> Callable[[RestockRow], Cell]:
    return lambda row: row.windows.get(str(days))


def _marketplaces(row: RestockRow) -> str:
    return ", ".join(row.marketplaces or [row.marketplace or ""])


def _cartons(row: RestockRow) -> float | None:
    return row.order_quantity / row.rounding.carton if row.order_quantity and row.rounding.carton else None


def _currency(row: RestockRow) -> str | None:
    return row.cash.currency.upper() if row.cash.currency else None


def _remarks(row: RestockRow, language: str) -> str:
    """Reasons in a few words, those that a purchaser can use; stock and margin are nobody else's business."""
    codes = [*(["low_confidence"] if row.confidence == "low" else []), *(reason.code for reason in row.reasons)]
    keys = [f"remark.{code}" for code in dict.fromkeys(codes)]
    told = [text_of(key, language) for key in keys if has_text(key)]
    return ("；" if language == "zh" else "; ").join(told)
