"""What is asked of the restock plan: products of imported data, or items given with the question."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SkipValidation, StringConstraints

from tools.restock.settings import Number, Terms
from tools.sales.question import Filters, Names, Window, as_window


class GivenInbound(BaseModel):
    """Units on their way."""

    model_config = ConfigDict(extra="forbid")

    quantity: Number
    expected_in_days: Annotated[float, Field(ge=-3650, le=3650, allow_inf_nan=False)] | None = Field(
        default=None, description="Until they can be sold; below nought: so many days late."
    )
    expected_on: date | None = Field(default=None, description="The day on which they can be sold, instead.")
    reference: str | None = None


def _or(nothing: Any) -> Callable[[Any], Any]:
    """Null as nothing."""
    return lambda value: nothing if value is None else value


def _none_if_empty(value: Any) -> Any:
    """A list of nothing is no list."""
    return value or None


class RestockItem(Terms):
    """A product with its history and stock, given with the question."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    sku: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    title: str | None = None
    marketplace: str | None = None
    units_per_day: list[Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)] | None] = Field(
        min_length=1,
        max_length=3660,
        description="Units ordered by day, the oldest first, the last complete day last; null where no report tells.",
    )
    in_stock: Annotated[list[bool | None] | None, BeforeValidator(_none_if_empty)] = Field(
        default=None, description="Whether each of these days ended with stock; null where it is not known. Default: all did."
    )
    on_hand: Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)] = Field(
        description="Units that can be sold, with those between warehouses; below nought: owed to buyers."
    )
    inbound: Annotated[list[GivenInbound], BeforeValidator(_or([]))] = Field(default=[])
    purchase_orders: Annotated[list[GivenInbound], BeforeValidator(_or([]))] = Field(
        default=[], description="Ordered and not yet sent."
    )
    local_stock: Annotated[Number, BeforeValidator(_or(0))] = Field(
        default=0, description="Finished goods in the seller's own warehouse in China."
    )
    overseas_stock: Annotated[Number, BeforeValidator(_or(0))] = Field(
        default=0, description="In a warehouse of the destination."
    )


class Override(Terms):
    """Settings for this question only, of one SKU, of one marketplace, or of all."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    sku: str | None = None
    marketplace: str | None = None
    on_hand: Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)] | None = None


class RestockQuestion(BaseModel):
    """Arguments of `restock_plan`."""

    model_config = ConfigDict(extra="forbid")

    marketplaces: Names = Field(default=[], description="amazon_de, DE, 德国站; default all.")
    skus: Names = Field(default=[], description="Default all.")
    filters: Filters = Field(default=Filters(), description="Further filters of place and product, as in sales_query.")
    items: SkipValidation[list[RestockItem]] | None = Field(
        default=None, description="Work on these products instead of imported data; each is checked by itself."
    )
    target_fill_rate: float | None = Field(
        default=None,
        description="Share of demand to be served from stock, .5 to .999; stronger than stored settings, not than an item's "
        "own. Default .95.",
    )
    review_days: float | None = Field(default=None, description="Days between two orders, likewise. Default 7.")
    overrides: list[Override] = Field(default=[], description="Settings for this question only, stronger than stored ones.")
    budget: Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)] | None = Field(
        default=None, description="Most money for all orders together."
    )
    currency: str | None = Field(default=None, pattern="^[A-Za-z]{3}$", description="Of the budget; default that of the costs.")
    event: Annotated[Window | None, BeforeValidator(as_window)] = Field(
        default=None, description="Also say whether stock lasts through these days, e.g. bfcm_2026 or from/to."
    )
    calendar: bool | None = Field(
        default=None,
        description="Take factory closures and the slow receiving of the peak season into lead times. Default: yes, for items "
        "only with as_of.",
    )
    export: bool = Field(default=False, description="Also write the orders into an XLSX file for the purchaser.")
    row_limit: int | None = Field(default=None, ge=1, le=100_000, description="How many rows to list, the most urgent first.")
    as_of: date | None = Field(
        default=None, description="The day on whose evening the plan is made; default the last complete day."
    )
    language: Literal["zh", "en"] = Field(default="zh", description="Of the formula line and the file.")
