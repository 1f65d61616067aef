"""The store that a message came through."""

from tools.core.errors import InvalidInput
from tools.core.result import Warning, warning
from tools.listing.market import Market, find_market
from tools.marketplaces import find_marketplaces, find_platform

_LONGEST_CODE = 3


def store_of(platform: str | None, marketplace: str | None) -> tuple[Market, list[Warning]]:
    """The store meant by a platform and a marketplace in any of their names; the marketplace decides.

    Raises:
        InvalidInput: Neither was given.
        UnknownReference: No store has that name.
    """
    if marketplace:
        market = _placed(platform, marketplace.strip())
        named = find_market(platform.strip(), "platform").platform if platform else market.platform
        differs = named != market.platform
        return market, [warning("reply_store_differs", platform=platform, marketplace=market.id)] if differs else []
    if platform and platform.strip():
        return find_market(platform.strip(), "platform"), []
    raise InvalidInput("reply_store_missing", field="platform")


def _placed(platform: str | None, marketplace: str) -> Market:
    """`DE` names a store only together with its platform."""
    name = find_market(platform.strip(), "platform").platform if platform else None
    stores = find_marketplaces(marketplace, name)
    if len(stores) == 1:
        return find_market(stores[0].id)
    is_bare = name is not None and find_platform(marketplace) is None and len(marketplace) <= _LONGEST_CODE
    return find_market(f"{name}_{marketplace}") if is_bare else find_market(marketplace)
