"""What is known about a file beside its contents."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import get_currency_precision, get_decimal_symbol

from tools.core.errors import InvalidInput, UnknownReference
from tools.core.references import nearest
from tools.core.result import Period
from tools.marketplaces import Marketplace, find_marketplaces, find_platform, marketplaces
from tools.warehouse.importing.mapping import MappingOptions

_PLATFORM_AND_CODE = re.compile(r"(.+?)[_.-]([A-Za-z]{2})")


@dataclass(frozen=True)
class Place:
    """Where rows were sold: a marketplace of the catalogue, or a shop of the user's own naming.

    Attributes:
        decimal: Decimal sign that people there write.
        pool: Stock that the marketplace shares with others, where it does.
    """

    id: str
    platform: str | None
    currency: str | None
    zone: ZoneInfo | None
    decimal: str = "."
    pool: str | None = None

    @property
    def has_whole_money(self) -> bool:
        """Whether the currency there has no smaller part, as the yen."""
        return self.currency is not None and get_currency_precision(self.currency) == 0


@dataclass(frozen=True)
class ImportContext:
    """What an import knows beside the file.

    Attributes:
        shop: Shop that the rows belong to.
        place: Marketplace of rows that do not name their own.
        period: Days that a report without dates covers.
        day: Day of a snapshot without one.
        platform: Platform that the report is of, if of one.
        file_zone: Zone of times without one, by the report's own convention.
        options: From a mapping file.
    """

    shop: str
    place: Place | None = None
    period: Period | None = None
    day: date | None = None
    platform: str | None = None
    file_zone: str | None = None
    options: MappingOptions = field(default_factory=MappingOptions)


def zone_named(name: str) -> ZoneInfo:
    """A time zone.

    Raises:
        InvalidInput: No such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise InvalidInput("unknown_timezone", field="timezone", value=name) from unknown


def _of(market: Marketplace) -> Place:
    decimal = "," if get_decimal_symbol(market.language) == "," else "."
    return Place(market.id, market.platform, market.currency, ZoneInfo(market.timezone), decimal, market.stock_pool)


@lru_cache(maxsize=256)
def find_place(name: str, platform: str | None = None) -> Place | None:
    """The one marketplace of that name, or None when there is none or several."""
    found = find_marketplaces(name, platform)
    return _of(found[0]) if len(found) == 1 else None


def place_from_options(name: str | None, options: MappingOptions) -> Place | None:
    """The place that the user named for a whole file, with currency and zone from the options first.

    A name that is no marketplace of the catalogue stands for a shop of the user's own.

    Raises:
        UnknownReference: A name such as `amazon_xx`: a platform and a code that it does not have.
    """
    chosen = name or options.marketplace
    if chosen is None and options.currency is None:
        return None
    known = (find_place(chosen) or find_place(chosen, "amazon")) if chosen else None
    meant = _as_id(chosen) if chosen and known is None else None
    if meant:
        siblings = [each for each in marketplaces() if each.startswith(meant[:-2])]
        near = nearest(meant, marketplaces()) or siblings
        raise UnknownReference("unknown_marketplace", field="marketplace", value=chosen, nearest=near)
    zone = zone_named(options.timezone) if options.timezone else known.zone if known else None
    return Place(
        id=known.id if known else (chosen or "own_shop").strip().lower().replace(" ", "_"),
        platform=known.platform if known else None,
        currency=options.currency or (known.currency if known else None),
        zone=zone,
        decimal=known.decimal if known else ".",
        pool=known.pool if known else None,
    )


def _as_id(name: str) -> str | None:
    """The id that a name of a known platform and a code stands for; None for other names."""
    match = _PLATFORM_AND_CODE.fullmatch(name.strip())
    platform = find_platform(match[1]) if match else None
    return f"{platform}_{match[2].lower()}" if match and platform else None
