"""How carriers charge weight: the divisor and rounding that hold for a service on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.document import Document
from tools.core.errors import Ambiguous, NotCovered, UnknownReference
from tools.core.references import nearest
from tools.landed.library import LOGISTICS, named
from tools.landed.packages import SideUnit, WeightUnit

_WHOLE_SIDES = "ceil_each_side_inch"
_CM3_IN_M3 = Decimal(1_000_000)
_WEIGHT: dict[SideUnit, WeightUnit] = {"cm": "kg", "in": "lb"}


@dataclass(frozen=True)
class Method:
    """How a package's chargeable weight comes about.

    Attributes:
        divisor: Cubic centimetres to a kilogram, or cubic inches to a pound.
        side: `cm` or `in`: what sides are measured in.
        weight: `kg` or `lb`.
        whole: Whether each side, and the weight charged, is rounded up to a whole unit.
        steps: The unverified custom of rounding weight up in steps, where there is one.
        above: Only packages of more cubic units than this are charged by volume.
        by_shipment: Whether volume and weight are compared for the shipment rather than for each package.
        facts: What it rests on; empty for a divisor of the caller's own.
    """

    service: str | None
    divisor: Decimal
    side: SideUnit
    weight: WeightUnit
    whole: bool = False
    steps: Document | None = None
    above: Decimal | None = None
    by_shipment: bool = False
    facts: tuple[Document, ...] = ()


@cache
def services() -> dict[str, dict[str, Any]]:
    """Services by name."""
    content: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "services.yaml").read_text(encoding="utf-8"))
    return content


def service_named(written: str) -> str:
    """The service of that name.

    Raises:
        UnknownReference: None has it.
    """
    name = " ".join(written.strip().lower().replace("_", " ").split())
    names = {known.replace("_", " "): service for service, entry in services().items() for known in (service, *entry["names"])}
    if name not in names:
        raise UnknownReference(
            "landed_service_unknown", field="service", value=written, nearest=nearest(name, names), known=[*services()]
        )
    return names[name]


def method_for(service: str | None, side: SideUnit, divisor: Decimal | None, on: date) -> Method:
    """How weight is charged.

    Args:
        service: As written; None only with a divisor.
        side: `cm` or `in`, as sides are given.
        divisor: The caller's own, in the unit of the sides; it takes the place of the library's.
        on: The day.

    Raises:
        Ambiguous: Neither service nor divisor.
        UnknownReference: No such service.
        NotCovered: The library holds no divisor or rounding for the day.
    """
    if service is None:
        if divisor is None:
            raise Ambiguous("landed_which_service", field="service", known=[*services()])
        return Method(None, divisor, side, _WEIGHT[side])
    name = service_named(service)
    entry = services()[name]
    used: SideUnit = side if side in entry or divisor is not None else "in" if "in" in entry else "cm"
    fact = _fact(entry[used], name, on) if used in entry else None
    rounding = [_fact(rule, name, on) for rule in fact.value.get("rounding_rules", [])] if fact else []
    above = None if fact is None or divisor is not None else fact.value.get("applies_above_in3")
    facts = [fact] if fact and divisor is None else []
    return Method(
        service=name,
        divisor=divisor or _divisor(fact),
        side=used,
        weight=_WEIGHT[used],
        whole=any(rule.value.get("round") == _WHOLE_SIDES for rule in rounding),
        steps=next((rule for rule in rounding if "step_kg" in rule.value), None),
        above=None if above is None else Decimal(above),
        by_shipment=entry.get("by_shipment", False),
        facts=(*facts, *rounding),
    )


def _fact(name: str, service: str, on: date) -> Document:
    fact = named(LOGISTICS, name, on)
    if fact is None:
        raise NotCovered("landed_service_not_then", field="as_of", service=service, day=on, fact=name)
    return fact


def _divisor(fact: Document | None) -> Decimal:
    """Cubic units to a unit of weight; so many kilograms to the cubic metre are so many millionths of it."""
    assert fact is not None
    if "divisor" in fact.value:
        return Decimal(str(fact.value["divisor"]))
    return _CM3_IN_M3 / Decimal(str(fact.value["ratio"]))
