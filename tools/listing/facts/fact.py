"""One thing that a text states: a figure, a count, a size, a material, a colour, a code, a mark."""

from dataclasses import dataclass
from dataclasses import field as _field
from fractions import Fraction
from functools import lru_cache
from typing import Literal

Kind = Literal["figure", "percent", "pieces", "size", "material", "colour", "code", "certificate"]
ALTERNATIVES = "|"
"""Stands between the ids of terms that the same words may mean: `copper|colour_copper`."""

LISTED = ","
"""Joins numbers of which each holds: `110/220 V`."""


@dataclass(frozen=True)
class Fact:
    """One thing that a text states.

    Attributes:
        text: As written.
        value: For comparing. Of quantities numbers in the base unit, dimensions joined by `x`, ranges by `..`, alternatives by
            `,`; of materials and colours ids of terms; of codes capitals and digits; of sizes and certificates their name.
        unit: Base unit (`l`, `m`, `kg`, `V`, `pcs`), the unit itself where it has two readings (`oz`), None without one.
        field: Where it stands: `title`, `bullets[1]`, `attributes.capacity`.
        start, end: First character and the one after the last, in the text of the field.
        written_in: Id of the unit as written; None without one.
        shown: Numbers as written, before the unit counts.
        rounding: Of each number half a step of its last digit, in the base unit.
    """

    kind: Kind
    text: str
    value: str
    unit: str | None = None
    field: str = ""
    start: int = 0
    end: int = 0
    written_in: str | None = _field(default=None, compare=False, repr=False)
    shown: tuple[Fraction, ...] = _field(default=(), compare=False, repr=False)
    rounding: tuple[Fraction, ...] = _field(default=(), compare=False, repr=False)

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """Its numbers in the base unit; none of codes, sizes and names."""
        if self.kind not in ("figure", "percent", "pieces"):
            return ()
        return _numbers(self.value)

    @property
    def terms(self) -> frozenset[str]:
        """Ids of the terms it may mean."""
        return _terms(self.value) if self.kind in ("material", "colour") else _NONE


_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=8192)
def _terms(value: str) -> frozenset[str]:
    return frozenset(value.split(ALTERNATIVES))


@lru_cache(maxsize=8192)
def _numbers(value: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(part) for part in value.replace("..", "x").replace(LISTED, "x").split("x"))


@lru_cache(maxsize=8192)
def written(number: Fraction) -> str:
    """A number as text: a decimal where it is finite, else a fraction."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return str(number)
    places = max(twos, fives)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    whole = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{whole}" if number < 0 else whole
