"""What messages say about products: reasons by SKU and time, and where one of them has become frequent."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import numpy as np

from tools.funnel.distributions import beta_share
from tools.reply.contract import Frozen, Intent

REASONS: tuple[Intent, ...] = (
    "safety_incident", "damaged", "does_not_work", "not_as_described", "missing_part", "wrong_item", "size", "lost", "late",
    "return", "warranty",
)  # fmt: skip
"""Intents that tell of a product or its delivery; of several in one message the first here is its reason."""
WINDOW_DAYS, BASE_DAYS = 7, 28
LEAST_BASE_DAYS = 7
_LEAST = 3
_CHANCE = 0.05
"""Of one wave being named among all products and reasons where nothing has changed; shared out among them (Bonferroni)."""


class Reported(Frozen):
    """One message as it counts here."""

    sku: str
    day: date
    intents: tuple[Intent, ...]


class Reason(Frozen):
    """How often a reason was told of a SKU.

    Attributes:
        weeks: Messages by week, the first day of each as ISO day.
    """

    sku: str
    reason: Intent
    messages: int
    weeks: dict[str, int]


class Wave(Frozen):
    """A reason that has become frequent for a SKU.

    Attributes:
        messages, before: In the last seven days, and in the days before (28, or as many as there are messages of).
        units, units_before: Sold in these days, where known; the comparison then is per unit.
        chance: That so many come together if nothing had changed: upper tail of the binomial distribution of messages over
            both windows, by days or by units sold.
    """

    sku: str
    reason: Intent
    window_from: date
    window_to: date
    messages: int
    before: int
    units: int | None = None
    units_before: int | None = None
    returned: int | None = None
    returned_before: int | None = None
    chance: float


class Sold(Frozen):
    """Units of a SKU in both windows."""

    units: int = 0
    units_before: int = 0
    returned: int = 0
    returned_before: int = 0


class Windows(Frozen):
    """Days that are compared.

    Attributes:
        first: First day of the time before.
        start, end: First and last day of the window.
    """

    first: date
    start: date
    end: date

    @property
    def base_days(self) -> int:
        """How many days the time before has."""
        return (self.start - self.first).days

    @property
    def is_enough(self) -> bool:
        """Whether the time before is long enough to compare with."""
        return self.base_days >= LEAST_BASE_DAYS


def windows(on: date, data_from: date | None) -> Windows:
    """The week up to a day and the four weeks before, as far as there are messages of them."""
    start = on - timedelta(days=WINDOW_DAYS - 1)
    first = max(start - timedelta(days=BASE_DAYS), data_from or start)
    return Windows(first=min(first, start), start=start, end=on)


def reasons_of(reported: Iterable[Reported]) -> list[Reason]:
    """Reasons by SKU, the most frequent first; each message counts once."""
    counted: Counter[tuple[str, Intent, date]] = Counter()
    for each in reported:
        reason = _reason(each)
        if reason:
            counted[each.sku, reason, each.day - timedelta(days=each.day.weekday())] += 1
    weeks: dict[tuple[str, Intent], dict[str, int]] = {}
    for (sku, reason, week), count in sorted(counted.items(), key=lambda pair: (pair[0][0], pair[0][1], pair[0][2])):
        weeks.setdefault((sku, reason), {})[week.isoformat()] = count
    found = [Reason(sku=sku, reason=reason, messages=sum(by.values()), weeks=by) for (sku, reason), by in weeks.items()]
    return sorted(found, key=lambda each: (-each.messages, each.sku, each.reason))


def waves_of(reported: Iterable[Reported], days: Windows, sold: Mapping[str, Sold]) -> list[Wave]:
    """Reasons that came more often in the window than before, beyond chance; none where the time before is too short.

    Args:
        reported: Messages; others than of these days do not count.
        days: What is compared.
        sold: Units by SKU; without them days are compared.
    """
    now: Counter[tuple[str, Intent]] = Counter()
    before: Counter[tuple[str, Intent]] = Counter()
    for each in reported:
        reason = _reason(each)
        if reason and days.first <= each.day <= days.end:
            (now if each.day >= days.start else before)[each.sku, reason] += 1
    if not days.is_enough:
        return []
    limit = _CHANCE / max(1, len(now.keys() | before.keys()))
    found = [_wave(key, count, before[key], days, sold.get(key[0])) for key, count in now.items() if count >= _LEAST]
    return sorted((each for each in found if each.chance <= limit), key=lambda each: (each.chance, each.sku, each.reason))


def _wave(key: tuple[str, Intent], now: int, before: int, days: Windows, sold: Sold | None) -> Wave:
    units = sold and sold.units > 0 and sold.units_before > 0
    share = sold.units / (sold.units + sold.units_before) if sold and units else WINDOW_DAYS / (WINDOW_DAYS + days.base_days)
    # P(X >= now) of a binomial with now + before trials is the incomplete beta function I(share; now, before + 1).
    chance = float(beta_share(np.asarray(now, float), np.asarray(before + 1, float), np.asarray(share)))
    known = sold.model_dump() if sold else {}
    told = {"window_from": days.start, "window_to": days.end, "messages": now, "before": before, "chance": chance}
    return Wave(sku=key[0], reason=key[1], **told, **known)


def _reason(reported: Reported) -> Intent | None:
    return next((reason for reason in REASONS if reason in reported.intents), None)
