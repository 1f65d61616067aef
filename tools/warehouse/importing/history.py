"""Imports of the past: listed, and taken back whole."""

import shutil
from datetime import date, datetime
from pathlib import Path

from pydantic import BaseModel

from tools.core.errors import Unavailable, UnknownReference
from tools.warehouse.engines.engine import Writer
from tools.warehouse.importing.coverage import renew_coverage
from tools.warehouse.importing.loading import load
from tools.warehouse.warehouse import Warehouse


class PastImport(BaseModel):
    """One import as it was recorded."""

    import_id: int
    file: str
    report: str
    shop: str
    marketplace: str | None
    period_from: date | None
    period_to: date | None
    rows_read: int
    rows_added: int
    rows_superseded: int
    imported_at: datetime | None
    undone_at: datetime | None


class Undone(BaseModel):
    """What taking an import back did.

    Attributes:
        rows_removed: Rows that no other import holds.
        rows_restored: Rows that other imports hold, as those have them.
    """

    import_id: int
    file: str
    shop: str
    rows_removed: int = 0
    rows_restored: int = 0


def past_imports(warehouse: Warehouse) -> list[PastImport]:
    """All imports, the latest first."""
    with warehouse.reader() as cursor:
        rows = cursor.execute(
            "select import_id, file_name, report, shop_id, marketplace, period_from, period_to, rows_read, rows_added, "
            "rows_superseded, imported_at, undone_at from import_file order by import_id desc"
        ).fetchall()
    return [PastImport(**dict(zip(PastImport.model_fields, row, strict=True))) for row in rows]


def undo_import(warehouse: Warehouse, import_id: int, now: datetime) -> Undone:
    """Take one import back: afterwards the data are as if it had never been.

    Rows that it shares with other imports are loaded anew from those, in their order.

    Raises:
        UnknownReference: No such import, or it is taken back already.
        Unavailable: The rows that were kept for this are gone.
    """
    with warehouse.writer() as connection:
        file, shop, tables = _find(connection, import_id)
        result = Undone(import_id=import_id, file=file, shop=shop)
        for table in tables:
            _undo_table(warehouse, connection, table, shop, result)
            renew_coverage(connection, table, shop)
        connection.execute(
            "update import_file set undone_at = $now where import_id = $id",
            {"now": now.isoformat(timespec="seconds"), "id": import_id},
        )
    shutil.rmtree(warehouse.kept_rows(import_id, "any").parent, ignore_errors=True)
    return result


def _find(connection: Writer, import_id: int) -> tuple[str, str, list[str]]:
    rows = connection.execute(
        "select file_name, shop_id from import_file where import_id = $id and undone_at is null", {"id": import_id}
    ).fetchall()
    if not rows:
        known = connection.execute("select import_id from import_file where undone_at is null order by 1 desc").fetchall()
        raise UnknownReference("unknown_import", field="import_id", value=import_id, known=[each for (each,) in known][:20])
    tables = connection.execute("select table_name from import_table where import_id = $id", {"id": import_id}).fetchall()
    return *rows[0], [table for (table,) in tables]


def _undo_table(warehouse: Warehouse, connection: Writer, table: str, shop: str, result: Undone) -> None:
    own = _kept(warehouse, result.import_id, table)
    connection.stage(table, own, "undone_key")
    same = "t.shop_id = k.shop_id and t.row_key = k.row_key"
    [(held,)] = connection.execute(f"delete from {table} t using undone_key k where {same}").fetchall()
    connection.execute(
        f"delete from superseded_row t using undone_key k where t.row_key = k.row_key and t.table_name = '{table}' "
        f"and t.old_row ->> 'shop_id' = k.shop_id"
    )
    others = connection.execute(
        """select i.import_id from import_file i join import_table t using (import_id)
        where i.shop_id = $shop and t.table_name = $table and i.undone_at is null and i.import_id <> $id order by 1""",
        {"shop": shop, "table": table, "id": result.import_id},
    ).fetchall()
    restored = 0
    for (other,) in others:
        restored += load(connection, table, _kept(warehouse, other, table), other, keys="undone_key").added
    result.rows_removed += held - restored
    result.rows_restored += restored


def _kept(warehouse: Warehouse, import_id: int, table: str) -> Path:
    path = warehouse.kept_rows(import_id, table)
    if not path.exists():
        raise Unavailable("kept_rows_missing", import_id=import_id, folder=path.parent.name)
    return path
