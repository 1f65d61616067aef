"""Rows into a table: nothing twice, and what changed is kept."""

from pathlib import Path

from tools.warehouse.engines.engine import Loaded, Writer
from tools.warehouse.engines.superseding import supersede

__all__ = ["Loaded", "load"]


def load(connection: Writer, table: str, rows: Path, import_id: int, keys: str | None = None) -> Loaded:
    """Load rows of one shop.

    Args:
        connection: The writer.
        table: Name of the table.
        rows: Parquet file with all columns but `import_id`.
        import_id: Of this import.
        keys: Name of a relation with the columns `shop_id` and `row_key`: load only these rows.
    """
    return supersede(connection, table, connection.stage(table, rows), import_id, keys)
