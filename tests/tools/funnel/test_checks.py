from dataclasses import replace
from datetime import date

import pytest

from prompts import message
from tests.tools.funnel.suspicions import BASE, PLACE, broke, context, event, fall, move, rise, rows, told
from tools.funnel.checks import CHECKS
from tools.funnel.evidence import Edit, Evidence

NEAR, FAR = "2026-09-29", "2026-09-05"
STOCKED = {"stock_days": (1, 1), "out_of_stock_days": (0, 0)}
OUT = {"stock_days": (1, 1), "out_of_stock_days": (0, 0.5)}
LOST = {f"2026-10-0{day}": {"sessions": 0, "units": 0} for day in (3, 4)}
LATER = {"last_year_sessions": (100, 60), "last_year_units": (10, 6), "last_year_sales": (200, 120)}
STEADY = {"last_year_sessions": (100, 101), "last_year_units": (10, 10), "last_year_sales": (200, 201)}
AS_CLICKED = {"search_impressions": (9000, 6000), "search_clicks": (90, 60)}
SAME_SHARE = {"market_impressions": (9000, 6000), "query_impressions": (900, 600)}
LESS_SHARE = {"market_impressions": (9000, 9100), "query_impressions": (900, 600)}
B2_OFTEN = told((PLACE, "B2"), refunded_units=(5, 15), units=(100, 100))
FEWER_CLICKS = {"ad_clicks": (400, 240), "sessions": (900, 740)}
MOVING_TOLD = {"moving_told_days": (0, 0.5)}
INBOUND_TOLD = {"inbound_told_days": (0, 0.5)}
NOT_MOVING = {"moving_told_days": (0, 0), "moving_days": (0, 0)}
EDITED = told(edits=[Edit(PLACE, "A17", date(2026, 9, 30))], listings_seen=True)
FEWER = rows({"sessions": 60})
WORSE = rows({"units": 6})
YEN = [{**row, "currency": "JPY", "fx_rate": 0.9 if row["date"] > BASE.end else 1.0} for row in rows()]

# Check, what is suspected, what is known, what the data then show.
CASES = [
    ("report_gap", fall("sessions"), {"gaps": ["amazon_de 2026-10-03"]}, "supports"),
    ("report_gap", fall("sessions"), {"given": rows(days=LOST)}, "open"),
    ("report_gap", fall("sessions"), {}, "speaks_against"),
    ("report_gap", fall("sessions"), {"given": rows(days=LOST, units=1)}, "speaks_against"),
    ("peak", fall("sessions"), {"events": [event("peak", "2026-09-10", "2026-09-11")]}, "supports"),
    ("peak", rise("sessions"), {"events": [event("peak", "2026-09-10", "2026-09-11")]}, "speaks_against"),
    ("peak", fall("price"), {"events": [event("peak", "2026-10-10", "2026-10-11")]}, "supports"),
    ("peak", fall("sessions"), {"events": [event("peak", "2026-09-20", "2026-09-30")]}, "open"),
    ("peak", fall("sessions"), {"events": [event("peak", "2026-09-27", "2026-09-30")]}, "speaks_against"),
    ("peak", fall("sessions"), {}, "speaks_against"),
    ("buy_box", fall("cvr"), {"given": rows({"buy_box_percentage": 60})}, "supports"),
    ("buy_box", fall("cvr"), {"given": rows({"buy_box_percentage": 94})}, "speaks_against"),
    ("buy_box", fall("cvr"), {"given": rows(buy_box_percentage=None)}, "no_data"),
    ("suppressed", fall("sessions"), {"given": rows(days=LOST)}, "open"),  # no report tells of stock
    ("suppressed", fall("sessions"), {"given": rows(days=LOST, in_stock=True)}, "supports"),
    ("suppressed", fall("sessions"), {"given": rows({"sessions": 20})}, "speaks_against"),
    ("suppressed", fall("units"), {"given": rows(sessions=None, buy_box_percentage=None)}, "no_data"),
    ("after_peak", fall("refunds"), {"events": [event("peak", "2026-09-10")]}, "supports"),
    ("after_peak", fall("refunds"), {}, "speaks_against"),
    ("stock_out", fall("sessions"), {"evidence": told(**OUT)}, "supports"),
    ("stock_out", rise("sessions"), {"evidence": told(**OUT)}, "speaks_against"),
    ("stock_out", fall("sessions"), {"evidence": told(**STOCKED)}, "speaks_against"),
    ("stock_out", fall("sessions"), {"evidence": told(stock_days=(1 / 7, 1 / 7), out_of_stock_days=(0, 0))}, "open"),
    ("stock_out", fall("in_stock_days"), {"given": rows({"in_stock": False, "units": 0}, in_stock=True)}, "supports"),
    ("stock_out", fall("sessions"), {"events": [event("stock_out", NEAR)]}, "supports"),
    ("stock_out", fall("cvr"), {"given": rows({"buy_box_percentage": 0, "units": 0})}, "supports"),
    ("stock_out", fall("sessions"), {}, "no_data"),
    ("after_stock_out", fall("sessions"), {"evidence": told(stock_days=(1, 1), out_of_stock_days=(0.3, 0))}, "supports"),
    ("after_stock_out", fall("sessions"), {"evidence": told(**STOCKED)}, "speaks_against"),
    ("after_stock_out", fall("sessions"), {}, "no_data"),
    ("stock_moving", fall("in_stock_days"), {"evidence": told(**OUT, **MOVING_TOLD, moving_days=(0, 0.2))}, "supports"),
    ("stock_moving", fall("in_stock_days"), {"evidence": told(**OUT, **MOVING_TOLD, moving_days=(0, 0))}, "speaks_against"),
    ("stock_moving", fall("in_stock_days"), {"evidence": told(**OUT, moving_told_days=(0, 0.3), moving_days=(0, 0))}, "open"),
    ("stock_moving", fall("in_stock_days"), {"evidence": told(**OUT, **NOT_MOVING)}, "no_data"),
    ("stock_moving", fall("in_stock_days"), {"evidence": told(**STOCKED, **NOT_MOVING)}, "no_data"),
    ("stock_inbound", fall("in_stock_days"), {"evidence": told(**OUT, **INBOUND_TOLD, inbound_days=(0, 0.2))}, "supports"),
    ("stock_inbound", fall("in_stock_days"), {"evidence": told(**OUT, **INBOUND_TOLD, inbound_days=(0, 0))}, "speaks_against"),
    ("stock_inbound", fall("in_stock_days"), {}, "no_data"),
    ("listing_edit", fall("cvr"), {"events": [event("listing_edit", NEAR)]}, "supports"),
    ("listing_edit", fall("cvr"), {"events": [event("listing_edit", FAR)]}, "open"),
    ("listing_edit", fall("cvr"), {"events": [event("listing_edit", FAR)], "break_": broke("cvr", FAR)}, "supports"),
    ("listing_edit", fall("cvr"), {"evidence": EDITED}, "supports"),
    ("listing_edit", fall("cvr"), {"evidence": told(edits=[Edit(PLACE, "A17", date(2026, 9, 3))], listings_seen=True)}, "open"),
    ("listing_edit", fall("cvr"), {"evidence": told(listings_seen=True)}, "speaks_against"),
    ("listing_edit", fall("cvr"), {"events": [event("listing_edit", NEAR, sku="B2")]}, "no_data"),
    ("deal", fall("cvr"), {"events": [event("deal", "2026-09-10", "2026-09-27")]}, "supports"),
    ("deal", fall("cvr"), {"events": [event("deal", "2026-09-10", "2026-09-12")]}, "open"),
    ("deal", fall("cvr"), {"events": [event("coupon", "2026-10-01", "2026-10-05")]}, "speaks_against"),
    ("deal", fall("price"), {"events": [event("coupon", "2026-10-01", "2026-10-05")]}, "supports"),
    ("deal", fall("cvr"), {}, "no_data"),
    ("account", fall("sessions"), {"events": [event("account", NEAR)]}, "supports"),
    ("account", fall("sessions", 0), {"given": [*FEWER, *rows(sku="B2")]}, "speaks_against"),
    ("account", fall("sessions"), {"given": [*FEWER, *rows({"sessions": 60}, sku="B2")]}, "no_data"),
    ("review", fall("cvr"), {"events": [event("review", NEAR, sku="A17")]}, "supports"),
    ("review", fall("cvr"), {"events": [event("review", NEAR)], "break_": broke("cvr", FAR)}, "open"),
    ("review", fall("cvr"), {}, "no_data"),
    ("hijack", fall("buy_box_percentage"), {"events": [event("buy_box", NEAR)]}, "supports"),
    ("hijack", fall("buy_box_percentage"), {}, "no_data"),
    ("competitor", fall("cvr"), {"events": [event("competitor", NEAR)]}, "supports"),
    ("competitor", fall("cvr"), {"events": [event("competitor", NEAR, marketplace="amazon_us")]}, "no_data"),
    ("ad_traffic", fall("sessions"), {"evidence": told(ad_clicks=(40, 20), sessions=(100, 78))}, "supports"),
    ("ad_traffic", fall("sessions"), {"evidence": told(ad_clicks=(400, 316), sessions=(1400, 1114))}, "open"),  # as the others
    ("ad_traffic", fall("sessions"), {"evidence": told(ad_clicks=(400, 320), sessions=(1400, 720))}, "speaks_against"),  # -60 %
    ("ad_traffic", fall("sessions"), {"evidence": told(ad_clicks=(40, 20), sessions=(1040, 840))}, "open"),  # a tenth of the fall
    ("ad_traffic", fall("sessions"), {"evidence": told(ad_clicks=(40, 20))}, "open"),
    ("ad_traffic", fall("units"), {"evidence": told(ad_clicks=(400, 200), ad_orders=(40, 20), orders=(100, 80))}, "supports"),
    ("ad_traffic", rise("sessions"), {"evidence": told(ad_clicks=(200, 400), sessions=(600, 800))}, "supports"),
    ("ad_traffic", fall("sessions"), {"evidence": told(ad_clicks=(40, 30), sessions=(100, 70))}, "open"),  # others -33 %
    ("ad_traffic", fall("sessions"), {"evidence": told(ad_clicks=(0.2, 0.1))}, "open"),  # 5.6 clicks against 1.4
    ("ad_traffic", fall("sessions"), {"evidence": told(ad_clicks=(40, 38))}, "speaks_against"),
    ("ad_traffic", rise("sessions"), {"evidence": told(ad_clicks=(40, 20))}, "speaks_against"),
    ("ad_traffic", fall("sessions"), {"evidence": Evidence({"ad_days": {(PLACE, None): move(1, 0.5)}})}, "open"),
    ("ad_traffic", fall("sessions"), {"events": [event("ad_change", NEAR)]}, "supports"),
    ("ad_traffic", fall("sessions"), {}, "no_data"),
    ("ad_budget", fall("impressions"), {"evidence": told(ad_cost=(50, 30), **FEWER_CLICKS)}, "supports"),
    ("ad_budget", fall("impressions"), {"evidence": told(ad_cost=(50, 30))}, "open"),
    ("ad_budget", fall("impressions"), {"evidence": told(ad_cost=(50, 40), ad_clicks=(400, 320), sessions=(900, 720))}, "open"),
    ("ad_budget", fall("impressions"), {"evidence": told(ad_cost=(50, 48))}, "speaks_against"),
    ("ad_budget", fall("impressions"), {}, "no_data"),
    ("ad_auction", fall("clicks"), {"evidence": told(ad_cost=(50, 50), ad_clicks=(100, 60))}, "supports"),
    ("ad_auction", fall("clicks"), {"evidence": told(ad_cost=(50, 60), ad_clicks=(100, 100))}, "open"),
    ("ad_auction", fall("clicks"), {"evidence": told(ad_cost=(50, 30), ad_clicks=(100, 60))}, "speaks_against"),
    ("ad_auction", fall("clicks"), {"evidence": told(ad_clicks=(100, 60))}, "no_data"),
    ("ad_quality", fall("cvr"), {"evidence": told(ad_orders=(10, 5), ad_clicks=(100, 100))}, "supports"),
    ("ad_quality", fall("cvr"), {"evidence": told(ad_orders=(10, 10), ad_clicks=(100, 100))}, "speaks_against"),
    ("ad_quality", fall("cvr"), {"evidence": told(ad_clicks=(100, 60))}, "no_data"),
    ("market", fall("sessions"), {"evidence": told(**SAME_SHARE)}, "supports"),
    ("market", fall("sessions"), {"evidence": told(market_impressions=(9000, 6000), query_impressions=(900, 300))}, "open"),
    ("market", fall("sessions"), {"evidence": told(**LESS_SHARE)}, "speaks_against"),
    ("market", fall("sessions"), {}, "no_data"),
    ("own_share", fall("sessions"), {"evidence": told(**LESS_SHARE)}, "supports"),
    ("own_share", fall("sessions"), {"evidence": told(**SAME_SHARE)}, "speaks_against"),
    ("own_share", fall("sessions"), {"evidence": told(search_impressions=(900, 600))}, "open"),
    ("own_share", fall("sessions"), {"evidence": told(search_impressions=(900, 890))}, "speaks_against"),
    ("own_share", fall("sessions"), {}, "no_data"),
    ("click_rate", fall("sessions"), {"evidence": told(search_impressions=(9000, 9000), search_clicks=(100, 60))}, "supports"),
    ("click_rate", fall("sessions"), {"evidence": told(**AS_CLICKED)}, "speaks_against"),
    ("click_rate", fall("sessions"), {"evidence": told(search_clicks=(90, 60))}, "no_data"),
    ("price", fall("cvr"), {"given": rows({"price": 24.0})}, "supports"),
    ("price", fall("price"), {"given": rows({"price": 16.0})}, "supports"),
    ("price", fall("cvr"), {"given": WORSE}, "speaks_against"),
    ("price", fall("cvr"), {"given": WORSE, "events": [event("price_change", NEAR)]}, "supports"),
    ("price", fall("buy_box_percentage"), {"given": rows({"price": 16.0})}, "speaks_against"),
    ("price", fall("revenue_per_visit"), {"given": rows(units=None)}, "no_data"),
    ("discounts", fall("cvr"), {"evidence": told(discounts=(20, 1), order_sales=(200, 200))}, "supports"),
    ("discounts", fall("price"), {"evidence": told(discounts=(1, 20), order_sales=(200, 200))}, "supports"),
    ("discounts", fall("cvr"), {"evidence": told(discounts=(20, 19), order_sales=(200, 200))}, "speaks_against"),
    ("discounts", fall("cvr"), {"evidence": told(order_sales=(200, 200))}, "no_data"),
    ("units_per_order", fall("aov"), {"evidence": told(order_units=(15, 10), orders=(10, 10))}, "supports"),
    ("units_per_order", fall("aov"), {"evidence": told(order_units=(15, 15), orders=(10, 10))}, "speaks_against"),
    ("units_per_order", fall("aov"), {}, "no_data"),
    ("refund_rate", fall("refunds"), {"evidence": B2_OFTEN}, "no_data"),
    ("refund_rate", fall("refunds"), {"evidence": told(refunded_units=(5, 15), units=(100, 100))}, "supports"),
    ("refund_rate", fall("refunds"), {"evidence": told(refunded_units=(5, 6), units=(100, 100))}, "speaks_against"),
    ("mix_shift", fall("mix"), {"given": [*rows({"sessions": 50}), *rows({"sessions": 150}, sku="B2", price=5.0)]}, "supports"),
    ("mix_shift", fall("mix"), {"given": rows(sessions=0)}, "no_data"),
    ("season", fall("sessions"), {"given": FEWER, "evidence": told(**LATER)}, "supports"),
    ("season", fall("cvr"), {"given": WORSE, "evidence": told(last_year_units=(10, 6), last_year_sessions=(90, 90))}, "supports"),
    ("season", fall("cvr"), {"given": WORSE, "evidence": told(**LATER)}, "speaks_against"),  # 10/100 → 6/60
    ("season", fall("sessions"), {"given": FEWER, "evidence": told(**STEADY)}, "speaks_against"),
    ("season", fall("sessions"), {"given": FEWER, "evidence": told(last_year_sessions=(100, 90))}, "open"),  # -10 % against -40 %
    ("season", fall("sessions"), {"given": FEWER}, "no_data"),
    ("exchange_rate", fall("fx"), {"given": YEN, "currency": "USD"}, "supports"),
    ("exchange_rate", fall("fx"), {}, "no_data"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "suspect", "known", "status"), CASES)
def test_a_check_says_what_the_data_show(name, suspect, known, status):
    known = dict(known)
    outcome = CHECKS[name](context(known.pop("given", None), **known), suspect)
    assert outcome.status == status
    if outcome.finding:
        said = message(f"finding.{outcome.finding}", **outcome.values)
        assert all(said.values())
    assert (outcome.finding is None) == (status == "no_data")


# That nothing is on record says nothing; days and the calendar are always known.
NEVER = {
    "speaks_against": {"review", "hijack", "competitor", "mix_shift", "exchange_rate"},
    "no_data": {"report_gap", "peak", "after_peak"},
}


@pytest.mark.parametrize("status", ["supports", "speaks_against", "no_data"])
def test_every_check_was_seen_with_every_outcome(status):
    seen = {name for name, _, _, found in CASES if found == status}
    assert set(CHECKS) - seen == NEVER.get(status, set())


def test_a_moved_rate_is_told_by_place():
    outcome = CHECKS["exchange_rate"](context(YEN, currency="USD"), fall("fx"))
    [only] = outcome.values["moves"]
    assert only["place"] == PLACE and only["rate"] == pytest.approx(-0.1)


def test_small_products_together_are_told_of_by_the_sum_of_their_figures():
    small = [*rows({"sessions": 60}, units=0.1), *rows({"sessions": 60}, sku="B2", units=0.1)]
    evidence = Evidence({"ad_clicks": {(PLACE, "A17"): move(40, 10), (PLACE, "B2"): move(20, 10), (PLACE, None): move(60, 20)}})
    outcome = CHECKS["ad_traffic"](context(small, evidence=evidence, pool=True), fall("sessions", 0))
    assert (outcome.values["base"], outcome.values["current"]) == (60, 20)


def test_a_figure_that_is_not_known_of_one_of_several_products_is_not_known():
    small = [*rows({"sessions": 60}, units=0.1), *rows({"sessions": 60}, sku="B2", units=0.1)]
    evidence = Evidence({"ad_clicks": {(PLACE, "A17"): move(40, 10)}})
    assert CHECKS["ad_traffic"](context(small, evidence=evidence, pool=True), fall("sessions", 0)).status == "no_data"


def test_the_product_that_holds_most_of_a_fall_is_what_is_looked_at():
    given = [*rows({"units": 2}), *rows(sku="B2"), *rows(sku="C3")]
    found = context(given, evidence=told(refunded_units=(1, 4), units=(10, 10)))
    assert CHECKS["refund_rate"](found, fall("cvr")).values["base"] == 0.1
    alike = context([*rows({"units": 6}), *rows({"units": 6}, sku="B2"), *rows({"units": 6}, sku="C3")], evidence=found.evidence)
    assert CHECKS["review"](context(given, events=[event("review", NEAR, sku="B2")]), fall("cvr")).status == "no_data"
    assert CHECKS["review"](without_evidence(alike, [event("review", NEAR, sku="B2")]), fall("cvr")).status == "open"


def without_evidence(found, events):
    return replace(found, evidence=None, events=events)
