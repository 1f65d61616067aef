"""Numbers, shares, money and dates as a market writes them (Unicode CLDR, by babel)."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from tools.listing.localize.quantity import Quantity
from tools.listing.localize.writing import written

_CLDR = {"de": "de_DE", "fr": "fr_FR", "it": "it_IT", "es": "es_ES", "ja": "ja_JP"}


def number(value: Decimal | int, locale: str) -> str:
    """A number with signs between thousands and every decimal: `1,234.5`, `1.234,5`.

    Args:
        value: Written with all its decimals.
        locale: Of the market.
    """
    given = Decimal(value)
    places = max(0, -int(given.as_tuple().exponent))
    return str(format_decimal(given, f"#,##0.{'0' * places}" if places else "#,##0", locale=_cldr(locale)))


def percent(value: Decimal | int, locale: str) -> str:
    """A share: 50 is `50%`, in de, fr and es `50 %`."""
    return written(Quantity(Decimal(value), "percent"), locale)


def money(value: Decimal, currency: str, locale: str) -> str:
    """An amount with its currency: `$19.99`, `19,99 €`; never converted.

    Args:
        value: In units of the currency.
        currency: ISO code.
        locale: Of the market.
    """
    return str(format_currency(value, currency, locale=_cldr(locale)))


def day(value: date, locale: str) -> str:
    """A date in full: `November 22, 2026`, `22. November 2026`."""
    return str(format_date(value, "long", locale=_cldr(locale)))


def _cldr(locale: str) -> str:
    return _CLDR.get(locale, locale.replace("-", "_"))
