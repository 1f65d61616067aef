"""A zero is shown only where the data reach and hold nothing; elsewhere the figure is unknown."""

from datetime import date

from tests.support import all_orders, ask, codes, load, order


def by_day(result):
    return {row["day"]: (row["units"], row["base"]["units"]) for row in result.rows}


def test_days_outside_the_window_are_no_rows(demo_warehouse):
    # Three days against five: the fourth and fifth have nothing beside them, though the data reach there.
    window, compare = {"from": "2026-09-01", "to": "2026-09-03"}, {"from": "2026-08-01", "to": "2026-08-05"}
    rows = by_day(ask(demo_warehouse, "units", dimensions=["day"], window=window, compare=compare))
    assert list(rows) == [date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3)]


def test_days_before_the_data_are_unknown(demo_warehouse):
    # The data begin on 2025-08-01.
    window, compare = {"from": "2025-08-01", "to": "2025-08-03"}, {"from": "2025-07-30", "to": "2025-08-01"}
    rows = by_day(ask(demo_warehouse, "units", dimensions=["day"], window=window, compare=compare))
    assert [base is None for _, base in rows.values()] == [True, True, False]


def market(channel, *days):
    return [
        order(f"{channel}-{day}", sales_channel=channel, purchase_date=f"{day}T12:00:00+00:00", sku="A", quantity=1)
        for day in days
    ]


def test_a_store_that_opened_later_has_no_base(warehouse):
    german = market("Amazon.de", "2026-01-10", "2026-02-10")
    french = market("Amazon.fr", "2026-02-12")
    load(warehouse, all_orders(*german, *french))
    result = ask(warehouse, "units", dimensions=["marketplace"], window="2026-02", compare="2026-01")
    base = {row["marketplace"]: row["base"]["units"] for row in result.rows}
    assert base == {"amazon_de": 1, "amazon_fr": None}


def test_a_store_that_sold_nothing_has_a_zero(warehouse):
    german = market("Amazon.de", "2026-01-10", "2026-02-10")
    french = market("Amazon.fr", "2026-01-05", "2026-03-05")
    load(warehouse, all_orders(*german, *french))
    result = ask(warehouse, "units", dimensions=["marketplace"], window="2026-02", compare="2026-01")
    units = {row["marketplace"]: row["units"] for row in result.rows}
    assert units == {"amazon_de": 1, "amazon_fr": 0}


def test_nothing_is_said_to_be_converted_that_was_not(demo_warehouse):
    euros = {"filters": {"marketplace": ["amazon_de"]}, "window": "2026-09", "currency": "EUR"}
    assert "converted" not in codes(ask(demo_warehouse, "gross_revenue", **euros))
    assert "converted" in codes(ask(demo_warehouse, "gross_revenue", **{**euros, "currency": "USD"}))
