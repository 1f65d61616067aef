"""What is asked of the funnel diagnosis: windows of imported data, or rows given with the question."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tools.sales.question import Filters, Names, Window, as_window

_MOST = 1e15
Count = Annotated[float, Field(ge=0, le=_MOST, allow_inf_nan=False)]


class FunnelRow(BaseModel):
    """One day of one product."""

    model_config = ConfigDict(extra="forbid")

    date: date
    marketplace: str
    sku: str | None = Field(default=None, description="Left out: the marketplace as a whole.")
    channel: str | None = Field(default=None, description="Splits a product further, e.g. ads and organic.")
    impressions: Count | None = None
    clicks: Count | None = None
    sessions: Count | None = None
    buy_box_percentage: Annotated[float, Field(ge=0, le=100)] | None = Field(
        default=None, description="0 to 100; as fractions where no row is above 1."
    )
    orders: Count | None = None
    units: Count | None = None
    revenue: float = Field(ge=-_MOST, le=_MOST, allow_inf_nan=False, description="Gross sales, before refunds, in `currency`.")
    refunds: Count | None = Field(default=None, description="Amount refunded, of the same sales.")
    currency: str | None = Field(default=None, pattern="^[A-Za-z]{3}$")
    fx_rate: Annotated[float, Field(ge=1e-9, le=1e9, allow_inf_nan=False)] | None = Field(
        default=None, description="Account currency for one unit of `currency` on that day."
    )
    in_stock: bool | None = None


class FunnelQuestion(BaseModel):
    """Arguments of `funnel_diagnosis`."""

    model_config = ConfigDict(extra="forbid")

    marketplaces: Names = Field(default=[], description="amazon_de, DE, 德国站; default all.")
    skus: Names = Field(default=[], description="Default all.")
    filters: Filters = Field(default=Filters(), description="Further filters of place and product, as in sales_query.")
    current: Annotated[Window | None, BeforeValidator(as_window)] = Field(
        default=None, description="The days in question: from/to or a period. Default: the last 14 complete days."
    )
    base: Annotated[Window | None, BeforeValidator(as_window)] = Field(
        default=None, description="What they are compared with. Default: the 28 days before them."
    )
    chain: Literal["traffic", "search", "ads", "sales"] | None = Field(
        default=None,
        description="traffic: sessions, buy box, conversion, price of all sales (default); search: impressions, clicks and "
        "purchases from search; ads: those of ads, with organic sales beside them; sales: units and price alone.",
    )
    currency: str | None = Field(
        default=None, pattern="^[A-Za-z]{3}$", description="Account currency; its rate is a factor of its own."
    )
    rows: list[FunnelRow] | None = Field(default=None, min_length=1, description="Work on these rows instead of imported data.")
    stage: str | None = Field(
        default=None, description="The factor that the user asks about, e.g. cvr or sessions; it is always told of."
    )
    segment_limit: int = Field(default=50, ge=1, le=10_000, description="How many products to list with their own split.")
    as_of: date | None = Field(default=None, description="Pretend the data end on this day.")
    language: Literal["zh", "en"] = Field(default="zh", description="Language of the chart.")
