"""What is left of one unit sold, and the least price at which nothing is lost."""

from decimal import Decimal
from typing import Any

from tools.landed.book import Book
from tools.landed.cost_question import Amount, Sale
from tools.landed.cost_result import UnitMargin
from tools.landed.figures import plain, rounded_up, to_places

_RATE_PLACES = 6


def unit_margin(sale: Sale, unit_cost: Decimal, vat: Decimal, book: Book, *, includes_vat: bool) -> UnitMargin:
    """The account of one unit: price, tax, fees, ads, returns, landed cost, each rounded, adding up to the margin.

    Args:
        sale: Price and fees.
        unit_cost: Landed cost of one unit, in the currency of the lines.
        vat: Rate of tax on the sale; nought where there is none.
        book: Empty; takes the lines.
        includes_vat: Whether the price is with tax.
    """
    price, gross = _price(sale, vat, book, includes_vat=includes_vat)
    net = None if price is None else _net(price, gross or price, vat, book, includes_vat=includes_vat)
    share = Decimal(0)
    for key, rate in (("referral", sale.referral_fee_rate), ("ads", sale.ad_rate)):
        if rate is not None:
            share += rate
            if gross is not None:
                book.add(key, -gross * rate, book.currency, f"-{plain(rate)} × {plain(gross)}")
    fixed = _fixed(sale, book) + unit_cost
    book.add("landed_cost", -unit_cost, book.currency, f"-{plain(unit_cost)}", source="computed")
    margin = None if price is None else sum((line.amount for line in book.lines), Decimal(0))
    least, formula = _break_even(fixed, share, vat, book.currency, includes_vat=includes_vat)
    return UnitMargin(
        currency=book.currency,
        includes_vat=includes_vat,
        vat_rate=vat,
        price=price,
        net_price=net,
        lines=book.lines,
        margin=margin,
        margin_rate=to_places(margin / net, _RATE_PLACES) if margin is not None and net else None,
        break_even_price=least,
        break_even_formula=formula,
    )


def _price(sale: Sale, vat: Decimal, book: Book, *, includes_vat: bool) -> tuple[Decimal | None, Decimal | None]:
    """The price as it is given, and with tax."""
    if sale.price is None:
        return None, None
    amount, currency = book.amount(sale.price, "sale.price")
    price = book.add("price", amount, currency, plain(amount))
    return price, price if includes_vat else price * (1 + vat)


def _net(price: Decimal, gross: Decimal, vat: Decimal, book: Book, *, includes_vat: bool) -> Decimal:
    """The price without tax; a line takes the tax out where the price holds it."""
    if not includes_vat or not vat:
        return price
    formula = f"-{plain(vat)} ÷ {plain(1 + vat)} × {plain(gross)}"
    return price + book.add("sale_vat", -gross * vat / (1 + vat), book.currency, formula, source="computed")


def _fixed(sale: Sale, book: Book) -> Decimal:
    """Costs of a unit that do not move with its price, as lines; their sum as a positive amount."""
    before = len(book.lines)
    if sale.fulfilment_fee is not None:
        _cost("fulfilment", sale.fulfilment_fee, book)
    for fee in sale.other_fees:
        _cost("fee", fee, book, name=fee.name)
    if sale.return_rate and sale.return_loss is None:
        book.need("landed_need_return_loss", "sale.return_loss")
    if sale.return_rate and sale.return_loss is not None:
        amount, currency = book.amount(sale.return_loss, "sale.return_loss")
        book.add("returns", -amount * sale.return_rate, currency, f"-{plain(sale.return_rate)} × {plain(amount)}")
    return -sum((line.amount for line in book.lines[before:]), Decimal(0))


def _cost(key: str, given: Amount, book: Book, **named: Any) -> None:
    amount, currency = book.amount(given, "sale")
    book.add(key, -amount, currency, f"-{plain(amount)}", **named)


def _break_even(
    fixed: Decimal, share: Decimal, vat: Decimal, currency: str, *, includes_vat: bool
) -> tuple[Decimal | None, str | None]:
    """With tax a price keeps 1 / (1 + tax) - shares of itself; the least price is what is fixed divided by that, rounded up."""
    kept = 1 / (1 + vat) - share
    if kept <= 0:
        return None, None
    least = fixed / kept if includes_vat else fixed / kept / (1 + vat)
    shown = rounded_up(least, currency)
    over = f"(1 ÷ {plain(1 + vat)} - {plain(share)})" if vat else f"(1 - {plain(share)})"
    without = f" ÷ {plain(1 + vat)}" if vat and not includes_vat else ""
    return shown, f"{plain(fixed)} ÷ {over}{without} → {plain(shown)} {currency}"
