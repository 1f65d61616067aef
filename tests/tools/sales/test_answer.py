"""Comparisons: the base, the change, and which rows belong together."""

import pytest

from tests.support import ask
from tools.sales.question import SalesQuestion
from tools.sales.sales_query import sales_query

ADDITIVE = "gross_revenue net_revenue units"
WINDOW = {"from": "2026-08-10", "to": "2026-08-23"}
DE = {"marketplace": ["amazon_de"]}


@pytest.mark.parametrize("dimensions", [[], ["sku"], ["day"], ["marketplace", "week"]], ids=str)
def test_change_is_now_less_base(demo_warehouse, dimensions):
    result = ask(
        demo_warehouse,
        ADDITIVE,
        dimensions=dimensions,
        window=WINDOW,
        filters=DE,
        compare="previous_period",
        limit=1000,
    )
    for row in [*result.rows, *result.totals]:
        for metric in ADDITIVE.split():
            now, base, change = row[metric], row["base"][metric], row["change"][metric]
            assert change == now - base and type(change) is type(now)


def test_the_base_is_the_answer_for_the_earlier_window(demo_warehouse):
    compared = ask(
        demo_warehouse,
        ADDITIVE,
        dimensions=["sku"],
        window=WINDOW,
        filters=DE,
        compare="previous_period",
        limit=1000,
    )
    # the 14 days before 10 August are 27 July to 9 August
    earlier = ask(
        demo_warehouse,
        ADDITIVE,
        dimensions=["sku"],
        window={"from": "2026-07-27", "to": "2026-08-09"},
        filters=DE,
        limit=1000,
    )
    before = {row["sku"]: row for row in earlier.rows}
    assert (compared.compare_window.start, compared.compare_window.end) == (
        earlier.window.start,
        earlier.window.end,
    )
    for row in compared.rows:
        assert row["base"] == {metric: before[row["sku"]][metric] for metric in ADDITIVE.split()}


def test_changes_of_the_rows_sum_to_the_change_of_the_total(demo_warehouse):
    # PET-31 was out of stock in Germany from 8 to 19 July: it sold before and not in the window.
    result = ask(
        demo_warehouse,
        "units",
        dimensions=["sku"],
        window={"from": "2026-07-08", "to": "2026-07-19"},
        filters=DE,
        compare="previous_period",
        limit=1000,
    )
    lost = [row for row in result.rows if row["sku"] == "PET-31"]
    assert [row["units"] for row in lost] == [0] and lost[0]["base"]["units"] > 0
    assert sum(row["change"]["units"] for row in result.rows) == result.totals[0]["change"]["units"]


def test_days_are_compared_by_their_place(demo_warehouse):
    rows = ask(demo_warehouse, "units", dimensions=["day"], window=WINDOW, filters=DE, compare="previous_period").rows
    earlier = ask(
        demo_warehouse,
        "units",
        dimensions=["day"],
        window={"from": "2026-07-27", "to": "2026-08-09"},
        filters=DE,
    ).rows
    assert [row["base"]["units"] for row in rows] == [row["units"] for row in earlier]


def test_a_total_without_a_currency_shows_no_amount(demo_warehouse):
    """Revenue stands per currency and conversion in one row without: that row has no revenue, rather than zero."""
    question = {
        "metrics": ["gross_revenue", "unit_session_percentage"],
        "dimensions": ["marketplace"],
        "window": "last_week",
        "compare": "previous_period",
    }
    totals = sales_query(SalesQuestion(**question), warehouse=demo_warehouse).totals
    bare = [row for row in totals if row["currency"] is None]
    assert len(bare) == 1 and bare[0]["gross_revenue"] is None and bare[0]["base"]["gross_revenue"] is None
    assert bare[0]["unit_session_percentage"] > 0
