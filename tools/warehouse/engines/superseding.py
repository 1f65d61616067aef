"""Staged rows into their table: nothing twice, what changed is kept."""

from tools.warehouse.engines.engine import Loaded, Writer

_NO_CONTENT = ("shop_id", "row_key", "import_id", "line_number")
_SAME_KEY = "t.shop_id = s.shop_id and t.row_key = s.row_key"


def supersede(writer: Writer, table: str, staged: str, import_id: int, keys: str | None = None) -> Loaded:
    """Load staged rows; each engine runs the same statements.

    A row whose key is known and whose contents differ replaces the earlier one, which goes to
    `superseded_row`. A row that is the same already is left out, and so is one that the report itself
    dates earlier than the row that is there.

    Args:
        writer: In a transaction.
        table: Name of the table.
        staged: What `stage` returned; all columns but `import_id`.
        import_id: Of this import.
        keys: Name of a relation with the columns `shop_id` and `row_key`: load only these rows.
    """
    if keys:
        staged = f"(select * from {staged} where (shop_id, row_key) in (select shop_id, row_key from {keys}))"
    columns = [name for name in writer.columns(table).names if name != "import_id"]
    superseded, new = 0, ""
    if writer.execute(f"select 1 from {table} limit 1").fetchall():
        superseded = _replace(writer, table, staged, columns, import_id)
        new = f"anti join {table} t on {_SAME_KEY}"
    inserted = writer.execute(
        f"""insert into {table} ({", ".join(columns)}, import_id)
        select {", ".join(f"s.{name}" for name in columns)}, $import_id from {staged} s {new}""",
        {"import_id": import_id},
    ).fetchall()[0][0]
    return Loaded(added=inserted - superseded, superseded=superseded)


def _replace(writer: Writer, table: str, staged: str, columns: list[str], import_id: int) -> int:
    """Take out the rows that staged ones replace."""
    content = [name for name in columns if name not in _NO_CONTENT]
    changed = "(" + " or ".join(f"t.{name} is distinct from s.{name}" for name in content) + ")"
    if "last_updated_at" in content:
        changed += " and (s.last_updated_at < t.last_updated_at) is not true"
    writer.execute(
        f"""insert into superseded_row (table_name, row_key, old_row, old_import_id, new_import_id)
        select '{table}', t.row_key, to_json(t), t.import_id, $import_id
        from {table} t join {staged} s on {_SAME_KEY} where {changed}""",
        {"import_id": import_id},
    )
    deleted = writer.execute(f"delete from {table} t using {staged} s where {_SAME_KEY} and {changed}").fetchall()
    return int(deleted[0][0])
