"""Amounts of money that are none of the order's."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import NamedTuple

from tools.listing.phrases.fold import Folded, fold
from tools.reply.check.fault import Fault
from tools.reply.check.reply import Reply
from tools.reply.check.tables import pattern, table
from tools.reply.contract import Severity
from tools.reply.facts.order import Order

_FIGURE = r"\d{1,3}(?:[., '’]\d{3}){1,3}(?:[.,]\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,2})?(?!\d)"
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?)\s?%")
_MONEY = re.compile("price|amount|total|refund|fee|cost")
_CENT = Decimal("0.01")
_MOST_LINES, _MOST_SHOWN = 12, 6


class Amount(NamedTuple):
    """Money in a text: its place in the folded text, figure and the currencies it may be."""

    start: int
    end: int
    value: Decimal
    currencies: tuple[str, ...]


@cache
def _money() -> re.Pattern[str]:
    signs = "|".join(sorted(map(re.escape, table("amounts")["signs"]), key=len, reverse=True))
    before = rf"(?<![a-z])(?P<before>{signs})\s?(?P<figure>{_FIGURE})"
    behind = rf"(?<![a-z0-9.,\-])(?P<other>{_FIGURE})\s?(?P<behind>{signs})(?![a-z])"
    return re.compile(f"{before}|{behind}")


def amounts(folded: Folded) -> list[Amount]:
    """All amounts of money in a text, in any usual form: `$1,234.50`, `1.234,50 €`, `EUR 12`, `1,280円`."""
    found = []
    for match in _money().finditer(folded.text):
        value = _value(match["figure"] or match["other"])
        sign = match["before"] or match["behind"]
        if value is not None:
            found.append(Amount(match.start(), match.end(), value, tuple(table("amounts")["signs"][sign])))
    return found


def _value(written: str) -> Decimal | None:
    """A figure; its last sign parts decimals when one or two digits follow."""
    body = re.sub(r"[ '’]", "", written)
    whole, part = (body[: -len(cut.group())], cut.group()[1:]) if (cut := re.search(r"[.,]\d{1,2}$", body)) else (body, "")
    try:
        return Decimal(re.sub(r"[.,]", "", whole) + ("." + part if part else ""))
    except InvalidOperation:
        return None


def wrong_amounts(reply: Reply) -> Iterator[Fault]:
    """Amounts that are none of the order's; a partial refund that is said to be one only warns."""
    known = _known(reply.order) if reply.order else frozenset()
    if not known or reply.order is None:
        return
    found = amounts(reply.folded)
    allowed = known | _shares(reply.folded.text, known)
    for amount in found:
        same_money = reply.order.currency in (None, *amount.currencies)
        if same_money and amount.value in allowed:
            continue
        span = reply.folded.span(amount.start, amount.end)
        if (most := _gravity(reply, span, amount, same_money)) is not None:
            yield Fault("wrong_amount", span, most=most, told={"known": _shown(known, reply.order.currency)})


def _gravity(reply: Reply, span: tuple[int, int], amount: Amount, same_money: bool) -> Severity | None:
    """How grave an unknown amount is; None for a part of the order's money or a fee that is said to be one."""
    of_order, part, fee = _about(reply.sentence_at(span[0]).text)
    total = reply.order.total if reply.order else None
    if same_money and (fee or (part and (total is None or amount.value <= total))):
        return None
    return "block" if of_order else "warn"


@lru_cache(maxsize=256)
def _about(sentence: str) -> tuple[bool, bool, bool]:
    """Whether a sentence is about the order's money, about a part of it, about a fee."""
    said = fold(sentence).text
    full = pattern("amounts", "full").search(said) is not None
    of_order, part, fee = (pattern("amounts", name).search(said) is not None for name in ("of_order", "part", "fee"))
    return of_order, part and not full, fee and not full


@lru_cache(maxsize=256)
def _known_of(total: Decimal | None, lines: tuple[tuple[Decimal, int], ...], refunds: tuple[Decimal, ...]) -> frozenset[Decimal]:
    """Total, prices, sums of lines, refunds, and what they leave of each other."""
    sums = {Decimal(0)}
    for price, quantity in lines[:_MOST_LINES]:
        sums |= {each + price * count for each in [*sums][:500] for count in range(1, min(quantity, 20) + 1)}
    found = sums | {*refunds, sum(refunds, Decimal(0))}
    if total is not None:
        goods = sum((price * quantity for price, quantity in lines), Decimal(0))
        found |= {total, total - sum(refunds, Decimal(0))} | ({total - goods} if lines else set())
    return frozenset(each for each in found if each > 0)


def _known(order: Order) -> frozenset[Decimal]:
    lines = tuple((item.unit_price, item.quantity or 1) for item in order.items if item.unit_price is not None)
    refunds = tuple(refund.amount for refund in order.refunds if refund.amount is not None)
    return _known_of(order.total, lines, refunds) | _stated(order)


def _stated(order: Order) -> set[Decimal]:
    """Money that the order's facts or the listing state beside."""
    written = [fact.value for fact in order.facts if _MONEY.search(fact.name)]
    written += [value for name, value in order.listing.items() if _MONEY.search(name)]
    figures = [match.group() for value in written if (match := re.search(_FIGURE, value))]
    return {value for figure in figures if (value := _value(figure)) is not None}


def _shares(text: str, known: frozenset[Decimal]) -> set[Decimal]:
    """Parts of known amounts by the percentages that the text states."""
    shares = {_value(match[1]) for match in _PERCENT.finditer(text)} - {None}
    exact = {base * share / 100 for share in list(shares)[:10] if share is not None for base in [*known][:50]}
    return {each.quantize(_CENT) for each in exact} | {each.quantize(_CENT, rounding="ROUND_DOWN") for each in exact}


def _shown(known: frozenset[Decimal], currency: str | None) -> str:
    return ", ".join(f"{value:f}" for value in sorted(known)[-_MOST_SHOWN:]) + (f" {currency}" if currency else "")
