"""The words and amounts of questions on taxes, weights, transit and landed cost."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from copilot.offline.text import compiled
from copilot.offline.word_lists import WordLists

_FIGURE = (
    r"(?<![\w.])(?P<sign>us\$|[$¥€£])?\s?(?P<figure>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)\s?(?P<unit>万|千|k(?![a-z]))?\s?"
)
_UNITS = {"万": 10_000, "千": 1_000, "k": 1_000}


_LISTS = WordLists("landed_words")
pattern, has = _LISTS.pattern, _LISTS.has


def named(text: str, kind: str) -> list[str]:
    """Codes of a kind (`terms`) whose words a text holds."""
    return [code for code, words in words_of(kind).items() if compiled(words).search(text)]


def words_of(kind: str) -> dict[str, str]:
    """Words of a kind (`terms`) as a pattern, by code."""
    found: dict[str, str] = _LISTS.content[kind]
    return found


def country_of(currency: str) -> str | None:
    """The country, or group, that a currency gives away."""
    found: str | None = _LISTS.content["currency_countries"].get(currency)
    return found


@dataclass(frozen=True)
class Said:
    """An amount as it is said.

    Attributes:
        currency: None where none is said.
        span: Where it stands.
    """

    amount: float
    currency: str | None
    span: tuple[int, int]

    def money(self, currency: str | None = None) -> dict[str, Any]:
        """The amount as an argument, in another currency where none is said."""
        code = self.currency or currency
        return {"amount": plain(self.amount), **({"currency": code} if code else {})}


def plain(value: float) -> float | int:
    """A number as a person writes it."""
    return int(value) if float(value).is_integer() else value


@cache
def amount_pattern() -> str:
    """An amount with sign or currency, either of which may be missing."""
    before = "|".join(f"(?P<b{code}>{words})" for code, words in _LISTS.content["currencies"].items())
    after = "|".join(f"(?P<{code}>{words})" for code, words in _LISTS.content["currencies"].items())
    return rf"(?:(?:{before})\s?)?{_FIGURE}(?:{after})?"


@cache
def currency_words() -> str:
    """All words for currencies as one pattern."""
    return "(?:" + "|".join(_LISTS.content["currencies"].values()) + ")"


def amounts(text: str) -> list[Said]:
    """All numbers of a text, with the currency where one is said."""
    return [_said(match) for match in compiled(amount_pattern()).finditer(text)]


def amount_near(text: str, words: str, within: int = 8) -> Said | None:
    """The amount of one of the words: shortly after it, just before it, or after a comma; a percentage is none."""
    for between in (rf"[^\d%$€£¥,，;；]{{0,{within}}}?", None, rf"[^\d%$€£¥]{{0,{within}}}?"):
        if between is None:
            match = compiled(rf"{amount_pattern()}\s?(?:的|of |for |in )?(?={words})").search(text)
        else:
            found = compiled(rf"{words}{between}(?={amount_pattern()}(?!\s?%|\.?\d))").search(text)
            match = compiled(amount_pattern()).match(text, found.end()) if found else None
        if match and (said := _said(match)) and (between or said.currency):
            return said
    return None


def share_near(text: str, words: str, within: int = 8) -> float | None:
    """The percentage of one of the words, as a fraction: shortly after it, just before it, or after a comma."""
    number = r"(\d+(?:\.\d+)?)\s?%"
    ways = (
        rf"{words}[^\d%,，;；]{{0,{within}}}?{number}",
        rf"{number}\s?(?:的|of |for |import )?\s?{words}",
        rf"{words}[^\d%]{{0,{within}}}?{number}",
    )
    match = next((match for way in ways if (match := compiled(way).search(text))), None)
    return round(float(match[1]) / 100, 8) if match else None


def _said(match: re.Match[str]) -> Said:
    codes = [code for code in _LISTS.content["currencies"] if match[code] or match[f"b{code}"]]
    currency = _LISTS.content["signs"].get(match["sign"]) if match["sign"] else next(iter(codes), None)
    value = float(match["figure"].replace(",", "")) * _UNITS.get(match["unit"] or "", 1)
    return Said(value, currency, match.span())
