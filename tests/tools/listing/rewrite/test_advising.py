"""Advice; the demo shop's own story file says what happened to which product."""

from datetime import date

from tools.listing.contract import Listing
from tools.listing.draft import Change
from tools.listing.market import find_market
from tools.listing.rewrite import advising
from tools.listing.rewrite.advising import advice

CHANGES = [Change(field=field, before="a", after="b", reason="x", reason_zh="y") for field in ("title", "bullets")]


def codes(warehouse, blocking=0, changes=CHANGES, on=date(2026, 10, 24), **product):
    market = product.pop("market", "amazon_us")
    listing = Listing(marketplace=market, title="x", **product)
    return [said.code for said in advice(listing, find_market(market), on, warehouse, blocking, changes)]


def test_without_a_product_no_figures_are_asked(demo_warehouse):
    assert codes(demo_warehouse) == ["listing_rewrite_no_product", "listing_rewrite_one_at_a_time"]


def test_without_figures_that_is_said(warehouse):
    assert codes(warehouse, sku="A17") == ["listing_rewrite_no_figures", "listing_rewrite_one_at_a_time"]


def test_violations_come_first_and_all_at_once(demo_warehouse):
    found = codes(demo_warehouse, blocking=2, sku="A17")
    assert found[0] == "listing_rewrite_must_repair" and "listing_rewrite_one_at_a_time" not in found


def test_a_fresh_edit_is_left_alone(demo_warehouse):
    # stories.yaml: the main image of OD-60-L was changed on 2026-10-13.
    assert codes(demo_warehouse, market="amazon_jp", sku="OD-60-L")[0] == "listing_rewrite_just_edited"
    assert "listing_rewrite_just_edited" not in codes(demo_warehouse, market="amazon_jp", sku="OD-60-L", on=date(2026, 10, 28))


def test_an_unknown_product_has_no_figures(demo_warehouse):
    assert codes(demo_warehouse, sku="NOPE")[0] == "listing_rewrite_no_own_figures"


def test_nothing_to_change_is_said(demo_warehouse):
    assert codes(demo_warehouse, changes=[], sku="A17") == ["listing_rewrite_nothing"]


def test_the_funnel_is_asked_once(demo_warehouse, monkeypatch):
    asked = []
    whole = advising.explained
    monkeypatch.setattr(advising, "explained", lambda *given: asked.append(given) or whole(*given))
    codes(demo_warehouse, sku="A17")
    assert len(asked) == 1
