"""A sales question, typed: what a person or a model may ask of the semantic layer."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tools.core.windows import PERIOD_GRAMMAR

Dimension = Literal[
    "day", "week", "month", "quarter", "year", "shop", "platform", "marketplace", "country", "sku", "asin",
    "parent_asin", "brand", "category", "fulfilment", "ad_type", "campaign", "search_term", "search_query",
]  # fmt: skip


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str | int) else value


def _as_text(value: object) -> object:
    return [str(item) for item in value] if isinstance(value, list) else value


Names = Annotated[list[str], BeforeValidator(_as_text), BeforeValidator(_as_list)]


class Window(BaseModel):
    """Days, as a written period or from one day to another."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    period: str | None = Field(default=None, description=PERIOD_GRAMMAR)
    start: date | None = Field(default=None, alias="from", description="First day, with `to`.")
    end: date | None = Field(default=None, alias="to", description="Last day, included.")


class Comparison(Window):
    """What the window is compared with: a rule, or a window of its own."""

    rule: Literal["previous_period", "same_period_last_year"] | None = None


class Filters(BaseModel):
    """Only rows with one of these values. Names as people write them; several values mean any of them."""

    model_config = ConfigDict(extra="forbid")

    shop: Names = []
    platform: Names = []
    marketplace: Names = Field(default=[], description="A store of a platform: amazon_de, DE, amazon.de, 德国站.")
    country: Names = Field(default=[], description="Where the order was sent: Germany, DE, 德国.")
    place: Names = Field(
        default=[],
        description="A country whose role the user did not say: the tool decides from the data between marketplace "
        "and ship-to country, and says which.",
    )
    sku: Names = []
    asin: Names = []
    parent_asin: Names = []
    brand: Names = []
    category: Names = []
    fulfilment: Names = []
    ad_type: Names = Field(default=[], description="sp, sb or sd: Sponsored Products, Brands, Display.")
    campaign: Names = []
    search_term: Names = Field(default=[], description="What shoppers searched for before they clicked an ad.")
    search_query: Names = Field(default=[], description="A query of the search query performance report.")


def as_window(value: object) -> object:
    """A bare text is a written period."""
    return {"period": value} if isinstance(value, str) else value


def _as_comparison(value: object) -> object:
    if value in ("previous_period", "same_period_last_year"):
        return {"rule": value}
    return as_window(value)


class SalesQuestion(BaseModel):
    """Arguments of `sales_query`."""

    model_config = ConfigDict(extra="forbid")

    metrics: Names = Field(
        min_length=1,
        max_length=8,
        description="Metric ids or the words people use: gross_revenue, net_revenue, units, orders, "
        "average_order_value, average_selling_price, refund_rate, refund_rate_amount, buyers, sessions, page_views, "
        "unit_session_percentage, buy_box_percentage; ads: impressions, clicks, ctr, cpc, ad_spend, ad_sales, ad_orders, "
        "ad_units, ad_conversion_rate, acos, roas, tacos_gross, tacos_net; search: search_impressions, search_clicks, "
        "search_click_rate, search_cart_adds, cart_add_rate, search_purchases, search_conversion_rate, search_sales; "
        "settlements: fees, refunds, settled_amount; profit: gross_profit, gross_margin; stock: stock, inbound_units, "
        "reserved_units, unsellable_units, days_of_supply, sell_through_rate.",
    )
    dimensions: list[Dimension] = Field(default=[], max_length=4, description="Split the figures by these.")
    filters: Filters = Filters()
    window: Annotated[Window, BeforeValidator(as_window)] = Field(
        default=Window(period="all"),
        description="Which days. Relative periods count from the data's own last complete day. Default: all data.",
    )
    compare: Annotated[Comparison | None, BeforeValidator(_as_comparison)] = Field(
        default=None, description="Compare with previous_period, same_period_last_year or another window."
    )
    currency: str | None = Field(
        default=None, pattern="^[A-Za-z]{3}$", description="Convert money to this currency by imported dated rates."
    )
    order_by: str | None = Field(default=None, description="Metric or dimension to order rows by; default first metric.")
    descending: bool = True
    limit: int | None = Field(default=None, ge=1, le=1000, description="Rows at most; 100 when left out.")
    as_of: date | None = Field(default=None, description="Pretend the data end on this day, for relative periods.")
