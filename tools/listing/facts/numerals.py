"""Numbers as each language writes them."""

import re
import unicodedata
from fractions import Fraction

from tools.listing.facts.matching import THIN

QUOTIENT = r"\d{1,2}/(?:2|3|4|5|6|8|10|12|16|32|64)(?![\d/])"
"""Fractions as tools and recipes have them; `50/60` is two figures."""
NUMBER = rf"(?:\d+(?:[.,{THIN}]\d+)*(?:(?: |-){QUOTIENT}| ?[¼½¾⅓⅔⅛⅜⅝⅞])?|[¼½¾⅓⅔⅛⅜⅝⅞])"
SPACED = r"\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?"
"""Thousands set apart by blanks, as French and Spanish do."""
SPACED_IN = ("fr", "es")
_COMMA_DECIMAL = ("de", "fr", "es", "it")
_VULGAR = re.compile("[¼½¾⅓⅔⅛⅜⅝⅞]")
_FRACTION = re.compile(r"(?:^|[ -])(\d+)/(\d+)$")
_GROUPS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def number_of(text: str, language: str) -> Fraction:
    """The number that a text is: `1,000`, `1.000,5`, `2 1/2`, `1½`.

    Args:
        text: Narrow text that matches `NUMBER` or `SPACED`.
        language: Decides what `1,000` and `1.000` are.
    """
    vulgar = _VULGAR.search(text)
    part = _FRACTION.search(text)
    extra = Fraction(0)
    if vulgar:
        over, _, under = unicodedata.normalize("NFKC", vulgar[0]).partition("⁄")
        text, extra = text[: vulgar.start()], Fraction(int(over), int(under))
    elif part and int(part[2]):
        text, extra = text[: part.start()], Fraction(int(part[1]), int(part[2]))
    stripped = text.replace(" ", "").replace(THIN, "").strip("-")
    return (_plain_number(stripped, language) if stripped else Fraction(0)) + extra


_DECIMALS = re.compile(r"[.,](\d+)$")


def step_of(text: str, number: Fraction) -> Fraction:
    """Half a step of the last digit of a number as written; none of a fraction, which is exact."""
    if number.denominator == 1 and not _DECIMALS.search(text):
        return Fraction(0) if _VULGAR.search(text) else Fraction(1, 2)
    decimals = _DECIMALS.search(text)
    if decimals is None:
        return Fraction(0)
    return Fraction(1, 2) if number.denominator == 1 and int(decimals[1]) else Fraction(1, 2 * 10 ** len(decimals[1]))


def _plain_number(text: str, language: str) -> Fraction:
    marks = [sign for sign in text if sign in ".,"]
    if not marks:
        return Fraction(int(text))
    last = marks[-1]
    if marks.count(last) > 1 or _is_thousands(text, last, marks, language):
        return Fraction(int(text.replace(".", "").replace(",", "")))
    whole, _, decimals = text.rpartition(last)
    whole = whole.replace(".", "").replace(",", "")
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def _is_thousands(text: str, mark: str, marks: list[str], language: str) -> bool:
    if len(marks) > 1 or not _GROUPS.fullmatch(text) or text.startswith("0"):
        return False
    return mark == ("." if language in _COMMA_DECIMAL else ",")
