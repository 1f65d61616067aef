"""The metrics, measures, dimensions and tables that questions may name."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from prompts import Text

ROOM = Path(__file__).parent


class Formula(BaseModel):
    """One measure, or one divided by another, be it of another table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: tuple[str, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that its measures belong to."""
        return tuple(dict.fromkeys(table_of(name) for name in self.of))


class Metric(BaseModel):
    """One metric with its contract; see `metrics.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    label: Text
    names: tuple[str, ...]
    unit: str
    of: tuple[str, ...]
    instead: Formula | None = None
    needs: str | None = None
    additive: bool
    definition: Text
    basis: str
    refunds: str
    tax: str
    promotion: str

    @property
    def formula(self) -> Formula:
        """The formula on the metric's own tables."""
        return Formula(of=self.of)


class Measure(BaseModel):
    """One SQL aggregate; see `measures.yaml`.

    Attributes:
        money: The column that carries an amount.
        empty: Its value where the data reach and hold no row; None when that is not known.
        costs: Whether it uses the product's cost.
        trailing: Whether it counts the days up to the newest snapshot rather than the window.
        stock: The column of the snapshots that it reads.
        average: Whether it reads all snapshots rather than the newest.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sql: str
    money: str | None = None
    empty: int | None = None
    costs: bool = False
    trailing: bool = False
    stock: str | None = None
    average: bool = False


class DimensionEntry(BaseModel):
    """One way to split or filter; see `dimensions.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    time: str | None = None
    level: str | None = None
    every: str | None = None
    order_line: str | None = None
    traffic_day: str | None = None
    ad_day: str | None = None
    search_performance: str | None = None
    inventory_day: str | None = None
    settlement_line: str | None = None

    def column(self, table: str) -> str | None:
        """SQL of the dimension in a table, or None when the table does not hold it."""
        column: str | None = getattr(self, table) or self.every
        return column


class Table(BaseModel):
    """What the rows of a table are; see `tables.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: Text
    day: str
    product: str
    grains: dict[str, tuple[str, ...]] = {}
    granularity: str = ""
    partial: dict[str, tuple[str, ...]] = {}
    mixes: bool = False
    adds: str | None = None
    sources: tuple[str, ...] = ()

    def serving(self, levels: set[str]) -> list[str]:
        """Grains whose rows can be split by all of these, the preferred first."""
        return [grain for grain, held in self.grains.items() if levels <= set(held)]


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOM / name).read_text(encoding="utf-8"))
    return content


@cache
def metrics() -> dict[str, Metric]:
    """All metrics by id."""
    return {name: Metric(id=name, **entry) for name, entry in _read("metrics.yaml").items()}


@cache
def measures() -> dict[str, dict[str, Measure]]:
    """All measures by table and name."""
    return {
        table: {name: Measure(**entry) for name, entry in entries.items()} for table, entries in _read("measures.yaml").items()
    }


@cache
def dimensions() -> dict[str, DimensionEntry]:
    """All dimensions by id."""
    return {name: DimensionEntry(**entry) for name, entry in _read("dimensions.yaml").items()}


@cache
def tables() -> dict[str, Table]:
    """All tables that have measures, by name."""
    return {name: Table(**entry) for name, entry in _read("tables.yaml").items()}


@cache
def unavailable() -> dict[str, dict[str, Any]]:
    """Metrics of the field that this version has no data for."""
    return _read("unavailable.yaml")


@cache
def table_of(measure: str) -> str:
    """The table that a measure belongs to."""
    return next(table for table, entries in measures().items() if measure in entries)


@cache
def measure_of(name: str) -> Measure:
    """A measure by its name alone; no two tables use the same."""
    return measures()[table_of(name)][name]


@cache
def metric_names() -> dict[str, str]:
    """Metric id by every name in lower case, those of unavailable metrics too."""
    found = {name.lower(): metric for metric, entry in unavailable().items() for name in (metric, *entry["names"])}
    found.update({name.lower(): metric.id for metric in metrics().values() for name in (metric.id, *metric.names)})
    return found
