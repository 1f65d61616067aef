"""Questions on taxes, weights, transit and landed cost: which tool, with which arguments."""

from datetime import date
from typing import Any

from copilot.offline.landed_costs import cost_arguments
from copilot.offline.landed_packages import packages_in
from copilot.offline.landed_transit import transit_arguments
from copilot.offline.landed_vat import vat_arguments
from copilot.offline.landed_words import has
from copilot.offline.text import Utterance

TOOLS = ("landed_cost", "dimensional_weight", "transit_estimate", "vat_rate")


def landed_call(utterance_text: str, today: date) -> tuple[str, dict[str, Any]] | None:
    """The tool that a question asks for, with its arguments.

    Args:
        utterance_text: What the operator says.
        today: What relative dates count from.

    Returns:
        None when it is no such question, or when it lacks what the tool cannot do without: then a rule may answer.
    """
    utterance = Utterance(utterance_text)
    text = utterance.raw.lower()
    if (cost := cost_arguments(utterance)) is not None:
        return "landed_cost", cost
    packages = packages_in(text)
    if packages and (has(text, "weight_asked") or {"service", "divisor"} & {*packages}):
        return "dimensional_weight", packages
    if (transit := transit_arguments(utterance, today)) is not None:
        return "transit_estimate", transit
    vat = vat_arguments(utterance, today)
    return ("vat_rate", vat) if vat is not None else None
