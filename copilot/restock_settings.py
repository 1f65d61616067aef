"""Operators' settings for restocking: entered, listed, taken back."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from copilot.given_setting import SCOPE, GivenSettings, understood
from copilot.given_values import find_marketplace
from copilot.typed_sheet import TypedSheet, import_typed, typed_imports
from tools.core.errors import InvalidInput, UnknownReference
from tools.core.result import warning
from tools.marketplaces import marketplaces
from tools.warehouse.importing.fields import FIELDS
from tools.warehouse.importing.history import undo_import
from tools.warehouse.importing.importer import ImportResult
from tools.warehouse.warehouse import Warehouse

REPORT = "chuhai.restock_settings"
OPERATOR_FILE = "operator/restock_settings"
"""What settings that an operator enters are imported as; no file can have this name."""
_COLUMNS = tuple(FIELDS["restock_setting"])
_ORDER = ", ".join(f"s.{name} nulls first" for name in ("shop_id", *SCOPE))
_STORED = f"""select s.shop_id, s.import_id, i.file_name, {", ".join(f"s.{name}" for name in _COLUMNS)}
from restock_setting s join import_file i on i.import_id = s.import_id order by {_ORDER}"""
_HEADER_LINES = 1
_SHOWN = 20


def add_settings(warehouse: Warehouse, given: GivenSettings) -> dict[str, Any]:
    """Enter rows of settings; each takes the place of the one for the same marketplace, category and SKU, as a whole.

    Returns:
        `import_id`, `changed`, `settings` as they are on record now, `warnings`.

    Raises:
        ToolError: A row cannot be taken; nothing was stored.
    """
    shop, rows, notes = understood(warehouse, given)
    place = _own_place(rows)
    sheet = TypedSheet(OPERATOR_FILE, REPORT, shop, [row | {"marketplace": None} for row in rows] if place else rows, place)
    result = _imported(warehouse, sheet)
    if result.rejections:
        bad = result.rejections[0]
        where = f"settings.{bad.line - _HEADER_LINES - 1}." if given.settings else ""
        said = {"reason_zh": bad.reason_zh, "reason_en": bad.reason, "value": bad.value}
        raise InvalidInput("setting_rejected", field=f"{where}{bad.column}", **said)
    if result.rows_superseded:
        notes.append(warning("settings_replaced", count=result.rows_superseded))
    keys = {tuple(row[name] for name in SCOPE) for row in rows}
    stored = [each for each in _stored(warehouse) if each["shop"] == shop and tuple(each[name] for name in SCOPE) in keys]
    changed = bool(result.rows_added or result.rows_superseded)
    told = [note.model_dump() for note in notes]
    return {"import_id": result.import_id, "changed": changed, "settings": stored, "warnings": told}


def list_settings(warehouse: Warehouse, marketplace: str | None = None, sku: str | None = None) -> list[dict[str, Any]]:
    """Settings on record, those of all first; what is not set is left out.

    Args:
        warehouse: Holds them.
        marketplace: Only settings that concern it.
        sku: Only settings that may concern it; those of a category stay.
    """
    place = find_marketplace(warehouse, marketplace) if marketplace else None
    asked = {"marketplace": place, "sku": sku}
    return [each for each in _stored(warehouse) if all(not want or each[name] in (want, None) for name, want in asked.items())]


def remove_settings(warehouse: Warehouse, import_id: int) -> dict[str, Any]:
    """Take back settings that were entered; those that they replaced count again.

    Raises:
        UnknownReference: Nothing was entered under that id.
        InvalidInput: It is the import of a sheet.
    """
    known = typed_imports(warehouse, OPERATOR_FILE)
    if import_id not in known:
        source = next((each["source"] for each in _stored(warehouse) if each["import_id"] == import_id), None)
        if source:
            raise InvalidInput("settings_of_file", field="import_id", value=import_id, file=source)
        raise UnknownReference("unknown_settings", field="import_id", value=import_id, known=known[:_SHOWN])
    undone = undo_import(warehouse, import_id, datetime.now(UTC))
    return {"removed": import_id, "rows_removed": undone.rows_removed, "rows_restored": undone.rows_restored}


def _own_place(rows: list[dict[str, Any]]) -> str | None:
    """The operator's own shop that the rows are of; it is no marketplace that a cell can name.

    Raises:
        InvalidInput: The rows are of others too.
    """
    places = {row["marketplace"] for row in rows}
    own = sorted(place for place in places if place and place not in marketplaces())
    if own and len(places) > 1:
        raise InvalidInput("settings_of_own_shop_alone", field="marketplace", value=own[0])
    return own[0] if own else None


def _imported(warehouse: Warehouse, sheet: TypedSheet) -> ImportResult:
    """Import the sheet, again where it was entered before and something else since."""
    result = import_typed(warehouse, sheet)
    if not any(note.code == "already_imported" for note in result.warnings):
        return result
    held = sum(each["import_id"] == result.import_id for each in _stored(warehouse))
    if held == len(sheet.rows):
        return result
    last = max(typed_imports(warehouse, OPERATOR_FILE))
    return import_typed(warehouse, replace(sheet, remark=f"after import {last}"))


def _stored(warehouse: Warehouse) -> list[dict[str, Any]]:
    with warehouse.reader() as cursor:
        rows = cursor.execute(_STORED).fetchall()
    return [_entry(*row) for row in rows]


def _entry(shop: str, import_id: int, file: str, *values: Any) -> dict[str, Any]:
    row = dict(zip(_COLUMNS, values, strict=True))
    given = {name: _plain(value) for name, value in row.items() if value is not None or name in SCOPE}
    return {"shop": shop, **given, "import_id": import_id, "source": "operator" if file == OPERATOR_FILE else file}


def _plain(value: Any) -> Any:
    """JSON has no decimals."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
