"""A figure with its unit, and what the tables know of units."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

TABLES = Path(__file__).with_name("tables")


@cache
def table(name: str) -> Any:
    """One file of `tables/`, as it stands there."""
    return yaml.safe_load((TABLES / f"{name}.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Unit:
    """A unit.

    Attributes:
        kind: `length`, `mass` …; what is only written (`electric`, `time`, …) has no factor.
        system: `metric`, `customary`, `chinese`, `any` (fits every market), `kept` (never converted).
        factor, offset: base = figure x factor + offset, exactly.
        targets: Units of the other system with the least figure each is for, ascending.
    """

    id: str
    kind: str
    system: str
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)
    targets: tuple[tuple[Fraction, str], ...] = ()


@cache
def units() -> dict[str, Unit]:
    """Every unit by its id."""
    found = {id: Unit(id, kind, "kept") for kind, ids in table("units")["kept"].items() for id in ids}
    for id, row in table("units")["units"].items():
        targets = tuple((Fraction(str(least)), unit) for least, unit in row.get("to", []))
        offset = Fraction(row.get("offset", "0"))
        found[id] = Unit(id, row["kind"], row["system"], Fraction(row["factor"]), offset, targets)
    return found


@dataclass(frozen=True)
class Quantity:
    """A figure, a range or the sides of a thing, with a unit.

    Attributes:
        value: The figure; the first side; the lower end of a range. Digits as written: 2.50 keeps its zero.
        unit: Id of `tables/units.yaml`.
        high: Upper end of a range.
        sides: The further sides of `12 x 8 x 4 in`.
        labels: What the sides are: `l`, `w`, `h`, `d`; as many as there are sides in all, or none.
        fraction: The source writes fractions (1/2 in).
        worded: The source writes the range with a word (10 to 12 cm).
        beside: The same in another system, as the source gives it: `20 oz (591 ml)`.
    """

    value: Decimal
    unit: str
    high: Decimal | None = None
    sides: tuple[Decimal, ...] = ()
    labels: tuple[str, ...] = ()
    fraction: bool = False
    worded: bool = False
    beside: "Quantity | None" = None

    @property
    def kind(self) -> str:
        """What it measures: `length`, `mass`, `volume`, `electric`, `time` and others."""
        return units()[self.unit].kind

    @property
    def system(self) -> str:
        """`metric`, `customary`, `chinese`, `any` or `kept`."""
        return units()[self.unit].system

    @property
    def figures(self) -> tuple[Decimal, ...]:
        """Every figure in order."""
        return (self.value, *((self.high,) if self.high is not None else ()), *self.sides)

    def exact(self, unit: str) -> tuple[Fraction, ...]:
        """Every figure in another unit of the same kind, exactly."""
        own, other = units()[self.unit], units()[unit]
        return tuple((Fraction(each) * own.factor + own.offset - other.offset) / other.factor for each in self.figures)

    def with_figures(self, figures: tuple[Decimal, ...], unit: str) -> "Quantity":
        """The same shape with other figures."""
        ranged = self.high is not None
        sides = figures[2 if ranged else 1 :]
        return Quantity(figures[0], unit, figures[1] if ranged else None, sides, self.labels, worded=self.worded)


@dataclass(frozen=True)
class Found:
    """A quantity in a text; `span`: its first character and the one after its last."""

    quantity: Quantity
    span: tuple[int, int]
