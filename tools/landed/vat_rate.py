"""The rate of value added tax of a place on a day, and the tax in an amount."""

from datetime import date
from decimal import Decimal
from typing import Any

from tools.core.catalogue import tool
from tools.core.errors import Ambiguous, InvalidInput, NotCovered
from tools.core.result import Warning, warning
from tools.knowledge.sources import sources_of
from tools.landed.contract import definitions
from tools.landed.figures import currency_code, plain, rounded
from tools.landed.library import cautions
from tools.landed.places import find_place
from tools.landed.taxes import TaxRate, parts_on, rates_in_year, tax_rate
from tools.landed.vat_result import RegionRate, TaxedAmount, VatQuestion, VatResult


@tool(effect="read")
def vat_rate(question: VatQuestion, *, today: date) -> VatResult:
    """VAT, GST or consumption tax of a country, province of Canada or special territory on a day, and the tax in an amount.

    Use it for "what is the VAT in Germany", "德国增值税多少", "how much VAT is in 119 EUR", "net 100, what is gross". Rates come
    from the dated library; unverified ones are marked. It lists reduced rates and never decides which goods have them. Not for
    registration, filing, invoices or deadlines: those are in knowledge_search.

    Args:
        question: Place, day, and at most one amount.
        today: The day that counts when none is given.

    Returns:
        The rates as fractions, and net, tax and gross that add up.

    Raises:
        InvalidInput: Two amounts.
        UnknownReference: No such place or currency.
        NotCovered: No rate is known for the place or the day, or an amount where there is no such tax.
        Ambiguous: A group of countries, or an amount for a country whose parts differ.
    """
    if question.net is not None and question.gross is not None:
        raise InvalidInput("landed_two_amounts", field="gross")
    on = question.as_of or today
    rate = tax_rate(find_place(question.country, question.region), on)
    inner = [] if rate.place.region else [part for part in parts_on(rate.place.country, on) if _is_added(rate, part)]
    currency = currency_code(question.currency, "currency") if question.currency else rate.currency
    rows = _rows(question, rate, currency, inner)
    chosen = rows[0] if question.category == "standard" and rows else None
    facts = [rate.fact, *(part.fact for part in inner)]
    return VatResult(
        inputs=_inputs(question, rate, on),
        as_of=on,
        country=rate.place.code,
        region=rate.place.region,
        label=rate.place.label,
        tax=rate.name,
        standard_rate=rate.standard,
        reduced_rates=list(rate.reduced),
        parts=dict(rate.parts),
        rate=chosen.rate if chosen else None,
        currency=currency,
        net=chosen.net if chosen else None,
        tax_amount=chosen.tax if chosen else None,
        gross=chosen.gross if chosen else None,
        rows=rows,
        regions=[RegionRate(region=p.place.region or "", label=p.place.label, tax=p.name, rate=p.standard) for p in inner],
        definitions=definitions("vat_rate", *(("tax_amount",) if rows and rows[0].net is not None else ())),
        sources=sources_of(facts),
        warnings=[*_notes(question, rate, inner), *_changes(rate, on), *cautions(facts, on, today)],
    )


def _is_added(whole: TaxRate, part: TaxRate) -> bool:
    """Whether a part of the country adds to the country's own rate, as provinces do, rather than being an exception to it."""
    return bool(part.parts) and whole.standard is not None


def _rows(question: VatQuestion, rate: TaxRate, currency: str | None, inner: list[TaxRate]) -> list[TaxedAmount]:
    given = question.net is not None or question.gross is not None
    if given and inner:
        known = [str(part.place.region) for part in inner]
        raise Ambiguous("landed_which_region", field="region", place_zh=rate.place.label["zh"], known=known,
                        place_en=rate.place.label["en"])  # fmt: skip
    if rate.standard is None:
        if given:
            raise NotCovered("landed_without_tax", field="country", place_zh=rate.place.label["zh"],
                             place_en=rate.place.label["en"])  # fmt: skip
        return []
    asked = [rate.standard] if question.category == "standard" else list(rate.reduced)
    return [_taxed(each, question.net, question.gross, currency or "EUR") if given else TaxedAmount(rate=each) for each in asked]


def _taxed(rate: Decimal, net: Decimal | None, gross: Decimal | None, currency: str) -> TaxedAmount:
    """Half up to the currency's decimals; the tax is rounded, the third figure follows from the two."""
    if net is not None:
        net = rounded(net, currency)
        tax = rounded(net * rate, currency)
        return TaxedAmount(rate=rate, net=net, tax=tax, gross=net + tax)
    assert gross is not None
    gross = rounded(gross, currency)
    tax = rounded(gross * rate / (1 + rate), currency)
    return TaxedAmount(rate=rate, net=gross - tax, tax=tax, gross=gross)


def _inputs(question: VatQuestion, rate: TaxRate, on: date) -> dict[str, Any]:
    asked = question.model_dump(mode="json", exclude_none=True)
    return {
        **asked,
        "country": rate.place.code,
        "as_of": on.isoformat(),
        **({"region": rate.place.region} if rate.place.region else {}),
    }


def _notes(question: VatQuestion, rate: TaxRate, inner: list[TaxRate]) -> list[Warning]:
    found = []
    if rate.standard is None:
        found.append(warning("landed_sales_tax" if rate.place.country == "US" else "landed_outside_vat"))
    elif question.category == "reduced":
        found.append(warning("landed_reduced" if rate.reduced else "landed_no_reduced"))
    if inner:
        found.append(warning("landed_by_region"))
    return found


def _changes(rate: TaxRate, on: date) -> list[Warning]:
    """Both rates of a year in which the rate changed."""
    rates = [f"{plain(each * 100)}% ({days})" for each, days in rates_in_year(rate.place, on)]
    return [warning("landed_rate_changed", year=on.year, rates=rates)] if rates else []
