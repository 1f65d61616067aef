"""Import one report file: all rows or none."""

import json
import re
from datetime import date
from hashlib import sha256
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from tools.core.errors import ImportRefused, InvalidInput
from tools.core.result import Period, Warning, warning
from tools.warehouse.importing.building import Rejection, build_rows
from tools.warehouse.importing.context import ImportContext, place_from_options
from tools.warehouse.importing.coverage import renew_coverage
from tools.warehouse.importing.definition import Mapping, MappingOptions
from tools.warehouse.importing.loading import load
from tools.warehouse.importing.reading import RawReport, read_report
from tools.warehouse.warehouse import Warehouse

DEFAULT_SHOP = "main"
MAX_REJECTIONS = 100
_TWO_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})\D+(\d{4}-\d{2}-\d{2})")


class ImportRequest(BaseModel):
    """One file and what the user says about it.

    Attributes:
        file: Its name.
        content: All its bytes.
        mapping: A mapping file's text (YAML), for files that are no known report.
        period: Days that a report without dates covers.
    """

    file: str
    content: bytes
    shop: str = DEFAULT_SHOP
    marketplace: str | None = None
    report: str | None = None
    mapping: str | None = None
    period: Period | None = None


class ImportResult(BaseModel):
    """What became of one file."""

    file: str
    report: str
    rows_read: int
    rows_added: int
    rows_superseded: int
    rows_rejected: int
    rejections: list[Rejection]
    period: Period | None
    shop: str
    warnings: list[Warning]


def import_file(warehouse: Warehouse, request: ImportRequest) -> ImportResult:
    """Read a file and load it in one transaction.

    Returns:
        The counts. With rejections nothing was loaded.

    Raises:
        ImportRefused: The file as a whole cannot be imported; nothing was loaded.
    """
    mapping = _mapping(request)
    options = mapping.options if mapping else MappingOptions()
    context = ImportContext(
        shop=request.shop,
        place=place_from_options(request.marketplace, options),
        period=request.period or _period_in_name(request.file),
        options=options,
    )
    raw = read_report(request.content, request.file, mapping, request.report)
    _need_context(raw, context, request.file)
    rows, rejections = build_rows(raw, context)
    if rejections:
        return _result(request, raw, rejections=rejections)
    return _load(warehouse, request, raw, rows)


def _mapping(request: ImportRequest) -> Mapping | None:
    if request.mapping is None:
        return None
    try:
        return Mapping.model_validate(yaml.safe_load(request.mapping))
    except yaml.YAMLError as broken:
        raise InvalidInput("mapping_not_yaml", field="mapping", reason=str(broken)) from broken
    except ValidationError as invalid:
        first = invalid.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "mapping"
        raise InvalidInput("mapping_invalid", field=where, where=where, reason=first["msg"]) from invalid


def _period_in_name(file: str) -> Period | None:
    match = _TWO_DAYS.search(file)
    if not match:
        return None
    try:
        start, end = date.fromisoformat(match[1]), date.fromisoformat(match[2])
    except ValueError:
        return None
    return Period(start=start, end=end) if start <= end else None


def _need_context(raw: RawReport, context: ImportContext, file: str) -> None:
    if raw.definition.needs_period and context.period is None:
        raise ImportRefused("period_needed", file=file, report=raw.definition.id)
    places_itself = {"sales_channel", "marketplace"} & (set(raw.columns) | {"rate_date"} & set(raw.columns))
    if raw.definition.table != "fx_rate" and not places_itself and context.place is None:
        raise ImportRefused("marketplace_needed", file=file, report=raw.definition.id)


def _load(warehouse: Warehouse, request: ImportRequest, raw: RawReport, rows: list[dict[str, Any]]) -> ImportResult:
    digest = _digest(request)
    with warehouse.writer() as connection:
        known = connection.execute(
            "select 1 from import_file where shop_id = ? and file_hash = ?", [request.shop, digest]
        ).fetchall()
        if known:
            return _result(request, raw, rows=rows, warnings=[warning("already_imported", file=request.file)])
        import_id = connection.execute("select nextval('import_id')").fetchall()[0][0]
        connection.execute("insert into shop values (?, ?) on conflict do nothing", [request.shop, request.shop])
        added, superseded = load(connection, raw.definition.table, rows, import_id) if rows else (0, 0)
        result = _result(request, raw, rows=rows, added=added, superseded=superseded, warnings=_warnings(rows))
        period = result.period
        connection.execute(
            "insert into import_file values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)",
            [
                import_id, request.shop, request.file, digest, raw.definition.id,
                request.marketplace, period and period.start, period and period.end, result.rows_read, added, superseded,
            ],
        )  # fmt: skip
        connection.execute("insert into import_table values (?, ?, ?, ?)", [import_id, raw.definition.table, added, superseded])
        renew_coverage(connection, raw.definition.table, request.shop)
    return result


def _digest(request: ImportRequest) -> str:
    said = [request.marketplace, request.report, request.mapping, request.period and request.period.model_dump(mode="json")]
    return sha256(request.content + json.dumps(said).encode()).hexdigest()


def _warnings(rows: list[dict[str, Any]]) -> list[Warning]:
    if not rows:
        return [warning("no_rows")]
    pending = sum(row.get("kind") == "pending" for row in rows)
    return [warning("pending_lines", count=pending)] if pending else []


def _result(
    request: ImportRequest,
    raw: RawReport,
    *,
    rows: list[dict[str, Any]] | None = None,
    added: int = 0,
    superseded: int = 0,
    rejections: list[Rejection] | None = None,
    warnings: list[Warning] | None = None,
) -> ImportResult:
    return ImportResult(
        file=request.file,
        report=raw.definition.id,
        rows_read=len(raw.rows) + len(raw.misfits),
        rows_added=added,
        rows_superseded=superseded,
        rows_rejected=len(rejections or []),
        rejections=(rejections or [])[:MAX_REJECTIONS],
        period=_period_of(rows or []),
        shop=request.shop,
        warnings=warnings or [],
    )


def _period_of(rows: list[dict[str, Any]]) -> Period | None:
    starts = [row.get("order_date") or row.get("period_from") or row.get("rate_date") for row in rows]
    ends = [row.get("order_date") or row.get("period_to") or row.get("rate_date") for row in rows]
    days = [day for day in (*starts, *ends) if day]
    return Period(start=min(days), end=max(days)) if days else None
