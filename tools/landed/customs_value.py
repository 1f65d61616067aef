"""What import duty is charged on."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from prompts import message
from tools.core.result import Source, Warning, warning
from tools.knowledge.sources import FactSource
from tools.landed.book import Book
from tools.landed.cost_question import CostQuestion
from tools.landed.cost_result import CustomsValue
from tools.landed.figures import plain, rounded
from tools.landed.incoterms import Term
from tools.landed.places import Place
from tools.landed.transport_cost import Way


@cache
def _practices() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "practices.yaml").read_text(encoding="utf-8"))
    return content


def prices_hold_tax(place: Place) -> bool:
    """Whether prices shown to consumers hold the tax."""
    return place.code not in _practices()["prices_without_tax"]


def customs_value(question: CostQuestion, place: Place, costs: Way, book: Book) -> CustomsValue:
    """The value given, or what follows from the costs by the practice of the country.

    Args:
        question: What is given.
        place: Of import.
        costs: Of the goods and their way.
        book: Converts a value given.
    """
    alone = place.code in _practices()["customs_value"]["goods_alone"]
    basis: Literal["cif", "fob"] = question.customs_basis or ("fob" if alone else "cif")
    if question.customs_value is not None:
        amount, currency = book.amount(question.customs_value, "customs_value")
        value = rounded(book.converted(amount, currency), book.currency)
        return CustomsValue(
            amount=value,
            currency=book.currency,
            basis=question.customs_basis,
            assumed=False,
            formula=f"{plain(amount)} {currency}",
        )
    parts = [costs.goods, costs.origin] + ([costs.freight, costs.insurance] if basis == "cif" else [])
    value = sum(parts, Decimal(0))
    return CustomsValue(
        amount=value,
        currency=book.currency,
        basis=basis,
        assumed=question.customs_basis is None,
        formula=_added(parts, book.currency),
    )


def _added(parts: list[Decimal], currency: str) -> str:
    """A sum of amounts, without those of nought."""
    shown, value = [plain(part) for part in parts if part], plain(sum(parts, Decimal(0)))
    return f"{' + '.join(shown)} = {value} {currency}" if len(shown) > 1 else f"{value} {currency}"


def value_notes(value: CustomsValue, term: Term) -> list[Warning]:
    """What was assumed of the value."""
    found = [warning("landed_customs_basis", basis=value.basis)] if value.assumed else []
    if value.assumed and value.basis == "fob" and "freight" in term.included:
        found.append(warning("landed_customs_with_freight", term=term.code))
    return found


def value_sources(value: CustomsValue | None) -> list[Source]:
    """Where the practice of the country is read, when it was gone by."""
    if value is None or not value.assumed:
        return []
    written = _practices()["customs_value"]
    said = message("landed_customs_basis", basis=value.basis)
    return [
        FactSource(
            report="customs-value-practice", table="practices", files=[], title=message("landed_customs_title"), statement=said,
            reference=written["source"]["title"], url=written["source"]["url"], effective_from=None, effective_to=None,
            as_of=written["as_of"], confidence=written["confidence"],
        )
    ]  # fmt: skip
