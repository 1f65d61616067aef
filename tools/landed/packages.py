"""Packages as they are given: sizes, weight, how many."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from tools.landed.figures import Figure

Size = Annotated[Figure, Field(gt=0, le=10_000, allow_inf_nan=False)]
Weight = Annotated[Figure, Field(gt=0, le=1_000_000, allow_inf_nan=False)]
SideUnit = Literal["cm", "in"]
WeightUnit = Literal["kg", "lb"]


class Package(BaseModel):
    """One kind of package."""

    model_config = ConfigDict(extra="forbid")

    length: Size
    width: Size
    height: Size
    actual_weight: Weight | None = Field(default=None, description="Gross weight of one of them.")
    quantity: int = Field(default=1, ge=1, le=10_000_000, description="How many are the same.")


class Packages(BaseModel):
    """Packages with their units and the service that carries them."""

    model_config = ConfigDict(extra="forbid")

    packages: list[Package] = Field(min_length=1, max_length=1000)
    unit: SideUnit = Field(default="cm", description="Of all sides.")
    weight_unit: WeightUnit | None = Field(default=None, description="Of all weights; default kg with cm, lb with in.")
    service: str | None = Field(
        default=None,
        max_length=60,
        description="express, dhl, fedex, ups, usps, air (空派), sea_courier (海派), sea_lcl (拼箱), fba; Chinese names too.",
    )
    divisor: Annotated[Figure, Field(ge=1, le=1_000_000, allow_inf_nan=False)] | None = Field(
        default=None, description="Of the quotation, instead of the library's: cm3/kg with cm, in3/lb with in."
    )

    @property
    def weights_in(self) -> WeightUnit:
        """The unit of the weights."""
        return self.weight_unit or ("kg" if self.unit == "cm" else "lb")
