"""Units as listings write them, with exact factors."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property, lru_cache

from tools.listing.facts.matching import data, one_of, plain


@dataclass(frozen=True, eq=False)
class Unit:
    """One unit.

    Attributes:
        least: The smallest number that it is read after.
        to, plus: A value in each base unit that it may mean is value * to + plus.
    """

    id: str
    least: int
    to: dict[str, Fraction]
    plus: dict[str, Fraction]

    @cached_property
    def base(self) -> str:
        """The base unit; the unit itself where it has two readings."""
        return next(iter(self.to)) if len(self.to) == 1 else self.id

    @cached_property
    def factor(self) -> Fraction:
        """Base units in one."""
        return next(iter(self.to.values())) if len(self.to) == 1 else Fraction(1)

    def in_base(self, number: Fraction) -> Fraction:
        """A value in `base`."""
        if len(self.to) > 1:
            return number
        ((base, factor),) = self.to.items()
        return number * factor + self.plus.get(base, 0)


@cache
def units() -> dict[str, Unit]:
    """All units by id."""
    return {
        each["id"]: Unit(
            each["id"],
            each.get("least", 0),
            {base: Fraction(factor) for base, factor in each["to"].items()},
            {base: Fraction(added) for base, added in each.get("plus", {}).items()},
        )
        for each in data("units_read")
    }


@cache
def _by_name() -> tuple[dict[str, Unit], dict[str, Unit]]:
    """Units by sign and by name without blanks."""
    signs = {sign: units()[each["id"]] for each in data("units_read") for sign in each.get("signs", ())}
    names = {_key(name): units()[each["id"]] for each in data("units_read") for name in each.get("names", ())}
    return signs, names


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return re.sub(r"[ \-]", "", plain(name))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    signs, names = data("units_read"), [plain(name) for each in data("units_read") for name in each.get("names", ())]
    signed = one_of(sign for each in signs for sign in each.get("signs", ()))
    return re.compile(rf"({signed})(?:(?<![A-Za-z])|(?![A-Za-z0-9]))"), re.compile(
        rf"({one_of(names)})(?:(?<![a-z])|(?![a-z0-9]))"
    )


def unit_at(text: str, low: str, place: int) -> tuple[Unit, int] | None:
    """The unit that stands at a place, and the place after it; the longest.

    Args:
        text: Narrow text.
        low: The same, plain.
        place: Where it must begin.
    """
    signs, names = _patterns()
    sign, name = signs.match(text, place), names.match(low, place)
    if name and name[1] == "in" and _NO_INCH.match(low, name.end()):
        name = None
    if name and not (sign and sign.end() > name.end()):
        return _by_name()[1][_key(name[1])], name.end()
    return (_by_name()[0][sign[1]], sign.end()) if sign else None


_NO_INCH = re.compile(r" (?:the|a|an|one|each|this|our|your|every|box|stock|total|all|1)\b|-?1\b")


@cache
def readings(base: str | None) -> dict[str | None, Fraction]:
    """Base units that a value in `base` may be in, with the factor: itself, and of a unit with two readings each of them."""
    unit = units().get(base or "")
    return {base: Fraction(1)} | (dict(unit.to) if unit and len(unit.to) > 1 else {})
