"""Why an item cannot be used, in words of the users instead of those of the schema."""

from typing import Any

from pydantic import ValidationError

from prompts import message, message_keys
from tools.core.errors import InvalidInput
from tools.restock.figures import plain
from tools.restock.request import GivenInbound, RestockItem
from tools.restock.settings import Stage, TransportMode, UpliftDays

_OWN = {
    "moq_below_carton": "moq",
    "carton_not_whole": "carton",
    "mode_twice": "modes",
    "uplift_reversed": "uplift",
    "lead_time_not_positive": "lead_time",
    "mode_not_positive": "modes",
}
_FIELDS = {
    name
    for model in (RestockItem, GivenInbound, Stage, TransportMode, UpliftDays)
    for key, field in model.model_fields.items()
    for name in (key, field.alias)
}


def refusal(invalid: ValidationError, number: int) -> InvalidInput:
    """The refusal of one item.

    Args:
        invalid: What the schema says.
        number: Of the item, from 1.
    """
    # Of the branches of a choice the one that fits furthest; that something is no object says least.
    error = max(invalid.errors(), key=lambda each: (len(each["loc"]), each["type"] != "model_type"))
    steps = [str(step) for step in error["loc"] if isinstance(step, int) or step in _FIELDS]
    if error["type"] == "extra_forbidden" and error["loc"][-1] not in _FIELDS:
        steps.append(str(error["loc"][-1]))
    where = ".".join(["items", str(number - 1), *steps])
    own = str(error.get("ctx", {}).get("error", ""))
    if own in _OWN:
        return InvalidInput(f"restock_{own}", field=f"items.{number - 1}.{_OWN[own]}")
    if error["loc"] and error["loc"][-1] == "target_fill_rate":
        return InvalidInput("restock_target", field=where, value=str(error["input"]))
    return InvalidInput("restock_bad_item", field=where, where=where, reason=_reason(error["type"], error.get("ctx") or {}))


def _reason(kind: str, context: dict[str, Any]) -> dict[str, str]:
    limit = next(
        (context[name] for name in ("gt", "ge", "lt", "le", "min_length", "max_length", "expected") if name in context), ""
    )
    limit = plain(limit) if isinstance(limit, float) else limit
    key = f"restock_why_{kind}"
    return message(key if key in message_keys() else "restock_why_other", limit=limit)
