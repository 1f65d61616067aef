"""From material to the result: figures, reasons, sums."""

from typing import Any, NamedTuple

from tools.core.result import Warning, warning
from tools.marketplaces import find_marketplaces
from tools.restock.computing import computed
from tools.restock.contract import definitions
from tools.restock.event_outlook import EventFigures, event_figures, event_row
from tools.restock.figures import plain
from tools.restock.formula import formula_line
from tools.restock.material import Material, Refused, arrays_of
from tools.restock.money import money_of
from tools.restock.products import Product
from tools.restock.reasons import reasons_of, warnings_of
from tools.restock.request import Override, RestockQuestion
from tools.restock.result import NEEDS_INPUT, EventTotals, RestockResult, RestockRow, Status, Totals
from tools.restock.rows import RowBuilder, refused_row

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
    places: list[_Place] = [_Place(refused.number, "refused", refused=refused) for refused in material.refused]
    builder, event, use = None, None, None
    if material.products:
        found = computed(material, margin)
        money = money_of(question, material, found)
        builder, use = RowBuilder(material, found, money), money.use
        event = event_figures(question, material, found)
        places += [_place(builder, at, event) for at in range(len(material.products))]
    places.sort(key=lambda place: place.number)
    urgent = question.items is None or question.row_limit is not None
    listed = sorted(places, key=_urgency) if urgent else places
    shown = listed if question.export else listed[: question.row_limit]
    return RestockResult(
        inputs=_inputs(question, material),
        definitions=definitions(),
        sources=material.sources,
        warnings=[*material.warnings, *_unused(question, material)],
        as_of=material.as_of,
        rows=[_row(builder, place, question, event) for place in shown],
        totals=_totals(places, event),
        budget=use,
    )


class _Place(NamedTuple):
    """What the order and the sums of rows need, before any is built."""

    number: int
    status: Status
    quantity: float = 0.0
    must: bool = False
    out: int = _FAR
    velocity: float = 0.0
    cost: float | None = None
    currency: str = ""
    short: float = 0.0
    safe_short: float = 0.0
    at: int = -1
    refused: Refused | None = None


def _place(builder: RowBuilder, at: int, event: EventFigures | None) -> _Place:
    found, product = builder.found, builder.material.products[at]
    quantity, cost = float(builder.money.granted[at]), product.terms.unit_cost
    event = event if product.has_stock else None
    return _Place(
        number=product.number,
        status=builder.status(at),
        quantity=quantity,
        must=bool(found.plan.must_order[at]) or bool(builder.money.fast[at] > 0),
        out=int(found.median[at]) if product.has_stock else _FAR,
        velocity=float(found.demand.velocity.units_per_day[at]),
        cost=None if cost is None else round(quantity * cost, 2),
        currency=product.terms.currency or "",
        short=float(event.short[at]) if event else 0.0,
        safe_short=float(event.safe_short[at]) if event else 0.0,
        at=at,
    )


def _urgency(place: _Place) -> tuple[Any, ...]:
    """What an event leaves short; orders, the earliest stock-out first; what needs the seller; what waits or is enough."""
    ordered = 0 if place.quantity and place.must else 1 if place.quantity else 2
    asks = ordered == 2 and place.status not in NEEDS_INPUT
    return -place.short, -place.safe_short, ordered, asks, place.out, -place.velocity, place.number


def _totals(places: list[_Place], event: EventFigures | None) -> Totals:
    ordered = [place for place in places if place.quantity]
    cost: dict[str, float] = {}
    for place in ordered:
        if place.cost is not None:
            cost[place.currency] = cost.get(place.currency, 0.0) + place.cost
    return Totals(
        rows=len(places),
        to_order=len(ordered),
        urgent=sum(place.must for place in ordered),
        units=plain(sum(place.quantity for place in ordered)),
        cost={currency: round(amount, 2) for currency, amount in sorted(cost.items())},
        without_cost=sum(place.cost is None for place in ordered),
        refused=sum(place.status == "refused" for place in places),
        needs_input=sum(place.status in NEEDS_INPUT for place in places),
        event=_event_totals(places) if event else None,
    )


def _event_totals(places: list[_Place]) -> EventTotals:
    return EventTotals(
        rows_short=sum(place.short >= 1 for place in places),
        short_units=plain(round(sum(place.short for place in places), 1)),
        rows_at_risk=sum(place.safe_short >= 1 for place in places),
        safe_short_units=plain(round(sum(place.safe_short for place in places), 1)),
    )


def _row(builder: RowBuilder | None, place: _Place, question: RestockQuestion, event: EventFigures | None) -> RestockRow:
    if place.refused:
        return refused_row(place.refused)
    assert builder is not None
    at = place.at
    row = builder.row(at)
    product = builder.material.products[at]
    about_fees: list[Warning] = []
    if product.has_stock:
        if event and builder.found.demand.velocity.units_per_day[at] > 0:
            row.event = event_row(event, builder.material, builder.found, at)
        row.fees, about_fees = builder.found.fees.row(at, product)
    row.reasons = [*reasons_of(row, builder, at), *(about_fees if row.order_up_to else [])]
    row.warnings = warnings_of(row, builder, at)
    row.formula = formula_line(row, question.language)
    return row


def _unused(question: RestockQuestion, material: Material) -> list[Warning]:
    """Overrides that concern no product."""
    refused = {refused.sku for refused in material.refused}
    names = [
        " · ".join(filter(None, (each.sku, each.marketplace)))
        for each in question.overrides
        if each.sku not in refused and not any(_is_concerned(product, each) for product in material.products)
    ]
    return [warning("restock_override_unused", names=sorted(names))] if names else []


def _is_concerned(product: Product, override: Override) -> bool:
    if override.sku not in (None, product.sku):
        return False
    name = override.marketplace
    known = {name, *(market.id for market in find_marketplaces(name))} if name else set()
    return not name or bool(known & {product.marketplace, product.pool, *product.marketplaces})


def _inputs(question: RestockQuestion, material: Material) -> dict[str, Any]:
    said = question.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"items"})
    return {
        **said,
        "as_of": material.as_of.isoformat(),
        "calendar": material.calendar is not None,
        "products": len(material.products) + len(material.refused),
        "from": "items" if question.items is not None else "warehouse",
    }
