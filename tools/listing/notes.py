"""What a reader must know beside findings."""

from datetime import date

from tools.core.result import Warning, warning
from tools.listing.contract import Listing
from tools.listing.market import Market


def check_notes(listing: Listing, market: Market, on: date, today: date) -> list[Warning]:
    """Notes on a check.

    Args:
        listing: The listing.
        market: The store.
        on: The day whose rules count.
        today: The day it is.
    """
    found = [*listing.doubts]
    if not market.code:
        found.append(warning("listing_no_country", platform=market.platform))
    if not listing.attributes:
        found.append(warning("listing_no_facts"))
    if on > today:
        found.append(warning("listing_day_to_come", day=on))
    return found
