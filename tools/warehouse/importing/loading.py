"""Rows into a table: nothing twice, and what changed is kept."""

from pathlib import Path
from typing import NamedTuple

import duckdb


class Loaded(NamedTuple):
    """How many rows were new and how many replaced earlier ones."""

    added: int
    superseded: int


def load(connection: duckdb.DuckDBPyConnection, table: str, rows: Path, import_id: int, keys: str | None = None) -> Loaded:
    """Load rows of one shop.

    A row whose key is known and whose contents differ replaces the earlier one, which goes to
    `superseded_row`. A row that is the same already is left out, and so is one that the report itself
    dates earlier than the row that is there.

    Args:
        connection: In a transaction.
        table: Name of the table.
        rows: Parquet file with all columns but `import_id`.
        import_id: Of this import.
        keys: Name of a relation with the columns `shop_id` and `row_key`: load only these rows.
    """
    source = f"select *, {import_id}::bigint as import_id from read_parquet('{rows}')"
    if keys:
        source = f"select s.* from ({source}) s semi join {keys} k on k.shop_id = s.shop_id and k.row_key = s.row_key"
    connection.execute(f"create or replace temp view staged as {source}")
    same_key = "t.shop_id = s.shop_id and t.row_key = s.row_key"
    superseded = 0
    if connection.execute(f"select 1 from {table} limit 1").fetchall():
        superseded = _supersede(connection, table, same_key, import_id)
        inserted = f"select s.* from staged s anti join {table} t on {same_key}"
    else:
        inserted = "select * from staged"
    [(count,)] = connection.execute(f"insert into {table} by name {inserted}").fetchall()
    connection.execute("drop view staged")
    return Loaded(added=count - superseded, superseded=superseded)


def _supersede(connection: duckdb.DuckDBPyConnection, table: str, same_key: str, import_id: int) -> int:
    content = [name for name in columns_of(connection, table) if name not in ("import_id", "line_number", "row_key", "shop_id")]
    changed = "(" + " or ".join(f"t.{name} is distinct from s.{name}" for name in content) + ")"
    if "last_updated_at" in content:
        changed += " and (s.last_updated_at < t.last_updated_at) is not true"
    connection.execute(
        f"""insert into superseded_row
        select '{table}', t.row_key, to_json(t), t.import_id, {import_id}
        from {table} t join staged s on {same_key} where {changed}"""
    )
    [(superseded,)] = connection.execute(f"delete from {table} t using staged s where {same_key} and {changed}").fetchall()
    return int(superseded)


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """Names of a table's columns."""
    rows = connection.execute("select column_name from duckdb_columns() where table_name = ? order by column_index", [table])
    return [name for (name,) in rows.fetchall()]
