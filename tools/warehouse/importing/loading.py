"""Rows into a table: one transaction, nothing twice, what changed is kept."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

Row = dict[str, Any]


class Loaded(NamedTuple):
    """How many rows were new and how many replaced earlier ones."""

    added: int
    superseded: int


_TYPES = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP WITH TIME ZONE": pa.timestamp("us", tz="UTC"),
    "DECIMAL(18,6)": pa.decimal128(18, 6),
    "DECIMAL(18,9)": pa.decimal128(18, 9),
    "DECIMAL(9,6)": pa.decimal128(9, 6),
}


def with_keys(rows: Sequence[Row], key_fields: Sequence[str], *, repeats: bool) -> tuple[list[Row], list[Row]]:
    """Give each row its `row_key`: the natural key and, for rows alike in it, their number in the file.

    Args:
        rows: Of one file.
        key_fields: Fields of the natural key; `a|b` is b where a is blank.
        repeats: Whether rows alike in the key are rows of their own. Otherwise the first of them stands for all.

    Returns:
        The rows to load, and those whose values are not those of the first row with their key.
    """
    choices = [field.split("|") for field in key_fields]
    kept: dict[tuple[tuple[str, ...], int], Row] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    contradicting = []
    for row in rows:
        key = tuple([_key_part(row, names) for names in choices])
        if not repeats and seen[key]:
            if _contents(row) != _contents(kept[key, 1]):
                contradicting.append(row)
            continue
        seen[key] += 1
        row["row_key"] = "|".join((*key, str(seen[key])))
        kept[key, seen[key]] = row
    return list(kept.values()), contradicting


def _key_part(row: Row, names: Sequence[str]) -> str:
    for name in names:
        if row[name] is not None:
            return str(row[name])
    return ""


def _contents(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in ("line_number", "row_key")}


def load(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row], import_id: int) -> Loaded:
    """Load rows of one shop.

    A row whose key is known and whose contents differ replaces the earlier one, which goes to
    `superseded_row`. A row that is the same already is left out, and so is one that the report itself
    dates earlier than the row that is there.

    Args:
        connection: In a transaction.
        table: Name of the table.
        rows: Each with all columns but `import_id`.
        import_id: Of this import.
    """
    columns = connection.execute(
        "select column_name, data_type from duckdb_columns() where table_name = ? order by column_index", [table]
    ).fetchall()
    staged = _arrow(rows, columns, import_id)
    connection.register("staged", staged)
    content = [name for name, _ in columns if name not in ("import_id", "line_number", "row_key", "shop_id")]
    same_key = "t.shop_id = s.shop_id and t.row_key = s.row_key"
    changed = "(" + " or ".join(f"t.{name} is distinct from s.{name}" for name in content) + ")"
    if "last_updated_at" in content:
        changed += " and (s.last_updated_at < t.last_updated_at) is not true"
    connection.execute(
        f"""insert into superseded_row
        select '{table}', t.row_key, to_json(t), t.import_id, {import_id}
        from {table} t join staged s on {same_key} where {changed}"""
    )
    superseded = connection.execute(f"delete from {table} t using staged s where {same_key} and {changed}").fetchall()[0][0]
    inserted = connection.execute(
        f"insert into {table} by name select s.* from staged s anti join {table} t on {same_key}"
    ).fetchall()[0][0]
    connection.unregister("staged")
    return Loaded(added=inserted - superseded, superseded=superseded)


def _arrow(rows: Sequence[Row], columns: Sequence[tuple[str, str]], import_id: int) -> pa.Table:
    arrays = {name: pa.array([row[name] for row in rows], type=_TYPES[kind]) for name, kind in columns if name != "import_id"}
    arrays["import_id"] = pa.array([import_id] * len(rows), type=pa.int64())
    return pa.table(arrays)
