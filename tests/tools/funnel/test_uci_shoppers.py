"""Conversion of a real shop between months, split by visitor type; the data's licence is in uci_shoppers.yaml."""

import math

import pytest

from tests.tools.funnel.asking import amounts, diagnose_rows, named
from tests.tools.funnel.oracles import lmdi
from tests.tools.funnel.uci_shoppers import MONTHS, PAIRS

DAYS = {"base": "2017-01-01", "current": "2017-01-02"}
WINDOWS = {name: {"from": day, "to": day} for name, day in DAYS.items()}
NAMES = ["sessions", "cvr", "aov"]


def month_rows(month, window, per=None):
    """One row for each visitor type, a purchase at 1; for so many sessions in all where told."""
    total = sum(sessions for sessions, _ in MONTHS[month].values())
    factor = per / total if per else 1
    return [
        {"date": DAYS[window], "marketplace": "shop", "channel": visitor, "currency": "USD"}
        | {"sessions": sessions * factor, "orders": orders * factor, "revenue": orders * factor}
        for visitor, (sessions, orders) in MONTHS[month].items()
    ]


def compare(folder, base, current, per=None):
    return diagnose_rows(folder, month_rows(base, "base", per) + month_rows(current, "current", per), **WINDOWS)


def rate(month):
    sessions, orders = (sum(counts) for counts in zip(*MONTHS[month].values(), strict=True))
    return orders / sessions


def by_hand(base, current):
    """Effects summed over visitor types, by the plain split."""
    visitors = sorted({*MONTHS[base], *MONTHS[current]})
    sides = [[(s, o, o) for s, o in (MONTHS[month].get(visitor, (0, 0)) for visitor in visitors)] for month in (base, current)]
    parts = lmdi(*sides, NAMES)
    return {name: math.fsum(part.get(name, 0) for part in parts) for name in (*NAMES, "mix", "entries", "exits")}


@pytest.mark.parametrize(("base", "current"), PAIRS)
def test_purchases_between_any_two_months(tmp_path, base, current):
    result = compare(tmp_path, base, current)
    purchases = [sum(orders for _, orders in MONTHS[month].values()) for month in (base, current)]
    assert (result.base, result.current) == tuple(purchases)
    assert math.fsum(row.amount for row in result.effects) == pytest.approx(purchases[1] - purchases[0], abs=1e-9)
    pooled = any(segment.pooled > 1 for segment in result.segments)
    if not pooled:
        expected = {name: amount for name, amount in by_hand(base, current).items() if abs(amount) >= 0.005}
        assert amounts(result) == pytest.approx(expected, abs=0.006)


@pytest.mark.parametrize(("base", "current"), [("Mar", "May"), ("May", "Nov"), ("Nov", "Dec")])
def test_the_change_of_the_rate_itself(tmp_path, base, current):
    """With as many sessions in both months nothing but the rate changes: visitors, their conversion, visitors of a new type."""
    result = compare(tmp_path, base, current, per=100_000)
    parts = amounts(result)
    assert result.change / 100_000 == pytest.approx(rate(current) - rate(base), abs=1e-9)
    assert set(parts) - {"mix", "cvr"} == (
        {"sessions", "entries"} if "Other" not in MONTHS[base] and "Other" in MONTHS[current] else set()
    )
    assert math.fsum(parts.values()) == pytest.approx(result.change, abs=0.02)


def test_what_may_be_said_of_the_spring_and_of_november(tmp_path):
    spring, november = compare(tmp_path, "Mar", "May"), compare(tmp_path, "May", "Nov")
    assert "cvr" not in named(spring)  # 8.5 % and 9.8 %, of 48 and 100 purchases
    assert named(november) == ["cvr"]  # 9.8 % and 27.4 %
    conversion = {row.factor: row for row in november.effects}["cvr"]
    assert (conversion.base, conversion.current) == (pytest.approx(100 / 1021), pytest.approx(257 / 939))
    assert amounts(november)["mix"] == pytest.approx(by_hand("May", "Nov")["mix"], abs=0.006)
