"""Figures of this room: exact decimals inside, numbers in JSON, rounded half up to what a currency has."""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Annotated

from babel import Locale
from babel.numbers import get_currency_precision
from pydantic import Field, PlainSerializer

from tools.core.errors import UnknownReference
from tools.core.references import nearest

_ALIASES = {"RMB": "CNY", "CNH": "CNY"}
_WIDE = Context(prec=80)
"""Room for the digits of any amount that fits the bounds below."""


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Figure = Annotated[Decimal, PlainSerializer(_plain, when_used="json")]
"""A decimal that JSON shows as a number; whole ones without a point."""

Given = Annotated[Figure, Field(ge=0, le=10**12, allow_inf_nan=False)]
"""An amount, size or weight as a caller gives it."""

Positive = Annotated[Figure, Field(gt=0, le=10**12, allow_inf_nan=False)]
ExchangeRate = Annotated[Figure, Field(ge=Decimal("0.000001"), le=10**6, allow_inf_nan=False)]
Share = Annotated[Figure, Field(ge=0, le=1, allow_inf_nan=False)]
"""A fraction of a whole."""

Duty = Annotated[Figure, Field(ge=0, le=10, allow_inf_nan=False)]
"""A rate of duty as a fraction; those of the United States have been above 1."""

Currency = Annotated[str, Field(pattern=r"^[A-Za-z]{3}$")]


def minor_unit(currency: str) -> Decimal:
    """The smallest amount of a currency: `EUR` 0.01, `JPY` 1."""
    return Decimal(1).scaleb(-get_currency_precision(currency))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """An amount in the currency's own decimals, halves away from nought."""
    return amount.quantize(minor_unit(currency), ROUND_HALF_UP, _WIDE)


def rounded_up(amount: Decimal, currency: str) -> Decimal:
    """The least amount of the currency that is not below this one."""
    return amount.quantize(minor_unit(currency), ROUND_CEILING, _WIDE)


def to_places(value: Decimal, places: int) -> Decimal:
    """A figure with so many decimals, halves away from nought."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


def plain(value: Decimal, places: int | None = None) -> str:
    """A decimal in digits, without trailing noughts after the point.

    Args:
        value: Any.
        places: Rounded half up to so many decimals; None leaves it as it is.
    """
    kept = value if places is None else to_places(value, places)
    text = f"{kept:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def _known() -> frozenset[str]:
    return frozenset(Locale("en").currencies)


def currency_code(written: str, field: str) -> str:
    """An ISO 4217 code in capitals.

    Args:
        written: `eur`, `RMB`.
        field: The argument it stands in.

    Raises:
        UnknownReference: There is no such currency.
    """
    code = _ALIASES.get(written.upper(), written.upper())
    if code not in _known():
        raise UnknownReference("landed_currency_unknown", field=field, value=written, nearest=nearest(code, _known()))
    return code
