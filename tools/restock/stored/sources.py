"""Files behind a plan, and what its figures mean."""

from functools import cache

from prompts import message
from tools.core.result import Definition, Source
from tools.warehouse.engines.engine import Cursor

_TABLES = ["order_line", "inventory_day", "inbound", "warehouse_stock", "restock_setting", "uplift", "product"]
_FILES_SHOWN = 5
_FILES = """select i.report, t.table_name, i.file_name, i.period_from, i.period_to
from import_file i join import_table t on t.import_id = i.import_id
where i.undone_at is null and ($shops is null or list_contains($shops, i.shop_id)) and list_contains($tables, t.table_name)
    and ($marketplaces is null or i.marketplace is null or list_contains($marketplaces, i.marketplace))
order by i.report, t.table_name, i.import_id desc"""
_UNITS = {"velocity": "units/day", "inventory_position": "units", "fill_rate": "fraction", "days_of_supply": "days"}


def sources_of(cursor: Cursor, shops: list[str] | None, places: list[str] | None) -> list[Source]:
    """Reports of the tables that a plan reads."""
    rows = cursor.execute(_FILES, {"shops": shops, "marketplaces": places, "tables": _TABLES}).fetchall()
    found = []
    for report, table in dict.fromkeys((row[0], row[1]) for row in rows):
        files = [row for row in rows if (row[0], row[1]) == (report, table)]
        ends = [end for *_, end in files if end]
        found.append(
            Source(
                report=report, table=table, files=[row[2] for row in files[:_FILES_SHOWN]],
                data_from=min((row[3] for row in files if row[3]), default=None),
                data_to=max(ends, default=None), complete_until=max(ends, default=None),
            )
        )  # fmt: skip
    return found


@cache
def definitions() -> list[Definition]:
    """What the figures of a plan mean."""
    return [
        Definition(
            metric=metric,
            label=message(f"restock_label_{metric}"),
            definition=message(f"restock_definition_{metric}"),
            unit=unit,
            basis="order_date",
            additive=False,
            refunds="gross",
            tax="none",
            promotion="included",
            timezone="marketplace",
            source="order_line, inventory_day",
        )
        for metric, unit in _UNITS.items()
    ]
