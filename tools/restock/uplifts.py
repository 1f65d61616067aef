"""Multipliers of demand: by day ahead, and by day of the history, from which they are taken out."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from tools.restock.arrays import HISTORY_DAYS, Floats, Ints
from tools.restock.demand_path import LONGEST_DAYS
from tools.restock.material import Uplifts
from tools.restock.settings import Uplift, UpliftDays


def uplifts_of(given: Sequence[Uplift | None], as_of: date) -> Uplifts:
    """The calendars of products.

    Of several rules for a day the one with the fewest days counts: four days of Black Friday over a fourth quarter.

    Args:
        given: Of each product: one multiplier for all days ahead, one for each, or days with dates.
        as_of: Last day of the history.
    """
    known: dict[object, int] = {}
    ahead: list[Floats] = []
    behind: list[Floats] = []
    of_row = np.zeros(len(given), dtype=np.int64)
    for at, uplift in enumerate(given):
        key = tuple(uplift) if isinstance(uplift, list) else uplift
        if key not in known:
            known[key] = len(ahead)
            ahead.append(_ahead(uplift, as_of))
            behind.append(_behind(uplift, as_of))
        of_row[at] = known[key]
    if not ahead:
        return Uplifts(np.ones((1, LONGEST_DAYS)), np.ones((1, HISTORY_DAYS)), of_row)
    return Uplifts(np.array(ahead), np.array(behind), of_row)


def cleaned(units: Floats, behind: Floats, of_row: Ints) -> Floats:
    """The history without the uplift of its days."""
    if (behind == 1.0).all():
        return units
    found: Floats = units / behind[of_row][:, -units.shape[1] :]
    return found


def _ahead(uplift: Uplift | None, as_of: date) -> Floats:
    found = np.ones(LONGEST_DAYS)
    if isinstance(uplift, list):
        if uplift and isinstance(uplift[0], UpliftDays):
            return _by_rules(uplift, as_of + timedelta(days=1), LONGEST_DAYS)
        daily = [each for each in uplift if isinstance(each, float)][:LONGEST_DAYS]
        found[: len(daily)] = daily
    elif uplift is not None:
        found[:] = uplift
    return found


def _behind(uplift: Uplift | None, as_of: date) -> Floats:
    if isinstance(uplift, list) and uplift and isinstance(uplift[0], UpliftDays):
        return _by_rules(uplift, as_of - timedelta(days=HISTORY_DAYS - 1), HISTORY_DAYS)
    return np.ones(HISTORY_DAYS)


def _by_rules(rules: Sequence[object], start: date, days: int) -> Floats:
    found = np.ones(days)
    dated = [rule for rule in rules if isinstance(rule, UpliftDays)]
    # The longest first, so that the shortest is written last; of equally long ones the later.
    for rule in sorted(dated, key=lambda rule: (-(rule.end - rule.start).days, rule.start, rule.name or "", rule.multiplier)):
        first, last = (rule.start - start).days, (rule.end - start).days
        found[max(first, 0) : max(last + 1, 0)] = rule.multiplier
    return found
