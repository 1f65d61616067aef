"""The metrics, measures and dimensions that questions may name."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from prompts import Text

ROOM = Path(__file__).parent


class Formula(BaseModel):
    """One measure, or one divided by another, of one table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    table: str = "order_line"
    of: tuple[str, ...]


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
        """The formula on the metric's own table."""
        return Formula(table=table_of(self.of[0]), of=self.of)


class Measure(BaseModel):
    """One SQL aggregate.

    Attributes:
        money: The column that carries an amount.
        empty: Its value where the data reach and hold no row; None when that is not known.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sql: str
    money: str | None = None
    empty: int | None = None


class DimensionEntry(BaseModel):
    """One way to split or filter; see `dimensions.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    time: str | None = None
    level: str | None = None
    order_line: str | None = None
    traffic_day: str | None = None

    def column(self, table: str) -> str | None:
        """SQL of the dimension in a table, or None when the table does not hold it."""
        column: str | None = getattr(self, table)
        return column


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
def unavailable() -> dict[str, dict[str, Any]]:
    """Metrics of the field that this version has no data for."""
    return _read("unavailable.yaml")


@cache
def table_of(measure: str) -> str:
    """The table that a measure belongs to."""
    return next(table for table, entries in measures().items() if measure in entries)


@cache
def metric_names() -> dict[str, str]:
    """Metric id by every name in lower case, those of unavailable metrics too."""
    found = {name.lower(): metric for metric, entry in unavailable().items() for name in (metric, *entry["names"])}
    found.update({name.lower(): metric.id for metric in metrics().values() for name in (metric.id, *metric.names)})
    return found
