"""Raw texts to rows of a table, and a reason for every value that cannot be read."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import yaml
from pydantic import BaseModel

from prompts import message
from tools.events.kinds import event_kinds
from tools.warehouse.importing import amounts
from tools.warehouse.importing.cells import TYPES, as_struct, period_parts, read_field, texts_of, untidy_fields
from tools.warehouse.importing.context import ImportContext
from tools.warehouse.importing.dates import day_order
from tools.warehouse.importing.fields import FIELDS, Kind
from tools.warehouse.importing.notation import Notation
from tools.warehouse.importing.numbers import currency_of, decimal_evidence
from tools.warehouse.importing.rows import RULES, row_sql
from tools.warehouse.importing.staging import Staged, quoted
from tools.warehouse.importing.values import EXACT

_WORDS = Path(__file__).parent / "status_words.yaml"
_MACROS = Path(__file__).parent / "macros.sql"
MAX_REJECTIONS = 10_000
_NEVER = "a^"
_TELLS_NOTHING: dict[str, Callable[[str], bool]] = {
    "ambiguous_decimal": lambda text: bool(decimal_evidence([text]).doubtful),
    "ambiguous_dates": lambda text: day_order([text]) is None,
}


class Rejection(BaseModel):
    """One value that could not be read."""

    line: int
    column: str
    reason: str
    reason_zh: str
    value: str


class Bad(NamedTuple):
    """A value that cannot be read: where it stands and why."""

    line: int
    record: int
    field: str
    reason: str
    value: Any


def prepare(scratch: duckdb.DuckDBPyConnection, context: ImportContext) -> None:
    """Put what the user said about the file where the SQL of the rows finds it."""
    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    options = context.options
    row = {
        "shop": context.shop,
        "place": as_struct(context.place) if context.place else None,
        "default_currency": options.currency,
        "file_zone": options.timezone or context.file_zone,
        "period_start": context.period and context.period.start,
        "period_end": context.period and context.period.end,
        "day": context.day,
        **{f"{name}_words": of_status for name, of_status in words.items()},
        "cancelled_words": [*words["cancelled"], *(status.lower() for status in options.cancelled_statuses)],
    }
    types = {
        "place": TYPES[Kind.MARKETPLACE][1], "period_start": pa.date32(), "period_end": pa.date32(), "day": pa.date32(),
        **{f"{name}_words": pa.list_(pa.string()) for name in words},
    }  # fmt: skip
    table = pa.table({name: pa.array([value], types.get(name, pa.string())) for name, value in row.items()})
    scratch.register("context", table)
    prefixes = "|".join(_literal(prefix) for prefix in options.cancelled_prefixes)
    patterns = "|".join(_wildcard(str(sku).lower()) for sku in options.non_product_skus)
    scratch.execute(f"set variable cancelled_ids = {_sql(f'^(?:{prefixes})' if prefixes else _NEVER)}")
    scratch.execute(f"set variable other_lines = {_sql(patterns or _NEVER)}")
    scratch.execute(_MACROS.read_text(encoding="utf-8"))
    scratch.execute(amounts.macros())


def _literal(text: str) -> str:
    return "".join(letter if letter.isalnum() else f"\\x{{{ord(letter):x}}}" for letter in text)


def _wildcard(pattern: str) -> str:
    """A pattern of file names (`gift_*`) as a regular expression."""
    return "(?s:" + "".join({"*": ".*", "?": "."}.get(letter, _literal(letter)) for letter in pattern) + ")"


def _sql(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def build_rows(scratch: duckdb.DuckDBPyConnection, staged: Staged, table: str, context: ImportContext) -> list[Bad]:
    """Make the table `rows_<table>`.

    Returns:
        What cannot be read; with any of these the rows do not count.
    """
    fields = _fields(scratch, table)
    notation = _notation(staged, context)
    asked = _learn(scratch, table, fields, notation, context)
    if staged.definition.format == "table":
        percentages = [field for field, kind in fields.items() if kind is Kind.FRACTION]
        notation.learn_fractions({field: texts_of(scratch, table, field, Kind.FRACTION) for field in percentages})
    if asked:
        return asked
    bad = _type(scratch, table, fields, notation, context)
    scratch.execute(f"create or replace table built as {row_sql(table)}")
    bad += _problems(scratch, table, {(each.line, each.record) for each in bad})
    bad += [Bad(line, 0, "total", "does_not_add_up", text) for line, text in staged.lost]
    bad += _other_currency(scratch, fields, context)
    return bad or _number(scratch, table)


def _other_currency(scratch: duckdb.DuckDBPyConnection, fields: dict[str, Kind], context: ImportContext) -> list[Bad]:
    """Amounts marked with another currency than that of the place that the user named, in a file without currencies."""
    expected = context.place.currency if context.place else None
    if "currency" in fields or expected is None:
        return []
    for field, kind in fields.items():
        if kind is Kind.AMOUNT:
            texts = scratch.execute(f"select text from map_{field} where regexp_matches(text, '[^-0-9.,()\\s]')").fetchall()
            wrong = next((text for (text,) in texts if (currency_of(text) or expected) != expected), None)
            if wrong is not None:
                return [_where(scratch, field, wrong)]
    return []


def _where(scratch: duckdb.DuckDBPyConnection, field: str, text: str) -> Bad:
    tables = scratch.execute(
        "select table_name from duckdb_columns() where column_name = $f and table_name like 'raw_%'", {"f": field}
    )
    [(table,), *_] = tables.fetchall()
    query = f"select line, record from {table} where {quoted(field)} = $text order by line limit 1"
    [(line, record)] = scratch.execute(query, {"text": text}).fetchall()
    return Bad(line, record, field, "currency_of_another", text)


def _problems(scratch: duckdb.DuckDBPyConnection, table: str, known: Collection[tuple[int, int]]) -> list[Bad]:
    """Rows that cannot be taken although each value can be read; rows with unread values are told of already."""
    rows = scratch.execute("select line_number, record, problem from built where problem is not null order by all").fetchall()
    found = []
    for line, record, problem in rows:
        if (line, record) not in known:
            field, reason = problem.split(":", 1)
            found.append(Bad(line, record, field, reason, _raw(scratch, table, line, record, field)))
    return found


def _fields(scratch: duckdb.DuckDBPyConnection, table: str) -> dict[str, Kind]:
    present = {name for (name,) in scratch.execute(f"select column_name from (describe raw_{table})").fetchall()}
    return {field: kind for field, kind in FIELDS[table].items() if field in present}


def _notation(staged: Staged, context: ImportContext) -> Notation:
    definition, options = staged.definition, context.options
    local = context.place.decimal if context.place else "."
    return Notation(options.decimal, options.date_order or definition.date_order, local, definition.decimal)


def _learn(
    scratch: duckdb.DuckDBPyConnection, table: str, fields: dict[str, Kind], notation: Notation, context: ImportContext
) -> list[Bad]:
    """The file's notation; a question for each column that does not tell its own."""
    asked = []
    if notation.needs_numbers:
        numbers = {field: texts_of(scratch, table, field, kind) for field, kind in fields.items() if kind.is_number}
        whole = (Kind.COUNT, Kind.AMOUNT) if context.place and context.place.has_whole_money else (Kind.COUNT,)
        counts = [field for field, kind in fields.items() if kind in whole]
        asked += [(field, "ambiguous_decimal") for field in notation.learn_numbers(numbers, counts)]
    if notation.needs_dates:
        dates = {field: _dates(scratch, table, field, kind) for field, kind in fields.items() if kind.is_date}
        asked += [(field, "ambiguous_dates") for field in notation.learn_dates(dates)]
    return [_first(scratch, table, field, reason) for field, reason in asked]


def _dates(scratch: duckdb.DuckDBPyConnection, table: str, field: str, kind: Kind) -> list[str]:
    texts = texts_of(scratch, table, field, kind)
    if kind is not Kind.PERIOD:
        return list(texts)
    return [part for text in texts for part in period_parts(text)[::2] if part]


def _first(scratch: duckdb.DuckDBPyConnection, table: str, field: str, reason: str) -> Bad:
    """The first cell that can be read in two ways."""
    column = quoted(field)
    rows = scratch.execute(f"select line, record, {column} from raw_{table} where {column} is not null order by line").fetchall()
    is_doubtful = _TELLS_NOTHING[reason]
    line, record, text = next((row for row in rows if is_doubtful(row[2])), rows[0])
    return Bad(line, record, field, reason, text)


def _type(
    scratch: duckdb.DuckDBPyConnection, table: str, fields: dict[str, Kind], notation: Notation, context: ImportContext
) -> list[Bad]:
    """Make the view `typed`, in which a value that no reader understands is null; returns these values."""
    untidy = untidy_fields(scratch, table, fields)
    reads = {field: read_field(scratch, table, field, kind, notation, context, untidy) for field, kind in fields.items()}
    unread = [read.unread for read in reads.values() if read.unread]
    rows = scratch.execute(f"{' union all '.join(unread)} order by 1, 3").fetchall() if unread else []
    columns = [f"{read.expression} as {quoted(field)}" for field, read in reads.items()]
    columns += [f"null::{TYPES[kind][0]} as {quoted(field)}" for field, kind in FIELDS[table].items() if field not in fields]
    columns += [
        f"{f'trim(r.{quoted(field)})' if field in fields else 'null::varchar'} as {field}_text"
        for field, kind in FIELDS[table].items()
        if kind is Kind.COUNTRY
    ]
    joins = " ".join(read.join for read in reads.values())
    scratch.execute(f"create or replace view typed as select r.line, r.record, {', '.join(columns)} from raw_{table} r {joins}")
    return [Bad(*row) for row in rows]


def _raw(scratch: duckdb.DuckDBPyConnection, table: str, line: int, record: int, field: str) -> Any:
    present = _fields(scratch, table)
    if field not in present:
        return ""
    query = f"select {quoted(field)} from raw_{table} where line = $line and record = $record"
    return (scratch.execute(query, {"line": line, "record": record}).fetchall() or [("",)])[0][0] or ""


def _number(scratch: duckdb.DuckDBPyConnection, table: str) -> list[Bad]:
    """Give each row its `row_key`: the natural key and, for rows alike in it, their number in the file."""
    rule = RULES[table]
    key = " || '|' || ".join(f"coalesce({part}::varchar, '')" for part in rule.key)
    scratch.execute(f"create or replace table twice as select hash({key}) as key from built group by 1 having count(*) > 1")
    numbered = ", ".join((*rule.order, "line_number", "record"))
    content = ", ".join(
        name
        for (name,) in scratch.execute("select column_name from (describe built)").fetchall()
        if name not in ("line_number", "record", "problem")
    )
    scratch.execute(
        f"""create or replace table again as
        select line_number, record, {key} as key, row_number() over same as nth,
            first_value(struct_pack({_packed(content)})) over same is distinct from struct_pack({_packed(content)}) as differs
        from built where hash({key}) in (select key from twice)
        window same as (partition by {key} order by {numbered})"""
    )
    if not rule.repeats:
        rows = scratch.execute("select line_number, record, key from again where nth > 1 and differs order by all").fetchall()
        if rows:
            field = rule.key[0]
            return [Bad(line, record, field, "repeated_key", key.replace("|", ", ")) for line, record, key in rows]
    kept = "true" if rule.repeats else "coalesce(again.nth, 1) = 1"
    scratch.execute(
        f"""create or replace view rows_{table} as
        select built.* exclude (record, problem), {key} || '|' || coalesce(again.nth, 1) as row_key
        from built left join again using (line_number, record) where {kept}"""
    )
    return []


def _packed(content: str) -> str:
    return ", ".join(f"{name} := {name}" for name in content.split(", "))


def rejection(staged: Staged, bad: Bad) -> Rejection:
    """A bad value as it is told to the user, with the column named as in the file."""
    reason = message(f"cell.{bad.reason}", event_kinds=list(event_kinds()))
    column = staged.columns.get(f"{bad.record}.{bad.field}", staged.columns.get(bad.field, bad.field))
    return Rejection(
        line=bad.line, column=column, reason=reason["en"], reason_zh=reason["zh"], value=str(bad.value).removeprefix(EXACT)[:200]
    )
