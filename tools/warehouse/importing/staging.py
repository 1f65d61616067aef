"""A file's raw texts into a scratch database: one table `raw_<table>` for each warehouse table that it fills.

The columns are `line`, `record` (number of the record set that made the row) and one of text for each field.
Blank cells are null.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import duckdb
import pyarrow as pa

from tools.core.errors import ImportRefused
from tools.warehouse.importing.definition import ReportDefinition, fold
from tools.warehouse.importing.delimited import Dialect, TextFile, plain_lines, read_rows
from tools.warehouse.importing.recognition import Header

Cells = Sequence[str | None]
_BATCH = 5_000
BULK_BYTES = 8_000_000
"""From this size on a file of plain lines is read by the engine itself."""
# Blanks at either end of a cell: spaces, tabs, line ends, no-break and ideographic spaces.
BLANKS = " \t\r\n\u00a0\u3000"


class Staged(NamedTuple):
    """A file whose raw texts are staged.

    Attributes:
        columns: Key (field, or record set and field) to the column's name in the file.
        tables: Warehouse tables that it fills.
        rows: How many rows it has.
        skipped: How many of them are no data, by reason.
    """

    definition: ReportDefinition
    columns: dict[str, str]
    tables: list[str]
    rows: int
    skipped: dict[str, int]


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def stage_rows(
    scratch: duckdb.DuckDBPyConnection, rows: Iterable[tuple[int, Cells]], header: Header, definition: ReportDefinition, file: str
) -> Staged:
    """Stage the rows of a table, given with the line each begins on."""
    columns = _used(definition, header, file)
    places = [header.names.index(name) for name in columns.values()]
    _create_raw(scratch, columns)
    names = ["line", *columns]
    data = _data(rows, header, file)
    while batch := list(islice(data, _BATCH)):
        lines = pa.array([line for line, _ in batch], pa.int64())
        arrays = [pa.array([cells[at] for _, cells in batch], pa.string()) for at in places]
        chunk = pa.table([lines, *arrays], names=names)
        scratch.register("chunk", chunk)
        scratch.execute(f"insert into raw select line, {', '.join(_cell(quoted(key)) for key in columns)} from chunk")
    return _finish(scratch, definition, columns)


def stage_text(
    scratch: duckdb.DuckDBPyConnection, source: TextFile, dialect: Dialect, header: Header, definition: ReportDefinition
) -> Staged:
    """Stage a delimited file; a large one whose lines are its rows goes the quick way."""
    lines = plain_lines(source) if source.path.stat().st_size >= BULK_BYTES else None
    if lines is not None:
        columns = _used(definition, header, source.name)
        if _stage_bulk(scratch, source, dialect, header, columns, lines):
            return _finish(scratch, definition, columns)
    return stage_rows(scratch, read_rows(source, dialect, after=header.line), header, definition, source.name)


def _used(definition: ReportDefinition, header: Header, file: str) -> dict[str, str]:
    columns = definition.column_of(header.names)
    twice = next((name for name in columns.values() if [fold(n) for n in header.names].count(fold(name)) > 1), None)
    if twice:
        raise ImportRefused("file_duplicate_column", file=file, column=twice)
    return columns


def _create_raw(scratch: duckdb.DuckDBPyConnection, columns: Iterable[str]) -> None:
    scratch.execute(f"create or replace table raw (line bigint, {', '.join(f'{quoted(key)} varchar' for key in columns)})")


def _cell(column: str) -> str:
    """SQL: a cell's text, null when it is blank."""
    # Few cells begin with a blank, and only those need the look.
    text = f"case when {column} < '!' then case when trim({column}, '{BLANKS}') <> '' then {column} end else {column} end"
    return f"nullif({text}, '--')"


def _data(rows: Iterable[tuple[int, Cells]], header: Header, file: str) -> Iterator[tuple[int, Cells]]:
    width = len(header.names)
    for line, cells in rows:
        if line <= header.line:
            continue
        if len(cells) > width and any(cell and not cell.isspace() for cell in cells[width:]):
            raise ImportRefused("file_wide_row", file=file, line=line, columns=width, found=len(cells))
        yield line, cells if len(cells) >= width else [*cells, *[None] * (width - len(cells))]


def _stage_bulk(
    scratch: duckdb.DuckDBPyConnection, source: TextFile, dialect: Dialect, header: Header, columns: dict[str, str], lines: int
) -> bool:
    """Let the engine read the lines; False when it does not see one row in each."""
    read = {f"c{at}": "VARCHAR" for at in range(len(header.names))}
    cells = ", ".join(f"{_cell(f'c{header.names.index(name)}')} as {quoted(key)}" for key, name in columns.items())
    try:
        scratch.execute(
            f"""create or replace table raw as
            select row_number() over () + {header.line} as line, {cells}
            from read_csv($path, auto_detect = false, header = false, skip = {header.line}, columns = {read!r},
                delim = $delimiter, quote = '', escape = '', comment = '', null_padding = true, strict_mode = true,
                max_line_size = 8000000)""",
            {"path": str(source.path), "delimiter": dialect.delimiter},
        )
    except duckdb.Error:
        return False
    return scratch.execute("select count(*) from raw").fetchall() == [(lines - header.line,)]


def _finish(scratch: duckdb.DuckDBPyConnection, definition: ReportDefinition, columns: dict[str, str]) -> Staged:
    """Leave out what is no data, repeat carried cells, and split rows into records."""
    blank = " and ".join(f"{quoted(key)} is null" for key in columns)
    scratch.execute(f"delete from raw where {blank}")
    [(rows,)] = scratch.execute("select count(*) from raw").fetchall()
    for key in definition.keyed_columns:
        if key not in columns:
            scratch.execute(f"alter table raw add column {quoted(key)} varchar")
    _carry(scratch, definition, columns)
    _fill(scratch, definition)
    skipped = _skip(scratch, definition, columns)
    tables = _split(scratch, definition)
    empty = _without_record(scratch, tables)
    return Staged(definition, columns, tables, rows, {**skipped, **({"empty": empty} if empty else {})})


def _skip(scratch: duckdb.DuckDBPyConnection, definition: ReportDefinition, columns: dict[str, str]) -> dict[str, int]:
    repeated = " and ".join(f"trim({quoted(key)}) = {_text(name)}" for key, name in columns.items())
    rules = [("header", repeated), *((rule.why, rule.rows) for rule in definition.skip)]
    skipped: dict[str, int] = {}
    for why, condition in rules:
        [(count,)] = scratch.execute(f"delete from raw where {condition}").fetchall()
        if count:
            skipped[why] = skipped.get(why, 0) + count
    return skipped


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _carry(scratch: duckdb.DuckDBPyConnection, definition: ReportDefinition, columns: dict[str, str]) -> None:
    carry = definition.carry
    if carry is None:
        return
    fields = [field for field in carry.fields if field in columns]
    by = ", ".join(quoted(field) for field in carry.by)
    filled = ", ".join(f"first({quoted(f)} order by line) filter ({quoted(f)} is not null) as {quoted(f)}" for f in fields)
    same = " and ".join(f"raw.{quoted(field)} = given.{quoted(field)}" for field in carry.by)
    assigned = ", ".join(f"{quoted(f)} = coalesce(raw.{quoted(f)}, given.{quoted(f)})" for f in fields)
    scratch.execute(f"update raw set {assigned} from (select {by}, {filled} from raw group by {by}) as given where {same}")


def _fill(scratch: duckdb.DuckDBPyConnection, definition: ReportDefinition) -> None:
    keys = {key.partition(".")[2] or key: key for key in definition.keyed_columns}
    for field, others in definition.fill.items():
        cells = ", ".join(quoted(keys[name]) for name in (field, *others))
        scratch.execute(f"update raw set {quoted(keys[field])} = coalesce({cells})")


def _split(scratch: duckdb.DuckDBPyConnection, definition: ReportDefinition) -> list[str]:
    selects: dict[str, list[str]] = {}
    for number, records in enumerate(definition.record_sets):
        own = {field: f"{number}.{field}" for field in records.columns}
        fields = {field: quoted(own.get(field, field)) for field in (*definition.columns, *own)}
        fields.update({field: _text(value) for field, value in {**definition.constants, **records.constants}.items()})
        listed = ", ".join(f"{expression} as {quoted(field)}" for field, expression in fields.items() if field[0] != "_")
        condition = f" where {_something(own.get(records.when, records.when))}" if records.when else ""
        select = f"select line, {number} as record, {listed} from raw{condition}"
        selects.setdefault(records.table or definition.table, []).append(select)
    for table, parts in selects.items():
        # One pass over the rows serves a file whose rows are its records.
        kind = "view" if len(parts) == 1 else "table"
        scratch.execute(f"create or replace {kind} raw_{table} as {' union all by name '.join(parts)}")
    return list(selects)


def _without_record(scratch: duckdb.DuckDBPyConnection, tables: list[str]) -> int:
    """How many rows made no record: all that could have made one is blank or nought."""
    taken = " union ".join(f"select line from raw_{table}" for table in tables)
    [(count,)] = scratch.execute(f"select count(*) from raw where line not in ({taken})").fetchall()
    return int(count)


def _something(key: str) -> str:
    """SQL: a cell that holds something other than nought."""
    return f"{quoted(key)} is not null and not regexp_full_match({quoted(key)}, '[^1-9\\p{{L}}]*')"
