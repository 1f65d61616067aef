"""Figures of texts with their quantities, and what figures a rule allows."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_FILE = Path(__file__).parent / "units.yaml"
_CLAUSE = re.compile(r"[，。；：、]|[,;:](?=\s)")


class Figure(NamedTuple):
    """A figure in the first unit of its quantity: two days are 48 of `hours`.

    Attributes:
        before: Its clause up to it.
        after: Its unit and what follows.
    """

    quantity: str
    amount: Decimal
    before: str = ""
    after: str = ""


class Allowed(NamedTuple):
    """What a rule says of one quantity.

    Attributes:
        said: Its figures.
        most: Those of them that are the most allowed.
        least: Those of them that are the least allowed.
    """

    said: frozenset[Decimal]
    most: frozenset[Decimal]
    least: frozenset[Decimal]

    def allows(self, amount: Decimal) -> bool:
        """Whether a figure is one of these, or stricter."""
        below = bool(self.most) and amount <= min(self.most)
        above = bool(self.least) and amount >= max(self.least)
        is_range = bool(self.most and self.least) and min(self.most) >= max(self.least)
        return amount in self.said or ((below and above) if is_range else (below or above))


def figures(text: str) -> list[Figure]:
    """Figures of a text that have a unit."""
    return [*_figures(text)]


def amounts(text: str) -> dict[str, set[Decimal]]:
    """The same by quantity: `{"characters": {75}}`."""
    found: dict[str, set[Decimal]] = {}
    for figure in _figures(text):
        found.setdefault(figure.quantity, set()).add(figure.amount)
    return found


def allowed(chinese: str) -> dict[str, Allowed]:
    """What a rule says, by quantity, in the clauses that say what holds.

    Args:
        chinese: The rule's text; bounds are read in that language, which every rule has.
    """
    held = [figure for figure in _figures(chinese) if not _matches("not_held", figure.before)]
    by_quantity: dict[str, list[Figure]] = {}
    for figure in held:
        by_quantity.setdefault(figure.quantity, []).append(figure)
    return {quantity: _allowed(found) for quantity, found in by_quantity.items()}


def _allowed(found: list[Figure]) -> Allowed:
    if found[0].quantity in _content()["amounts_of_money"]:
        return Allowed(frozenset(one.amount for one in found), frozenset(), frozenset())
    most = {one.amount for one in found if _is_bound("most", one) and not _matches("entitled", one.before)}
    least = {one.amount for one in found if _is_bound("least", one)}
    return Allowed(frozenset(one.amount for one in found), frozenset(most), frozenset(least))


def _is_bound(name: str, figure: Figure) -> bool:
    words = _content()[name]
    return bool(re.search("|".join(words["before"]), figure.before) or re.search("|".join(words["after"]), figure.after))


def _matches(name: str, text: str) -> bool:
    return bool(re.search("|".join(_content()[name]), text))


def _figures(text: str) -> Iterator[Figure]:
    for match in _pattern().finditer(text):
        unit = _unit(match["sign"]) or _unit(match["unit"])
        if unit:
            quantity, size = unit
            size *= _content()["multiples"].get((match["multiple"] or "").lower(), 1)
            before, after = _CLAUSE.split(text[: match.start()])[-1], text[match.end("number") : match.end() + 6]
            for written in filter(None, (match["first"], match["number"])):
                yield Figure(quantity, (_number(written) * size).normalize(), before, after)


def _number(written: str) -> Decimal:
    numeral = _content()["numerals"].get(written.lower())
    # 1,000 is a thousand; 0,45 is how much of Europe writes 0.45.
    plain = re.sub(r",(?=\d{3})", "", written).replace(",", ".")
    return Decimal(numeral) if numeral else Decimal(plain)


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content


@cache
def _units() -> list[tuple[str, int, re.Pattern[str]]]:
    return [
        (quantity, size, re.compile("|".join(forms), re.IGNORECASE))
        for quantity, units in _content()["quantities"].items()
        for size, forms in units.items()
    ]


@cache
def _unit(written: str | None) -> tuple[str, int] | None:
    return next(((quantity, size) for quantity, size, form in _units() if written and form.fullmatch(written)), None)


@cache
def _pattern() -> re.Pattern[str]:
    forms = chain.from_iterable(pattern.pattern.split("|") for _, _, pattern in _units())
    unit = "|".join(sorted(forms, key=len, reverse=True))
    numerals = "|".join(sorted(_content()["numerals"], key=len, reverse=True))
    multiples = "|".join(_content()["multiples"])
    number = rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:[.,]\d+)?|{numerals}"
    # Neither inside a number or a word, nor inside a longer numeral (二十五).
    return re.compile(
        rf"(?<![\d.,A-Za-z一二三四五六七八九十百千])(?:(?P<sign>(?:US|A|C)?\$|[€£¥]|[A-Z]{{3}})\s?)?"
        rf"(?:(?P<first>{number})\s?(?:[-–—~至到]|to|bis|à|and|和)\s?)?(?P<number>{number})"
        rf"(?:\s?(?P<multiple>{multiples}))?(?:[\s-]?(?P<unit>{unit})(?![A-Za-z]))?",
        re.IGNORECASE,
    )
