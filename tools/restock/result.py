"""The result of the restock plan."""

import datetime
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tools.core.result import ToolResult, Warning

Figure = int | float
"""Whole numbers are given out as such."""
Status = Literal[
    "order", "wait", "enough", "limited", "no_demand", "review", "needs_plan", "needs_lead_time", "needs_stock", "refused"
]

NEEDS_INPUT: tuple[Status, ...] = ("needs_lead_time", "needs_stock", "needs_plan", "review")
"""The seller must say something first."""


class StockOut(BaseModel):
    """When stock and what is on its way run out; None: not within a year.

    Attributes:
        median: The day in the middle of what may come.
        early: The day that comes with a chance of one in ten.
    """

    median: date | None = None
    early: date | None = None
    median_in_days: int | None = None
    early_in_days: int | None = None


class StageDays(BaseModel):
    """One stage of the lead time as the plan counts it; `extra_days` come from the calendar."""

    stage: str
    mean_days: Figure
    sd_days: Figure
    extra_days: Figure = 0.0


class Lead(BaseModel):
    """The lead time that the plan goes by: that of the main way of transport."""

    mean_days: Figure
    sd_days: Figure
    mode: str | None = None
    stages: list[StageDays] = []
    next_mean_days: Figure | None = Field(
        default=None, description="Of an order one review later, where the calendar changes it."
    )


class ModeRow(BaseModel):
    """One way of transport.

    Attributes:
        quantity: Units of the order that go this way.
        lead_days: From order to shelf.
        transit_days: From leaving the factory to the shelf.
        arrives_on: On the shelf, if ordered today.
        ship_by: Latest day to leave the factory so that it is on the shelf before stock runs out; None: too late, or no need.
        order_by: The same for the order.
    """

    mode: str
    quantity: Figure
    lead_days: Figure
    lead_sd_days: Figure
    transit_days: Figure | None = None
    unit_freight: Figure | None = None
    freight: Figure | None = None
    arrives_on: date | None = None
    ship_by: date | None = None
    order_by: date | None = None
    chosen_as: Literal["main", "fast"] | None = None


class Transfer(BaseModel):
    """Finished goods to send now, before anything is ordered."""

    quantity: Figure
    origin: Literal["overseas", "local"]
    mode: str | None = None
    arrives_on: date | None = None


class Cash(BaseModel):
    """The order in money.

    Attributes:
        wanted_quantity: Before the budget.
        cut_units: What the budget took away.
        margin_at_risk: Expected margin lost by that, in the currency of the budget.
    """

    currency: str | None = None
    unit_cost: Figure | None = None
    unit_margin: Figure | None = None
    margin_basis: str | None = None
    order_cost: Figure | None = None
    freight: Figure | None = None
    wanted_quantity: Figure | None = None
    cut_units: Figure | None = None
    margin_at_risk: Figure | None = None


class Rounding(BaseModel):
    """How the need became an order."""

    moq: Figure | None = None
    carton: Figure | None = None
    pallet: Figure | None = None
    added_units: Figure = 0.0


class EventOutlook(BaseModel):
    """Whether stock lasts through an event.

    Attributes:
        demand_until_end: Units expected from tomorrow to its last day.
        demand_during: Of these on its own days.
        available: On hand and arriving in time, today's order not among it.
        short_units: What is expected to be missing.
        safe_short_units: What would be missing in the early case (one in ten).
        uplift: Mean multiplier on its days; 1 where no rule is set.
        ship_by: Latest day for each way of transport to be on the shelf on its first day.
        order_by: The same for orders.
    """

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    start: date = Field(alias="from")
    end: date = Field(alias="to")
    name: str | None = None
    uplift: Figure
    uplift_known: bool
    demand_until_end: Figure
    demand_during: Figure
    available: Figure
    short_units: Figure
    safe_short_units: Figure
    ship_by: dict[str, datetime.date | None] = {}
    order_by: dict[str, datetime.date | None] = {}


class Fees(BaseModel):
    """Fees that the plan touches; amounts where rules and volume are known.

    Attributes:
        low_inventory_floor: Level below which cover after arrival falls under the rule's days.
        low_inventory_units: What the plan's level lacks of it.
        aged_units: Units that would still be there when the first surcharge begins.
        rules: Ids of the rules.
    """

    currency: str | None = None
    low_inventory_floor: Figure | None = None
    low_inventory_units: Figure | None = None
    low_inventory_fee_per_month: Figure | None = None
    floor_storage_per_month: Figure | None = None
    floor_applied: bool = False
    aged_from_day: int | None = None
    aged_units: Figure | None = None
    aged_cost: Figure | None = None
    storage_per_month: Figure | None = None
    rules: list[str] = []


class RestockRow(BaseModel):
    """The plan of one SKU in one stock pool.

    Attributes:
        windows: Units a day of the last 7, 30, 60 and 90 days in stock.
        protection_days: Lead time and time until the next order's arrival.
        forecast: Units expected in them.
        on_hand: None where no report tells; then there is no position, stock-out or cover either.
        inventory_position: On hand, on the way, on order, and finished goods elsewhere.
        need: Units short of `order_up_to`.
        order_quantity: What to order; None where it cannot be said.
        order_by: Last day on which the order need not be late.
        formula: The sum, for recomputing.
    """

    sku: str
    number: int = Field(description="Place among the products given or found, from 1.")
    status: Status
    shop: str | None = None
    marketplace: str | None = None
    marketplaces: list[str] = []
    pool: str | None = None
    title: str | None = None
    velocity: Figure | None = None
    windows: dict[str, Figure | None] = {}
    in_stock_days: int | None = None
    history_days: int | None = None
    units_in_history: Figure | None = None
    variance_per_day: Figure | None = None
    drift_rate: Figure | None = None
    uplift: Figure | None = None
    lead_time: Lead | None = None
    review_days: Figure | None = None
    target_fill_rate: Figure | None = None
    protection_days: Figure | None = None
    forecast: Figure | None = None
    safety_stock: Figure | None = None
    order_up_to: Figure | None = None
    reorder_point: Figure | None = None
    on_hand: Figure | None = None
    inbound: Figure | None = None
    on_order: Figure | None = None
    local_stock: Figure | None = None
    overseas_stock: Figure | None = None
    inventory_position: Figure | None = None
    need: Figure | None = None
    order_quantity: Figure | None = None
    must_order: bool = False
    order_by: date | None = None
    order_in_days: int | None = None
    stock_out: StockOut = StockOut()
    cover_days: Figure | None = None
    modes: list[ModeRow] = []
    transfers: list[Transfer] = []
    unavoidable_lost_units: Figure | None = None
    rounding: Rounding = Rounding()
    cash: Cash = Cash()
    fees: Fees | None = None
    event: EventOutlook | None = None
    allocation: dict[str, Figure] = Field(default={}, description="Share of the pool's demand by marketplace.")
    confidence: Literal["high", "medium", "low"] | None = None
    reasons: list[Warning] = []
    formula: str | None = None
    warnings: list[Warning] = []
    error: dict[str, Any] | None = None


class BudgetUse(BaseModel):
    """What the budget bought, and what it cut."""

    amount: Figure
    currency: str | None
    wanted: Figure
    used: Figure
    left: Figure
    rows_cut: int
    margin_at_risk: Figure | None = Field(description="Of the rows whose margin is known.")
    outside: list[str] = Field(default=[], description="SKUs without a cost: they are in no sum.")


class EventTotals(BaseModel):
    """The event over all rows: those whose stock is expected to run short until its end, and those that may (one in ten)."""

    rows_short: int
    short_units: Figure
    rows_at_risk: int
    safe_short_units: Figure


class Totals(BaseModel):
    """Over all rows."""

    rows: int
    to_order: int
    urgent: int
    units: Figure
    cost: dict[str, Figure] = Field(default={}, description="By currency.")
    without_cost: int = 0
    refused: int = 0
    needs_input: int = 0
    event: EventTotals | None = None


class RestockResult(ToolResult):
    """Result of `restock_plan`."""

    as_of: date | None
    rows: list[RestockRow]
    totals: Totals
    budget: BudgetUse | None = None
    export: str | None = Field(default=None, description="Name of the XLSX file, where one was asked for.")
