"""The method (`methods.md` part A3) for one product in plain Python, from the truth a shop was made from."""

from dataclasses import dataclass, field
from math import ceil, floor, sqrt
from statistics import variance

from scipy.special import gammaincc


@dataclass
class Truth:
    """What is true of one product; days are counted back from the day of the plan, 0 being that day.

    Attributes:
        units: Ordered by day, without what was cancelled.
        closed: Days that tell nothing: without stock in the evening, or in no report.
        since: First day on which it was for sale.
        lead: Mean and standard deviation.
        coming: (day from now on which it can be sold, units).
        ahead: Multiplier of a day from now.
        behind: Multiplier of a day of the history.
    """

    units: dict[int, int]
    closed: set[int] = field(default_factory=set)
    since: int = 179
    lead: tuple[float, float] = (30, 5)
    review: float = 7
    target: float = 0.95
    on_hand: float = 0
    coming: list[tuple[int, int]] = field(default_factory=list)
    elsewhere: float = 0
    moq: float = 0
    carton: float = 1
    ahead: object = lambda day: 1.0
    behind: object = lambda day: 1.0
    planned: float | None = None

    def open_days(self):
        """Days that tell of demand, the newest first."""
        return [day for day in range(min(self.since, 179) + 1) if day not in self.closed]

    def sold(self, day):
        """Units of a day as they would be without an uplift."""
        return self.units.get(day, 0) / self.behind(day)


def velocity(truth):
    """Step 2."""
    days = truth.open_days()
    sold = [truth.sold(day) for day in days]
    means, shorter = [], 0
    for window, weight in zip((7, 30, 60, 90), (0.2, 0.3, 0.3, 0.2), strict=True):
        count = min(window, len(days))
        if count > shorter and count >= 7:
            means.append((weight, sum(sold[:count]) / count))
        shorter = count
    total = sum(weight for weight, _ in means)
    pace = sum(weight * mean for weight, mean in means) / total if total else sum(sold) / len(sold) if sold else 0.0
    if truth.planned and len(days) < 60:
        return (pace * len(days) + 4) / (len(days) + 4 / truth.planned)
    return pace


def spread(truth):
    """Step 3; weeks count whole, from four days in stock on, and from four weeks on."""
    days = [day for day in truth.open_days() if day < 91]
    daily = variance([truth.sold(day) for day in days]) if len(days) > 1 else 0.0
    totals = []
    for week in range(min(truth.since + 1, 91) // 7):
        inside = [day for day in days if 7 * week <= day < 7 * week + 7]
        if len(inside) >= 4:
            totals.append(sum(truth.sold(day) for day in inside) * 7 / len(inside))
    weekly = variance(totals) / 7 if len(totals) >= 4 else 0.0
    return max(daily, weekly, velocity(truth))


def _over(level, mean, var):
    shape, scale = mean * mean / var, var / mean
    return mean * gammaincc(shape + 1, level / scale) - level * gammaincc(shape, level / scale)


def level(truth):
    """Steps 5 to 7, by halving."""
    lead, sd = truth.lead
    whole = lead + truth.review
    uplift = sum(truth.ahead(day) for day in range(1, int(whole) + 1)) / whole
    mu, s2 = velocity(truth) * uplift, spread(truth) * max(uplift, 1)
    rho = 0.5 if len(truth.open_days()) < 28 else 0.25
    moments = [(mu * h, h * s2 + (mu * sd) ** 2 + (rho * mu * h) ** 2) for h in (whole, lead)]
    low, high = 0.0, moments[0][0] + 20 * sqrt(moments[0][1]) + 1
    for _ in range(100):
        middle = (low + high) / 2
        short = _over(middle, *moments[0]) - _over(middle, *moments[1])
        low, high = (middle, high) if short > (1 - truth.target) * mu * truth.review else (low, middle)
    return ceil(low - 1e-6), mu


def stock_out(truth):
    """Step 11, the median: the first day on which demand is above what is there."""
    pace, needed = velocity(truth), 0.0
    for day in range(1, 366):
        needed += pace * truth.ahead(day)
        if needed > truth.on_hand + sum(units for when, units in truth.coming if max(when, 1) <= day) + 1e-9:
            return day
    return None


def answer(truth):
    """What the plan must say."""
    if len(truth.open_days()) < 7 and not truth.planned:
        return {"status": "needs_plan", "order_quantity": None}
    if not velocity(truth):
        return {"velocity": 0, "order_quantity": 0}
    up_to, mu = level(truth)
    position = truth.on_hand + sum(units for _, units in truth.coming) + truth.elsewhere
    reorder = up_to - mu * truth.review
    need = max(0, up_to - position)
    least = max(truth.moq, truth.carton)
    must = position <= reorder
    whole = ceil(need - 1e-9)
    quantity = ceil(max(whole, truth.moq) / truth.carton) * truth.carton if whole and (must or whole >= least / 2) else 0
    return {
        "velocity": velocity(truth), "in_stock_days": len(truth.open_days()), "variance_per_day": spread(truth),
        "order_up_to": up_to, "inventory_position": position, "need": need, "order_quantity": quantity,
        "must_order": must, "order_in_days": min(floor(max(position - reorder, 0) / mu), 10**6),
        "out": stock_out(truth),
    }  # fmt: skip
