"""Items as a caller writes them, and what the tool says of them."""

import json
import random
from datetime import date

from tools.restock.request import RestockQuestion
from tools.restock.restock_plan import restock_plan

DAY = date(2026, 6, 1)
SEA = {"mode": "sea", "mean_days": 35, "sd_days": 6, "cost_per_unit": 0.6}
AIR = {"mode": "air", "mean_days": 12, "sd_days": 2, "cost_per_unit": 3.0}


def item(**changed):
    """Ten a day for half a year, five weeks of lead time: the first golden value of the methods."""
    usual = {
        "sku": "A", "units_per_day": [10] * 180, "on_hand": 100, "lead_time": {"mean_days": 35, "sd_days": 6}, "review_days": 7,
        "target_fill_rate": 0.95,
    }  # fmt: skip
    return {**usual, **changed}


def result_of(items, **question):
    """The whole result, as JSON holds it."""
    asked = RestockQuestion.model_validate({"items": items, **question})
    found = restock_plan(asked, warehouse=None, exports=None, today=DAY).model_dump(mode="json", by_alias=True)
    json.dumps(found, allow_nan=False)
    return found


def rows_of(items, **question):
    """Its rows."""
    return result_of(items, **question)["rows"]


def row_of(question=None, **changed):
    """The row of one item."""
    [row] = rows_of([item(**changed)], **(question or {}))
    return row


def codes(row):
    """Codes of reasons and warnings."""
    return {said["code"] for said in row["reasons"] + row["warnings"]}


def text_of(row, code, language="en"):
    """What a reason or warning says."""
    [said] = [said for said in row["reasons"] + row["warnings"] if said["code"] == code]
    return said[language]


def random_item(made: random.Random, sku="A"):
    """Any product without a bulk day: slow or fast, short or long, with gaps in stock and reports."""
    mean = made.choice([0.05, 0.3, 1, 3, 8, 20, 60])
    units = [_sold(made, mean) for _ in range(made.choice([1, 5, 8, 13, 26, 29, 45, 63, 90, 120, 180, 240]))]
    in_stock = [made.random() > made.choice([0, 0, 0.2]) for _ in units]
    told = [sold if made.random() > 0.02 else None for sold in units]
    return item(
        sku=sku,
        units_per_day=told,
        in_stock=made.choice([in_stock, None]),
        on_hand=made.choice([0, 7, 40, round(mean * 30), -3, round(mean * 90)]),
        inbound=[
            {"quantity": made.randint(0, round(mean * 20) + 3), "expected_in_days": made.randint(1, 70)}
            for _ in range(made.randint(0, 3))
        ],
        lead_time={"mean_days": made.choice([3, 14, 35, 62]), "sd_days": made.choice([0, 2, 6, 12])},
        review_days=made.choice([1, 7, 14, 30]),
        target_fill_rate=made.choice([0.5, 0.8, 0.9, 0.95, 0.98, 0.99]),
        moq=made.choice([None, None, 48, 500]),
        carton=made.choice([None, 12, 24]),
        plan_units_per_day=made.choice([None, mean]),
        max_cover_days=made.choice([None, None, 60]),
        storage_limit=made.choice([None, None, 300]),
    )


def _sold(made, mean):
    """A Poisson day by multiplying; at most nine times the mean, so that no day is a bulk day."""
    level, count = made.random(), 0
    while level > 2.718281828459045**-mean and count < 9 * max(mean, 2):
        level *= made.random()
        count += 1
    return count
