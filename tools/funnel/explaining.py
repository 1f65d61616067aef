"""A diagnosis told: parts, date of the break, checks, what else to know."""

from typing import Any, Literal

from tools.core.result import Period, warning
from tools.events.events import Event, concerning
from tools.funnel.breaks import date_of_break
from tools.funnel.building import Totals, chain_notes, effect_rows, line, part, segment_rows, sum_check
from tools.funnel.causes import run_checks
from tools.funnel.chains import factors
from tools.funnel.context import Context, Suspect
from tools.funnel.diagnosis import Diagnosis, diagnose
from tools.funnel.material import Material
from tools.funnel.naming import FEWEST_EXPECTED
from tools.funnel.notes import notes_of
from tools.funnel.rate_breaks import date_of_rate_move
from tools.funnel.refunding import Refunding, refunding_of
from tools.funnel.request import FunnelQuestion
from tools.funnel.result import Break, EffectRow, FunnelResult, View

Finding = Literal["named", "segment_only", "normal_variation", "no_change", "too_few_sales", "new_products"]
_MOST_SUSPECTS = 3
_LEADS = 0.5
"""Share of a factor's effect from which one segment is what to date and to check."""


def explained(question: FunnelQuestion, material: Material) -> FunnelResult:
    """The result for a question.

    Args:
        question: As asked.
        material: What it is about.
    """
    found = diagnose(material.panel, material.base, material.current, pool=material.pool)
    refunding = refunding_of(material, found)
    currency = material.panel.currency
    totals = Totals.of(found, currency, refunding.amounts if refunding else None)
    effects = effect_rows(found, currency, totals)
    suspects = _suspects(found, effects, refunding)
    breaks = [broken for suspect in suspects if (broken := _break(found, material, suspect, refunding))]
    first = breaks[0] if breaks else None
    context = Context(found, suspects, material.base, material.current, material.evidence, material.events, material.gaps, breaks)
    finding = _finding(found, effects)
    detectable = found.detectable
    return FunnelResult(
        inputs=_inputs(question, material),
        definitions=material.definitions,
        sources=material.sources,
        warnings=[*material.warnings, *notes_of(found, material), *([warning("net_of_refunds")] if totals.refunds else [])],
        finding=finding,
        windows={"base": material.base, "current": material.current},
        as_of=material.as_of,
        currency=currency,
        base=totals.base,
        current=totals.current,
        change=totals.change,
        change_rate=totals.change / totals.base if totals.base else None,
        rounded_change=totals.shown_change,
        base_total=round(float(found.single.sums("revenue")[0].sum()), 6),
        current_total=round(float(found.single.sums("revenue")[1].sum()), 6),
        chains=chain_notes(found, material.chain),
        effects=effects,
        segments=segment_rows(found, question.segment_limit),
        segments_in_all=len(found.stages.panel.segments),
        mix=next((row.amount for row in effects if row.factor == "mix"), 0.0),
        entries=line(found, "entries"),
        exits=line(found, "exits"),
        refunds=refunding.result if refunding else None,
        fx=_fx(found, effects),
        break_=first,
        breaks=breaks,
        causes=run_checks(context) if suspects else [],
        not_significant=[row.factor for row in effects if not row.moved],
        smallest_detectable_change=round(detectable, 6) if detectable else None,
        smallest_detectable_change_rate=detectable / found.base if detectable and found.base else None,
        sum_check=sum_check(effects, totals.change, max(abs(totals.base), abs(totals.current))),
        views=_views(material),
    )


def _inputs(question: FunnelQuestion, material: Material) -> dict[str, Any]:
    said = question.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True, exclude={"rows"})
    given = {"rows": len(question.rows)} if question.rows else {}
    days = {name: window.model_dump(mode="json") for name, window in (("base", material.base), ("current", material.current))}
    return {**said, **given, **days, "chain": material.chain, "as_of": material.as_of.isoformat()}


def _finding(found: Diagnosis, effects: list[EffectRow]) -> Finding:
    if any(row.named for row in effects):
        only_new = all(row.factor == "entries" for row in effects if row.named) and not found.base
        return "new_products" if only_new else "named"
    if found.flags:
        return "segment_only"
    if found.expected_sales <= FEWEST_EXPECTED:
        return "too_few_sales"
    return "normal_variation" if found.change else "no_change"


def _suspects(found: Diagnosis, effects: list[EffectRow], refunding: Refunding | None) -> list[Suspect]:
    """What is to be explained: named factors, else what moved in single segments, and refunds."""
    named = sorted((row for row in effects if row.named), key=lambda row: -abs(row.amount))
    suspects = [Suspect(row.factor, row.amount > 0, _leading_segment(found, row)) for row in named]
    if not named:
        suspects = [Suspect(flag.factor, flag.amount > 0, flag.at) for flag in found.leading_flags]
    if refunding and refunding.result.moved and "refunds" not in {suspect.factor for suspect in suspects}:
        suspects.append(Suspect("refunds", not refunding.rising))
    return suspects[:_MOST_SUSPECTS]


def _leading_segment(found: Diagnosis, row: EffectRow) -> int | None:
    """The segment that brings most of an effect, where there are several and it moved beyond chance by itself."""
    own = [flag for flag in found.flags if flag.factor == row.factor and flag.amount * row.amount > 0]
    largest = max(own, key=lambda flag: abs(flag.amount), default=None)
    several = len(found.stages.panel.segments) > 1
    return largest.at if largest and several and abs(largest.amount) >= _LEADS * abs(row.amount) else None


def _break(found: Diagnosis, material: Material, suspect: Suspect, refunding: Refunding | None) -> Break | None:
    if suspect.factor == "refunds":
        dated = refunding.date() if refunding else None
    elif factors()[suspect.factor].kind in ("volume", "counted", "clustered") or suspect.factor == "in_stock_days":
        dated = date_of_break(found, suspect.factor, suspect.at)
    else:
        dated = date_of_rate_move(found) if suspect.factor == "fx" else None
    if dated is None:
        return None
    segment = found.stages.panel.segments[suspect.at] if suspect.at is not None else None
    amount = float(found.split.own(suspect.factor)[suspect.at]) if suspect.at is not None else 0.0
    interval = Period(start=dated.first, end=dated.last)
    return Break(
        stage=suspect.factor,
        segment=part(segment, amount) if segment else None,
        date=dated.day,
        start=dated.first,
        end=dated.last,
        certain=dated.certain,
        events=_events(material, found, suspect, interval),
    )


def _events(material: Material, found: Diagnosis, suspect: Suspect, interval: Period) -> list[Event]:
    segment = found.stages.panel.segments[suspect.at] if suspect.at is not None else None
    places = [segment.marketplace] if segment else sorted({each.marketplace for each in found.stages.panel.segments})
    skus = [segment.sku] if segment and segment.sku else None
    overlapping = [event for event in material.events if event.start <= interval.end and interval.start <= event.end]
    return concerning(overlapping, places, skus)


def _fx(found: Diagnosis, effects: list[EffectRow]) -> dict[str, Any] | None:
    row = next((row for row in effects if row.factor == "fx"), None)
    return {"amount": row.amount, "currency": found.stages.panel.currency} if row else None


def _views(material: Material) -> list[View]:
    """The other chains over the same windows, each with its own sum."""
    views = []
    for name, (panel, base, current) in material.others.items():
        found = diagnose(panel, base, current, pool=material.pool)
        totals = Totals.of(found, panel.currency)
        rows = effect_rows(found, panel.currency, totals)
        views.append(
            View(
                chain=name, base=totals.base, current=totals.current, change=totals.change,
                rounded_change=totals.shown_change, effects=rows,
                windows={"base": base, "current": current}, not_significant=[row.factor for row in rows if not row.moved],
            )
        )  # fmt: skip
    return views
