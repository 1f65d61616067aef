"""Order files of any length, and what a data folder holds after a fault."""

from datetime import UTC, datetime
from itertools import islice
from shutil import copytree

from tests.support import all_orders, order
from tools.warehouse.importing.history import undo_import
from tools.warehouse.warehouse import Warehouse

TABLES = [
    "import_file", "import_table", "shop", "order_line", "superseded_row", "coverage", "known_value", "traffic_day",
    "settlement_line", "inventory_day", "ad_day",
]  # fmt: skip
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def write_orders(path, lines, price="10"):
    """An All Orders file; the same number is the same order line in every file."""
    path.write_text(all_orders(*islice(_orders(price), lines)), encoding="utf-8")
    return path


def _orders(price):
    number = 0
    while True:
        day = f"2026-{number // 28 % 9 + 1:02d}-{number % 28 + 1:02d}T{number % 24:02d}:00:00+00:00"
        yield order(f"302-{number:07d}", item_price=f"{price}.{number % 90 + 10}", sku=f"A{number % 300}", purchase_date=day)
        number += 1


def contents(home):
    """Rows and a sum of hashes by table: two folders of the same contents have the same."""
    warehouse = Warehouse(home / "warehouse.duckdb")
    try:
        with warehouse.reader() as cursor:
            return {table: cursor.execute(_digest(table)).fetchall()[0] for table in TABLES}
    finally:
        warehouse.close()


def _digest(table):
    # When an import was recorded or taken back differs from run to run, not whether.
    columns = "* exclude (imported_at, undone_at), undone_at is null" if table == "import_file" else "*"
    return f"select count(*), sum(hash(t)) from (select {columns} from {table}) t"


def undone(home, import_id):
    """The contents of a copy of a folder in which an import is taken back."""
    copied = copytree(home, home.with_name(home.name + "_undone"), dirs_exist_ok=True)
    warehouse = Warehouse(copied / "warehouse.duckdb")
    undo_import(warehouse, import_id, NOW)
    warehouse.close()
    return contents(copied)


def leftovers(home):
    """What lies in a data folder and belongs to nothing."""
    warehouse = Warehouse(home / "warehouse.duckdb")
    with warehouse.reader() as cursor:
        live = {
            str(number) for (number,) in cursor.execute("select import_id from import_file where undone_at is null").fetchall()
        }
    warehouse.close()
    kept = home / "imports"
    stale = [path for path in kept.iterdir() if path.name not in live] if kept.is_dir() else []
    others = [path for path in home.iterdir() if path.name not in ("warehouse.duckdb", "imports")]
    return sorted(path.relative_to(home).as_posix() for path in [*others, *stale])
