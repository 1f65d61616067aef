"""An address to its engine."""

from pathlib import Path

from tools.core.errors import Unavailable
from tools.warehouse.engines.clickhouse import ClickHouse
from tools.warehouse.engines.duckdb import DuckDB
from tools.warehouse.engines.engine import Engine
from tools.warehouse.engines.postgresql import PostgreSQL


def open_engine(address: Path | str) -> Engine:
    """The engine of an address; nothing is connected yet.

    Args:
        address: A DuckDB file, or `duckdb:PATH`, `postgresql://…`, `clickhouse://…`; of the servers `//` may be left out.

    Raises:
        Unavailable: No such engine.
    """
    if isinstance(address, Path):
        return DuckDB(address)
    scheme, colon, rest = address.partition(":")
    if colon and rest and scheme == "duckdb":
        return DuckDB(Path(rest.removeprefix("//")).expanduser().resolve())
    if colon and rest and scheme in ("postgresql", "postgres"):
        return PostgreSQL(rest if "=" in rest.partition("?")[0] else _url("postgresql", rest))
    if colon and rest and scheme == "clickhouse":
        return ClickHouse(_url(scheme, rest))
    raise Unavailable("warehouse_unknown_engine", scheme=scheme if colon else "")


def _url(scheme: str, rest: str) -> str:
    return f"{scheme}:{rest if rest.startswith('//') else '//' + rest}"
