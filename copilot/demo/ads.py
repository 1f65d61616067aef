"""Sponsored Products: what the ads of each day and SKU cost and brought."""

from dataclasses import dataclass

import numpy as np

from copilot.demo.demand import Counts, Demand, story_factor
from copilot.demo.sales import Sales
from copilot.demo.shop import Marketplace, Shop, rng_for

# Between which a SKU draws its own.
SHARE_OF_SESSIONS, COST_OF_SALES, CLICK_RATE = (0.26, 0.42), (0.17, 0.28), (0.0035, 0.0065)
LEAST_WEIGHT = 12
BUYS_LIKE_OTHERS, SECOND_UNIT = 0.85, 0.08
BID_SHAPE = 60.0


@dataclass(frozen=True)
class Ads:
    """The ads of one marketplace; every table has a row per day and a column per SKU, money in the smallest unit."""

    impressions: Counts
    clicks: Counts
    cost: Counts
    orders: Counts
    units: Counts
    sales: Counts


def draw_ads(shop: Shop, market: Marketplace, demand: Demand, sales: Sales) -> Ads:
    """Draw the ads of a marketplace: clicks are some of the sessions, orders some of the order lines.

    Args:
        shop: The demo shop.
        market: The marketplace.
        demand: Its sessions.
        sales: Its sales.

    Returns:
        The ads, zero before the shop began to advertise and while a SKU has no buy box.
    """
    columns = [_draw_listing(shop, market, position, demand, sales) for position in range(len(market.listings))]
    return Ads(*(np.column_stack(parts) for parts in zip(*columns, strict=True)))


def _draw_listing(shop: Shop, market: Marketplace, position: int, demand: Demand, sales: Sales) -> tuple[Counts, ...]:
    listing = market.listings[position]
    rng = rng_for(market.id, "ads", listing.sku)
    share, cost_of_sales, click_rate = (rng.uniform(*span) for span in (SHARE_OF_SESSIONS, COST_OF_SALES, CLICK_RATE))
    runs = (shop.dates >= shop.ads_from) & (story_factor(shop, "buy_box", market.id, listing.sku) > 0)
    sessions = np.where(runs & (listing.weight >= LEAST_WEIGHT), demand.sessions[:, position], 0)
    clicks = rng.binomial(sessions, share)
    impressions = clicks + rng.poisson(sessions * share / click_rate)
    orders = np.minimum(rng.binomial(sales.items[:, position], share * BUYS_LIKE_OTHERS), clicks)
    units = np.minimum(orders + rng.binomial(orders, SECOND_UNIT), sales.units[:, position])
    # What a click is usually worth; a story that moves the conversion does not move the bid.
    usual = listing.price * listing.conversion * market.conversion * BUYS_LIKE_OTHERS * (1 + SECOND_UNIT)
    bids = rng.gamma(BID_SHAPE, cost_of_sales * usual / BID_SHAPE, len(clicks))
    return impressions, clicks, np.round(clicks * bids).astype(np.int64), orders, units, units * listing.price
