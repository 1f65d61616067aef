"""Rows that an operator types, taken by the ordinary way of imports."""

import csv
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from tools.core.errors import InvalidInput
from tools.warehouse.importing.history import past_imports, undo_import
from tools.warehouse.importing.importer import ImportRequest, ImportResult, import_file
from tools.warehouse.importing.reading import read_report
from tools.warehouse.warehouse import Warehouse


@dataclass(frozen=True)
class TypedSheet:
    """A small sheet that was typed in.

    Attributes:
        file: What its import is recorded under; no file can have this name.
        report: Kind of report.
        shop: Shop of all rows.
        rows: Value by column, alike in their columns; None is blank.
        marketplace: Of all rows, where it is none that a cell can name.
        remark: Tells the sheet from an earlier one with the same contents.
    """

    file: str
    report: str
    shop: str
    rows: Sequence[Mapping[str, Any]]
    marketplace: str | None = None
    remark: str = ""


def import_typed(warehouse: Warehouse, sheet: TypedSheet) -> ImportResult:
    """Import a sheet; with rejections nothing was stored.

    Raises:
        InvalidInput: A row reads as the total of a sheet.
    """
    with tempfile.TemporaryDirectory(prefix="typed-") as folder:
        path = Path(folder) / "sheet.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(sheet.rows[0])
            writer.writerows([_cell(value) for value in row.values()] for row in sheet.rows)
        request = ImportRequest(
            path=path, file=sheet.file, shop=sheet.shop, marketplace=sheet.marketplace, mapping=_mapping(sheet),
            now=datetime.now(UTC),
        )  # fmt: skip
        result = import_file(warehouse, request, read=read_report)
    if result.import_id and any(note.code == "rows_skipped" for note in result.warnings):
        undo_import(warehouse, result.import_id, datetime.now(UTC))
        raise InvalidInput("typed_total")
    return result


def typed_imports(warehouse: Warehouse, file: str) -> list[int]:
    """Ids of the typed sheets of that name which are not taken back, the latest first."""
    return [each.import_id for each in past_imports(warehouse) if each.file == file and not each.undone_at]


def _mapping(sheet: TypedSheet) -> str:
    """Numbers are written with a decimal point, which their own cells need not prove."""
    return f"report: {sheet.report}\noptions: {{decimal: '.'}}\n# {sheet.remark}\n"


def _cell(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value
