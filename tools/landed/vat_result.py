"""What is asked of `vat_rate`, and what it answers."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from prompts import Text
from tools.landed.figures import Currency, Figure, Given
from tools.landed.library import LibraryResult


class VatQuestion(BaseModel):
    """Arguments of `vat_rate`."""

    model_config = ConfigDict(extra="forbid")

    country: str = Field(
        min_length=1,
        max_length=100,
        description="Code or name, Chinese or English: DE, Germany, 德国; also CA-ON, Ontario, 马德拉.",
    )
    region: str | None = Field(
        default=None, max_length=100, description="Province of Canada, or a territory: ON, 安大略, Madeira."
    )
    category: Literal["standard", "reduced"] = Field(
        default="standard", description="reduced lists the reduced rates; which goods have them is not decided here."
    )
    net: Given | None = Field(default=None, description="Amount without tax; the tax and the gross amount are answered.")
    gross: Given | None = Field(default=None, description="Amount with tax, instead; the tax in it is answered.")
    currency: Currency | None = Field(default=None, description="Of the amount; default that of the country.")
    as_of: date | None = Field(default=None, description="Day of the sale or import; default today.")


class TaxedAmount(BaseModel):
    """An amount with and without tax at one rate: net and tax make gross, each in the currency's own decimals."""

    rate: Figure
    net: Figure | None = None
    tax: Figure | None = None
    gross: Figure | None = None


class RegionRate(BaseModel):
    """The whole rate in one part of a country."""

    region: str
    label: Text
    tax: str
    rate: Figure | None


class VatResult(LibraryResult):
    """Result of `vat_rate`.

    Attributes:
        tax: What it is called there.
        standard_rate: As a fraction; None where there is no such tax.
        rate: The rate asked for; None for reduced rates, of which none is picked, and where there is no tax.
        parts: Of a rate that is a sum, its parts.
        rows: One for each rate asked for, with the amounts where one was given.
        regions: Rates of parts of the country, where the country alone does not settle it.
    """

    country: str
    region: str | None
    label: Text
    tax: str
    standard_rate: Figure | None
    reduced_rates: list[Figure]
    parts: dict[str, Figure] = Field(default={})
    rate: Figure | None
    currency: str | None
    net: Figure | None = None
    tax_amount: Figure | None = None
    gross: Figure | None = None
    rows: list[TaxedAmount] = Field(default=[])
    regions: list[RegionRate] = Field(default=[])
