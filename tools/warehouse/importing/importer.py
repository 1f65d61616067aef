"""Import one report file: all rows or none."""

import json
import shutil
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
from pydantic import BaseModel

from tools.core.result import Period, Warning, warning
from tools.warehouse.importing.building import Rejection
from tools.warehouse.importing.coverage import renew_coverage
from tools.warehouse.importing.loading import Loaded, load
from tools.warehouse.importing.reading import ReadReport, ReadRequest, Tell, no_one, read_report
from tools.warehouse.warehouse import Warehouse

DEFAULT_SHOP = "main"
_CHUNK = 1 << 22


class ImportRequest(BaseModel):
    """One file and what the user says about it.

    Attributes:
        path: Where its bytes lie.
        file: Its name.
        mapping: A mapping file's text (YAML), for files that are no known report.
        period: Days that a report without dates covers.
        now: When it is imported.
        dry_run: Only say what would happen.
    """

    path: Path
    file: str
    shop: str = DEFAULT_SHOP
    marketplace: str | None = None
    report: str | None = None
    mapping: str | None = None
    period: Period | None = None
    now: datetime | None = None
    dry_run: bool = False


class ImportResult(BaseModel):
    """What became of one file.

    Attributes:
        import_id: By which the import can be taken back; None when nothing was stored.
        rows_rejected: How many rows were rejected; `rejections` has their bad values.
        tables: Rows added and superseded by table.
    """

    file: str
    import_id: int | None = None
    report: str
    rows_read: int
    rows_added: int = 0
    rows_superseded: int = 0
    rows_rejected: int = 0
    rejections: list[Rejection] = []
    tables: dict[str, dict[str, int]] = {}
    period: Period | None = None
    shop: str
    warnings: list[Warning] = []
    dry_run: bool = False


Reader = Callable[[ReadRequest, Tell], ReadReport]


class _DryRun(Exception):
    """Undoes the transaction of an import that is only tried."""


def import_file(warehouse: Warehouse, request: ImportRequest, *, read: Reader = read_report, tell: Tell = no_one) -> ImportResult:
    """Read a file and load it in one transaction.

    Args:
        warehouse: Where the rows go.
        request: The file.
        read: Reads it; `read_isolated` does so in a process of its own.
        tell: Is told of the progress.

    Returns:
        The counts. With rejections nothing was loaded.

    Raises:
        ImportRefused: The file as a whole cannot be imported; nothing was loaded.
    """
    digest = _digest(request)
    known = _known(warehouse, request.shop, digest)
    if known:
        return _repeated(request, *known)
    with tempfile.TemporaryDirectory(prefix="import-", dir=warehouse.scratch_folder) as folder:
        report = read(_read_request(request, Path(folder)), tell)
        result = ImportResult(
            file=request.file, shop=request.shop, dry_run=request.dry_run, report=report.report, rows_read=report.rows_read,
            rows_rejected=report.rows_rejected, rejections=report.rejections, period=report.period, warnings=report.warnings,
        )  # fmt: skip
        if not report.rows_rejected:
            result = _store(warehouse, request, report, digest, result)
            tell("stored", result.rows_added)
        return result


def _read_request(request: ImportRequest, folder: Path) -> ReadRequest:
    today: date | None = request.now.date() if request.now else None
    said = request.model_dump(include={"path", "file", "shop", "marketplace", "report", "mapping"})
    return ReadRequest(**said, period=request.period, today=today, folder=folder)


def _digest(request: ImportRequest) -> str:
    said = [request.marketplace, request.report, request.mapping, request.period and request.period.model_dump(mode="json")]
    digest = sha256()
    with request.path.open("rb") as content:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
    digest.update(json.dumps(said).encode())
    return digest.hexdigest()


def _known(warehouse: Warehouse, shop: str, digest: str) -> tuple[int, str, int] | None:
    with warehouse.reader() as cursor:
        return _find(cursor, shop, digest)


def _find(connection: duckdb.DuckDBPyConnection, shop: str, digest: str) -> tuple[int, str, int] | None:
    rows = connection.execute(
        "select import_id, report, rows_read from import_file "
        "where shop_id = $shop and file_hash = $digest and undone_at is null",
        {"shop": shop, "digest": digest},
    ).fetchall()
    return rows[0] if rows else None


def _repeated(request: ImportRequest, import_id: int, report: str, rows_read: int) -> ImportResult:
    return ImportResult(
        file=request.file, import_id=import_id, report=report, rows_read=rows_read, shop=request.shop, dry_run=request.dry_run,
        warnings=[warning("already_imported", file=request.file)],
    )  # fmt: skip


def _store(warehouse: Warehouse, request: ImportRequest, report: ReadReport, digest: str, result: ImportResult) -> ImportResult:
    try:
        with warehouse.writer() as connection:
            known = _find(connection, request.shop, digest)
            if known:
                return _repeated(request, *known)
            [(import_id,)] = connection.execute("select coalesce(max(import_id), 0) + 1 from import_file").fetchall()
            loaded = {rows.table: load(connection, rows.table, rows.path, import_id) for rows in report.tables}
            _count(result, import_id, loaded)
            _record(connection, request, digest, result, import_id)
            for table in loaded:
                renew_coverage(connection, table, request.shop)
            if request.dry_run:
                raise _DryRun
            _keep(warehouse, report, import_id)
    except _DryRun:
        result.import_id = None
    return result


def _count(result: ImportResult, import_id: int, loaded: dict[str, Loaded]) -> None:
    result.import_id = import_id
    result.rows_added = sum(counts.added for counts in loaded.values())
    result.rows_superseded = sum(counts.superseded for counts in loaded.values())
    result.tables = {table: {"added": counts.added, "superseded": counts.superseded} for table, counts in loaded.items()}


def _record(
    connection: duckdb.DuckDBPyConnection, request: ImportRequest, digest: str, result: ImportResult, import_id: int
) -> None:
    values: dict[str, Any] = {
        "import_id": import_id, "shop_id": request.shop, "file_name": request.file, "file_hash": digest, "report": result.report,
        "marketplace": request.marketplace, "period_from": result.period and result.period.start,
        "period_to": result.period and result.period.end, "rows_read": result.rows_read, "rows_added": result.rows_added,
        "rows_superseded": result.rows_superseded, "imported_at": request.now and request.now.isoformat(timespec="seconds"),
    }  # fmt: skip
    names = ", ".join(values)
    connection.execute(f"insert into import_file ({names}) values ({', '.join(f'${name}' for name in values)})", values)
    for table, counts in result.tables.items():
        connection.execute(
            "insert into import_table values (?, ?, ?, ?)", [import_id, table, counts["added"], counts["superseded"]]
        )
    connection.execute("insert into shop values (?, ?) on conflict do nothing", [request.shop, request.shop])


def _keep(warehouse: Warehouse, report: ReadReport, import_id: int) -> None:
    """Keep the rows as they were read: taking back another import may need them."""
    for rows in report.tables:
        kept = warehouse.kept_rows(import_id, rows.table)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(rows.path, kept)
