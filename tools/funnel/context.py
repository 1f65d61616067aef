"""What the checks of possible causes may look at."""

from dataclasses import dataclass

from tools.core.result import Period
from tools.events.events import Event
from tools.funnel.diagnosis import Diagnosis
from tools.funnel.evidence import Evidence
from tools.funnel.result import Break


@dataclass(frozen=True)
class Suspect:
    """A factor whose move is to be explained.

    Attributes:
        factor: Its id; `refunds`, `entries`, `exits` too.
        rising: Whether its effect raised sales.
        at: The one segment in which it moved (position in `found.stages.panel.segments`); None when in all together.
    """

    factor: str
    rising: bool
    at: int | None = None


@dataclass(frozen=True)
class Context:
    """All that is known when possible causes are checked.

    Attributes:
        suspects: Named factors, the most important first; else factors flagged in single segments.
        evidence: Figures of both windows from other reports; None when the rows were given with the question.
        events: Known events of both windows.
        breaks: When suspects moved, of those that can be dated.
        gaps: Days of the windows that no report covers, in words; empty when complete.
    """

    found: Diagnosis
    suspects: list[Suspect]
    base: Period
    current: Period
    evidence: Evidence | None
    events: list[Event]
    gaps: list[str]
    breaks: list[Break]

    def break_of(self, suspect: Suspect) -> Break | None:
        """When a suspect moved; None when it cannot be dated."""
        segment = None if suspect.at is None else self.found.stages.panel.segments[suspect.at]
        for dated in self.breaks:
            own = dated.segment
            same = (own is None) == (segment is None)
            if own and segment:
                same = (own.marketplace, own.sku, own.channel) == (segment.marketplace, segment.sku, segment.channel)
            if dated.stage == suspect.factor and same:
                return dated
        return None
