"""What goods cost at the first warehouse abroad, and what is left of one unit sold."""

from datetime import date
from decimal import Decimal
from typing import Any

from tools.core.catalogue import tool
from tools.core.errors import Ambiguous, InvalidInput, NotCovered
from tools.knowledge.sources import sources_of
from tools.landed.book import Book
from tools.landed.contract import definitions
from tools.landed.cost_notes import cost_notes, unit_notes
from tools.landed.cost_question import CostQuestion
from tools.landed.cost_result import CostResult, UnitMargin
from tools.landed.customs_value import prices_hold_tax, value_sources
from tools.landed.exchange import exchange
from tools.landed.figures import currency_code, plain, rounded
from tools.landed.import_cost import held_by, imported
from tools.landed.incoterms import Term, term_named
from tools.landed.library import cautions
from tools.landed.places import Place, find_place
from tools.landed.taxes import TaxRate, tax_rate
from tools.landed.transport_cost import carried, way
from tools.landed.unit_margin import unit_margin
from tools.marketplaces import marketplaces


@tool(effect="read")
def landed_cost(question: CostQuestion, *, today: date) -> CostResult:
    """Landed cost of an import line by line, per unit, and on request the margin and break-even price of one unit sold.

    Use it for "landed cost", "落地成本", "unit margin", "保本价", with a purchase price, quantity, Incoterm and freight.
    What the Incoterm holds is not added again. Duty rates and exchange rates are asked for, never guessed; duties of the United
    States are given layer by layer. Import VAT and the EU's flat duty on parcels come from the dated library. For a VAT rate
    alone use vat_rate, for chargeable weight alone dimensional_weight.

    Args:
        question: Costs as quoted, with their currencies.
        today: The day that counts when none is given.

    Returns:
        Lines with their sums; those that count add up to the landed cost.

    Raises:
        InvalidInput: Two values for one thing.
        UnknownReference: No such place, currency, term or service.
        NotCovered: No tax or rule is known for the place or the day.
        NotEnoughData: Something is missing; names all of it.
        Ambiguous: No Incoterm.
    """
    on = question.as_of or today
    term = _term(question, on)
    place = find_place(question.destination, question.region, field="destination")
    tax = _tax(question, term, place, on)
    vat = question.vat_rate if question.vat_rate is not None else tax.standard if tax else None
    fx = exchange(question.fx_rates, question.fx_date)
    book = Book(_currency(question, place, tax), fx)
    load = carried(question, on, book)
    costs = way(question, term, load, book)
    import_ = imported(question, term, place, costs, vat, on, book)
    _inbound(question, book)
    total = sum((line.amount for line in book.lines if line.counts), Decimal(0))
    unit_cost = rounded(total / question.quantity, book.currency)
    account = Book(book.currency, fx)
    unit = _unit(question, place, unit_cost, vat, account)
    book.ask(account)
    facts = [*term.facts, *([tax.fact] if tax else []), *load.facts, *import_.facts]
    recoverable = import_.vat > 0 and question.vat_recoverable is not False
    return CostResult(
        inputs=_inputs(question, place, term, book.currency, on),
        as_of=on,
        destination=place.code,
        label=place.label,
        currency=book.currency,
        quantity=question.quantity,
        incoterm=term.code,
        chargeable_kg=load.kg,
        volume_m3=load.m3,
        lines=book.lines,
        customs_value=import_.customs_value,
        duty=import_.duty,
        import_vat=import_.vat,
        import_vat_rate=vat if import_.vat else None,
        vat_recoverable=recoverable if import_.vat else None,
        landed_cost=total,
        unit_cost=unit_cost,
        unit_cost_with_vat=rounded((total + import_.vat) / question.quantity, book.currency) if recoverable else None,
        total_paid=sum((line.amount for line in book.lines), Decimal(0)),
        unit=unit,
        fx=[*{(rate.base, rate.quote): rate for rate in (*book.rates, *account.rates)}.values()],
        definitions=definitions("landed_cost", *(("unit_margin", "margin_rate", "break_even_price") if unit else ())),
        sources=[*sources_of(facts), *value_sources(import_.customs_value)],
        warnings=[*cost_notes(question, term, import_, book), *unit_notes(question, unit), *cautions(facts, on, today)],
    )


def _term(question: CostQuestion, on: date) -> Term:
    """The term of the price, after a look at what cannot be given together."""
    if question.incoterm is None:
        raise Ambiguous("landed_which_term", field="incoterm")
    if question.insurance is not None and question.insurance_rate is not None:
        raise InvalidInput("landed_twice", field="insurance_rate", field_name="insurance_rate", other="insurance")
    if question.duty_rate is not None and question.duty_components:
        raise InvalidInput("landed_twice", field="duty_components", field_name="duty_components", other="duty_rate")
    return term_named(question.incoterm, on)


def _tax(question: CostQuestion, term: Term, place: Place, on: date) -> TaxRate | None:
    """The tax of the place; None where the library holds none and none is needed."""
    try:
        return tax_rate(place, on)
    except NotCovered:
        needed = question.vat_rate is None and (held_by(question, term) is None or question.sale is not None)
        if needed:
            raise
        return None


def _currency(question: CostQuestion, place: Place, tax: TaxRate | None) -> str:
    if question.currency:
        return currency_code(question.currency, "currency")
    of_stores = next((market.currency for market in marketplaces().values() if market.country == place.country), None)
    own = (tax.currency if tax else None) or of_stores or question.purchase_price.currency
    if own is None:
        raise Ambiguous("landed_which_currency", field="currency")
    return currency_code(own, "currency")


def _inbound(question: CostQuestion, book: Book) -> None:
    for fee in question.inbound_fees:
        amount, currency = book.amount(fee, "inbound_fees")
        units = question.quantity if fee.basis == "per_unit" else 1
        book.add("inbound", amount * units, currency, f"{units} × {plain(amount)}", name=fee.name)


def _unit(question: CostQuestion, place: Place, unit_cost: Decimal, vat: Decimal | None, book: Book) -> UnitMargin | None:
    if question.sale is None:
        return None
    held = prices_hold_tax(place)
    includes = held and bool(vat) if question.sale.includes_vat is None else question.sale.includes_vat
    return unit_margin(
        question.sale, unit_cost, vat or Decimal(0) if held or includes else Decimal(0), book, includes_vat=includes
    )


def _inputs(question: CostQuestion, place: Place, term: Term, currency: str, on: date) -> dict[str, Any]:
    asked = question.model_dump(mode="json", exclude_none=True)
    return {**asked, "destination": place.code, "incoterm": term.code, "currency": currency, "as_of": on.isoformat()}
