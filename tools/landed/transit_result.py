"""What is asked of `transit_estimate`, and what it answers."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from prompts import Text
from tools.core.result import Period
from tools.landed.library import LibraryResult

BufferKind = Literal["customs_air", "customs_sea", "customs_exam", "lcl_origin", "lcl_destination", "fba_check_in"]


class TransitQuestion(BaseModel):
    """Arguments of `transit_estimate`."""

    model_config = ConfigDict(extra="forbid")

    destination: str = Field(
        min_length=1, max_length=100, description="Country, market or coast: US, US-West, 美西, 美东, DE, 德国站, UK, JP, EU."
    )
    origin: str = Field(default="CN", min_length=1, max_length=100, description="Country of departure.")
    mode: str | None = Field(
        default=None,
        max_length=60,
        description="express, air, rail, truck, sea, sea_lcl, sea_fcl, sea_fast (美森/快船), sea_regular (普船), sea_leg "
        "(port to port); default: all, compared.",
    )
    ship_date: date | None = Field(default=None, description="Day of departure; answers when goods arrive.")
    needed_by: date | None = Field(
        default=None, description="Day by which goods must have arrived; answers the latest departure."
    )
    buffer_days: int = Field(default=0, ge=0, le=365, description="Reserve of one's own, taken off the latest departure.")
    as_of: date | None = Field(default=None, description="The day whose known transit times count; default today.")


class Buffer(BaseModel):
    """Time that may come beside transit.

    Attributes:
        kind: Clean customs clearance, an examination, consolidation of LCL, check-in at FBA.
        included: Whether door-to-door times hold it already.
        fact: Id of where it stands.
    """

    kind: BufferKind
    label: Text
    days_min: int
    days_max: int
    included: bool
    fact: str
    confidence: str | None


class TransitRow(BaseModel):
    """One lane.

    Attributes:
        basis: Between doors, or between ports only.
        arrival: From the earliest to the latest day of arrival in normal times.
        checked_in: The same until goods are checked in at FBA.
        latest_ship_date: Last departure that arrives in time even when transit takes longest.
        latest_ship_date_with_fba: The same for goods that must be checked in at FBA.
        too_late: The latest departure is past.
        fact: Id of where it stands.
    """

    fact: str
    title: Text
    label: Text
    mode: str
    origin: str
    destination: str
    destination_label: Text
    basis: Literal["door_to_door", "port_to_port"]
    days_min: int
    days_max: int
    arrival: Period | None = None
    checked_in: Period | None = None
    latest_ship_date: date | None = None
    latest_ship_date_with_fba: date | None = None
    too_late: bool | None = None
    confidence: str | None


class TransitResult(LibraryResult):
    """Result of `transit_estimate`.

    Attributes:
        mode: The way of transport asked for; None compares all.
        rows: Lanes, the fastest first.
        buffers: Time that comes beside, never added to `days_min` and `days_max`.
    """

    origin: str
    destination: str
    destination_label: Text
    mode: str | None
    rows: list[TransitRow]
    buffers: list[Buffer]
