"""What a check finds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from tools.funnel.context import Context, Suspect

Status = Literal["supports", "speaks_against", "open", "no_data"]


@dataclass(frozen=True)
class Outcome:
    """What the data show, never that it is the cause.

    Attributes:
        finding: Key of the message that says what was seen, without `finding.`; None when nothing was.
        values: Its variables.
        places: Marketplaces that it is of, where these are not all in question.
    """

    status: Status
    finding: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    places: tuple[str, ...] = ()


NO_DATA = Outcome("no_data")
Check = Callable[[Context, Suspect], Outcome]


def judged(
    rate: float, rising: bool, least: float, *, beyond_chance: bool = True, found: str, values: dict[str, Any] | None = None
) -> Outcome:
    """The outcome of a figure that would have moved one way if the cause were there.

    Args:
        rate: Change of the figure, as a fraction.
        rising: Which way it would have moved.
        least: Change below which it held.
        beyond_chance: Whether chance alone rarely moves it so far.
        found: Key of the finding.
        values: Its variables.
    """
    towards = rate if rising else -rate
    if towards < least:
        return Outcome("speaks_against", found, values or {})
    return Outcome("supports" if beyond_chance else "open", found, values or {})
