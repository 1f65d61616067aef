"""Goods and their way to the first warehouse: what the price holds already, and what is paid beside it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.document import Document
from tools.landed.book import Book
from tools.landed.cost_question import Amount, CostQuestion, Freight
from tools.landed.dimensional_weight import total_of, weigh
from tools.landed.figures import plain
from tools.landed.incoterms import Term
from tools.landed.services import method_for

_CBM = "m3"


@dataclass(frozen=True)
class Carried:
    """What freight may be charged on.

    Attributes:
        kg: Chargeable weight.
        m3: Cubic metres, by sea LCL freight tons.
        facts: What the weight rests on.
    """

    kg: Decimal | None = None
    m3: Decimal | None = None
    facts: tuple[Document, ...] = ()


@dataclass(frozen=True)
class Way:
    """Amounts paid, in the currency of the lines; nought for legs that the price holds."""

    goods: Decimal
    origin: Decimal
    freight: Decimal
    insurance: Decimal
    delivery: Decimal


def carried(question: CostQuestion, on: date, book: Book) -> Carried:
    """Weight and volume that freight is charged on, from the packages or as given."""
    if question.shipment is None:
        return Carried(question.chargeable_kg, question.volume_m3)
    if question.shipment.service is None and question.shipment.divisor is None:
        if question.freight and question.freight.basis == "per_kg" and question.chargeable_kg is None:
            book.need("landed_need_service", "shipment.service")
        volume = sum((p.length * p.width * p.height * p.quantity for p in question.shipment.packages), Decimal(0))
        metres = volume / 1_000_000 if question.shipment.unit == "cm" else volume * Decimal("16.387064") / 1_000_000
        return Carried(question.chargeable_kg, question.volume_m3 or metres)
    method = method_for(question.shipment.service, question.shipment.unit, question.shipment.divisor, on)
    sums = total_of(weigh(question.shipment, method), method)
    kg = question.chargeable_kg or sums.chargeable_kg
    return Carried(kg, question.volume_m3 or sums.freight_ton or sums.volume, method.facts)


def way(question: CostQuestion, term: Term, load: Carried, book: Book) -> Way:
    """Lines from the factory to the first warehouse.

    Args:
        question: What is given.
        term: Of the purchase price.
        load: What freight is charged on.
        book: Takes the lines.
    """
    price, currency = book.amount(question.purchase_price, "purchase_price")
    goods = book.add("goods", price * question.quantity, currency, f"{question.quantity} × {plain(price)}")
    origin = _leg(book, term, "origin", question.origin_charges)
    freight = _freight(question, term, load, book)
    if question.insurance_rate is not None and question.insurance is None and "insurance" not in term.included:
        formula = f"{plain(question.insurance_rate)} × {plain(goods)}"
        insurance = book.add("insurance", goods * question.insurance_rate, book.currency, formula)
    else:
        insurance = _leg(book, term, "insurance", question.insurance, rate_given=question.insurance_rate is not None)
    return Way(goods, origin, freight, insurance, _leg(book, term, "delivery", question.delivery))


def _leg(book: Book, term: Term, leg: str, given: Amount | None, *, rate_given: bool = False) -> Decimal:
    if leg in term.included:
        book.included(leg, "price", given=given is not None or rate_given)
        return Decimal(0)
    if given is None:
        return Decimal(0)
    amount, currency = book.amount(given, leg)
    return book.add(leg, amount, currency, plain(amount))


def _freight(question: CostQuestion, term: Term, load: Carried, book: Book) -> Decimal:
    freight = question.freight
    if "freight" in term.included:
        book.included("freight", "price", given=freight is not None)
        return Decimal(0)
    if freight is None:
        book.need("landed_need_freight", "freight", term=term.code)
        return Decimal(0)
    rate, currency = book.amount(freight, "freight")
    counted = _counted(freight, question, load, book)
    formula = plain(rate) if freight.basis == "total" else f"{plain(counted[0])}{counted[1]} × {plain(rate)}"
    return book.add("freight", rate * counted[0], currency, formula, source="given")


def _counted(freight: Freight, question: CostQuestion, load: Carried, book: Book) -> tuple[Decimal, str]:
    """How many of what the freight is quoted for."""
    if freight.basis == "per_kg":
        if load.kg is None and not (question.shipment and question.shipment.service is None):
            book.need("landed_need_weight", "shipment")
        return load.kg or Decimal(0), " kg"
    if freight.basis == "per_m3":
        if load.m3 is None:
            book.need("landed_need_volume", "shipment")
        return load.m3 or Decimal(0), f" {_CBM}"
    return Decimal(question.quantity if freight.basis == "per_unit" else 1), ""
