"""What figures a rule of the library allows, and which ones it denies."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from knowledge.document import Document
from tools.knowledge.figures import Amounts, Figure, amounts, content, days, figures, says


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

    @property
    def is_bound(self) -> bool:
        """Whether it says what is the most or the least, so that something can be stricter."""
        return bool(self.most or self.least)

    def allows(self, amount: Decimal) -> bool:
        """Whether a figure is one of these, or stricter."""
        below = bool(self.most) and amount <= min(self.most)
        above = bool(self.least) and amount >= max(self.least)
        is_range = bool(self.most and self.least) and min(self.most) >= max(self.least)
        return amount in self.said or ((below and above) if is_range else (below or above))


class Held(NamedTuple):
    """What a rule says in figures.

    Attributes:
        allowed: By quantity.
        denied: Figures that many believe and that do not hold.
        days: Days that it names.
        denied_days: Days that many believe instead.
    """

    allowed: dict[str, Allowed]
    denied: Amounts
    days: set[date]
    denied_days: set[date]


def held_by(rule: Document) -> Held:
    """What a rule says; bounds are read in Chinese, which every rule has."""
    text = rule.texts["zh"]
    believed = " ".join(one.believed["zh"] + "。" for one in rule.corrections)
    wrong, values, old = amounts(believed), {*_numbers(_parts(rule, old=False))}, {*_numbers(_parts(rule, old=True))}

    def is_denied(figure: Figure) -> bool:
        """What many believe is named by the text to be denied, when figures for programs are others or call it old."""
        other = bool(values) and not _is_among(figure, values)
        return figure.amount in wrong.get(figure.quantity, ()) and (other or _is_among(figure, old))

    found = [figure for figure in figures(text) if not says("not_held", figure.before) and not is_denied(figure)]
    by_quantity: dict[str, list[Figure]] = {}
    for figure in found:
        by_quantity.setdefault(figure.quantity, []).append(figure)
    allowed = {quantity: _allowed(those) for quantity, those in by_quantity.items()}
    denied = {quantity: told - allowed[quantity].said if quantity in allowed else told for quantity, told in wrong.items()}
    told_days = days(text)
    return Held(allowed, denied, told_days, days(believed) - told_days)


def _parts(rule: Document, *, old: bool) -> list[Any]:
    """A rule's figures for programs: those called old, or all others."""
    return [inner for name, inner in rule.value.items() if name.startswith("old_") == old]


def _numbers(value: Any) -> Iterator[Decimal]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _numbers(inner)
    elif isinstance(value, int | float | str) and not isinstance(value, bool):
        try:
            yield Decimal(str(value))
        except InvalidOperation:
            return


def _is_among(figure: Figure, values: Collection[Decimal]) -> bool:
    """Rates are fractions in values: 21 % is 0.21."""
    return figure.written in values or (figure.quantity == "percent" and figure.written / 100 in values)


def _allowed(found: list[Figure]) -> Allowed:
    said = frozenset(one.amount for one in found)
    if found[0].quantity in content("amounts_of_money"):
        return Allowed(said, frozenset(), frozenset())
    most = {one.amount for one in found if _bounds("most", one) and not says("entitled", one.before)}
    least = {one.amount for one in found if _bounds("least", one)}
    return Allowed(said, frozenset(most), frozenset(least))


def _bounds(name: str, figure: Figure) -> bool:
    words = content(name)
    return bool(re.search("|".join(words["before"]), figure.before) or re.search("|".join(words["after"]), figure.after))
