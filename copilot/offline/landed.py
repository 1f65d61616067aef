"""Questions on taxes, weights, transit and landed cost: which tool, with which arguments."""

from datetime import date
from typing import Any

from copilot.offline.conversation import Earlier
from copilot.offline.landed_after import arguments_after
from copilot.offline.landed_costs import cost_arguments
from copilot.offline.landed_numbers import in_digits
from copilot.offline.landed_packages import packages_in
from copilot.offline.landed_transit import transit_arguments
from copilot.offline.landed_vat import vat_arguments
from copilot.offline.landed_words import has
from copilot.offline.text import Utterance

TOOLS = ("landed_cost", "dimensional_weight", "transit_estimate", "vat_rate")
Asked = tuple[str, dict[str, Any]]


def landed_calls(utterance_text: str, today: date, earlier: Earlier | None = None) -> list[Asked]:
    """The tool that a question asks for, with its arguments; several for several places.

    Args:
        utterance_text: What the operator says.
        today: What relative dates count from.
        earlier: The conversation before; a short question goes on with the last of these tools.

    Returns:
        Nothing when it is no such question, or when it lacks what the tool cannot do without: then a rule may answer.
    """
    asked = _asked(Utterance(utterance_text), today)
    if earlier is None or earlier.landed is None or earlier.tool not in TOOLS or (asked and asked[0][0] != earlier.tool):
        return asked
    after = arguments_after(utterance_text, earlier.tool, earlier.landed, today)
    return [(earlier.tool, arguments) for arguments in after] or asked


def _asked(utterance: Utterance, today: date) -> list[Asked]:
    text = in_digits(utterance.raw.lower())
    if (cost := cost_arguments(utterance)) is not None:
        return [("landed_cost", cost)]
    packages = packages_in(text)
    if packages and (has(text, "weight_asked") or {"service", "divisor"} & {*packages}):
        return [("dimensional_weight", packages)]
    if transit := transit_arguments(utterance, today):
        return [("transit_estimate", arguments) for arguments in transit]
    return [("vat_rate", arguments) for arguments in vat_arguments(utterance, today)]
