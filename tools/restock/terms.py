"""Settings put together: the narrowest that says something counts, field by field."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tools.restock.request import Override, RestockQuestion
from tools.restock.settings import REVIEW_DAYS, TARGET_FILL_RATE, LeadTime, Terms, TransportMode

_FIELDS = tuple(Terms.model_fields)
_ORDER = {"production": 0, "inspection": 1, "first_leg": 3, "customs": 4, "receiving": 5}
_BETWEEN = 2


def completed(given: Sequence[Terms], question: RestockQuestion) -> Terms:
    """Settings of one product with what the question and the defaults add.

    Args:
        given: From the strongest to the weakest.
        question: Its target and review period hold where none of these says another.
    """
    found: dict[str, Any] = {}
    for terms in given:
        # A narrower setting of the whole time leaves no room for wider ones of its parts.
        closed = ("lead_time", "modes") if isinstance(found.get("lead_time"), LeadTime) else ()
        for name in _FIELDS:
            value = getattr(terms, name)
            if value is None or name in closed:
                continue
            if name == "modes" and name in found:
                found[name] = _merged_modes(found[name], value)
            elif name == "lead_time" and name in found:
                found[name] = _merged_stages(found[name], value)
            else:
                found.setdefault(name, value)
    if found.get("allowed_modes") and found.get("modes"):
        found["modes"] = [mode for mode in found["modes"] if mode.mode in found["allowed_modes"]]
        if not found["modes"]:  # the time of a way that may not be used is none
            found["modes"] = found["lead_time"] = None
    found.setdefault("target_fill_rate", question.target_fill_rate or TARGET_FILL_RATE)
    found.setdefault("review_days", question.review_days or REVIEW_DAYS)
    return Terms.model_construct(**{**dict.fromkeys(_FIELDS), **found})


def overrides_for(question: RestockQuestion, sku: str, fits: Callable[[str], bool]) -> list[Override]:
    """Overrides that concern a product: the narrowest first, of equally narrow ones the last.

    Args:
        question: With overrides.
        sku: Of the product.
        fits: Whether it sells on a marketplace of that name.
    """
    mine = [
        each
        for each in reversed(question.overrides)
        if each.sku in (None, sku) and (each.marketplace is None or fits(each.marketplace))
    ]
    return sorted(mine, key=lambda each: -(2 * (each.sku is not None) + (each.marketplace is not None)))


def on_hand_said(overrides: Iterable[Override]) -> float | None:
    """Stock on hand by the narrowest override that says it."""
    return next((each.on_hand for each in overrides if each.on_hand is not None), None)


def _merged_modes(strong: Iterable[TransportMode], weak: Iterable[TransportMode]) -> list[TransportMode]:
    """Ways that only the weaker setting has stay; freight that the stronger does not name too."""
    known = {mode.mode: mode for mode in weak}
    for mode in strong:
        before = known.get(mode.mode)
        freight = mode.cost_per_unit if mode.cost_per_unit is not None or before is None else before.cost_per_unit
        known[mode.mode] = mode.model_copy(update={"cost_per_unit": freight})
    return list(known.values())


def _merged_stages(strong: Any, weak: Any) -> Any:
    """Stages that only the weaker setting has stay; a whole time stands alone."""
    if not isinstance(strong, list) or not isinstance(weak, list):
        return strong
    named = {stage.stage for stage in strong}
    stages = [*(stage for stage in weak if stage.stage not in named), *strong]
    return sorted(stages, key=lambda stage: _ORDER.get(stage.stage, _BETWEEN))
