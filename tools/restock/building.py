"""From material to the result: figures, reasons, sums."""

from collections import Counter
from typing import Any

from tools.core.result import Warning, warning
from tools.restock.computing import computed
from tools.restock.event_outlook import EventFigures, event_figures, event_row
from tools.restock.formula import formula_line
from tools.restock.material import Material, arrays_of
from tools.restock.money import money_of
from tools.restock.reasons import reasons_of, warnings_of
from tools.restock.request import RestockQuestion
from tools.restock.result import RestockResult, RestockRow, Totals
from tools.restock.rows import RowBuilder, refused_row

_NEEDS_INPUT = ("needs_plan", "needs_lead_time", "needs_stock", "review")
_FAR = 10**6


def planned(question: RestockQuestion, material: Material) -> RestockResult:
    """The plan of a material.

    Args:
        question: As asked.
        material: Products that can be planned, and those that cannot.

    Raises:
        NotEnoughData, NotCovered: The budget cannot be counted in.
    """
    margin = arrays_of([product.terms.unit_margin for product in material.products])
    rows = [refused_row(refused) for refused in material.refused]
    use = None
    if material.products:
        found = computed(material, margin)
        money = money_of(question, material, found)
        builder = RowBuilder(material, found, money)
        event = event_figures(question, material, found)
        rows += [_row(builder, at, question, event) for at in range(len(material.products))]
        use = money.use
    rows.sort(key=lambda row: row.number)
    shown = rows if question.items is not None and question.row_limit is None else by_urgency(rows)
    return RestockResult(
        inputs=_inputs(question, material),
        definitions=material.definitions,
        sources=material.sources,
        warnings=[*material.warnings, *_unused(question, rows)],
        as_of=material.as_of,
        rows=shown,
        totals=totals_of(rows),
        budget=use,
    )


def by_urgency(rows: list[RestockRow]) -> list[RestockRow]:
    """Orders first, the earliest stock-out first; then what waits, what is enough, and what cannot be told."""

    def key(row: RestockRow) -> tuple[Any, ...]:
        ordered = 0 if row.order_quantity and row.must_order else 1 if row.order_quantity else 2
        asks = 0 if row.status in _NEEDS_INPUT else 1
        out = row.stock_out.median_in_days
        return ordered, asks if ordered == 2 else 0, _FAR if out is None else out, -(row.velocity or 0), row.number

    return sorted(rows, key=key)


def totals_of(rows: list[RestockRow]) -> Totals:
    """Sums over rows."""
    ordered = [row for row in rows if row.order_quantity]
    cost: Counter[str] = Counter()
    for row in ordered:
        if row.cash.order_cost is not None:
            cost[row.cash.currency or ""] += row.cash.order_cost  # type: ignore[assignment]
    return Totals(
        rows=len(rows),
        to_order=len(ordered),
        urgent=sum(row.must_order for row in ordered),
        units=sum(row.order_quantity or 0 for row in ordered),
        cost={currency: round(amount, 2) for currency, amount in sorted(cost.items())},
        without_cost=sum(row.cash.order_cost is None for row in ordered),
        refused=sum(row.status == "refused" for row in rows),
        needs_input=sum(row.status in _NEEDS_INPUT for row in rows),
    )


def _row(builder: RowBuilder, at: int, question: RestockQuestion, event: EventFigures | None) -> RestockRow:
    row = builder.row(at)
    if event and builder.found.demand.velocity.units_per_day[at] > 0:
        row.event = event_row(event, builder.material, builder.found, at)
    row.fees, about_fees = builder.found.fees.row(at, builder.material.products[at])
    row.reasons = [*reasons_of(row, builder, at), *(about_fees if row.order_up_to else [])]
    row.warnings = warnings_of(row, builder, at)
    row.formula = formula_line(row, question.language)
    return row


def _unused(question: RestockQuestion, rows: list[RestockRow]) -> list[Warning]:
    """Overrides of products that are not there."""
    there = {row.sku for row in rows}
    skus = sorted({each.sku for each in question.overrides if each.sku is not None and each.sku not in there})
    return [warning("restock_override_unused", skus=skus)] if skus else []


def _inputs(question: RestockQuestion, material: Material) -> dict[str, Any]:
    said = question.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"items"})
    return {
        **said,
        "as_of": material.as_of.isoformat(),
        "calendar": material.calendar is not None,
        "products": len(material.products) + len(material.refused),
        "from": "items" if question.items is not None else "warehouse",
    }
