"""Findings are of the places in question: where reports tell of others only, there is no data."""

from dataclasses import replace

import pytest

from tests.tools.funnel.suspicions import PLACE, context, event, fall, move, rows
from tools.funnel.causes import run_checks
from tools.funnel.checks import CHECKS
from tools.funnel.evidence import ALL, Evidence

US = "amazon_us"
FELL, HELD = {"sessions": 60}, {}


def at(place, current, sku="A17", **always):
    return [{**row, "marketplace": place} for row in rows(current, sku=sku, **always)]


def evidence(*places, **figures):
    """Daily means of whole marketplaces."""
    return Evidence({name: {(place, None): move(*pair) for place in places} for name, pair in figures.items()})


ADS = {"ad_clicks": (400, 200), "sessions": (900, 700)}
BOTH = [*at(PLACE, FELL), *at(PLACE, FELL, "B2"), *at(US, FELL), *at(US, FELL, "B2")]
SALES_ONLY = {"sessions": None, "buy_box_percentage": None}
MIXED = [*at(PLACE, {}), *at(PLACE, {}, "B2"), *at(US, {"units": 5}, **SALES_ONLY), *at(US, {"units": 5}, "B2", **SALES_ONLY)]


def test_a_report_of_another_marketplace_tells_nothing():
    found = context(MIXED, evidence=evidence(PLACE, buy_box_sessions=(90, 90), last_year_sales=(100, 60), **ADS))
    for name in ("buy_box", "ad_traffic", "season"):
        assert CHECKS[name](found, fall("units")).status == "no_data", name
    assert CHECKS["buy_box"](found, fall("sessions")).status == "speaks_against"


def test_prices_elsewhere_are_not_the_price_in_question():
    dearer = [*at(PLACE, {"price": 30.0}), *at(PLACE, {"price": 30.0}, "B2"), *at(US, {"units": 5}, **SALES_ONLY)]
    assert CHECKS["price"](context(dearer), fall("sessions")).values["rate"] == pytest.approx(0.5)
    assert CHECKS["price"](context(dearer), fall("units")).values["rate"] == pytest.approx(0.0)


def test_a_report_of_a_part_says_of_which():
    ours = [*BOTH, *at(US, FELL, "C3")]
    found = context(ours, fall("sessions"), evidence=evidence(US, **ADS))
    assert CHECKS["ad_traffic"](found, fall("sessions")).places == (US,)
    [row] = [row for row in run_checks(found) if row.cause == "ads_cut"]
    assert row.status == "supports" and row.finding["en"].startswith("amazon_us (no report of the other marketplaces): Ad clicks")


def test_a_report_of_the_smaller_part_decides_nothing():
    ours = [*BOTH, *at(US, FELL, "C3")]
    assert CHECKS["ad_traffic"](context(ours, evidence=evidence(PLACE, **ADS)), fall("sessions")).status == "no_data"


def test_marketplaces_add_up():
    found = CHECKS["ad_traffic"](context(BOTH, evidence=evidence(PLACE, US, **ADS)), fall("sessions"))
    assert (found.values["base"], found.values["current"], found.places) == (800, 400, ())


def test_amounts_of_two_currencies_are_not_added_up():
    known = evidence(PLACE, US, ad_cost=(50, 25), **ADS)
    paid = replace(known, currencies={(PLACE, None): "EUR", (US, None): "USD"})
    assert CHECKS["ad_budget"](context(BOTH, evidence=known), fall("impressions")).status == "supports"
    assert CHECKS["ad_budget"](context(BOTH, evidence=paid), fall("impressions")).status == "no_data"


def test_traffic_told_by_product_only_is_that_of_the_marketplace():
    sessions = {"sessions": {(PLACE, sku): move(450, 350) for sku in ("A17", "B2")}}
    clicks = {"ad_clicks": {(PLACE, None): move(400, 200)}}
    found = context([*at(PLACE, FELL), *at(PLACE, FELL, "B2")], evidence=Evidence({**sessions, **clicks}))
    assert CHECKS["ad_traffic"](found, fall("sessions")).values["organic"] == pytest.approx(500 / 500 - 1)


def test_reports_of_several_shops_together_tell_nothing_of_one():
    shops = [{**row, "channel": shop} for shop, level in (("alpha", {}), ("beta", {"units": 3})) for row in at(PLACE, level)]
    found = context(shops, evidence=evidence(PLACE, **ADS))
    assert CHECKS["ad_traffic"](found, fall("cvr", 1)).status == "no_data"
    assert CHECKS["ad_traffic"](found, fall("cvr")).status == "no_data"  # one shop holds most of it
    alike = [{**row, "channel": shop} for shop in ("alpha", "beta") for row in at(PLACE, FELL)]
    assert CHECKS["ad_traffic"](context(alike, evidence=evidence(PLACE, **ADS)), fall("sessions")).status == "supports"


def test_shops_have_ads_and_organic_sales():
    shops = [{**row, "channel": shop} for shop in ("alpha", "beta") for row in at(PLACE, FELL)]
    found = {row.cause for row in run_checks(context(shops, fall("sessions"), evidence=evidence(PLACE, **ADS)))}
    assert "ads_cut" in found


def test_stock_that_marketplaces_share_is_counted_once():
    days = {"stock_days": (1, 1), "out_of_stock_days": (0, 0.5)}
    both = [*at(PLACE, FELL), *at("amazon_fr", FELL)]
    known = Evidence({name: {(place, "A17"): move(*pair) for place in (PLACE, "amazon_fr")} for name, pair in days.items()})
    assert CHECKS["stock_out"](context(both, evidence=known), fall("sessions")).values["current"] == 7


def test_stock_of_other_products_and_places_is_not_told_of():
    days = {"stock_days": (1, 1), "out_of_stock_days": (0, 0.5)}
    elsewhere = Evidence({name: {(US, "A17"): move(*pair), ALL: move(*pair)} for name, pair in days.items()})
    assert CHECKS["stock_out"](context(evidence=elsewhere), fall("sessions")).status == "no_data"
    found = context(MIXED, evidence=elsewhere)
    assert CHECKS["stock_out"](found, fall("sessions")).status == "no_data"
    assert CHECKS["stock_out"](found, fall("units")).values["products"] == ["A17"]


def test_missing_reports_and_peaks_of_other_places_are_not_ours():
    found = context(MIXED, gaps=[f"{PLACE}: 2026-10-03"], events=[event("peak", "2026-09-10", marketplace=PLACE)])
    assert CHECKS["report_gap"](found, fall("sessions")).status == CHECKS["peak"](found, fall("sessions")).status == "supports"
    assert CHECKS["report_gap"](found, fall("units")).status == CHECKS["peak"](found, fall("units")).status == "speaks_against"


def test_a_marketplace_without_sales_is_silent_though_others_sell():
    lost = {f"2026-10-0{day}": {"units": 0} for day in (3, 4)}
    given = [*at(PLACE, {}), *at(US, {"units": 8}, days=lost, **SALES_ONLY)]
    outcome = CHECKS["report_gap"](context(given), fall("units"))
    assert (outcome.status, outcome.values["silent"]) == ("open", 2)


def test_ads_without_rows_on_some_days_may_be_a_missing_report():
    ads = [{**row, "channel": "ads"} for row in at(PLACE, FELL)]
    known = Evidence({"ad_days": {(PLACE, None): move(1, 11 / 14)}})
    outcome = CHECKS["report_gap"](context(ads, evidence=known), fall("sessions"))
    assert (outcome.status, outcome.finding, outcome.values["place"]) == ("open", "ad_days", PLACE)


def test_the_buy_box_of_the_traffic_report_serves_where_the_split_has_none():
    ads = [{**row, "channel": "ads"} for row in at(PLACE, {"units": 5}, **SALES_ONLY)]
    shares = {"buy_box_sessions": (95, 40), "sessions": (100, 80)}
    known = Evidence({name: {(PLACE, "A17"): move(*pair)} for name, pair in shares.items()})
    outcome = CHECKS["buy_box"](context(ads, evidence=known), fall("units"))
    assert (outcome.status, outcome.values) == ("supports", {"base": 0.95, "current": 0.5})


def test_nothing_claims_stock_that_no_report_tells_of():
    lost = {f"2026-10-0{day}": {"sessions": 0, "units": 0} for day in (3, 4)}
    told, untold = (context(rows(days=lost, in_stock=known)) for known in (True, None))
    assert CHECKS["suppressed"](told, fall("sessions")).values["stocked"]
    assert not CHECKS["suppressed"](untold, fall("sessions")).values["stocked"]
    sold_out = {day: {**level, "in_stock": False} for day, level in lost.items()}
    empty = context(rows(days=sold_out, in_stock=True))
    assert CHECKS["suppressed"](empty, fall("sessions")).status == "speaks_against"
