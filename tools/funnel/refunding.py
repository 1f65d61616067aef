"""Refunds: a line of the split where they count by the date of the sale, else beside it."""

from dataclasses import dataclass

import numpy as np

from tools.funnel.breaks import Dated, date_of_rate
from tools.funnel.diagnosis import Diagnosis
from tools.funnel.material import Material, Refunded
from tools.funnel.naming import SIGNIFICANCE
from tools.funnel.noise import clustered, counted, ratio_noise
from tools.funnel.panel import Floats
from tools.funnel.result import Refunds


@dataclass(frozen=True)
class Refunding:
    """What is told of refunds.

    Attributes:
        result: For the reader.
        amounts: Of the base, for the length of the current window, and of the current one; None when not in the sum.
        rising: Whether the share of refunds rose.
    """

    result: Refunds
    amounts: tuple[float, float] | None
    rising: bool
    found: Diagnosis
    refunded: Refunded

    def date(self) -> Dated | None:
        """When the share of refunds changed."""
        return date_of_rate(self.found, np.nan_to_num(self.refunded.amounts), np.nan_to_num(self.refunded.sold))


def refunding_of(material: Material, found: Diagnosis) -> Refunding | None:
    """Compare refunds of the two windows; None when no report tells of them."""
    refunded = material.refunds
    if refunded is None:
        return None
    windows = found.stages.windows
    sides = [(refunded.amounts[chosen], refunded.sold[chosen]) for chosen in windows.both]
    if any(np.isnan(table).any() for side in sides for table in side):
        return None
    num, den = tuple(side[0][None] for side in sides), tuple(side[1][None] for side in sides)
    if refunded.unit == "units":
        test = counted((num[0], num[1]), (den[0], den[1]), ratio_noise((num[0], num[1]), (den[0], den[1])))
    else:
        test = clustered((num[0], num[1]), (den[0], den[1]))
    p_value = float(test.p_value[0])
    base, current = (float(side[0].sum()) for side in sides)
    scaled = base * windows.current.days / windows.base.days
    rates = [_share(side) for side in sides]
    result = Refunds(
        in_sum=refunded.in_sum, amount=round(scaled - current, 6) if refunded.in_sum else None, base=round(scaled, 6),
        current=round(current, 6), base_rate=rates[0], current_rate=rates[1], p_value=None if np.isnan(p_value) else p_value,
        moved=p_value < SIGNIFICANCE, unit="units" if refunded.unit == "units" else "money", basis=refunded.basis,
    )  # fmt: skip
    rising = (rates[1] or 0.0) > (rates[0] or 0.0)
    return Refunding(result, (scaled, current) if refunded.in_sum else None, rising, found, refunded)


def _share(side: tuple[Floats, Floats]) -> float | None:
    sold = float(side[1].sum())
    return float(side[0].sum()) / sold if sold else None
