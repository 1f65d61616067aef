"""The imported files behind some tables."""

from collections.abc import Iterable

from tools.core.result import Source
from tools.warehouse.engines.engine import Cursor

_SHOWN = 5
_FILES = """select i.report, t.table_name, i.file_name, i.period_from, i.period_to
from import_file i join import_table t on t.import_id = i.import_id
where i.undone_at is null and ($shops is null or list_contains($shops, i.shop_id)) and list_contains($tables, t.table_name)
    and ($marketplaces is null or i.marketplace is null or list_contains($marketplaces, i.marketplace))
order by i.report, t.table_name, i.import_id desc"""


def sources_of(cursor: Cursor, tables: Iterable[str], shops: list[str] | None, marketplaces: list[str] | None) -> list[Source]:
    """Reports that fill these tables, with their newest files.

    Args:
        cursor: On the warehouse.
        tables: Their names.
        shops: Ids; all when None.
        marketplaces: Ids; all when None.
    """
    asked = {"shops": shops, "marketplaces": marketplaces, "tables": sorted(set(tables))}
    rows = cursor.execute(_FILES, asked).fetchall()
    found = []
    for report, table in dict.fromkeys((row[0], row[1]) for row in rows):
        files = [row for row in rows if (row[0], row[1]) == (report, table)]
        ends = [end for *_, end in files if end]
        found.append(
            Source(
                report=report, table=table, files=[row[2] for row in files[:_SHOWN]],
                data_from=min((row[3] for row in files if row[3]), default=None),
                data_to=max(ends, default=None), complete_until=max(ends, default=None),
            )
        )  # fmt: skip
    return found
