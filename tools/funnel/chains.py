"""Chains of stages down to sales, and the factors between their stages."""

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from prompts import Text

STAGES = ("impressions", "clicks", "sessions", "buy_box_sessions", "orders", "units", "revenue")
"""Counts a chain can be made of, in the order in which they follow each other."""

COUNTS_OF_SALES = ("orders", "units")
Kind = Literal["volume", "counted", "clustered", "share", "exact"]

_BETWEEN = {
    ("impressions", "clicks"): "ctr",
    ("impressions", "orders"): "ctr_cvr",
    ("impressions", "units"): "ctr_cvr",
    ("clicks", "orders"): "cvr",
    ("clicks", "units"): "cvr",
    ("sessions", "buy_box_sessions"): "buy_box_percentage",
    ("sessions", "orders"): "cvr",
    ("sessions", "units"): "cvr",
    ("buy_box_sessions", "orders"): "cvr",
    ("buy_box_sessions", "units"): "cvr",
    ("orders", "revenue"): "aov",
    ("units", "revenue"): "price",
}


class Factor(BaseModel):
    """One factor of the split; see factors.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    unit: Literal["count", "rate", "money", "days", "none"]
    label: Text
    definition: Text


@cache
def factors() -> dict[str, Factor]:
    """All factors by id, in the order in which an answer lists them."""
    written = yaml.safe_load(Path(__file__).with_name("factors.yaml").read_text(encoding="utf-8"))
    return {name: Factor(**entry) for name, entry in written.items()}


def factor_between(upper: str, lower: str) -> str:
    """Id of the factor that leads from one stage of a chain to the next."""
    return _BETWEEN.get((upper, lower), "revenue_per_visit")


def factors_of(chain: tuple[str, ...]) -> list[str]:
    """Ids of a chain's factors: its first stage, then what leads from stage to stage.

    Args:
        chain: Stages in their order; the last is `revenue`.
    """
    return [chain[0], *(factor_between(upper, lower) for upper, lower in pairwise(chain))]
