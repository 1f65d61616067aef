"""The store that a listing is for: its platform, place and language, and the rules that hold there on a day."""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from knowledge import library
from knowledge.document import Document
from tools.core.errors import UnknownReference
from tools.core.references import nearest
from tools.marketplaces import find_marketplaces, find_platform, marketplaces
from tools.marketplaces.countries import country_code

_LANGUAGES = {
    "DE": "de", "AT": "de", "FR": "fr", "IT": "it", "ES": "es", "MX": "es", "JP": "ja", "CN": "zh",
}  # fmt: skip
_UNION = {"DE", "FR", "IT", "ES", "NL", "PL", "SE", "BE", "IE", "AT"}
_RULE_CODES = {"GB": "UK"}
_FED_TO = {"shopify": ("google",)}
"""Platforms whose product data another platform shows too."""
_LISTED_ON = (
    "amazon",
    "ebay",
    "walmart",
    "tiktok",
    "temu",
    "aliexpress",
    "shopify",
    "google",
    "shopee",
    "wish",
    "etsy",
    "newegg",
)


@dataclass(frozen=True)
class Market:
    """One store.

    Attributes:
        id: `amazon_de`; of a platform without country its name alone.
        platform: `amazon` …
        code: Of the place as rules write it: `US`, `UK`; "" when not said.
        language: Of listings there.
    """

    id: str
    platform: str
    code: str
    language: str

    @property
    def places(self) -> frozenset[str]:
        """Codes of the store and of the groups it belongs to."""
        groups = {"EU"} if self.code in _UNION else set()
        return frozenset({"ALL", self.code} | groups)

    @property
    def platforms(self) -> tuple[str, ...]:
        """Its platform first, then those that show its product data too."""
        return (self.platform, *_FED_TO.get(self.platform, ()))

    @property
    def locale(self) -> str:
        """Language with its country where forms differ: `en-GB`, `de`."""
        country = {"UK": "GB", "": "US"}.get(self.code, self.code)
        return f"en-{country if country in ('US', 'GB', 'CA', 'AU') else 'US'}" if self.language == "en" else self.language


@lru_cache(maxsize=1024)
def find_market(written: str, field: str = "marketplace") -> Market:
    """The store meant by an id, domain or name.

    Args:
        written: `amazon_de`, `Amazon.de`, `google_us`, `temu`.
        field: Name of the argument, for the refusal.

    Raises:
        UnknownReference: No store or platform has that name.
    """
    stores = find_marketplaces(written)
    if len(stores) == 1:
        store = stores[0]
        code = _RULE_CODES.get(store.country, store.country)
        return Market(store.id, store.platform, code, _language(store.language[:2]))
    whole = find_platform(written) or written.strip().lower()
    name, _, rest = ("", "", "") if whole in _LISTED_ON else whole.replace("-", "_").replace(" ", "_").partition("_")
    platform, country = (whole, None) if whole in _LISTED_ON else (find_platform(name) or name, country_code(rest))
    if platform not in _LISTED_ON or (rest and country is None):
        known = nearest(written, marketplaces()) or [*_LISTED_ON]
        raise UnknownReference("listing_unknown_marketplace", field=field, given=written, known=known)
    code = _RULE_CODES.get(country or "", country or "")
    return Market(f"{platform}_{code.lower()}" if code else platform, platform, code, _LANGUAGES.get(code, "en"))


def _language(code: str) -> str:
    return code if code in _LANGUAGES.values() else "en"


@cache
def rules_of(market: Market, on: date) -> tuple[Document, ...]:
    """Rules of the platform on listings that hold in the store on a day, those of the place itself first.

    Unverified ones are among them: their confidence is `low`.
    """
    rules = [rule for platform in market.platforms for rule in library.facts(f"rules/{platform}")]
    return tuple(rule for rule in rules if is_about_listings(rule) and _holds(rule, market, on))


def is_about_listings(rule: Document) -> bool:
    """Whether a platform's rule is about listings, not about fees, orders or messages."""
    return rule.area == "listing"


@cache
def wording_of(market: Market, on: date) -> tuple[Document, ...]:
    """Groups of forbidden wording that hold in the store on a day."""
    groups = library.facts("wording")
    return tuple(group for group in groups if {*market.platforms} & {*group.platforms} and _holds(group, market, on))


def _holds(rule: Document, market: Market, on: date) -> bool:
    return rule.status_on(on) == "in_force" and (not rule.places or bool(market.places & {*rule.places}))
