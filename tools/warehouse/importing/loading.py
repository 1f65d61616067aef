"""Rows into a table: one transaction, nothing twice, what changed is kept."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from tools.warehouse.engines.engine import Loaded, Writer
from tools.warehouse.engines.superseding import supersede

__all__ = ["Loaded", "load", "with_keys"]
Row = dict[str, Any]


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


def load(connection: Writer, table: str, rows: Sequence[Row], import_id: int) -> Loaded:
    """Load rows of one shop.

    Args:
        connection: The writer.
        table: Name of the table.
        rows: Each with all columns but `import_id`.
        import_id: Of this import.
    """
    columns = [column for column in connection.columns(table) if column.name != "import_id"]
    arrays = {column.name: pa.array([row[column.name] for row in rows], type=column.type) for column in columns}
    return supersede(connection, table, connection.stage(table, pa.table(arrays)), import_id)
