"""Days, money and numbers as the buyer writes them."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

_ENGLISH = {"UK": "en_GB", "CA": "en_CA", "AU": "en_AU", "IN": "en_IN", "US": "en_US", "": "en_US"}
_ELSEWHERE = "en_GB"
_COUNTRIES = {"de": ("AT", "CH"), "fr": ("CA", "CH", "BE"), "es": ("MX", "US"), "it": ("CH",), "ja": (), "zh": ()}
_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\uffe5": "\u00a5", "\u2019": "'"})
"""Spaces that do not break are written as plain ones, the full-width yen sign as the common one."""


def locale_of(language: str, place: str) -> str:
    """Locale of a language as written in a place: `en`, `UK` → `en_GB`."""
    if language == "en":
        return _ENGLISH.get(place, _ELSEWHERE)
    return f"{language}_{place}" if place in _COUNTRIES[language] else language


@lru_cache(maxsize=4096)
def day(value: date, language: str, place: str) -> str:
    """A day in words: `31. Januar 2026`, `January 31, 2026`."""
    return format_date(value, format="long", locale=locale_of(language, place)).translate(_PLAIN)


@lru_cache(maxsize=4096)
def money(amount: Decimal, currency: str, language: str, place: str) -> str:
    """Money with its sign: `19,99 €`, `¥3,980`."""
    written = format_currency(amount, currency, locale=locale_of(language, place)).translate(_PLAIN)
    return written if language == "zh" else written.replace("JP\u00a5", "\u00a5")


@lru_cache(maxsize=4096)
def number(value: Decimal, language: str, place: str) -> str:
    """A number in the buyer's form."""
    return format_decimal(value, locale=locale_of(language, place)).translate(_PLAIN)
