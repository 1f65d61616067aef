"""How many people look and how many buy: sessions and order lines by day and SKU."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copilot.demo.shop import Listing, Marketplace, Shop, rng_for

YEAR = 365.25
# Shapes of gamma noise: a shape of 1 / cv² makes counts drawn from it negative binomial.
MARKET_SHAPE, LISTING_SHAPE = 900.0, 40.0
LOCAL_TASTE = 0.18
PAGES_AFTER_THE_FIRST = 0.38
USUAL_BUY_BOX, BUY_BOX_SPREAD = 97.5, 1.4

Days = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Demand:
    """What happened in one marketplace; every table has a row per day and a column per SKU."""

    sessions: Counts
    page_views: Counts
    buy_box: Days
    lines: Counts


def draw_demand(shop: Shop, market: Marketplace) -> Demand:
    """Draw the traffic and the order lines of a marketplace, stories included."""
    rng = rng_for(market.id, "demand")
    mood = rng.gamma(MARKET_SHAPE, 1 / MARKET_SHAPE, len(shop.dates))
    calendar = mood * _growth(shop) * np.asarray(market.weekdays)[_weekday(shop.dates)]
    total_weight = sum(listing.weight for listing in market.listings)
    columns = [_draw_listing(shop, market, listing, calendar / total_weight) for listing in market.listings]
    return Demand(*(np.column_stack(parts) for parts in zip(*columns, strict=True)))


def story_factor(shop: Shop, measure: str, marketplace: str, sku: str = "all") -> Days:
    """Multiply, day by day, what the stories do to a measure of one SKU or of all.

    Args:
        shop: The demo shop.
        measure: A key of the stories' effects, such as "sessions" or "refunds".
        marketplace: The marketplace, such as "amazon_us".
        sku: The SKU; "all" takes every story of the marketplace.

    Returns:
        One factor per day of the shop's period.
    """
    factor = np.ones(len(shop.dates))
    for story in shop.stories:
        here = story["marketplace"] in (marketplace, "all")
        if here and (sku == "all" or story["skus"] == "all" or sku in story["skus"]):
            first, last = np.datetime64(story["from"]), np.datetime64(story["to"])
            during = (shop.dates >= first) & (shop.dates <= last)
            factor[during] *= story["effect"].get(measure, 1.0)
    return factor


def _draw_listing(shop: Shop, market: Marketplace, listing: Listing, calendar: Days) -> tuple[Counts, Counts, Days, Counts]:
    rng = rng_for(market.id, listing.sku)
    taste = np.exp(rng.normal(0.0, LOCAL_TASTE))
    usual = listing.conversion * market.conversion
    lines = market.lines_per_day * listing.weight * taste * calendar * _season(shop, listing)
    noise = rng.gamma(LISTING_SHAPE, 1 / LISTING_SHAPE, len(shop.dates))

    def factor(measure: str) -> Days:
        return story_factor(shop, measure, market.id, listing.sku)

    sessions = rng.poisson(lines / usual * noise * factor("sessions"))
    page_views = sessions + rng.poisson(sessions * PAGES_AFTER_THE_FIRST)
    share = np.minimum(rng.normal(USUAL_BUY_BOX, BUY_BOX_SPREAD, len(shop.dates)), 100.0)
    buy_box = np.round(share * factor("buy_box"), 2)
    return sessions, page_views, buy_box, rng.binomial(sessions, usual * factor("conversion"))


def _season(shop: Shop, listing: Listing) -> Days:
    days_from_peak = (shop.dates - np.datetime64(listing.peak)).astype(float)
    return 1 + listing.swing * np.cos(2 * np.pi * days_from_peak / YEAR)


def _growth(shop: Shop) -> Days:
    years = (np.arange(len(shop.dates)) - len(shop.dates) / 2) / YEAR
    return np.asarray((1 + shop.yearly_growth) ** years, dtype=np.float64)


def _weekday(dates: NDArray[np.datetime64]) -> Counts:
    """Return 0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday."""
    return (dates.astype("datetime64[D]").astype(np.int64) + 3) % 7
