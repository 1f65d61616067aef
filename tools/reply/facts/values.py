"""Values that callers write in many ways, as days, money and numbers; None for what cannot be read."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.dates import get_month_names

from tools.marketplaces import marketplaces
from tools.reply.facts.near_days import near_day
from tools.reply.facts.words import currency_signs, folded, is_among

_LONGEST = 200
_NOISE = 6
"""Decimals of a float beyond which there is only the noise of binary fractions."""
_ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_EASTERN_DAY = re.compile(r"(\d{4})\s?\u5e74\s?(\d{1,2})\s?\u6708\s?(\d{1,2})")
_NUMBERS_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_WORDS_DAY = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|\.|º)?\s+(?:de\s+)?([^\W\d_]{3,10})\.?,?\s+(?:de\s+)?|([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+)(\d{4})"
)
_AMOUNT = re.compile(r"[-−]?\d[\d.,' \u00a0\u202f]*")
_ISO_CURRENCY = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")
_MILLISECONDS = 10**11
_EPOCH_START = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH = range(10**8, 10**11)
_MONEY_BAGS = ("shopmoney", "presentmentmoney", "money", "price")


def known_currencies() -> frozenset[str]:
    """Currencies of the marketplaces."""
    return frozenset(market.currency for market in marketplaces().values()) | {
        "CNY",
        "CHF",
        "HKD",
        "TWD",
        "NOK",
        "DKK",
        "NZD",
        "KRW",
        "CZK",
        "HUF",
    }


def text_of(value: Any) -> str | None:
    """Text on one line; None for mappings, what is empty and words that stand for nothing."""
    if isinstance(value, (list, tuple)):
        value = next((each for each in value if isinstance(each, (str, int))), None)
    if value is None or isinstance(value, (bool, dict, list)):
        return None
    text = " ".join(str(value).split())[:_LONGEST]
    return text if text and not is_among("empty", text) else None


def day_of(value: Any, zone: tzinfo | None, day_first: bool = True, on: date | None = None) -> date | None:
    """A day: ISO, with or without time and zone, seconds or milliseconds of the epoch, or written out.

    Args:
        value: As given.
        zone: Of the store: a moment is the day it is there; None takes the day as written.
        day_first: How `03/04/2026` is read.
        on: When it was written: `yesterday` and days without a year count from it; without it they are not read.
    """
    if isinstance(value, datetime):
        return _day_there(value, zone)
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _epoch_day(value, zone)
    text = text_of(value)
    if not text:
        return None
    return _written_day(text, zone, day_first) or (near_day(text, on, _months(), day_first) if on else None)


def _day_there(moment: datetime, zone: tzinfo | None) -> date:
    try:
        return moment.astimezone(zone).date() if moment.tzinfo and zone else moment.date()
    except (OverflowError, ValueError):
        return moment.date()


def _epoch_day(number: float, zone: tzinfo | None) -> date | None:
    seconds = number / 1000 if abs(number) >= _MILLISECONDS else number
    return _day_there(_EPOCH_START + timedelta(seconds=seconds), zone) if int(seconds) in _EPOCH else None


def _written_day(text: str, zone: tzinfo | None, day_first: bool) -> date | None:
    if text.isdigit():
        return _compact_day(text) if len(text) == len("20261122") else _epoch_day(int(text), zone) if len(text) < 15 else None
    try:
        return _day_there(datetime.fromisoformat(text), zone)
    except ValueError:
        pass
    for pattern in (_ISO_DAY, _EASTERN_DAY):
        if found := pattern.search(text):
            return _day(found[1], found[2], found[3])
    if found := _NUMBERS_DAY.search(text):
        first, second = (found[1], found[3]) if day_first or found[2] == "." else (found[3], found[1])
        return _day(found[4], second, first) or _day(found[4], first, second)
    if found := _WORDS_DAY.search(text):
        month = _months().get(folded(found[2] or found[3]))
        return _day(found[5], month, found[1] or found[4]) if month else None
    return None


def _compact_day(text: str) -> date | None:
    return _day(text[:4], text[4:6], text[6:])


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


_MONTHS: dict[str, int] = {}


def _months() -> dict[str, int]:
    if not _MONTHS:
        for language in ("en", "de", "fr", "es", "it"):
            for width in ("wide", "abbreviated"):
                _MONTHS.update({folded(name): number for number, name in get_month_names(width, locale=language).items()})
    return _MONTHS


def number_of(value: Any) -> Decimal | None:
    """A number, without the noise of binary fractions; separators as any country writes them."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float, Decimal)):
        return _decimal(repr(round(value, _NOISE)) if isinstance(value, float) else str(value))
    if isinstance(value, dict):
        return next((number_of(inner) for name, inner in value.items() if is_among("amount_names", str(name))), None)
    found = _AMOUNT.search(str(value)[:_LONGEST])
    return _decimal(_plain(found[0])) if found else None


def _plain(written: str) -> str:
    digits = re.sub(r"['\s\u00a0\u202f]", "", written).replace("−", "-").rstrip(".,")
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    sign, after = digits[last], len(digits) - last - 1
    is_alone = ("," if sign == "." else ".") not in digits and not digits.lstrip("-").startswith("0")
    grouped = digits.count(sign) > 1 or (after == 3 and is_alone)
    whole = re.sub(r"[.,]", "", digits[:last])
    return whole + digits[last + 1 :] if grouped else f"{whole}.{digits[last + 1 :]}"


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**12 else None


def money_of(value: Any) -> tuple[Decimal | None, str | None]:
    """An amount and its currency, where one is written: `19.99`, `19,99 €`, `{"Amount": "19.99", "CurrencyCode": "USD"}`."""
    if isinstance(value, dict):
        names = {folded(str(name)): inner for name, inner in value.items()}
        bag = next((names[name] for name in _MONEY_BAGS if isinstance(names.get(name), dict)), None)
        if bag is not None:
            return money_of(bag)
        code = next(
            (text_of(inner) for name, inner in names.items() if "currency" in name and not is_among("amount_names", name)), None
        )
        return number_of(value), currency_of(code)
    return number_of(value), currency_of(value) if isinstance(value, str) else None


def currency_of(text: str | None) -> str | None:
    """The ISO code of a currency that a text names."""
    if not text:
        return None
    codes = [code for code in _ISO_CURRENCY.findall(text.upper()) if code in known_currencies()]
    signed = next((code for sign, code in currency_signs().items() if sign in text), None)
    return codes[0] if codes else signed or None


def truth_of(value: Any) -> bool | None:
    """Yes or no, where one is said."""
    if isinstance(value, bool):
        return value
    text = text_of(value)
    if text is None:
        return None
    return True if is_among("yes", text) else False if is_among("no", text) else None
