"""Template filters: how figures, money, rates and dates look in a text."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.numbers import format_currency


def _decimal(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _without_sign_of_zero(value: Decimal) -> Decimal:
    return abs(value) if value == 0 else value


def money(value: Any, currency: str) -> str:
    """`Decimal("1234.5"), "EUR"` → `EUR 1,234.50`: ISO code and the currency's own decimals."""
    return format_currency(_decimal(value), currency, format="¤¤ #,##0.00;¤¤ -#,##0.00", locale="en_US").replace("\xa0", " ")


def number(value: Any, places: int = 0) -> str:
    """`1234.5, 1` → `1,234.5`."""
    return f"{_without_sign_of_zero(_decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)):,}"


def percent(value: Any, places: int = 2) -> str:
    """A fraction as per cent: `0.0127` → `1.27%`."""
    return number(_decimal(value) * 100, places) + "%"


def signed_percent(value: Any, places: int = 2) -> str:
    """A change as per cent with its sign: `-0.512` → `-51.20%`."""
    text = percent(value, places)
    is_zero = not text.strip("0.%")
    return text if text.startswith("-") or is_zero else "+" + text


def day(value: date | str) -> str:
    """ISO date."""
    return value if isinstance(value, str) else value.isoformat()


FILTERS = {
    "money": money,
    "number": number,
    "percent": percent,
    "signed_percent": signed_percent,
    "day": day,
}
