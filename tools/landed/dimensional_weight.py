"""What carriers charge a shipment's weight as: by volume or by scale."""

from datetime import date
from decimal import Decimal

from tools.core.catalogue import tool
from tools.core.result import Warning, warning
from tools.knowledge.sources import sources_of
from tools.landed.contract import definitions
from tools.landed.figures import plain, to_places
from tools.landed.library import LOGISTICS, cautions, named
from tools.landed.packages import Packages
from tools.landed.services import Method, method_for
from tools.landed.weighing import Weighed, converted_weight, stepped, total, weighed
from tools.landed.weight_result import WeighedRow, WeightQuestion, WeightResult, WeightTotal

_PLACES = {"kg": 3, "lb": 2}
_VOLUME_PLACES = 6
_KG_IN_TONNE = 1000
_LEAST = "RD-03"


@tool(effect="read")
def dimensional_weight(question: WeightQuestion, *, today: date) -> WeightResult:
    """Volumetric and chargeable weight of packages for couriers, air, sea-courier lines (海派), sea LCL and FBA.

    Use it for "40x30x20 cm, 3.2 kg, what will DHL charge", "体积重多少", "计费重", "材积", "freight ton". Divisors and rounding
    come from the dated library (UPS and FedEx round inches up since 2025-08-18); an own divisor of a quotation may be given.
    Amounts of freight are not in it: no carrier's prices are known.

    Args:
        question: Packages with units, the service or a divisor.
        today: The day that counts when none is given.

    Returns:
        Each package with its sum, and the total.

    Raises:
        Ambiguous: Neither service nor divisor.
        UnknownReference: No such service.
        NotCovered: No divisor or rounding is known for the day.
        NotEnoughData: A weight is missing without which nothing can be said.
    """
    on = question.as_of or today
    method = method_for(question.service, question.unit, question.divisor, on)
    rows = weigh(question, method)
    sums = total_of(rows, method)
    return WeightResult(
        inputs={
            **question.model_dump(mode="json", exclude_none=True),
            "weight_unit": question.weights_in,
            "as_of": on.isoformat(),
        },
        as_of=on,
        service=method.service,
        side_unit=method.side,
        weight_unit=method.weight,
        divisor=method.divisor,
        divisor_unit=f"{method.side}3/{method.weight}",
        divisor_given=question.divisor is not None,
        rounding="sides_and_weight" if method.whole else "none",
        packages=[_row(number, each, method) for number, each in enumerate(rows, start=1)],
        total=sums,
        definitions=definitions("volumetric_weight", "chargeable_weight", *(("freight_ton",) if method.by_shipment else ())),
        sources=sources_of(method.facts),
        warnings=[*_notes(rows, sums, method, on), *cautions(method.facts, on, today, told=[method.steps])],
    )


def weigh(given: Packages, method: Method) -> list[Weighed]:
    """Each kind of package by a method."""
    return [weighed(parcel, given.unit, given.weights_in, method) for parcel in given.packages]


def total_of(rows: list[Weighed], method: Method) -> WeightTotal:
    """All packages together, summed before anything is rounded."""
    volume = sum((row.volume * row.quantity for row in rows), Decimal(0))
    actual = total((row.actual, row.quantity) for row in rows)
    volumetric = total((row.volumetric, row.quantity) for row in rows)
    known = [weight for weight in (actual, volumetric) if weight is not None]
    shipment = max(known) if len(known) == len((actual, volumetric)) else None
    each = sum((row.chargeable * row.quantity for row in rows), Decimal(0))
    chargeable = max(known) if method.by_shipment and known else each
    kilograms = converted_weight(chargeable, method.weight, "kg")
    return WeightTotal(
        packages=sum(row.quantity for row in rows),
        volume=to_places(volume, _VOLUME_PLACES),
        actual_weight=None if actual is None else _weight(actual, method),
        volumetric_weight=None if volumetric is None else _weight(volumetric, method),
        chargeable_weight=_weight(chargeable, method),
        shipment_weight=None if shipment is None else _weight(shipment, method),
        chargeable_kg=to_places(kilograms, _PLACES["kg"]),
        freight_ton=to_places(kilograms / _KG_IN_TONNE, _VOLUME_PLACES) if method.by_shipment else None,
    )


def _row(number: int, row: Weighed, method: Method) -> WeighedRow:
    return WeighedRow(
        number=number,
        quantity=row.quantity,
        sides=[to_places(size, 2) for size in row.sides],
        volume=to_places(row.volume, _VOLUME_PLACES),
        actual_weight=None if row.actual is None else _weight(row.actual, method),
        volumetric_weight=None if row.volumetric is None else _weight(row.volumetric, method),
        chargeable_weight=_weight(row.chargeable, method),
        chargeable_total=_weight(row.chargeable * row.quantity, method),
        charged_by=row.charged_by,
        formula=_formula(row, method),
    )


def _formula(row: Weighed, method: Method) -> str:
    """`40 × 30 × 20 ÷ 5000 = 4.8 kg; max(4.8, 3.2) = 4.8 kg`."""
    places, unit = _PLACES[method.weight], method.weight
    steps = []
    if row.volumetric is not None:
        sides = " × ".join(plain(size, 2) for size in row.sides)
        steps.append(f"{sides} ÷ {plain(method.divisor, 2)} = {plain(row.volumetric, places)} {unit}")
    both = [plain(weight, places) for weight in (row.volumetric, row.actual) if weight is not None]
    charged, shown = f"max({', '.join(both)})", plain(row.chargeable, places)
    if len(both) > 1 or shown != both[0]:
        steps.append(f"{charged if len(both) > 1 else both[0]} {'→' if method.whole else '='} {shown} {unit}")
    return "; ".join(steps) or f"{shown} {unit}"


def _notes(rows: list[Weighed], sums: WeightTotal, method: Method, on: date) -> list[Warning]:
    found = []
    if any(row.actual is None for row in rows):
        found.append(warning("landed_no_actual"))
    if any(row.volumetric is None for row in rows):
        found.append(warning("landed_small_by_weight", above=plain(method.above or Decimal(0))))
    differs = sums.shipment_weight is not None and sums.shipment_weight != sums.chargeable_weight
    if differs and not method.whole and not method.by_shipment:
        found.append(warning("landed_by_shipment", weight=plain(sums.shipment_weight or Decimal(0)), unit=method.weight,
                             each=plain(sums.chargeable_weight)))  # fmt: skip
    if step := method.steps:
        sizes = [Decimal(size) for size in step.value["step_kg"]]
        weights = [plain(sum((stepped(row.chargeable, size) * row.quantity for row in rows), Decimal(0))) for size in sizes]
        found.append(warning("landed_steps", steps=[plain(size) for size in sizes], weights=weights, fact=step.id))
    least = named(LOGISTICS, _LEAST, on) if method.by_shipment else None
    if least and sums.freight_ton is not None and sums.freight_ton < Decimal(least.value["min_m3"]):
        found.append(warning("landed_least_charge", volume=plain(Decimal(least.value["min_m3"])), fact=least.id))
    return found


def _weight(weight: Decimal, method: Method) -> Decimal:
    return to_places(weight, _PLACES[method.weight])
