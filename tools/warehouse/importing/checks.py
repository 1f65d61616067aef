"""What a reader of a file's rows should know: rows left out, damaged texts, ids that Excel has changed."""

import duckdb

from tools.core.result import Warning, warning
from tools.marketplaces import marketplaces
from tools.warehouse.importing.damage import excel_date, excel_number, mojibake
from tools.warehouse.importing.fields import FIELDS, Kind
from tools.warehouse.importing.staging import Staged, quoted
from tools.warehouse.importing.values import EXACT
from tools.warehouse.importing.workbook import lost_digits

_IDS = ("sku", "order_id", "asin", "fnsku", "campaign_id", "settlement_id", "shipment_id", "order_item_id")
_SHOWN = 5
# A text with letters beyond ASCII, or with the mark that stands for lost ones.
_ODD = "(strlen({0}) <> length({0}) or contains({0}, '?'))"
# Roughly what Excel makes of ids, so that only few texts need a closer look.
_LIKE_EXCEL = (
    "regexp_matches({0}, '^.?\\d+([.,]\\d+)?[eE][+]\\d+$|月|^\\d{{1,2}}[-./ ]+\\p{{L}}{{3,5}}|^\\p{{L}}{{3,5}}[-./ ]+\\d{{1,4}}$"
    "|^.?(19|20)\\d\\d-\\d\\d-\\d\\d') or ({0}[1] = '" + EXACT + "' and length({0}) > 15)"
)


def findings(scratch: duckdb.DuckDBPyConnection, staged: Staged) -> list[Warning]:
    """Warnings about a file whose rows are built."""
    found = [warning("rows_skipped", count=count, why=why) for why, count in staged.skipped.items()]
    if staged.definition.is_unverified:
        found.append(warning("report_unverified", report=staged.definition.id))
    if not any(_count(scratch, f"select count(*) from rows_{table}") for table in staged.tables):
        found.append(warning("no_rows"))
    if "settlement_line" in staged.tables:
        found += _unbalanced(scratch)
    if "order_line" in staged.tables:
        pending = _count(scratch, "select count(*) from rows_order_line where kind = 'pending'")
        found += [warning("pending_lines", count=pending)] if pending else []
    found += [note for table in staged.tables for note in _currencies(scratch, table)]
    return [*found, *(note for table in staged.tables for note in _damage(scratch, staged, table))]


def _count(scratch: duckdb.DuckDBPyConnection, query: str) -> int:
    count: int = scratch.execute(query).fetchall()[0][0]
    return count


def _unbalanced(scratch: duckdb.DuckDBPyConnection) -> list[Warning]:
    """Settlements whose rows are not all that their own total counts."""
    rows = scratch.execute(
        "select settlement_id, sum(amount)::varchar, min(settlement_total)::varchar from typed "
        "where settlement_total is not null group by settlement_id having sum(amount) <> min(settlement_total) order by 1"
    ).fetchall()
    return [warning("settlement_differs", settlement=name, found=found, expected=expected) for name, found, expected in rows]


def _currencies(scratch: duckdb.DuckDBPyConnection, table: str) -> list[Warning]:
    """Amounts in another currency than the marketplace's: a sign that the user named the wrong one."""
    if table not in ("ad_day", "traffic_day", "search_performance", "settlement_line"):
        return []
    rows = scratch.execute(
        f"select distinct marketplace, currency from rows_{table} where currency is not null order by all"
    ).fetchall()
    return [
        warning("currency_of_other_place", marketplace=market, currency=currency, expected=marketplaces()[market].currency)
        for market, currency in rows
        if market in marketplaces() and marketplaces()[market].currency != currency
    ]


def _damage(scratch: duckdb.DuckDBPyConnection, staged: Staged, table: str) -> list[Warning]:
    present = {name for (name,) in scratch.execute(f"select column_name from (describe raw_{table})").fetchall()}
    texts = [field for field, kind in FIELDS[table].items() if kind in (Kind.TEXT, Kind.IDENTIFIER) and field in present]
    if not texts:
        return []
    looks = {field: _ODD.format(quoted(field)) for field in texts}
    changes = {field: _LIKE_EXCEL.format(quoted(field)) for field in texts if field in _IDS}
    columns = [*looks.values(), *changes.values()]
    # One pass tells which columns need a closer look; most files have none.
    [seen] = scratch.execute(f"select {', '.join(f'bool_or({each})' for each in columns)} from raw_{table}").fetchall()
    suspect = dict(zip(columns, seen, strict=True))
    found = []
    for field in texts:
        strange = [text for text in _distinct(scratch, table, field, looks[field], suspect) if mojibake(text)]
        if strange:
            found.append(warning("damaged_text", column=_header(staged, field), count=len(strange), examples=strange[:_SHOWN]))
        ids = [text for text in _distinct(scratch, table, field, changes.get(field), suspect) if _changed_by_excel(text)]
        if ids:
            found.append(
                warning(
                    "excel_damage",
                    column=_header(staged, field),
                    count=len(ids),
                    examples=[text.removeprefix(EXACT) for text in ids[:_SHOWN]],
                )
            )
    return found


def _changed_by_excel(text: str) -> bool:
    return excel_number(text) or excel_date(text) or lost_digits(text)


def _distinct(
    scratch: duckdb.DuckDBPyConnection, table: str, field: str, condition: str | None, suspect: dict[str, bool | None]
) -> list[str]:
    if condition is None or not suspect[condition]:
        return []
    column = quoted(field)
    query = f"select {column} from raw_{table} where {condition} group by all order by min(line)"
    return [text for (text,) in scratch.execute(query).fetchall()]


def _header(staged: Staged, field: str) -> str:
    return next((name for key, name in staged.columns.items() if (key.partition(".")[2] or key) == field), field)
