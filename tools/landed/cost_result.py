"""What `landed_cost` answers."""

from datetime import date
from typing import Literal

from pydantic import BaseModel

from prompts import Text
from tools.landed.figures import Figure
from tools.landed.library import LibraryResult


class CostLine(BaseModel):
    """One cost, in the currency of the result, rounded to its decimals.

    Attributes:
        key: `goods`, `freight`, `duty` …
        amount: Signed in a unit's account, where costs are below nought.
        formula: The sum, with the rate of exchange where one was needed.
        source: `given`, `computed`, or the id of a fact.
        counts: Whether it is in the landed cost; recoverable tax is not.
        included_in: What holds it already, so that nothing is added: the price, or the freight quotation.
    """

    key: str
    label: Text
    amount: Figure
    currency: str
    formula: str
    source: str
    counts: bool = True
    included_in: Literal["price", "freight"] | None = None


class CustomsValue(BaseModel):
    """What duty is charged on.

    Attributes:
        basis: Goods with freight and insurance (cif), or alone (fob); None where the value was given.
        assumed: Whether the basis is that of the country, not the caller's.
    """

    amount: Figure
    currency: str
    basis: Literal["cif", "fob"] | None
    assumed: bool
    formula: str


class UsedRate(BaseModel):
    """A rate of exchange: 1 of the base is so many of the quote."""

    base: str
    quote: str
    rate: Figure
    day: date | None


class UnitMargin(BaseModel):
    """One unit sold.

    Attributes:
        lines: Price first, then costs below nought; they add up to the margin.
        vat_rate: Of the sale.
        net_price: The price without tax.
        margin_rate: Margin divided by the net price.
        break_even_price: Least price with a margin of nought, with or without tax as the price is; None: there is none.
    """

    currency: str
    includes_vat: bool
    vat_rate: Figure
    price: Figure | None
    net_price: Figure | None
    lines: list[CostLine]
    margin: Figure | None
    margin_rate: Figure | None
    break_even_price: Figure | None
    break_even_formula: str | None


class CostResult(LibraryResult):
    """Result of `landed_cost`.

    Attributes:
        lines: Of the whole quantity; those that count add up to `landed_cost`, all of them to `total_paid`.
        landed_cost: What the goods cost at the first warehouse, without tax that is got back.
        unit_cost: The same for one unit.
        unit_cost_with_vat: For one unit, were import VAT not got back.
        total_paid: With tax that is got back: the money needed.
    """

    destination: str
    label: Text
    currency: str
    quantity: int
    incoterm: str
    chargeable_kg: Figure | None
    volume_m3: Figure | None
    lines: list[CostLine]
    customs_value: CustomsValue | None
    duty: Figure
    import_vat: Figure
    import_vat_rate: Figure | None
    vat_recoverable: bool | None
    landed_cost: Figure
    unit_cost: Figure
    unit_cost_with_vat: Figure | None
    total_paid: Figure
    unit: UnitMargin | None
    fx: list[UsedRate]
