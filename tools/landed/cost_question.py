"""What is asked of `landed_cost`."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tools.landed.figures import Currency, Duty, ExchangeRate, Given, Positive, Share
from tools.landed.packages import Packages

_MAX_LINES = 30


def _as_money(given: Any) -> Any:
    """A bare number is an amount in the currency of the result."""
    return given if isinstance(given, dict | BaseModel) else {"amount": given}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Amount(_Part):
    """An amount of money; without a currency, in that of the result."""

    amount: Given
    currency: Currency | None = None


Money = Annotated[Amount, BeforeValidator(_as_money)]
OptionalMoney = Annotated[Amount | None, BeforeValidator(lambda given: None if given is None else _as_money(given))]


class Freight(Amount):
    """International freight as quoted."""

    basis: Literal["total", "per_unit", "per_kg", "per_m3"] = Field(
        default="total", description="per_kg: of chargeable weight; per_m3: of volume, by sea LCL of freight tons."
    )
    duties_paid: bool = Field(
        default=False, description="The quotation holds clearance, duty and import tax (双清包税, a forwarder's DDP price)."
    )


class Fee(Amount):
    """Another cost of bringing goods in, such as a platform's inbound fee."""

    name: str = Field(min_length=1, max_length=100)
    basis: Literal["total", "per_unit"] = "total"


class DutyComponent(_Part):
    """One layer of duty: the general rate, Section 301, Section 232."""

    name: str = Field(min_length=1, max_length=100)
    rate: Duty


class Parcels(_Part):
    """Parcels sent straight to consumers in the EU, for the flat duty on low values."""

    parcels: int = Field(ge=1, le=10_000_000, description="Parcels that the whole quantity makes.")
    subheadings: int = Field(default=1, ge=1, le=1000, description="Distinct six-digit tariff subheadings in each parcel.")
    value: OptionalMoney = Field(default=None, description="Goods in one parcel as sold, without tax and freight.")
    ioss: bool = Field(default=False, description="VAT is collected at the sale through IOSS, none at import.")


class Sale(_Part):
    """How one unit is sold; amounts without a currency are in that of the result."""

    price: OptionalMoney = Field(default=None, description="What a buyer pays for one unit; without it only break-even is given.")
    includes_vat: bool | None = Field(default=None, description="Default: as consumer prices are in that country.")
    referral_fee_rate: Share | None = Field(default=None, description="Of the price with tax.")
    fulfilment_fee: OptionalMoney = Field(default=None, description="For one unit: FBA fee or own shipping.")
    ad_rate: Share | None = Field(default=None, description="TACOS: ads as a share of the price with tax.")
    return_rate: Share | None = Field(default=None, description="Share of units that come back.")
    return_loss: OptionalMoney = Field(
        default=None, description="All that one returned unit loses, the refund less what is saved."
    )
    other_fees: list[Fee] = Field(default=[], max_length=_MAX_LINES, description="For one unit: storage, payment …")


class CostQuestion(_Part):
    """Arguments of `landed_cost`."""

    destination: str = Field(min_length=1, max_length=100, description="Country of import and sale: DE, 德国, US.")
    region: str | None = Field(default=None, max_length=100, description="Province or territory, for its tax.")
    purchase_price: Money = Field(description="For one unit, in the currency of purchase.")
    quantity: int = Field(ge=1, le=1_000_000_000)
    incoterm: str | None = Field(
        default=None,
        max_length=10,
        description="Of the purchase price: EXW, FCA, FOB, CFR, CIF, DAP, DDP … What it holds is not added again.",
    )
    currency: Currency | None = Field(default=None, description="Of the result; default that of the destination.")
    fx_rates: dict[str, ExchangeRate] = Field(
        default={}, max_length=40, description='{"USD/CNY": 7.1} means 1 USD = 7.1 CNY; every pair needed must be given.'
    )
    fx_date: date | None = Field(default=None, description="Day of these rates.")
    origin_charges: OptionalMoney = Field(default=None, description="Pick-up and export clearance, all together.")
    freight: Freight | None = None
    shipment: Packages | None = Field(
        default=None, description="Packages of the whole quantity, for freight by weight or volume."
    )
    chargeable_kg: Positive | None = Field(default=None, description="Instead of packages.")
    volume_m3: Positive | None = Field(default=None, description="Instead of packages.")
    insurance: OptionalMoney = None
    insurance_rate: Share | None = Field(default=None, description="Of the goods' value, instead of an amount.")
    delivery: OptionalMoney = Field(default=None, description="From the port of arrival to the first warehouse, all together.")
    clearance_fee: OptionalMoney = None
    inbound_fees: list[Fee] = Field(default=[], max_length=_MAX_LINES)
    customs_value: OptionalMoney = Field(
        default=None, description="Of the whole shipment, where it is not what follows from the costs."
    )
    customs_basis: Literal["cif", "fob"] | None = Field(
        default=None, description="cif: duty is on goods, freight and insurance; fob: on goods alone. Default by country."
    )
    duty_rate: Duty | None = Field(default=None, description="By HS code, as a fraction; 0 where there is none. Never guessed.")
    duty_components: list[DutyComponent] = Field(
        default=[], max_length=_MAX_LINES, description="Instead: each layer by itself, as the United States need."
    )
    parcels: Parcels | None = None
    vat_rate: Share | None = Field(default=None, description="Of these goods, where it is not the standard rate of the library.")
    vat_recoverable: bool | None = Field(
        default=None, description="Whether import VAT is got back; default yes, said in a warning."
    )
    sale: Sale | None = None
    as_of: date | None = Field(default=None, description="Day of import; default today.")
