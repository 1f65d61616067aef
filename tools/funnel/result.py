"""The result of the funnel diagnosis."""

import datetime
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from prompts import Text
from tools.core.result import Period, ToolResult
from tools.events.events import Event


class SegmentPart(BaseModel):
    """A segment's part of one effect."""

    marketplace: str
    sku: str | None
    channel: str | None = None
    pooled: int = 1
    amount: float


class EffectRow(BaseModel):
    """One part of the change.

    Attributes:
        share: Of the change, as a fraction; negative where it went against it.
        base: Level of the factor: a count for the length of the current window, a rate as a fraction, a price.
        current: The same in the current window.
        change_rate: Of the level.
        standard_error: Of the amount; 0 where it is known without noise, None where it cannot be told.
        moved: It moved beyond chance, in whatever direction.
        named: It may be named as a cause: same direction as the change, beyond chance, and at least a fifth of it.
        segments: Those with the largest part.
    """

    factor: str
    label: Text
    definition: Text
    unit: str
    amount: float
    rounded: float = Field(description="The amount in the currency's decimals; these add up to the rounded change.")
    share: float | None
    base: float | None = None
    current: float | None = None
    change_rate: float | None = None
    standard_error: float | None
    p_value: float | None
    moved: bool
    named: bool
    smallest_detectable_change_rate: float | None = None
    segments: list[SegmentPart] = []


class SegmentRow(BaseModel):
    """One segment's own split.

    Attributes:
        sku: None for all of a marketplace, or where products of low volume stand together (`pooled` of them).
        effects: Amount by factor; they add up to `change`, and over all segments to the effects of the result.
        own_effects: The same as if the segment stood alone: its volume holds its share in the whole.
        named: Factors that moved beyond chance in this segment.
        moves: Relative move of each factor's own level.
    """

    marketplace: str
    sku: str | None
    channel: str | None
    pooled: int
    chain: list[str]
    base: float
    current: float
    change: float
    effects: dict[str, float]
    own_effects: dict[str, float]
    moves: dict[str, float]
    named: list[str]


class Line(BaseModel):
    """Entries, exits: the segments and what they come to."""

    amount: float = 0.0
    segments: list[SegmentPart] = []


class Refunds(BaseModel):
    """Refunds beside or within the change.

    Attributes:
        in_sum: Whether they are a line of the split; refunds that count by another date stay beside it.
        amount: Part of the change; None when they are not in the sum.
    """

    in_sum: bool
    amount: float | None = None
    base: float | None = None
    current: float | None = None
    base_rate: float | None = None
    current_rate: float | None = None
    p_value: float | None = None
    moved: bool = False
    unit: Literal["money", "units"]
    basis: str


class Break(BaseModel):
    """When a factor changed.

    Attributes:
        stage: The factor whose own series was dated.
        date: First day of the new level.
        start, end: Days that fit nearly as well.
        certain: False where that is more than a week or there are too few sales to say.
        events: Known events in that interval.
    """

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    stage: str
    segment: SegmentPart | None = None
    date: datetime.date
    start: datetime.date = Field(alias="from")
    end: datetime.date = Field(alias="to")
    certain: bool
    events: list[Event] = []


class Check(BaseModel):
    """One thing to look at, in the order in which an operator would.

    Attributes:
        status: supports | speaks_against | open (data are there but do not decide) | no_data (look it up by hand).
        finding: What the data say, where they were looked at.
        data: What would confirm it.
        sop: Document that tells how.
    """

    cause: str
    stage: str
    possible_cause: Text
    check: Text
    data: Text
    status: Literal["supports", "speaks_against", "open", "no_data"]
    finding: Text | None = None
    sop: str | None = None


class View(BaseModel):
    """Another chain over the same windows, with its own sum: search or ads; never added to the main one."""

    chain: str
    base: float
    current: float
    change: float
    rounded_change: float
    effects: list[EffectRow]
    windows: dict[str, Period]
    not_significant: list[str]


class SumCheck(BaseModel):
    """That the parts add up."""

    sum_of_effects: float
    change: float
    difference: float
    exact: bool


class FunnelResult(ToolResult):
    """Result of `funnel_diagnosis`.

    Amounts are in `currency`, for the length of the current window: where the base has another length, it counts by
    its daily mean. `effects` holds every line of the split; `mix`, `entries`, `exits`, `refunds` and `fx` tell more of
    lines that stand there too.

    Attributes:
        finding: named | segment_only | normal_variation | no_change | too_few_sales | new_products.
        smallest_detectable_change: Amount that these data would show as beyond chance.
    """

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    finding: Literal["named", "segment_only", "normal_variation", "no_change", "too_few_sales", "new_products"]
    windows: dict[str, Period]
    as_of: date
    currency: str | None
    base: float
    current: float
    change: float
    change_rate: float | None
    rounded_change: float = Field(description="In the currency's decimals; the sum of the rounded parts.")
    base_total: float = Field(description="Sales of the base window as they are, not scaled.")
    current_total: float = Field(description="Sales of the current window as they are, days without a report left out.")
    chains: list[dict[str, Any]] = Field(description="Which stages the segments have, and which report shows them.")
    effects: list[EffectRow]
    segments: list[SegmentRow]
    segments_in_all: int
    mix: float
    entries: Line
    exits: Line
    refunds: Refunds | None = None
    fx: dict[str, Any] | None = None
    break_: Break | None = Field(default=None, alias="break")
    breaks: list[Break] = Field(default=[], description="Of every factor that is to be explained; `break` is the first.")
    causes: list[Check] = Field(default=[])
    not_significant: list[str]
    smallest_detectable_change: float | None
    smallest_detectable_change_rate: float | None
    sum_check: SumCheck
    views: list[View] = Field(default=[])
    chart: str | None = None
