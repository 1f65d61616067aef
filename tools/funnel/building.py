"""A diagnosis as rows of the result."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from prompts import Text, message
from tools.funnel.amounts import FINE, decimals_of, rounded, rounded_to_sum
from tools.funnel.chains import factors
from tools.funnel.diagnosis import Diagnosis
from tools.funnel.levels import levels_of_factors
from tools.funnel.naming import DETECTABLE, LEAST_SHARE, Effect
from tools.funnel.panel import Segment
from tools.funnel.result import EffectRow, Line, SegmentPart, SegmentRow, SumCheck
from tools.sales.catalogue import tables

LINES_SHOWN = 200
_PARTS_SHOWN = 5
_WHOLE = {
    "traffic": ("impressions", "ctr", "in_stock_days", "sessions", "buy_box_percentage", "cvr", "price"),
    "sales": ("impressions", "ctr", "in_stock_days", "sessions", "buy_box_percentage", "cvr"),
    "ads": ("impressions", "ctr", "cvr"),
    "search": ("impressions", "ctr", "cvr"),
}
"""Factors that an operator would want of each chain."""
_EXACT, _EXACT_RATE = 1e-5, 1e-9


@dataclass(frozen=True)
class Totals:
    """Sales of both windows and their difference, rounded so that they agree.

    Attributes:
        refunds: Already taken off both, where they are a line of the split; (base, current).
    """

    base: float
    current: float
    change: float
    shown_change: float
    refunds: tuple[float, float] | None = None

    @classmethod
    def of(cls, found: Diagnosis, currency: str | None, refunds: tuple[float, float] | None = None) -> "Totals":
        """The totals of a diagnosis."""
        net = [found.base - (refunds or (0, 0))[0], found.current - (refunds or (0, 0))[1]]
        fine = [round(value, FINE) for value in net]
        shown = [rounded(value, decimals_of(currency)) for value in net]
        places = decimals_of(currency)
        return cls(fine[0], fine[1], round(fine[1] - fine[0], FINE), round(shown[1] - shown[0], places), refunds)


def effect_rows(found: Diagnosis, currency: str | None, totals: Totals) -> list[EffectRow]:
    """The parts of the change; their amounts add up to it.

    Args:
        found: The diagnosis.
        currency: Of the amounts.
        totals: Their sum.
    """
    effects = list(found.effects)
    if totals.refunds:
        effects.append(_refund_effect(found, totals.refunds[0] - totals.refunds[1]))
    amounts = [effect.amount for effect in effects]
    change = totals.change
    fine = rounded_to_sum(amounts, change, FINE)
    shown = rounded_to_sum(amounts, totals.shown_change, decimals_of(currency))
    levels = levels_of_factors(found)
    return [
        _row(found, effect, levels.get(effect.factor), a, s, change) for effect, a, s in zip(effects, fine, shown, strict=True)
    ]


def _refund_effect(found: Diagnosis, amount: float) -> Effect:
    change = found.change + amount
    named = amount * change > 0 and abs(amount) >= LEAST_SHARE * abs(change)
    return Effect("refunds", amount, amount / change if change else None, 0.0, None, True, named)


def _row(
    found: Diagnosis, effect: Effect, levels: tuple[float, float] | None, amount: float, shown: float, change: float
) -> EffectRow:
    factor = factors()[effect.factor]
    base, current = levels or (None, None)
    if factor.unit == "money":
        base, current = base or None, current or None
    weight = float(found.split.weights.sum())
    error = effect.standard_error
    return EffectRow(
        factor=effect.factor, label=factor.label, definition=factor.definition, unit=factor.unit,
        amount=amount, rounded=shown, share=effect.amount / change if change else None,
        base=base, current=current, change_rate=current / base - 1 if base and current is not None else None,
        standard_error=error, p_value=effect.p_value, moved=effect.moved, named=effect.named,
        smallest_detectable_change_rate=1 - float(np.exp(-DETECTABLE * error / weight)) if error and weight else None,
        segments=_largest(found, effect.factor, effect.amount),
    )  # fmt: skip


def part(segment: Segment, amount: float) -> SegmentPart:
    """A segment's part of an effect."""
    return SegmentPart(
        marketplace=segment.marketplace,
        sku=segment.sku,
        channel=segment.channel,
        pooled=segment.pooled,
        amount=round(amount, FINE),
    )


def _largest(found: Diagnosis, factor: str, total: float) -> list[SegmentPart]:
    if factor not in found.split.effects or len(found.stages.panel.segments) < 2:
        return []
    amounts = found.split.own(factor)
    with_it = amounts if total >= 0 else -amounts
    order = np.argsort(-with_it, kind="stable")[:_PARTS_SHOWN]
    return [part(found.stages.panel.segments[at], float(amounts[at])) for at in order if with_it[at] > 0]


def line(found: Diagnosis, factor: str) -> Line:
    """Entries or exits with their segments."""
    amounts = found.split.effects.get(factor)
    if amounts is None:
        return Line()
    order = [at for at in np.argsort(-np.abs(amounts), kind="stable") if amounts[at]]
    parts = [part(found.stages.panel.segments[at], float(amounts[at])) for at in order[:LINES_SHOWN]]
    return Line(amount=round(float(amounts.sum()), FINE), segments=parts)


def segment_rows(found: Diagnosis, limit: int) -> list[SegmentRow]:
    """Each segment's own split: those that moved beyond chance first, then by the size of their change.

    Args:
        found: The diagnosis.
        limit: How many at most.
    """
    named: dict[int, list[str]] = {}
    for flag in found.flags:
        named.setdefault(flag.at, []).append(flag.factor)
    change = found.split.values[1] - found.split.values[0]
    names = [(segment.marketplace, segment.sku or "", segment.channel or "") for segment in found.stages.panel.segments]
    order = sorted(range(len(change)), key=lambda at: (at not in named, -abs(change[at]), names[at]))
    chains = {int(at): chain for chain in found.stages.chains for at in chain.members}
    return [_segment_row(found, at, list(chains[at].factors), named.get(at, [])) for at in order[:limit]]


def _segment_row(found: Diagnosis, at: int, chain: list[str], named: list[str]) -> SegmentRow:
    segment = found.stages.panel.segments[at]
    base, current = (float(value) for value in found.split.values[:, at])
    amounts = {name: float(table[at]) for name, table in found.split.effects.items() if table[at] or name in chain}
    fine = rounded_to_sum(list(amounts.values()), current - base, FINE)
    effects = dict(zip(amounts, fine, strict=True))
    volume = next(name for name in chain if name in found.split.totals)
    own = {name: value for name, value in effects.items() if name != "mix"}
    own[volume] = round(own.get(volume, 0.0) + effects.get("mix", 0.0), FINE)
    moves = {
        n: float(np.expm1(found.noise[n].tests.move[at])) for n in chain if n in found.noise and factors()[n].kind != "exact"
    }
    return SegmentRow(
        **segment._asdict(), chain=chain,
        base=round(base, FINE), current=round(current, FINE), change=round(current - base, FINE),
        effects=effects, own_effects=own, moves={name: round(move, FINE) for name, move in moves.items()}, named=named,
    )  # fmt: skip


def sum_check(rows: list[EffectRow], change: float, largest: float) -> SumCheck:
    """Add the parts up again.

    Args:
        rows: The parts.
        change: What they must come to.
        largest: Sales of the larger window, of whose double precision the sum can be.
    """
    total = round(sum(row.amount for row in rows), FINE)
    most = max(_EXACT, _EXACT_RATE * largest)
    return SumCheck(
        sum_of_effects=total, change=change, difference=round(total - change, FINE), exact=abs(total - change) <= most
    )


def chain_notes(found: Diagnosis, chain: str) -> list[dict[str, Any]]:
    """Which chains there are, how many products have each, which report shows each factor, and what none shows.

    Args:
        found: The diagnosis.
        chain: What the panel holds: traffic, sales, ads, search or given.
    """
    together: dict[tuple[str, ...], int] = {}
    for group in found.single.chains:
        together[tuple(group.factors)] = together.get(tuple(group.factors), 0) + len(group.members)
    return [
        {
            "factors": list(names), "products": count, "reports": {name: _report(name, names, chain) for name in names},
            "not_shown": [name for name in _WHOLE.get(chain, ()) if name not in names],
        }
        for names, count in sorted(together.items(), key=lambda item: (-item[1], item[0]))
    ]  # fmt: skip


def _report(factor: str, names: tuple[str, ...], chain: str) -> Text:
    if chain == "given":
        return message("rows_given")
    if factor == "in_stock_days":
        return tables()["inventory_day"].label
    if chain == "search":
        return tables()["search_performance"].label
    if chain == "ads" and names[0] not in ("units", "orders"):
        return tables()["ad_day"].label
    return tables()["traffic_day" if chain == "ads" or "sessions" in names else "order_line"].label
