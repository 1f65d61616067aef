"""Reports that tell the same spend in any grain and period give the same figures, in whatever order they come."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from tests.support import ask, figures
from tests.tools.sales.seeding import seed

FIRST = date(2026, 3, 2)  # a Monday
GRAINS = ["campaign", "ad_group", "placement", "targeting", "advertised_product", "search_term"]
PLACES = {"amazon_de": "EUR", "amazon_fr": "EUR", "amazon_us": "USD"}
ADDITIVE = "ad_spend ad_sales clicks ad_orders ad_units"
WINDOW = {"from": "2026-03-02", "to": "2026-03-29"}


def shop(seed_of):
    """What was spent, and reports that tell it: by day or week or both, each in some of the grains, cut into parts."""
    chance = Random(seed_of)
    truth, rows = [], []
    for place, currency in PLACES.items():
        for kind in ("sp", "sb"):
            for week in range(4):
                days = [FIRST + timedelta(days=7 * week + n) for n in range(7)]
                facts = [fact(chance, place, kind, currency, day) for day in days]
                truth += facts
                spans = chance.choice([["day"], ["week"], ["day", "week"]])
                for span in spans:
                    for grain in chance.sample(GRAINS, chance.randrange(1, 4)):
                        rows += told(chance, facts, span, grain)
    chance.shuffle(rows)
    return truth, rows


def fact(chance, place, kind, currency, day):
    return {
        "marketplace": place, "ad_type": kind, "currency": currency, "day": day, "cost": Decimal(chance.randrange(1, 9999)) / 100,
        "sales": Decimal(chance.randrange(0, 99999)) / 100, "clicks": chance.randrange(1, 50), "orders": chance.randrange(9),
        "units": chance.randrange(9), "campaign": chance.choice(["C1", "C2"]),
    }  # fmt: skip


def told(chance, facts, span, grain):
    groups = [[one] for one in facts] if span == "day" else [facts]
    rows = []
    for group in groups:
        for one in group:
            part = Decimal(chance.randrange(0, 100)) / 100 * one["cost"]
            part = part.quantize(Decimal("0.01"))
            days = (str(group[0]["day"]), str(group[-1]["day"]))
            whole = {name: value for name, value in one.items() if name != "day"}
            nothing = {"sales": "0", "clicks": 0, "orders": 0, "units": 0}
            rows.append({**whole, "grain": grain, "days": days, "cost": str(one["cost"] - part), "sales": str(one["sales"])})
            rows.append({**whole, **nothing, "grain": grain, "days": days, "cost": str(part)})
    return rows


def summed(truth, *by):
    columns = {"ad_spend": "cost", "ad_sales": "sales", "clicks": "clicks", "ad_orders": "orders", "ad_units": "units"}
    found = defaultdict(lambda: [0] * 5)
    for one in truth:
        key = (*(one[name] for name in by), one["currency"])
        found[key] = [total + one[column] for total, column in zip(found[key], columns.values(), strict=True)]
    return {key: tuple(values) for key, values in found.items()}


def asked(warehouse, *by, **question):
    rows = ask(warehouse, ADDITIVE, dimensions=list(by), window=WINDOW, limit=1000, **question).rows
    return {(*(row[name] for name in by), row["currency"]): tuple(row[m] for m in ADDITIVE.split()) for row in rows}


@pytest.mark.parametrize("seed_of", range(6))
def test_whatever_the_reports_the_figures_are_those_spent(warehouse, seed_of):
    truth, rows = shop(seed_of)
    seed(warehouse, "ad_day", *rows)
    assert asked(warehouse) == summed(truth)
    assert asked(warehouse, "marketplace") == summed(truth, "marketplace")
    assert asked(warehouse, "ad_type", "campaign") == summed(truth, "ad_type", "campaign")
    weeks = [{**one, "week": FIRST + (one["day"] - FIRST) // timedelta(days=7) * timedelta(days=7)} for one in truth]
    assert asked(warehouse, "week") == summed(weeks, "week")


def test_the_order_of_imports_does_not_matter(warehouse):
    truth, rows = shop(3)
    for place in (2, 0, 1):
        seed(warehouse, "ad_day", *rows[place::3])
    assert asked(warehouse) == summed(truth)


def test_ratios_are_those_of_the_sums(warehouse):
    truth, rows = shop(1)
    seed(warehouse, "ad_day", *rows)
    spend, sales, clicks, orders, _ = summed(truth)[("USD",)]
    american = {"window": WINDOW, "filters": {"marketplace": ["amazon_us"]}}
    places = Decimal("0.000001")
    assert figures(warehouse, "acos roas ad_conversion_rate cpc", **american) == (
        (spend / sales).quantize(places), (sales / spend).quantize(places), (Decimal(orders) / clicks).quantize(places),
        (spend / clicks).quantize(Decimal("0.01")),
    )  # fmt: skip
