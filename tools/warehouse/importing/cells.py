"""The cells of a field to values: by SQL where that is exact, otherwise by reading each different text once."""

import re
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from hashlib import blake2b
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from tools.events.kinds import find_kind
from tools.marketplaces.countries import country_code
from tools.restock.names import mode_id
from tools.warehouse.importing import dates, numbers
from tools.warehouse.importing.context import ImportContext, Place, find_place
from tools.warehouse.importing.fields import MODES, Kind
from tools.warehouse.importing.notation import Notation
from tools.warehouse.importing.staging import BLANKS, quoted
from tools.warehouse.importing.values import EXACT, UnreadableValue

MAX_DIGITS = 18
"""Digits that the warehouse keeps of an amount."""
_DECIMALS = {Kind.AMOUNT: 6, Kind.RATE: 9}
_PERCENT_LIMIT = 100_000
_PERCENT_SIGNS = frozenset("%％٪")
_PLACE = pa.struct([(name, pa.string()) for name in ("id", "platform", "currency", "zone", "pool")])
# utc: known when the text names its zone. local: the time on the clock, as written.
_INSTANT = pa.struct([("utc", pa.timestamp("us", "UTC")), ("local", pa.timestamp("us"))])
_PERIOD = pa.struct([("start", pa.date32()), ("end", pa.date32())])
TYPES: dict[Kind, tuple[str, pa.DataType]] = {
    Kind.TEXT: ("varchar", pa.string()),
    Kind.IDENTIFIER: ("varchar", pa.string()),
    Kind.AMOUNT: ("decimal(18, 6)", pa.decimal128(18, 6)),
    Kind.RATE: ("decimal(18, 9)", pa.decimal128(18, 9)),
    Kind.COUNT: ("bigint", pa.int64()),
    Kind.FRACTION: ("decimal(9, 6)", pa.decimal128(9, 6)),
    Kind.FACTOR: ("decimal(18, 6)", pa.decimal128(18, 6)),
    Kind.DAY: ("date", pa.date32()),
    Kind.INSTANT: ("struct(utc timestamptz, local timestamp)", _INSTANT),
    Kind.PERIOD: ('struct("start" date, "end" date)', _PERIOD),
    Kind.MARKETPLACE: ("struct(id varchar, platform varchar, currency varchar, zone varchar, pool varchar)", _PLACE),
    Kind.CHANNEL: ("struct(id varchar, platform varchar, currency varchar, zone varchar, pool varchar)", _PLACE),
    Kind.COUNTRY: ("varchar", pa.string()),
    Kind.PSEUDONYM: ("varchar", pa.string()),
    Kind.EVENT: ("varchar", pa.string()),
    Kind.MODE: ("varchar", pa.string()),
    Kind.MODES: ("varchar", pa.string()),
}
"""Of each kind the engine's type and Arrow's."""
# The form that platforms write most: the engine reads it exactly, so its many different texts need no look each.
_ISO_UTC = r"(19|20|21)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\+00:00|Z)"
# A cell that begins with a blank, `=` or a letter beyond ASCII, or ends with a blank.
_UNTIDY = (
    "({0} < '!' or starts_with({0}, '=') or {0} > '\x7f'" + "".join(f" or ends_with({{0}}, '{blank}')" for blank in BLANKS) + ")"
)
_NAMES = re.compile(r"[、,，/|;；]")
_SPLIT_PERIOD = (" - ", " – ", " — ", " to ", " bis ", " ~ ", "~", " 至 ", "至")


class Read(NamedTuple):
    """How the cells of one field are read.

    Attributes:
        expression: SQL of the value, over `r` (the raw row) and its own mapping.
        join: SQL that joins the mapping, or nothing.
        unread: SQL over `r` that selects rows whose cell cannot be read; None when all can.
    """

    expression: str
    join: str = ""
    unread: str | None = None


def read_field(
    scratch: duckdb.DuckDBPyConnection,
    table: str,
    field: str,
    kind: Kind,
    notation: Notation,
    context: ImportContext,
    untidy: Collection[str],
) -> Read:
    """Prepare the reading of one field of `raw_<table>`; texts that need a look become a table `map_<field>`."""
    column = f"r.{quoted(field)}"
    if kind in (Kind.TEXT, Kind.IDENTIFIER):
        return Read(_tidied(column, kind) if field in untidy else column)
    quick = _quick_instant(column) if kind is Kind.INSTANT else None
    _make_map(scratch, table, field, kind, notation, context)
    mapping = f"map_{field}"
    [(unread,)] = scratch.execute(f"select count(*) from {mapping} where reason is not null").fetchall()
    value = f"{quoted(mapping)}.value"
    [(looked_at,)] = scratch.execute(f"select count(*) from {mapping}").fetchall()
    if quick and not looked_at:
        return Read(quick[1])
    return Read(
        expression=f"case when {quick[0]} then {quick[1]} else {value} end" if quick else value,
        join=f"left join {mapping} on {mapping}.text = {column}",
        unread=f"select r.line, r.record, '{field}', m.reason, m.text from raw_{table} r join {mapping} m on m.text = {column} "
        "where m.reason is not null" if unread else None,
    )  # fmt: skip


def untidy_fields(scratch: duckdb.DuckDBPyConnection, table: str, fields: dict[str, Kind]) -> set[str]:
    """Text fields in which some cell has blanks or marks to remove; the others can be taken as they stand."""
    texts = [field for field, kind in fields.items() if kind in (Kind.TEXT, Kind.IDENTIFIER)]
    if not texts:
        return set()
    looks = [f"bool_or({_UNTIDY.format(quoted(field))})" for field in texts]
    [seen] = scratch.execute(f"select {', '.join(looks)} from raw_{table}").fetchall()
    return {field for field, untidy in zip(texts, seen, strict=True) if untidy}


def _tidied(column: str, kind: Kind) -> str:
    """SQL of a text without outer blanks and marks."""
    bare = f"ltrim({column}, '{EXACT}')"
    if kind is Kind.TEXT:
        return f"nullif(trim({bare}, '{BLANKS}'), '')"
    # Excel's guard for texts, `="0012"`, is no part of them; neither are tabs and line ends, which some exports add.
    bare = f"trim({bare}, '\t\r\n')"
    return f'case when regexp_full_match({bare}, \'="[^"]*"\') then {bare}[3:-2] else {bare} end'


def _quick_instant(column: str) -> tuple[str, str]:
    packed = f"struct_pack(utc := {column}::timestamptz, local := left({column}, 19)::timestamp)"
    value = f"case when {column} is not null then {packed} end"
    return f"regexp_full_match({column}, '{_ISO_UTC}')", value


def _make_map(
    scratch: duckdb.DuckDBPyConnection,
    table: str,
    field: str,
    kind: Kind,
    notation: Notation,
    context: ImportContext,
) -> None:
    texts = texts_of(scratch, table, field, kind)
    read = _reader(kind, field, notation, context)
    values, reasons = [], []
    for text in texts:
        value, reason = _try(read, text)
        values.append(value)
        reasons.append(reason)
    mapping = pa.table(
        {
            "text": pa.array(texts, pa.string()),
            "value": pa.array(values, TYPES[kind][1]),
            "reason": pa.array(reasons, pa.string()),
        }
    )
    scratch.register("arrow_map", mapping)
    scratch.execute(f"create or replace table map_{field} as select * from arrow_map")
    scratch.unregister("arrow_map")


def _try(read: Callable[[str], Any], text: str) -> tuple[Any, str | None]:
    try:
        return read(text), None
    except UnreadableValue as bad:
        return None, str(bad.args[0])


def _reader(kind: Kind, field: str, notation: Notation, context: ImportContext) -> Callable[[str], Any]:
    mark, order = notation.mark(field), notation.order(field)
    readers: dict[Kind, Callable[[str], Any]] = {
        Kind.AMOUNT: lambda text: _amount(text, mark, _DECIMALS[Kind.AMOUNT]),
        Kind.RATE: lambda text: _amount(text, mark, _DECIMALS[Kind.RATE]),
        Kind.COUNT: lambda text: None if numbers.is_blank(text) else numbers.whole_number(text, mark),
        Kind.FRACTION: lambda text: _fraction(text, mark, notation.is_fraction(field)),
        Kind.FACTOR: lambda text: _factor(text, mark),
        Kind.DAY: lambda text: None if numbers.is_blank(text) else dates.day(text, order),
        Kind.INSTANT: lambda text: _instant(text, order),
        Kind.PERIOD: lambda text: _period(text, order),
        Kind.MARKETPLACE: lambda text: _marketplace(text, context.platform),
        Kind.CHANNEL: lambda text: _channel(text, context.platform),
        Kind.COUNTRY: lambda text: country_code(text.strip()),
        Kind.PSEUDONYM: lambda text: pseudonym(context.shop, text.strip()),
        Kind.EVENT: _event_kind,
        Kind.MODE: lambda text: mode_id(text.strip()),
        Kind.MODES: _modes,
    }
    return readers[kind]


def _amount(text: str, mark: str, decimals: int) -> Decimal | None:
    if numbers.is_blank(text):
        return None
    value = numbers.number(text, mark)
    if value.copy_abs() >= 10 ** (MAX_DIGITS - decimals):
        raise UnreadableValue("too_large")
    if value != round(value, decimals):
        if not text.startswith(EXACT):
            raise UnreadableValue("too_many_decimals")
        value = round(value, decimals)  # a binary fraction that a workbook or JSON writer spelt out
    return value


def _fraction(text: str, mark: str, is_fraction: bool) -> Decimal | None:
    if numbers.is_blank(text):
        return None
    value = numbers.number(text, mark)
    if value.copy_abs() >= _PERCENT_LIMIT:
        raise UnreadableValue("too_large")
    return round(value if is_fraction and not text.endswith("%") else value / 100, 6)


def _factor(text: str, mark: str) -> Decimal | None:
    value = _amount(text, mark, _DECIMALS[Kind.AMOUNT])
    return value if value is None or not _PERCENT_SIGNS & set(text) else round(value / 100, 6)


def _instant(text: str, order: dates.DayOrder) -> dict[str, Any] | None:
    if numbers.is_blank(text):
        return None
    moment = dates.moment(text, order)
    return {"utc": moment if moment.tzinfo else None, "local": moment.replace(tzinfo=None)}


def _period(text: str, order: dates.DayOrder) -> dict[str, Any] | None:
    if numbers.is_blank(text):
        return None
    start, _, end = period_parts(text)
    first = dates.day(start, order)
    return {"start": first, "end": dates.day(end, order) if end else first}


def period_parts(text: str) -> tuple[str, str, str]:
    """The two days of a cell such as `Jul 1, 2026 - Jul 31, 2026`; one day alone has no second."""
    sign = next((sign for sign in _SPLIT_PERIOD if text.count(sign) == 1), None)
    return text.partition(sign) if sign else (text, "", "")


def _marketplace(text: str, platform: str | None) -> dict[str, Any]:
    # A country alone is a store of several platforms; most sellers mean Amazon's.
    place = find_place(text.strip(), platform) or find_place(text.strip(), platform or "amazon")
    if place is None:
        raise UnreadableValue("marketplace_unknown")
    return as_struct(place)


def _event_kind(text: str) -> str:
    kind = find_kind(text)
    if kind is None:
        raise UnreadableValue("event_kind_unknown")
    return kind.id


def _modes(text: str) -> str | None:
    given = {mode_id(name.strip()) for name in _NAMES.split(text) if name.strip()}
    if not given <= set(MODES):
        raise UnreadableValue("bad_mode")
    return ",".join(mode for mode in MODES if mode in given) or None


def _channel(text: str, platform: str | None) -> dict[str, Any]:
    name = text.strip()
    place = find_place(name, platform) or _pool_of(name, platform)
    # Multi-channel fulfilment orders are not sales of a marketplace of Amazon.
    return as_struct(place or Place(name.lower().replace(" ", "_"), None, None, None))


def _pool_of(text: str, platform: str | None) -> Place | None:
    """The stock that several marketplaces named in one cell share."""
    places = [find_place(name.strip(), platform) for name in _NAMES.split(text) if name.strip()]
    pools = {place.pool for place in places if place}
    if len(places) < 2 or None in places or len(pools) != 1 or None in pools:
        return None
    [pool] = pools
    return Place(str(pool), platform, None, None, pool=pool)


def as_struct(place: Place) -> dict[str, Any]:
    """A place as the engine's struct."""
    return {
        "id": place.id,
        "platform": place.platform,
        "currency": place.currency,
        "zone": place.zone.key if place.zone else None,
        "pool": place.pool,
    }


def pseudonym(shop: str, customer: str) -> str:
    """Buyers are only counted, so no id of theirs is kept."""
    return blake2b(f"{shop}|{customer}".encode(), digest_size=12).hexdigest()


def texts_of(scratch: duckdb.DuckDBPyConnection, table: str, field: str, kind: Kind) -> Sequence[str]:
    """The different texts of a field that the engine does not read by itself; they say how the file writes its values."""
    column = f"r.{quoted(field)}"
    plain = f" and not {_quick_instant(column)[0]}" if kind is Kind.INSTANT else ""
    name = quoted(f"texts_{table}_{field}")
    distinct = f"select distinct {column} as text from raw_{table} r where {column} is not null{plain}"
    scratch.execute(f"create table if not exists {name} as {distinct}")
    return [text for (text,) in scratch.execute(f"select text from {name} order by 1").fetchall()]
