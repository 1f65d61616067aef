"""From what moved to what may lie behind it: possible causes with the check of each, in an operator's order."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, field_validator

from prompts import Text, message
from tools.funnel.checks import CHECKS, NO_DATA, Outcome
from tools.funnel.checks.readings import focus
from tools.funnel.context import Context, Suspect
from tools.funnel.result import Check
from tools.funnel.stages import CLICK_CHANNELS

SEVERAL = "several_stages"
MOST_ROWS = 8
_LEAST_ROWS = 3
"""For each of several suspects."""
_STAGES = ("impressions", "clicks", "sessions", "ctr", "buy_box_percentage", "cvr", "ctr_cvr")
_ORGANIC = {"organic", "自然"}
_ADS = CLICK_CHANNELS - {"search", "搜索"}
_WORTH = {"supports": 0, "open": 2, "no_data": 3, "speaks_against": 4}
_EXCLUSION = 1
_OF_ALL = {
    "gaps",
    "silent_days",
    "complete",
    "no_peak",
    "no_peak_before",
    "peaks",
    "mix",
    "fx",
    "events",
    "one_product",
    "ad_days",
}
"""Findings that are of no single product."""


class Cause(BaseModel):
    """One row of causes.yaml.

    Attributes:
        direction: Which way the factor moved sales.
        exclusion: Looked at before any other, whatever the factor.
        channel: Only of this part of the sales, where they are told apart.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    factors: tuple[str, ...]
    direction: Literal["up", "down", "both"]
    check: str | None = None
    sop: str | None = None
    exclusion: bool = False
    channel: Literal["ads", "organic"] | None = None

    @field_validator("factors", mode="before")
    @classmethod
    def _flat(cls, value: Any) -> list[str]:
        """Groups stand among factors."""
        return [name for entry in value for name in (entry if isinstance(entry, list) else [entry])]

    def fits(self, factor: str, rising: bool, channels: set[str]) -> bool:
        """Whether the row is of use for a factor that moved sales this way."""
        direction = "up" if rising else "down"
        return factor in self.factors and self.direction in (direction, "both") and (not self.channel or self.channel in channels)


class _Row(NamedTuple):
    cause: Cause
    suspect: Suspect
    outcome: Outcome

    @property
    def worth(self) -> int:
        """What is kept first where there are too many: what the data support, then exclusions."""
        return _EXCLUSION if self.cause.exclusion and self.outcome.status != "supports" else _WORTH[self.outcome.status]


@cache
def causes() -> tuple[Cause, ...]:
    """All rows in their order."""
    written = yaml.safe_load(Path(__file__).with_name("causes.yaml").read_text(encoding="utf-8"))
    return tuple(Cause(**row) for row in written["causes"])


def run_checks(context: Context) -> list[Check]:
    """What to check, in an operator's order; what the data speak against comes last.

    Args:
        context: What moved, and what is known of it.

    Returns:
        At most eight rows; none where nothing moved.
    """
    suspected = list(_suspected(context))
    share = max(MOST_ROWS // max(len(suspected), 1), _LEAST_ROWS)
    rows: list[_Row] = []
    for factor, suspect in suspected:
        seen = {row.cause.id for row in rows}
        rows += _kept([row for row in _rows(context, factor, suspect) if row.cause.id not in seen], share)
    rows = _kept(rows, MOST_ROWS)
    ordered = sorted(rows, key=lambda row: (row.outcome.status == "speaks_against", not row.cause.exclusion))
    return [_told(context, row) for row in ordered]


def _suspected(context: Context) -> Iterator[tuple[str, Suspect]]:
    """Several stages that moved the same way point at one thing behind them; then each suspect by itself."""
    stages = [suspect for suspect in context.suspects if suspect.factor in _STAGES]
    together = [suspect for suspect in stages if (suspect.rising, suspect.at) == (stages[0].rising, stages[0].at)]
    if len({suspect.factor for suspect in together}) > 1:
        yield SEVERAL, together[0]
    yield from ((suspect.factor, suspect) for suspect in context.suspects)


def _rows(context: Context, factor: str, suspect: Suspect) -> list[_Row]:
    channels = _channels(context, suspect)
    fitting = [cause for cause in causes() if cause.fits(factor, suspect.rising, channels)]
    return [_Row(cause, suspect, CHECKS[cause.check](context, suspect) if cause.check else NO_DATA) for cause in fitting]


def _channels(context: Context, suspect: Suspect) -> set[str]:
    """Parts of the sales that are in question."""
    at = focus(context, suspect)
    segments = context.found.stages.panel.segments
    named = {(segment.channel or "").lower() for segment in (segments if at is None else [segments[at]])}
    known = {"organic" if name in _ORGANIC else "ads" for name in named if name in _ORGANIC | _ADS}
    return known if named <= _ORGANIC | _ADS else {"ads", "organic"}


def _kept(rows: list[_Row], most: int) -> list[_Row]:
    """The rows of most worth, in their order."""
    best = sorted(range(len(rows)), key=lambda at: (rows[at].worth, at))[:most]
    return [rows[at] for at in sorted(best)]


def _told(context: Context, row: _Row) -> Check:
    cause, outcome = row.cause, row.outcome
    return Check(
        cause=cause.id,
        stage=row.suspect.factor,
        possible_cause=message(f"cause.{cause.id}"),
        check=message(f"cause.{cause.id}.check"),
        data=message(f"cause.{cause.id}.data"),
        status=outcome.status,
        finding=_finding(context, row) if outcome.finding else None,
        sop=cause.sop,
    )


def _finding(context: Context, row: _Row) -> Text:
    said = message(f"finding.{row.outcome.finding}", **row.outcome.values)
    at = focus(context, row.suspect)
    segments = context.found.stages.panel.segments
    if row.outcome.places and at is None and row.outcome.finding not in _OF_ALL:
        return message("finding.of_places", places=row.outcome.places, said=said)
    if at is None or len(segments) == 1 or row.outcome.finding in _OF_ALL:
        return said
    segment = segments[at]
    named = " · ".join(part for part in (segment.sku, segment.marketplace, segment.channel) if part)
    return message("finding.of_product", product=named, pooled=segment.pooled, said=said)
