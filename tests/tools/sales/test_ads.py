"""Advertising: the same spend stands in the reports of every grain, and counts once."""

from decimal import Decimal
from itertools import permutations

import pytest

from tests.support import ask, codes, figures
from tests.tools.sales.seeding import seed
from tools.core.errors import NotCovered, NotEnoughData

WEEK = {"from": "2026-03-02", "to": "2026-03-08"}
DAY = "2026-03-02"


def ad(day=DAY, **cells):
    """A row with 1000 impressions, 20 clicks, 10.00 spent, 50.00 sold in 2 orders of 3 units."""
    row = {"day": day, "impressions": 1000, "clicks": 20, "cost": "10", "sales": "50", "orders": 2, "units": 3, "campaign": "C1"}
    return {**row, **cells}


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("impressions", 1500),
        ("clicks", 50),
        ("ctr", "0.033333"),  # 50 / 1500
        ("cpc", "0.80"),  # 40 / 50
        ("ad_spend", "40.00"),
        ("ad_sales", "160.00"),
        ("ad_orders", 5),
        ("ad_units", 7),
        ("ad_conversion_rate", "0.100000"),  # 5 / 50
        ("acos", "0.250000"),  # 40 / 160
        ("roas", "4.000000"),  # 160 / 40
    ],
)
def test_each_metric(warehouse, metric, value):
    other = ad(impressions=500, clicks=30, cost="30", sales="110", orders=3, units=4, campaign="C2")
    seed(warehouse, "ad_day", ad(), other)
    assert figures(warehouse, metric) == (Decimal(value) if isinstance(value, str) else value)


GRAINS = ["campaign", "ad_group", "placement", "targeting", "advertised_product", "search_term"]


def in_every_grain(day=DAY, **cells):
    """One day's spend of 10.00 as the report of each grain tells it: in two halves, named by the grain."""
    rows = []
    for place, grain in enumerate(GRAINS):
        for half in (1, 2):
            # Told apart by their impressions: a grain's rows have 100 times its place.
            named = {"advertised_product": {"sku": f"A{half}", "asin": f"B{half}"}, "search_term": {"search_term": f"t{half}"}}
            rows.append(ad(day, grain=grain, cost="5", impressions=100 * (place + 1), **named.get(grain, {}), **cells))
    return [
        *rows,
        ad(day, grain="purchased_product", cost=None, impressions=None, clicks=None, sku="A1", purchased_asin="X", **cells),
    ]


@pytest.mark.parametrize(
    ("question", "impressions"),
    [
        ({}, 200),  # campaign, the coarsest
        ({"dimensions": ["campaign"]}, 200),
        ({"dimensions": ["marketplace"]}, 200),
        ({"dimensions": ["sku"]}, 1000),  # advertised products
        ({"filters": {"campaign": ["C1"]}}, 200),
        ({"dimensions": ["campaign", "sku"]}, 1000),
        ({"dimensions": ["search_term"]}, 1200),
    ],
)
def test_one_grain_answers(warehouse, question, impressions):
    seed(warehouse, "ad_day", *in_every_grain())
    result = ask(warehouse, "ad_spend impressions", **question)
    assert [(row["ad_spend"], row["impressions"]) for row in result.totals] == [(Decimal("10.00"), impressions)]
    assert sum(row["ad_spend"] for row in result.rows) == Decimal("10.00")


def test_by_product_and_by_term(warehouse):
    seed(warehouse, "ad_day", *in_every_grain())
    by_sku = {row["sku"]: row["ad_spend"] for row in ask(warehouse, "ad_spend", dimensions=["sku"]).rows}
    by_term = {row["search_term"]: row["ad_spend"] for row in ask(warehouse, "ad_spend", dimensions=["search_term"]).rows}
    assert by_sku == {"A1": 5, "A2": 5} and by_term == {"t1": 5, "t2": 5}
    assert figures(warehouse, "ad_spend", filters={"sku": ["A2"]}) == 5
    assert figures(warehouse, "ad_spend", filters={"search_term": ["t1"]}) == 5


@pytest.mark.parametrize("present", range(len(GRAINS)))
def test_the_coarsest_grain_that_is_there(warehouse, present):
    rows = [row for row in in_every_grain() if row["grain"] in (*GRAINS[present:], "purchased_product")]
    seed(warehouse, "ad_day", *rows)
    result = ask(warehouse, "ad_spend impressions")
    assert (result.rows[0]["ad_spend"], result.rows[0]["impressions"]) == (Decimal("10.00"), 200 * (present + 1))
    assert codes(result) == ({"partial_search_term"} if present == 5 else set())


def test_spend_of_terms_alone_is_no_warning(warehouse):
    seed(warehouse, "ad_day", ad(grain="search_term", search_term="box"))
    assert codes(ask(warehouse, "ad_spend clicks acos")) == set()
    assert codes(ask(warehouse, "ctr")) == {"partial_search_term"}


def test_purchased_products_never_serve(warehouse):
    seed(warehouse, "ad_day", ad(grain="purchased_product", cost="99"))
    with pytest.raises(NotCovered) as refusal:
        ask(warehouse, "ad_sales")
    assert refusal.value.key == "needs_grain"


def test_days_of_one_place_may_come_from_different_grains(warehouse):
    seed(
        warehouse, "ad_day", ad("2026-03-02"), ad("2026-03-02", grain="targeting"), ad("2026-03-03", grain="targeting", cost="7")
    )
    assert figures(warehouse, "ad_spend") == Decimal("17.00")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_week_and_its_days_never_count_twice(warehouse, order):
    days = [ad(f"2026-03-0{n}", cost="1", grain="targeting") for n in range(2, 9)]
    summary = ad(days=("2026-03-02", "2026-03-08"), cost="70")
    daily_products = [ad(f"2026-03-0{n}", cost="1", grain="advertised_product", sku="A17") for n in range(2, 9)]
    loads = [days, [summary], daily_products]
    for place in order:
        seed(warehouse, "ad_day", *loads[place])
    assert figures(warehouse, "ad_spend", window=WEEK) == 7
    assert figures(warehouse, "ad_spend", window=WEEK, filters={"sku": ["A17"]}) == 7
    assert figures(warehouse, "ad_spend", window="2026-03-04") == 1


def test_terms_do_not_stand_in_for_a_weeks_summary(warehouse):
    terms = [ad(f"2026-03-0{n}", cost="1", grain="search_term", search_term="box") for n in (2, 3)]
    seed(warehouse, "ad_day", *terms, ad(days=("2026-03-02", "2026-03-08"), cost="70"))
    assert figures(warehouse, "ad_spend impressions", window=WEEK) == (70, 1000)
    assert figures(warehouse, "ad_spend", window="2026-03-03") == 1
    assert [row["ad_spend"] for row in ask(warehouse, "ad_spend", dimensions=["day"], window=WEEK).rows] == [1, 1]


def test_a_summary_alone_answers_for_its_week_and_not_for_a_day(warehouse):
    seed(warehouse, "ad_day", ad(days=("2026-03-02", "2026-03-08"), cost="70"))
    assert figures(warehouse, "ad_spend", window=WEEK) == 70
    assert [row["ad_spend"] for row in ask(warehouse, "ad_spend", dimensions=["week"], window=WEEK).rows] == [70]
    for question in ({"window": "2026-03-04"}, {"window": WEEK, "dimensions": ["day"]}):
        with pytest.raises(NotEnoughData):
            ask(warehouse, "ad_spend", **question)


def test_ad_types_add_up_each_with_its_own_grain(warehouse):
    sb = ad(ad_type="sb", grain="campaign", cost="3", attribution_days=14)
    seed(warehouse, "ad_day", *in_every_grain(), sb, ad(ad_type="sd", grain="targeting", cost="2"))
    assert figures(warehouse, "ad_spend") == Decimal("15.00")
    by_type = {row["ad_type"]: row["ad_spend"] for row in ask(warehouse, "ad_spend", dimensions=["ad_type"]).rows}
    assert by_type == {"sp": 10, "sb": 3, "sd": 2}
    assert figures(warehouse, "ad_spend", filters={"ad_type": ["Sponsored Brands"]}) == 3


def test_types_without_a_report_by_product_are_said(warehouse):
    seed(warehouse, "ad_day", *in_every_grain(), ad(ad_type="sb", cost="3"))
    result = ask(warehouse, "ad_spend", dimensions=["sku"])
    assert result.totals[0]["ad_spend"] == 10 and codes(result) == {"ad_types_left_out"}
    assert "SB" in next(note.en for note in result.warnings)


def test_attribution_windows_are_named_where_they_differ(warehouse):
    seed(warehouse, "ad_day", ad(), ad(ad_type="sd", attribution_days=14))
    result = ask(warehouse, "acos")
    assert result.rows[0]["acos"] == Decimal("0.2")  # 20 / 100
    [note] = result.warnings
    assert note.code == "several_attribution_windows" and "SD 14" in note.en and "SP 7" in note.zh
    assert codes(ask(warehouse, "ad_spend clicks")) == set()
    assert codes(ask(warehouse, "acos", filters={"ad_type": ["sp"]})) == set()


def test_days_without_a_report_are_said(warehouse):
    seed(warehouse, "ad_day", *(ad(f"2026-03-0{n}") for n in (2, 3, 4, 7, 8)))
    result = ask(warehouse, "ad_spend", window=WEEK)
    assert result.rows[0]["ad_spend"] == 50 and codes(result) == {"report_gaps"}
    assert "5 of 7 days" in result.warnings[0].en


def test_a_place_with_fewer_days_is_named(warehouse):
    full = [ad(f"2026-03-0{n}") for n in range(2, 9)]
    seed(warehouse, "ad_day", *full, ad("2026-03-02", marketplace="amazon_fr"), ad("2026-03-08", marketplace="amazon_fr"))
    [note] = [note for note in ask(warehouse, "ad_spend", window=WEEK).warnings if note.code == "report_gaps"]
    assert "of amazon_fr cover 2 of 7 days" in note.en


def test_gaps_of_the_compared_period_are_said(warehouse):
    seed(warehouse, "ad_day", *(ad(f"2026-03-0{n}") for n in range(2, 9)), ad("2026-02-23"), ad("2026-03-01"))
    result = ask(warehouse, "ad_spend", window=WEEK, compare="previous_period")
    assert (result.rows[0]["ad_spend"], result.rows[0]["base"]["ad_spend"]) == (70, 20)
    [note] = [note for note in result.warnings if note.code == "report_gaps"]
    assert "2 of 7 days (2026-02-23 to 2026-03-01)" in note.en


def test_no_sales_is_no_acos_and_is_said(warehouse):
    seed(warehouse, "ad_day", ad(sales="0", orders=0, units=0))
    result = ask(warehouse, "acos roas")
    assert (result.rows[0]["acos"], result.rows[0]["roas"]) == (None, 0) and codes(result) == {"not_divisible"}
    assert ask(warehouse, "acos").rows[0]["acos"] is None


def test_currencies_are_not_added_up_and_are_converted_on_request(warehouse):
    us = ad(marketplace="amazon_us", currency="USD", cost="11", sales="22")
    seed(warehouse, "ad_day", ad(), us)
    result = ask(warehouse, "ad_spend acos")
    by_currency = {row["currency"]: (row["ad_spend"], row["acos"]) for row in result.rows}
    assert by_currency == {"EUR": (10, Decimal("0.2")), "USD": (11, Decimal("0.5"))} and codes(result) == {"several_currencies"}
    seed(warehouse, "fx_rate", {"day": DAY, "base": "EUR", "quote": "USD", "rate": "1.1"})
    # 10 * 1.1 + 11 = 22 spent; 50 * 1.1 + 22 = 77 sold
    spend, acos = figures(warehouse, "ad_spend acos", currency="USD")
    assert (spend, acos) == (Decimal("22.00"), Decimal("0.285714"))


def test_a_term_and_a_product_are_in_no_report_together(warehouse):
    seed(warehouse, "ad_day", *in_every_grain())
    with pytest.raises(NotCovered) as refusal:
        ask(warehouse, "ad_spend", dimensions=["sku", "search_term"])
    assert refusal.value.key == "dimensions_not_together"


def test_without_the_reports_each_refusal_names_one(orders_warehouse):
    for metric, says in (("acos", "advertising report"), ("加购率", "search performance report"), ("tacos", "advertising report"),
                         ("stock", "inventory report"), ("fees", "settlement report")):  # fmt: skip
        with pytest.raises(NotCovered) as refusal:
            ask(orders_warehouse, metric)
        assert says in refusal.value.text["en"], metric
