"""The flat customs duty of the European Union on parcels of low value."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.document import Document
from tools.core.errors import NotCovered
from tools.landed.book import Book
from tools.landed.cost_question import Parcels
from tools.landed.figures import plain
from tools.landed.library import TAXES, named
from tools.landed.places import Place

_FACT = "LVT-EU"
_EURO = "EUR"


@dataclass(frozen=True)
class FlatDuty:
    """What the rule gives.

    Attributes:
        amount: In the currency of the lines; None where a parcel is worth more than the limit.
        limit: Most that goods in a parcel may be worth, in euros.
    """

    amount: Decimal | None
    limit: Decimal
    fact: Document


def flat_duty(parcels: Parcels, place: Place, on: date, book: Book) -> FlatDuty:
    """So many euros for each distinct tariff subheading in each parcel.

    Args:
        parcels: Sent straight to consumers.
        place: Of import.
        on: The day.
        book: Takes the line.

    Raises:
        NotCovered: The place is not in the EU, or no rule is known for the day.
    """
    if not place.in_eu:
        raise NotCovered("landed_parcels_elsewhere", field="parcels", place_zh=place.label["zh"], place_en=place.label["en"])
    fact = named(TAXES, _FACT, on)
    if fact is None or on.isoformat() >= fact.value.get("flat_duty_until", "9999"):
        raise NotCovered("landed_parcels_not_then", field="as_of", day=on)
    limit = Decimal(fact.value.get("flat_duty_max_value") or fact.value["duty_free_limit"])
    if parcels.value is None:
        book.need("landed_need_parcel_value", "parcels.value")
        return FlatDuty(Decimal(0), limit, fact)
    if book.converted(*book.amount(parcels.value, "parcels.value"), into=_EURO) > limit:
        return FlatDuty(None, limit, fact)
    flat = Decimal(fact.value.get("flat_duty_per_item", "0"))
    formula = f"{parcels.parcels} × {parcels.subheadings} × {plain(flat)}"
    amount = book.add("flat_duty", flat * parcels.parcels * parcels.subheadings, _EURO, formula, source=fact.id)
    return FlatDuty(amount, limit, fact)
