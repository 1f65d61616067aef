"""Every figure of an answer must stand in this turn's tool results or cited passages."""

from collections.abc import Iterable

from copilot.answer import Grounding, ToolCall
from copilot.guards.figures import DATE, Evidence, decimal, figures, leaves, numbers
from copilot.guards.marks import MARK


def check(answer: str, tool_calls: Iterable[ToolCall]) -> Grounding:
    """Trace the figures of an answer.

    A figure is traced when a value of a tool result, rounded to the decimals shown, equals it (per cent: as a
    fraction too; without its sign too), or when a text of a result shows it. Codes such as SKUs, list marks
    and citation marks are no figures.

    Args:
        answer: Markdown.
        tool_calls: Of this turn.
    """
    evidence = _evidence(tool_calls)
    shown = list(figures(MARK.sub(" ", answer)))
    untraced = [figure for figure in shown if not evidence.shows(figure)]
    return Grounding(numbers=len(shown), traced=len(shown) - len(untraced), untraced=untraced)


def _evidence(tool_calls: Iterable[ToolCall]) -> Evidence:
    found = Evidence()
    for call in tool_calls:
        for leaf in leaves(call.result if call.ok else call.error):
            number = decimal(leaf)
            if number is not None:
                found.values.add(number)
            elif isinstance(leaf, str):
                dates = DATE.findall(leaf)
                found.dates.update(dates, (day[:7] for day in dates))
                found.values |= numbers(leaf)
    return found
