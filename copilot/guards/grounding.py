"""Every figure of an answer must stand in this turn's tool results or cited passages."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from copilot.answer import Grounding, ToolCall

_CITATION = re.compile(r"\[\d+\]")
_LIST_MARK = re.compile(r"^\s*\d+[.)、]\s", re.MULTILINE)
_DATE = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)|(?<!\d)\d{4}-\d{2}(?![\d-])")
_WORD = re.compile(r"[A-Za-z0-9_]+(?:[-_./][A-Za-z0-9_]+)*")
_WITH_CURRENCY = re.compile(r"[A-Z]{3}\d[\d,.]*|\d[\d,.]*[A-Z]{3}")
# Letters are ASCII ones only: a figure may stand right after a Chinese character.
_FIGURE_IN_TEXT = re.compile(r"(?<![\w.])[-+−]?\d[\d,]*(?:\.\d+)?", re.ASCII)
_NUMBER = re.compile(r"(?<![\w.])[-+−]?\d+(?:,\d{3})*(?:\.\d+)?\s?%?", re.ASCII)


def check(answer: str, tool_calls: Iterable[ToolCall]) -> Grounding:
    """Trace the figures of an answer.

    A figure is traced when a value of a tool result, rounded to the decimals shown, equals it (per cent: as a
    fraction too; without its sign too), or when a text of a result shows it. Codes such as SKUs, list marks
    and citation marks are no figures.

    Args:
        answer: Markdown.
        tool_calls: Of this turn.
    """
    values, texts = _evidence(tool_calls)
    shown = list(_figures(answer))
    untraced = [figure for figure in shown if not _is_traced(figure, values, texts)]
    return Grounding(numbers=len(shown), traced=len(shown) - len(untraced), untraced=untraced)


def _figures(answer: str) -> Iterable[str]:
    text = _LIST_MARK.sub(" ", _CITATION.sub(" ", answer))
    yield from _DATE.findall(text)
    text = _DATE.sub(" ", text)
    yield from (match.group(0).strip() for match in _NUMBER.finditer(_WORD.sub(_without_code, text)))


def _without_code(match: re.Match[str]) -> str:
    """Blank a code (letters and digits in one word); keep figures, also those with a currency stuck to them."""
    word = match.group(0)
    if _WITH_CURRENCY.fullmatch(word):
        return re.sub(r"[A-Z]", " ", word)
    is_code = any(c.isdigit() for c in word) and any(c.isalpha() or c == "_" for c in word)
    return " " * len(word) if is_code else word


def _evidence(tool_calls: Iterable[ToolCall]) -> tuple[set[Decimal], set[str]]:
    values: set[Decimal] = set()
    texts: set[str] = set()
    for call in tool_calls:
        for leaf in _leaves(call.result if call.ok else call.error):
            number = _decimal(leaf)
            if number is not None:
                values.add(number)
            elif isinstance(leaf, str):
                texts.update(_DATE.findall(leaf))
                texts.update(month[:7] for month in _DATE.findall(leaf))
                values.update(n for n in map(_decimal, _FIGURE_IN_TEXT.findall(leaf)) if n is not None)
    return values, texts


def _leaves(node: Any) -> Iterable[Any]:
    if isinstance(node, dict):
        for value in node.values():
            yield from _leaves(value)
    elif isinstance(node, list):
        for value in node:
            yield from _leaves(value)
    elif node is not None and not isinstance(node, bool):
        yield node


def _decimal(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value).replace(",", "").replace("−", "-"))
    except InvalidOperation:
        return None


def _is_traced(figure: str, values: set[Decimal], texts: set[str]) -> bool:
    if figure in texts:
        return True
    number = _decimal(figure.rstrip("%").strip())
    if number is None:
        return False
    candidates = (value for value in values if (number == 0 or _sign_fits(figure, value)) and abs(value) < Decimal(10) ** 15)
    unit = Decimal(1).scaleb(min(0, int(number.as_tuple().exponent)))
    scales = (Decimal(100), Decimal(1)) if figure.endswith("%") else (Decimal(1),)
    return any(
        (abs(value) * scale).quantize(unit, rounding) == abs(number)
        for value in candidates
        for scale in scales
        for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)
    )


def _sign_fits(figure: str, value: Decimal) -> bool:
    """A figure that shows a sign must have the value's; one without may be a fall told in words."""
    if figure.startswith("+"):
        return value >= 0
    return value <= 0 if figure.startswith(("-", "−")) else True
