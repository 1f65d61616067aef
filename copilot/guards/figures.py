"""Figures in a text, and whether values and texts show them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

DATE = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)|(?<!\d)\d{4}-\d{2}(?![\d-])")
_LIST_MARK = re.compile(r"^\s*\d+[.)、]\s", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z0-9_]+(?:[-_./][A-Za-z0-9_]+)*")
_WITH_CURRENCY = re.compile(r"[A-Z]{3}\d[\d,.]*|\d[\d,.]*[A-Z]{3}")
# Letters are ASCII ones only: a figure may stand right after a Chinese character.
_FIGURE_IN_TEXT = re.compile(r"(?<![\w.])[-+−]?\d[\d,]*(?:\.\d+)?", re.ASCII)
_NUMBER = re.compile(r"(?<![\w.])[-+−]?\d+(?:,\d{3})*(?:\.\d+)?\s?%?", re.ASCII)
_LARGEST = Decimal(10) ** 15


def figures(text: str) -> Iterable[str]:
    """Dates and numbers of a text as they stand there; list marks and codes such as SKUs are none.

    Args:
        text: Markdown without citation marks.
    """
    text = _LIST_MARK.sub(" ", text)
    yield from DATE.findall(text)
    text = DATE.sub(" ", text)
    yield from (match.group(0).strip() for match in _NUMBER.finditer(_WORD.sub(_without_code, text)))


def numbers(text: str) -> set[Decimal]:
    """All numbers of a text that is evidence, those in codes too, and as a quotation of it is read (`4,88 m`: 4 and 88)."""
    read = (text, _WORD.sub(_without_code, text))
    quoted = (match.group(0).strip().rstrip("%").strip() for each in read for match in _NUMBER.finditer(each))
    return {number for number in map(decimal, [*_FIGURE_IN_TEXT.findall(text), *quoted]) if number is not None}


def leaves(node: Any) -> Iterable[Any]:
    """The values of a nested result; truth values and blanks say no figure."""
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, list):
        for value in node:
            yield from leaves(value)
    elif node is not None and not isinstance(node, bool):
        yield node


def decimal(value: Any) -> Decimal | None:
    """A number as written, with thousands separators; None for anything else."""
    try:
        return Decimal(str(value).replace(",", "").replace("−", "-"))
    except InvalidOperation:
        return None


@dataclass
class Evidence:
    """What figures may rest on.

    Attributes:
        values: Numbers.
        dates: Days `YYYY-MM-DD` and months `YYYY-MM`.
    """

    values: set[Decimal] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)

    def shows(self, figure: str) -> bool:
        """Whether a value, rounded to the decimals shown, equals a figure (per cent: as a fraction too), or a date does."""
        if figure in self.dates:
            return True
        number = decimal(figure.rstrip("%").strip())
        if number is None or number in self.values:
            return number is not None
        unit = Decimal(1).scaleb(int(number.as_tuple().exponent))
        scales = (Decimal(100), Decimal(1)) if figure.endswith("%") else (Decimal(1),)
        return any(
            (abs(value) * scale).quantize(unit, rounding) == abs(number)
            for value in self.values
            if abs(value) < _LARGEST and (number == 0 or _sign_fits(figure, value))
            for scale in scales
            for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)
        )


def _without_code(match: re.Match[str]) -> str:
    """Blank a code (letters and digits in one word); keep figures, also those with a currency stuck to them."""
    word = match.group(0)
    if _WITH_CURRENCY.fullmatch(word):
        return re.sub(r"[A-Z]", " ", word)
    is_code = any(c.isdigit() for c in word) and any(c.isalpha() or c == "_" for c in word)
    return " " * len(word) if is_code else word


def _sign_fits(figure: str, value: Decimal) -> bool:
    """A figure that shows a sign must have the value's; one without may be a fall told in words."""
    if figure.startswith("+"):
        return value >= 0
    return value <= 0 if figure.startswith(("-", "−")) else True
