"""Figures as languages write them."""

import re
from decimal import Decimal

from tools.listing.localize.quantity import table

FIGURE = re.compile(
    r"(?:\d{1,3}[ -])?\d{1,2}[/⁄](?:64|32|16|8|4|2)(?!\d)"
    r"|\d*[¼½¾⅛⅜⅝⅞]"
    r"|\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?![\d/])(?:[.,]\d+)?"
    r"|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?"
    r"|\d+(?:[.,]\d+)?"
)
_SIGNS = {"¼": "1/4", "½": "1/2", "¾": "3/4", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8"}
_COMMA = {"de", "fr", "it", "es"}
_SPACED = {"fr", "es"}


def figure(written: str, language: str, before: str) -> tuple[Decimal, int, bool] | None:
    """The value of a figure; of two figures with a space between that are no one figure, that of the last.

    Args:
        written: A match of `FIGURE`.
        language: Tells a decimal sign from one between thousands: 1.500 is 1.5 in en and 1500 in de.
        before: The text before it: in "lot de 2 500 ml" the 2 counts pieces.

    Returns:
        Value, characters at the beginning that are none of it, whether it is a fraction; None when it is no figure.
    """
    if "/" in written or "⁄" in written or written[-1] in _SIGNS:
        return _fraction(written)
    spaced = re.fullmatch(r"(\d{1,3}(?: \d{3})+)((?:[.,]\d+)?)", written)
    if spaced and (language[:2] not in _SPACED or before.lower().rstrip().endswith(tuple(table("reading")["counted"]))):
        last = written.rsplit(" ", 1)[1]
        read = figure(last, language, "")
        return (read[0], len(written) - len(last), False) if read and not last.startswith("0") else None
    return Decimal(_plain(re.sub(r"[ \u00a0\u202f'’]", "", written), language[:2])), 0, False


def _plain(written: str, language: str) -> str:
    """With a point before the decimals and nothing between thousands."""
    if "," in written and "." in written:
        decimal = max(",.", key=written.rfind)
        return written.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    sign = "," if "," in written else "."
    grouped = re.fullmatch(rf"[1-9]\d{{0,2}}(?:\{sign}\d{{3}})+", written)
    if grouped and (written.count(sign) > 1 or (sign == ".") == (language in _COMMA)):
        return written.replace(sign, "")
    return written.replace(",", ".")


def _fraction(written: str) -> tuple[Decimal, int, bool] | None:
    sign = _SIGNS.get(written[-1])
    spelled = f"{written[:-1]} {sign}" if sign else written.replace("⁄", "/").replace("-", " ")
    whole, _, part = spelled.strip().rpartition(" ")
    above, below = part.split("/")
    if int(above) >= int(below):
        return None
    return Decimal(whole or 0) + Decimal(above) / Decimal(below), 0, True
