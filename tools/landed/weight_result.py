"""What is asked of `dimensional_weight`, and what it answers."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from tools.landed.figures import Figure
from tools.landed.library import LibraryResult
from tools.landed.packages import Packages


class WeightQuestion(Packages):
    """Arguments of `dimensional_weight`."""

    as_of: date | None = Field(default=None, description="Day of dispatch; default today.")


class WeighedRow(BaseModel):
    """One kind of package; weights of one of them, in the result's weight unit.

    Attributes:
        sides: As charged, the longest first, in the result's side unit.
        volume: Cubic metres.
        volumetric_weight: None where the carrier does not charge by volume.
        chargeable_weight: What one of them is charged as.
        chargeable_total: The same for all of this kind.
        formula: The sum, for recomputing.
    """

    number: int
    quantity: int
    sides: list[Figure]
    volume: Figure
    actual_weight: Figure | None
    volumetric_weight: Figure | None
    chargeable_weight: Figure
    chargeable_total: Figure
    charged_by: Literal["volume", "weight"]
    formula: str


class WeightTotal(BaseModel):
    """All packages together.

    Attributes:
        chargeable_weight: Sum over packages; by sea freight the greater of all volume and all weight.
        shipment_weight: The greater of all volume and all weight, which some lines charge instead.
        chargeable_kg: The chargeable weight in kilograms.
        freight_ton: By sea freight: the greater of cubic metres and tonnes.
    """

    packages: int
    volume: Figure
    actual_weight: Figure | None
    volumetric_weight: Figure | None
    chargeable_weight: Figure
    shipment_weight: Figure | None
    chargeable_kg: Figure
    freight_ton: Figure | None = None


class WeightResult(LibraryResult):
    """Result of `dimensional_weight`.

    Attributes:
        divisor: Cubic centimetres to a kilogram or cubic inches to a pound.
        divisor_given: Whether it is the caller's own.
        rounding: What is rounded up to a whole unit.
    """

    service: str | None
    side_unit: Literal["cm", "in"]
    weight_unit: Literal["kg", "lb"]
    divisor: Figure
    divisor_unit: str
    divisor_given: bool
    rounding: Literal["none", "sides_and_weight"]
    packages: list[WeighedRow]
    total: WeightTotal
