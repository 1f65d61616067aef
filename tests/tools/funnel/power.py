"""How often the diagnosis names what, on simulated shops: `python -m tests.tools.funnel.power [RUNS]` prints the tables.

Not part of the suite, which asserts the acceptance figures on fewer runs of the same simulation.
"""

import sys
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from tests.tools.funnel.simulation import FACTORS, Cause, Shop, by_week, simulate, simulate_traffic, windows
from tools.funnel.breaks import date_of_break
from tools.funnel.diagnosis import diagnose

HIDDEN = (3, 9)
"""Positions of the two segments in which a cause is hidden."""


@dataclass
class Counted:
    """Of so many runs: named or flagged at all, and those of them that were right."""

    runs: int = 0
    told: int = 0
    right: int = 0

    def add(self, told, right=True):
        self.runs += 1
        self.told += bool(told)
        self.right += bool(told and right)

    @property
    def recall(self):
        return self.told / self.runs

    @property
    def precision(self):
        return self.right / self.told if self.told else float("nan")


def false_names(runs, shop, simulate=simulate):
    """No cause: how often one is named for the account, and any segment flagged."""
    account, segments = Counted(), Counted()
    for seed in range(runs):
        found = diagnose(*simulate(seed, shop))
        account.add(found.named)
        segments.add(found.flags)
    return account, segments


def names_of(runs, shop, cause):
    """A cause in all segments: how often the account's largest named factor is it."""
    counted = Counted()
    for seed in range(runs):
        named = diagnose(*simulate(seed, shop, cause)).named
        counted.add(named, named and named[0].factor == cause.factor)
    return counted


def flags_of(runs, shop, cause):
    """A cause in two segments: how often the first flagged segment and factor are right."""
    counted, skus = Counted(), {f"S{position}" for position in cause.segments}
    for seed in range(runs):
        found = diagnose(*simulate(seed, shop, cause))
        first = next(iter(found.leading_flags), None)
        counted.add(first, first and first.factor == cause.factor and found.stages.panel.segments[first.at].sku in skus)
    return counted


@dataclass
class Dates:
    """How well breaks were dated.

    Attributes:
        near: Within three days.
        held: The interval holds the true day.
        sure: Said to be certain; right when within three days.
    """

    near: Counted
    held: Counted
    sure: Counted
    orders: float


def dates_of(runs, shop, cause):
    """A cause in all segments: how far its date is off."""
    base, current = windows(shop.base_days, shop.current_days)
    found = Dates(Counted(), Counted(), Counted(), 0.0)
    truth = current.start + timedelta(days=cause.late)
    for seed in range(runs):
        panel = simulate(seed, shop, cause).panel
        dated = date_of_break(diagnose(panel, base, current), cause.factor, None)
        near = abs((dated.day - truth).days) <= 3
        found.near.add(near)
        found.held.add(dated.first <= truth <= dated.last)
        found.sure.add(dated.certain, near)
        found.orders += panel.counts["orders"].sum() / shop.days / runs
    return found


def _table(head, rows):
    print(
        "", "| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(row) + " |" for row in rows), sep="\n"
    )


def _false_names(runs):
    cases = {
        "search by day, 18 segments": (simulate, Shop()),
        "the same with 5 % noise common to all": (simulate, Shop(common_noise=0.05)),
        "with a tenth of the traffic": (simulate, Shop(impressions=300)),
        "with ten times the traffic": (simulate, Shop(impressions=30_000)),
        "1 segment": (simulate, Shop(segments=1)),
        "60 segments": (simulate, Shop(segments=60)),
        "search by week, 18 segments": (lambda *case: by_week(simulate(*case)), Shop()),
        "sales and traffic by day, 18 segments": (simulate_traffic, Shop(impressions=200)),
        "with a tenth of the sessions": (simulate_traffic, Shop(impressions=20)),
    }
    rows = []
    for name, (simulated, shop) in cases.items():
        found = [false_names(runs, replace(shop, current_days=days), simulated) for days in (7, 14)]
        rows.append([name, *(f"{part.recall:.1%}" for part in (found[0][0], found[1][0], found[0][1], found[1][1]))])
    _table(["no cause", "account named, 7 d", "14 d", "any segment flagged, 7 d", "14 d"], rows)


def _power(runs, measure, changes, segments=None):
    rows = []
    for factor, impressions in (*((factor, Shop.impressions) for factor in FACTORS), ("cvr", 2 * Shop.impressions)):
        shop = Shop(impressions=impressions)
        found = [
            measure(runs, replace(shop, current_days=days), Cause(factor, change, segments))
            for days in (7, 14)
            for change in changes
        ]
        rows.append(
            [f"{factor}, {impressions:,.0f} impressions", *(f"{part.recall:.1%} ({part.precision:.1%})" for part in found)]
        )
    where = "all segments" if segments is None else "2 of 18 segments"
    _table([where, *(f"{days} d {change:.0%}" for days in (7, 14) for change in changes)], rows)


def _dates(runs):
    one = partial(Shop, segments=1)
    cases = [
        (one(), Cause("impressions", -0.3)),
        (one(), Cause("impressions", -0.5)),
        (one(impressions=13_000), Cause("cvr", -0.3)),
        (one(impressions=13_000), Cause("cvr", -0.5)),
        (one(), Cause("cvr", -0.3)),
        (one(impressions=1_250), Cause("cvr", -0.3)),
        (one(), Cause("ctr", -0.3)),
        (one(), Cause("aov", -0.2)),
    ]
    rows = []
    for shop, cause in cases:
        for late in (0, 4, -4):
            found = dates_of(runs, shop, replace(cause, late=late))
            rows.append([
                f"{cause.factor} {cause.change:.0%}", f"{found.orders:.1f}", f"{late:+d}", f"{found.near.recall:.1%}",
                f"{found.held.recall:.1%}", f"{found.sure.recall:.1%} ({found.sure.precision:.1%})",
            ])  # fmt: skip
    _table(["one segment", "orders/day", "days late", "within 3 days", "interval holds it", "certain (right)"], rows)


def main(runs):
    _false_names(2 * runs)
    _power(runs, names_of, (-0.1, -0.2, -0.3))
    _power(runs, flags_of, (-0.3, -0.5), HIDDEN)
    _dates(runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
