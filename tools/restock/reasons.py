"""Why a row says what it says, and what to know of its data."""

from collections.abc import Iterator
from datetime import timedelta

from prompts import Text, message, message_keys
from tools.core.result import Warning, warning
from tools.restock.leads import COLUMNS, Way
from tools.restock.names import mode_label
from tools.restock.order_up_to import YOUNG_DAYS
from tools.restock.result import RestockRow
from tools.restock.rows import RowBuilder
from tools.restock.velocity import ESTABLISHED_DAYS, FEWEST_DAYS, WINDOWS

_FIRST_BATCH_DAYS = 14
_SHOWN_DAYS = 3
_LONG_DAYS = 180


def reasons_of(row: RestockRow, builder: RowBuilder, at: int) -> list[Warning]:
    """Why this order, in the order in which an operator would ask.

    Args:
        row: The row with its figures.
        builder: What was computed.
        at: Its place among the products.
    """
    if row.status == "needs_plan":
        return [warning("restock_needs_plan", days=row.in_stock_days, fewest=FEWEST_DAYS)]
    if row.status == "needs_lead_time":
        return [warning("restock_needs_lead_time")]
    if row.status == "needs_stock":
        return [warning("restock_needs_stock")]
    if row.status == "no_demand":
        days = min(row.in_stock_days or 0, WINDOWS[-1])
        return [warning("restock_no_demand", days=days, units=row.units_in_history, on_hand=row.on_hand)]
    if row.status == "review":
        return [warning("restock_review", units=row.units_in_history)]
    return [*_need(row, builder, at), *_shipping(row, builder, at), *_calendar(builder, at), *_demand(row, builder, at)]


def _need(row: RestockRow, builder: RowBuilder, at: int) -> Iterator[Warning]:
    rounded, packing = builder.found.rounded, builder.found.terms.packing
    position = {"position": row.inventory_position, "target": row.order_up_to}
    if row.status == "wait":
        least = max(packing.moq[at], packing.carton[at])
        yield warning("restock_waits", need=row.need, least=least, day=row.order_by)
    elif builder.found.split.units[at] > (row.need or 0) and row.order_quantity:
        yield warning("restock_gap", units=builder.found.split.units[at], day=row.stock_out.median or row.stock_out.early or "-")
    elif row.must_order:
        yield warning("restock_short", **position, reorder_point=row.reorder_point)
    elif row.need:
        yield warning("restock_below_level", **position, reorder_point=row.reorder_point, day=row.order_by)
    else:
        yield warning("restock_enough", **position, day=row.order_by)
    if row.rounding.added_units:
        yield warning("restock_rounded", need=row.need, added=row.rounding.added_units)
    yield from _minimum(row, builder, at)
    cover = builder.found.terms.max_cover_days[at]
    if rounded.limited[at] and cover <= (row.protection_days or 0):
        yield warning("restock_cover_short", cover=float(cover), days=row.protection_days)
    if rounded.limited[at]:
        took = max((row.need or 0) - float(rounded.quantity[at]), 0)
        yield warning("restock_limited", units=took)
    if rounded.below_moq[at]:
        yield warning("restock_below_moq", moq=packing.moq[at])
    if row.cash.cut_units:
        currency = builder.money.use and builder.money.use.currency
        yield warning("restock_cut", units=row.cash.cut_units, margin=row.cash.margin_at_risk, currency=currency)


def _minimum(row: RestockRow, builder: RowBuilder, at: int) -> Iterator[Warning]:
    """What the supplier's minimum does."""
    moq = row.rounding.moq
    if moq and row.order_quantity and builder.found.terms.packing.moq[at] < moq:
        number = builder.material.supplied
        together = 0 if number is None else int(((number == number[at]) & (builder.money.granted > 0)).sum())
        yield warning("restock_moq_shared", moq=moq, places=together)
    lasts = ((row.inventory_position or 0) + (row.order_quantity or 0)) / row.velocity if row.velocity else 0.0
    if row.order_quantity and lasts > max(_LONG_DAYS, 2 * (row.protection_days or 0)):
        yield warning("restock_lasts_long", days=lasts, packing=bool(row.rounding.added_units))


def _shipping(row: RestockRow, builder: RowBuilder, at: int) -> Iterator[Warning]:
    found = builder.found
    overseas, local, fast = (float(each[at]) for each in (found.transfers.overseas, found.transfers.local, found.transfers.fast))
    if overseas:
        yield warning("restock_transfer_overseas", units=overseas)
    if local:
        mode = mode_label(COLUMNS[int(found.transfers.fast_mode[at])])
        yield warning("restock_transfer_local", units=local, fast=fast, mode=mode)
    if builder.money.fast[at] > 0:
        column = int(found.split.mode[at])
        ways = {way.mode: way for way in found.ways[at]}
        fast_way, main = ways[COLUMNS[column]], ways[COLUMNS[int(found.main[at])]]
        extra = (fast_way.unit_freight or 0.0) - (main.unit_freight or 0.0)
        yield warning(
            "restock_fast", units=builder.money.fast[at], mode=mode_label(fast_way.mode), days=fast_way.mean_days, extra=extra,
            margin=float(found.margin[at]),
        )  # fmt: skip
    elif found.split.refused[at]:
        yield warning("restock_fast_refused")
    elif found.split.unpriced[at]:
        yield warning("restock_fast_unpriced")
    if row.unavoidable_lost_units and row.unavoidable_lost_units >= 0.5:
        yield warning("restock_lost", days=int(found.first_day[at]), units=row.unavoidable_lost_units)


def _calendar(builder: RowBuilder, at: int) -> Iterator[Warning]:
    way = next((way for way in builder.found.ways[at] if way.mode == COLUMNS[int(builder.found.main[at])]), None)
    if way is None:
        return
    extra = sum(stage.extra_days for stage in way.stages if stage.stage in ("production", "inspection"))
    if way.closures:
        yield warning("restock_closure", closures=way.closures, days=extra)
    if way.next_mean_days - way.mean_days >= 1:
        yield warning("restock_next_later", days=way.next_mean_days - way.mean_days)
    yield from _peaks(way)


def _peaks(way: Way) -> Iterator[Warning]:
    for peak in way.peaks:
        mean, sd = way.receiving or (0.0, 0.0)
        yield warning(
            "restock_peak", label=peak.label, start=peak.start, end=peak.end, unverified=peak.unverified, mean=mean, sd=sd
        )


def _demand(row: RestockRow, builder: RowBuilder, at: int) -> Iterator[Warning]:
    days = row.in_stock_days or 0
    if row.uplift != 1:
        yield warning("restock_uplift", days=row.protection_days, uplift=row.uplift)
    plan = builder.material.products[at].terms.plan_units_per_day
    if plan is not None and days < ESTABLISHED_DAYS:
        yield warning("restock_plan_used", days=days, plan=plan)
    if days < YOUNG_DAYS:
        yield warning("restock_young", days=days)
    if days < _FIRST_BATCH_DAYS:
        yield warning("restock_first_batch")
    if row.event and not row.event.uplift_known:
        yield warning("restock_event_flat", name=_event_name(row.event.name or ""), start=row.event.start, end=row.event.end)


def _event_name(period: str) -> Text:
    key = f"plan.event_name.{period.rstrip('0123456789_')}"
    return message(key) if key in message_keys() else {"zh": "", "en": ""}


def warnings_of(row: RestockRow, builder: RowBuilder, at: int) -> list[Warning]:
    """What to know of the data behind a row."""
    return [*builder.material.products[at].notes, *_about_data(row, builder, at)]


def _about_data(row: RestockRow, builder: RowBuilder, at: int) -> Iterator[Warning]:
    product = builder.material.products[at]
    if product.on_hand < 0:
        yield warning("restock_backorders", units=product.on_hand)
    if not product.has_stock_history:
        yield warning("restock_no_stock_history")
    if builder.missing[at]:
        yield warning("restock_days_missing", days=int(builder.missing[at]))
    yield from _bulk(row, builder, at)
    if row.lead_time and builder.assumed_spread(at):
        yield warning("restock_spread_assumed")
    if row.lead_time and row.lead_time.stages and all(stage.stage != "production" for stage in row.lead_time.stages):
        yield warning("restock_no_production")
    if product.margin_basis == "price_less_cost":
        yield warning("restock_margin_gross")
    if builder.money.use and builder.money.use.currency and product.terms.unit_cost is not None and not product.terms.currency:
        yield warning("restock_currency_assumed", currency=builder.money.use.currency)
    if builder.money.outside[at]:
        yield warning("restock_outside_budget")


def _bulk(row: RestockRow, builder: RowBuilder, at: int) -> Iterator[Warning]:
    spikes, units = builder.found.spikes, builder.material.history.units[at]
    for key, days in (
        ("restock_bulk_left_out", spikes.left_out[at]),
        ("restock_bulk_kept", spikes.bulk[at] & ~spikes.left_out[at]),
    ):
        if not days.any():
            continue
        largest = sorted(days.nonzero()[0], key=lambda day: -units[day])[:_SHOWN_DAYS]
        last = len(units) - 1
        named = [str(builder.material.as_of - timedelta(days=int(last - day))) for day in sorted(largest)]
        kept = key == "restock_bulk_kept"
        velocities = (
            {"velocity": row.velocity, "without": float(builder.found.without_bulk[at])}
            if kept
            else {"velocity": float(builder.found.with_spikes[at]), "without": row.velocity}
        )
        yield warning(key, days=named, units=float(units[days].sum()), **velocities)
