"""What a seller fixes for restocking a product: lead times, ways of transport, packing, costs, targets."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from tools.restock.names import mode_id, stage_id

_MOST = 1e12
Number = Annotated[float, Field(ge=0, le=_MOST, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, le=_MOST, allow_inf_nan=False)]
Days = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
Multiplier = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]
REVIEW_DAYS = 7.0
TARGET_FILL_RATE = 0.95
LEAST_TARGET, MOST_TARGET = 0.5, 0.999
MOST_REVIEW_DAYS = 365
FIRST_YEAR, LAST_YEAR = 2000, 2100
LEAST_PLAN = 1e-6


class LeadTime(BaseModel):
    """A time with its spread."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mean_days: Days = Field(validation_alias=AliasChoices("mean_days", "lead_days", "days"))
    sd_days: Days | None = Field(
        default=None, validation_alias=AliasChoices("sd_days", "lead_sd_days"), description="Left out: 15 % of the mean."
    )


class Stage(LeadTime):
    """One stage of the lead time."""

    stage: Annotated[str, BeforeValidator(stage_id)] = Field(
        description="production, inspection, first_leg, customs (with the appointment), receiving, or a name of your own."
    )


class TransportMode(LeadTime):
    """A way of transport."""

    mode: Annotated[Literal["express", "air", "rail", "sea"], BeforeValidator(mode_id)]
    cost_per_unit: Number | None = Field(
        default=None,
        validation_alias=AliasChoices("cost_per_unit", "unit_freight", "freight_per_unit", "freight", "cost"),
        description="Freight of a unit, in the currency of the costs.",
    )


class UpliftDays(BaseModel):
    """Days on which demand is a multiple of the usual."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid", frozen=True)

    start: date = Field(alias="from")
    end: date = Field(alias="to")
    multiplier: Multiplier
    name: str | None = None

    @model_validator(mode="after")
    def in_order(self) -> "UpliftDays":
        """Days that end before they begin are refused."""
        if self.end < self.start:
            raise ValueError("uplift_reversed")
        return self


def _as_modes(value: Any) -> Any:
    """`{sea: {...}, air: {...}}` is a list of ways too."""
    if isinstance(value, dict) and "mode" not in value:
        return [{"mode": mode, **days} if isinstance(days, dict) else days for mode, days in value.items()]
    return [value] if isinstance(value, dict) else value


def _as_stages(value: Any) -> Any:
    """One mapping is a lead time, or a single stage."""
    return [value] if isinstance(value, dict) and "stage" in value else value


def _as_rules(value: Any) -> Any:
    """One mapping is a list of one rule."""
    return [value] if isinstance(value, dict) else value


Uplift = Multiplier | list[UpliftDays] | list[Multiplier]


class Terms(BaseModel):
    """Settings of one product; what is left out is taken from wider settings, or has the default named.

    Attributes:
        modes: Where the lead time has stages, the days of a mode are those of the first leg; otherwise they are the whole time.
    """

    model_config = ConfigDict(extra="forbid")

    lead_time: Annotated[LeadTime | list[Stage] | None, BeforeValidator(_as_stages)] = Field(
        default=None, description="From order to shelf: stages, or mean_days and sd_days in all."
    )
    modes: Annotated[list[TransportMode] | None, BeforeValidator(_as_modes)] = Field(
        default=None,
        description="Ways of transport. Days are those of the first leg where the lead time has stages, otherwise of the "
        "whole time from order to shelf.",
    )
    allowed_modes: list[Annotated[Literal["express", "air", "rail", "sea"], BeforeValidator(mode_id)]] | None = Field(
        default=None, description="Ways that may be used, where not all of them."
    )
    review_days: Annotated[float, Field(gt=0, le=MOST_REVIEW_DAYS, allow_inf_nan=False)] | None = Field(
        default=None, description="Days between two orders. Default 7."
    )
    target_fill_rate: Annotated[float, Field(ge=LEAST_TARGET, le=MOST_TARGET, allow_inf_nan=False)] | None = Field(
        default=None, description="Share of demand to be served from stock, .5 to .999. Default .95."
    )
    drift_rate: Annotated[float, Field(ge=0, le=2, allow_inf_nan=False)] | None = Field(
        default=None, description="How far the level of demand may move over the lead time. Default .25; .5 for young products."
    )
    moq: Number | None = Field(default=None, description="Fewest units of an order.")
    carton: Positive | None = Field(default=None, description="Units of a carton; orders are whole cartons.")
    pallet: Positive | None = Field(default=None, description="Units of a pallet; filled up for at most 15 % more.")
    unit_cost: Positive | None = None
    unit_margin: Annotated[float, Field(ge=-_MOST, le=_MOST, allow_inf_nan=False)] | None = Field(
        default=None, description="Earned per unit sold, in the currency of the costs."
    )
    currency: Annotated[str, Field(pattern="^[A-Za-z]{3}$")] | None = Field(default=None, description="Of costs and margin.")
    plan_units_per_day: Annotated[float, Field(ge=LEAST_PLAN, le=_MOST, allow_inf_nan=False)] | None = Field(
        default=None, description="Expected units a day of a new product."
    )
    uplift: Annotated[Uplift | None, BeforeValidator(_as_rules)] = Field(
        default=None,
        description="Multiplier of demand: one number, one for each day from tomorrow, or [{from, to, multiplier}] "
        "(dates; days of the past are taken out of the history by it).",
    )
    max_cover_days: Positive | None = Field(default=None, description="Most days that stock and order may last.")
    storage_limit: Number | None = Field(default=None, description="Most units that may be in stock and on the way.")
    unit_volume_cubic_feet: Positive | None = None
    size_tier: str | None = None
    low_inventory_fee: Number | None = Field(default=None, description="Per unit, in `fee_currency`.")
    fee_currency: Annotated[str, Field(pattern="^[A-Za-z]{3}$")] | None = None

    @model_validator(mode="after")
    def whole(self) -> "Terms":
        """What does not fit together is refused."""
        if self.moq_below_carton:
            raise ValueError("moq_below_carton")
        if any(size is not None and not float(size).is_integer() for size in (self.carton, self.pallet)):
            raise ValueError("carton_not_whole")
        named = [mode.mode for mode in self.modes or []]
        if len(named) > len(set(named)):
            raise ValueError("mode_twice")
        whole_times = [] if isinstance(self.lead_time, list) else [mode.mean_days for mode in self.modes or []]
        if 0 in whole_times:
            raise ValueError("mode_not_positive")
        if self.lead_days_given == 0:
            raise ValueError("lead_time_not_positive")
        return self

    @property
    def moq_below_carton(self) -> bool:
        """Whether minimum and carton contradict each other; a minimum of one unit is none."""
        return bool(self.moq and self.moq > 1 and self.carton and self.moq < self.carton)

    @property
    def lead_days_given(self) -> float | None:
        """Mean of the lead time as given, without ways of transport; None where none is."""
        if isinstance(self.lead_time, LeadTime):
            return self.lead_time.mean_days
        if self.lead_time:
            legs = sum(mode.mean_days for mode in self.modes or [])
            return sum(stage.mean_days for stage in self.lead_time) + legs
        return None
