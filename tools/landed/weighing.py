"""Volumetric and chargeable weight of packages: exact decimals, rounded only where a carrier rounds."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Literal

from tools.core.errors import NotEnoughData
from tools.landed.packages import Package
from tools.landed.services import Method

CM_PER_INCH = Decimal("2.54")
KG_PER_POUND = Decimal("0.45359237")
_CM3_IN_M3 = Decimal(1_000_000)


@dataclass(frozen=True)
class Weighed:
    """One package; sides and weights in the units of the method.

    Attributes:
        sides: As charged, the longest first.
        volume: In cubic metres.
        volumetric: Volume divided by the divisor; None where the carrier does not charge by volume.
        chargeable: The greater of both, rounded as the carrier does.
        charged_by: Which of them it is.
    """

    quantity: int
    sides: tuple[Decimal, Decimal, Decimal]
    volume: Decimal
    actual: Decimal | None
    volumetric: Decimal | None
    chargeable: Decimal
    charged_by: Literal["volume", "weight"]


def converted_side(size: Decimal, given: str, wanted: str) -> Decimal:
    """A length in the other unit where they differ."""
    if given == wanted:
        return size
    return size * CM_PER_INCH if given == "in" else size / CM_PER_INCH


def converted_weight(weight: Decimal, given: str, wanted: str) -> Decimal:
    """A weight in the other unit where they differ."""
    if given == wanted:
        return weight
    return weight * KG_PER_POUND if given == "lb" else weight / KG_PER_POUND


def weighed(parcel: Package, side: str, weight: str, method: Method) -> Weighed:
    """One package by a method.

    Args:
        parcel: Sizes and weight of one of them, and how many.
        side: Unit of its sides.
        weight: Unit of its weight.
        method: Of the carrier.

    Raises:
        NotEnoughData: Its weight is not given and its volume is not charged.
    """
    given = sorted((parcel.length, parcel.width, parcel.height), reverse=True)
    sides = [converted_side(size, side, method.side) for size in given]
    if method.whole:
        sides = [_whole(size) for size in sides]
    cubic = sides[0] * sides[1] * sides[2]
    actual = None if parcel.actual_weight is None else converted_weight(parcel.actual_weight, weight, method.weight)
    volumetric = cubic / method.divisor if method.above is None or cubic > method.above else None
    if volumetric is None and actual is None:
        raise NotEnoughData("landed_weight_needed", field="packages")
    chargeable = max(part for part in (volumetric, actual) if part is not None)
    metres = [converted_side(size, side, "cm") for size in given]
    return Weighed(
        quantity=parcel.quantity,
        sides=(sides[0], sides[1], sides[2]),
        volume=metres[0] * metres[1] * metres[2] / _CM3_IN_M3,
        actual=actual,
        volumetric=volumetric,
        chargeable=_whole(chargeable) if method.whole else chargeable,
        charged_by="volume" if chargeable == volumetric and chargeable != actual else "weight",
    )


def total(weights: Iterable[tuple[Decimal | None, int]]) -> Decimal | None:
    """Sum over packages; None when one of them is not known."""
    summed = Decimal(0)
    for weight, quantity in weights:
        if weight is None:
            return None
        summed += weight * quantity
    return summed


def stepped(weight: Decimal, step: Decimal) -> Decimal:
    """A weight rounded up to a whole number of steps."""
    return (weight / step).to_integral_value(ROUND_CEILING) * step


def _whole(size: Decimal) -> Decimal:
    return size.to_integral_value(ROUND_CEILING)
