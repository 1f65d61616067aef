"""Clearance, duty and tax of import: what they are charged on, and who has paid them already."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from knowledge.document import Document
from tools.core.result import Warning, warning
from tools.landed.book import Book
from tools.landed.cost_question import CostQuestion, DutyComponent
from tools.landed.cost_result import CustomsValue
from tools.landed.customs_value import customs_value, value_notes
from tools.landed.figures import plain
from tools.landed.incoterms import Term
from tools.landed.low_value import FlatDuty, flat_duty
from tools.landed.places import Place
from tools.landed.transport_cost import Way

_UNITED_STATES = "US"


@dataclass(frozen=True)
class Imported:
    """What import costs.

    Attributes:
        held_by: What has paid it already; None when it is paid beside.
        customs_value: What duty is charged on; None when nothing is charged.
        facts: What it rests on.
    """

    held_by: Literal["price", "freight"] | None
    customs_value: CustomsValue | None = None
    duty: Decimal = Decimal(0)
    vat: Decimal = Decimal(0)
    facts: tuple[Document, ...] = ()
    warnings: list[Warning] = field(default_factory=list)


def imported(question: CostQuestion, term: Term, place: Place, costs: Way, vat: Decimal | None, on: date, book: Book) -> Imported:
    """Lines of import.

    Args:
        question: What is given.
        term: Of the purchase price.
        place: Of import.
        costs: Of the goods and their way.
        vat: Rate of import VAT; None where there is none.
        on: The day of import.
        book: Takes the lines.

    Raises:
        NotCovered: The flat duty on parcels is not known for the day.
    """
    holder = held_by(question, term)
    if holder:
        for key, given in (("clearance", question.clearance_fee is not None), ("duties", _duty_given(question))):
            book.included(key, holder, given=given)
        return Imported(holder)
    if question.clearance_fee is not None:
        amount, currency = book.amount(question.clearance_fee, "clearance_fee")
        book.add("clearance", amount, currency, plain(amount))
    value = customs_value(question, place, costs, book)
    flat = flat_duty(question.parcels, place, on, book) if question.parcels else None
    notes = _duty_notes(question, place, flat)
    duty = flat.amount if flat and flat.amount is not None else _duty(question, place, value, book)
    tax = _vat(question, value, duty, costs, vat, book)
    facts = (flat.fact,) if flat else ()
    if flat and flat.amount is not None and not tax:
        return Imported(None, None, duty, tax, facts, notes)
    return Imported(None, value, duty, tax, facts, [*value_notes(value, term), *notes])


def held_by(question: CostQuestion, term: Term) -> Literal["price", "freight"] | None:
    """What has paid import already: the price of the term, or the freight quotation."""
    if "import" in term.included:
        return "price"
    return "freight" if question.freight and question.freight.duties_paid else None


def _duty_given(question: CostQuestion) -> bool:
    return bool(question.duty_rate or question.duty_components)


def _duty_notes(question: CostQuestion, place: Place, flat: FlatDuty | None) -> list[Warning]:
    if flat is not None:
        return [warning("landed_parcel_fees" if flat.amount is not None else "landed_parcel_above", limit=plain(flat.limit))]
    rates = [question.duty_rate] if question.duty_rate is not None else [part.rate for part in question.duty_components]
    high = [plain(rate) for rate in rates if rate > 1]
    found = [warning("landed_duty_above_one", rates=high)] if high else []
    return found + ([warning("landed_us_layers")] if place.country == _UNITED_STATES and not question.duty_components else [])


def _duty(question: CostQuestion, place: Place, value: CustomsValue, book: Book) -> Decimal:
    components = list(question.duty_components)
    if not components and question.duty_rate is not None:
        components = [DutyComponent(name="-", rate=question.duty_rate)]
    if not components:
        book.need("landed_need_us_duty" if place.country == _UNITED_STATES else "landed_need_duty", "duty_rate")
    total = Decimal(0)
    for part in components:
        formula = f"{plain(part.rate)} × {plain(value.amount)}"
        total += book.add("duty", value.amount * part.rate, book.currency, formula, name=part.name)
    return total


def _vat(question: CostQuestion, value: CustomsValue, duty: Decimal, costs: Way, rate: Decimal | None, book: Book) -> Decimal:
    """Import tax on customs value, duty, and freight and insurance to the first destination that are not in the value."""
    if not rate or (question.parcels and question.parcels.ioss):
        return Decimal(0)
    beside = [costs.delivery] + ([costs.freight, costs.insurance] if value.basis == "fob" else [])
    parts = [value.amount, duty, *beside]
    formula = f"{plain(rate)} × ({' + '.join(plain(part) for part in parts if part) or '0'})"
    counts = question.vat_recoverable is False
    return book.add("import_vat", sum(parts, Decimal(0)) * rate, book.currency, formula, source="computed", counts=counts)
