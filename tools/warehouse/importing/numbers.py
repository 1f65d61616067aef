"""Texts to numbers. What a column's decimal sign is gets decided once, from the whole column."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from babel.core import get_global
from babel.numbers import get_currency_precision

from tools.warehouse.importing.values import EXACT, UnreadableValue

_MARKS: dict[str, str | None] = yaml.safe_load((Path(__file__).parent / "currency_marks.yaml").read_text(encoding="utf-8"))
_CODES = frozenset(code.lower() for code in get_global("all_currencies"))
_BLANKS = frozenset({"", "-", "--", "---", "−", "–", "—", "——", "n/a", "null"})
# Full-width and Arabic-Indic digits and signs as ASCII writes them, blanks and apostrophes as one of each.
_ALIKE = str.maketrans("－−﹣‐‑–（）％٪＋．，￥＄￡’‘＇ʼ´", "------()%%+.,¥$£'''''") | {
    **{base + digit: str(digit) for base in (0xFF10, 0x660, 0x6F0) for digit in range(10)},
    **dict.fromkeys(map(ord, "\t\xa0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000"), " "),
    # marks of writing direction and of no width
    **dict.fromkeys([0x200E, 0x200F, 0x61C, 0xFEFF, 0x200B, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
}
_WORD = r"[^\d\s+\-().,'%]+\.?|[^\d\s+\-().,'%]+ ?[$£¥]"
_FRAMED = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[+-])?\s*%?(?P<before>{_WORD})?\s*(?P<inner>[+-])?\s*%?"
    rf"(?P<body>[\d.,](?:[\d.,' ]*[\d.,])?(?:[eE][+-]?\d+)?)"
    rf"\s*%?\s*(?P<trailing>-)?\s*(?P<after>{_WORD})?\s*(?P<last>-)?\s*(?P<close>\))?"
)
_GROUPS = {
    " ": re.compile(r"[1-9]\d{0,2}(?: \d{3})+"),
    "'": re.compile(r"[1-9]\d{0,2}(?:'\d{3})+"),
    ".": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+"),
    # India groups by lakh: 1,23,456.
    ",": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3}"),
}
_GROUPED_ONCE = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_OTHER_SIGN = {".": ",", ",": "."}
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_TYPED = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?%?")
_POWER = re.compile(r"(?P<digits>.+?)(?P<power>[eE][+-]?\d{1,9})?")
_COUNT_LIMIT = 2**63


class DecimalEvidence(NamedTuple):
    """What the cells of a column say about its decimal sign.

    Attributes:
        mark: The sign that a cell proves, if one does.
        doubtful: Cells such as `1.234` that could be either; empty when there is proof.
    """

    mark: str | None
    doubtful: list[str]


class _Amount(NamedTuple):
    """A number's text in its parts: minus or not, digits with their signs, currency marks."""

    negative: bool
    body: str
    marks: tuple[str, ...]


def is_blank(text: str) -> bool:
    """Whether a cell of numbers or dates holds what platforms write for no value: `--`, `—`, `N/A`, a lone `-`."""
    return text.strip().lower() in _BLANKS


def decimal_evidence(texts: Iterable[str]) -> DecimalEvidence:
    """Look for proof of the decimal sign.

    Proof is both signs in one cell (the last one is it), a sign that is not followed by exactly three digits, the
    same sign twice in one cell (then it groups thousands), thousands grouped by something else, or three digits
    behind the sign of a currency that has no decimals. Cells that prove both signs leave the column open.
    """
    doubtful: list[str] = []
    proofs: dict[str, str] = {}
    for text in texts:
        if text.startswith(EXACT) or not ("." in text or "," in text or "．" in text or "，" in text):
            continue
        amount = _amount(text)
        if amount is None:
            continue
        mark = _proved(amount)
        if mark is not None:
            proofs[mark] = amount.body
        elif _GROUPED_ONCE.fullmatch(amount.body):
            doubtful.append(amount.body)
    if len(proofs) == 2:
        return DecimalEvidence(None, [*proofs.values(), *doubtful])
    return DecimalEvidence(next(iter(proofs)), []) if proofs else DecimalEvidence(None, doubtful)


def _proved(amount: _Amount) -> str | None:
    """The decimal sign under which alone the cell is a number, if there is one."""
    readable = [mark for mark in ".," if _plain(amount.body, mark) is not None]
    if len(readable) == 1:
        return readable[0]
    seen = next((sign for sign in ".," if sign in amount.body), None)
    if seen and _GROUPED_ONCE.fullmatch(amount.body) and any(_has_no_decimals(mark) for mark in amount.marks):
        return _OTHER_SIGN[seen]
    return None


@lru_cache(maxsize=256)
def _has_no_decimals(mark: str) -> bool:
    code = _code(mark)
    return code is not None and get_currency_precision(code) == 0


def count_mark(doubtful: Iterable[str], local: str) -> str | None:
    """The decimal sign of a column of counts that has doubtful cells and no proof.

    A count has no decimals, so the sign seen groups thousands. Only where noughts follow it everywhere
    (`2.000`) the other reading is whole too; then the place's own decimal sign must agree.

    Args:
        doubtful: The doubtful cells.
        local: Decimal sign where the rows were sold.

    Returns:
        The decimal sign, or None when the cells do not tell.
    """
    cells = list(doubtful)
    seen = {sign for cell in cells for sign in _OTHER_SIGN if sign in cell}
    if len(seen) != 1:
        return None
    mark = _OTHER_SIGN[seen.pop()]
    return None if mark != local and all(cell.endswith("000") for cell in cells) else mark


def number(text: Any, mark: str = ".") -> Decimal:
    """A number with its decimal sign known: `$1,234.50`, `1.234,50 €`, `(12.00)`, `−3`, `12.5%` (→ 12.5).

    Raises:
        UnreadableValue: Not a number.
    """
    if isinstance(text, Decimal) or type(text) is int:
        return Decimal(text)
    if not isinstance(text, str):
        raise UnreadableValue("bad_number")
    if mark == "." and _PLAIN.fullmatch(text):
        return Decimal(text)
    if text.startswith(EXACT):
        return _typed(text[1:].strip())
    amount = _amount(text)
    plain = _plain(amount.body, mark) if amount else None
    if amount is None or plain is None:
        raise UnreadableValue("bad_number")
    return -Decimal(plain) if amount.negative else Decimal(plain)


def _typed(text: str) -> Decimal:
    if not _TYPED.fullmatch(text):
        raise UnreadableValue("bad_number")
    return Decimal(text.removesuffix("%"))


def whole_number(text: Any, mark: str = ".") -> int:
    """A count.

    Raises:
        UnreadableValue: Not a whole number, or larger than any count can be.
    """
    value = number(text, mark)
    if value.copy_abs() >= _COUNT_LIMIT:
        raise UnreadableValue("too_large")
    if value != value.to_integral_value():
        raise UnreadableValue("bad_whole_number")
    return int(value)


def currency_of(text: str) -> str | None:
    """The ISO 4217 code beside an amount; None where the mark is missing or means several (`$`, `¥`, `kr`)."""
    amount = _amount(text)
    codes = {code for mark in amount.marks if (code := _code(mark))} if amount else set()
    return codes.pop() if len(codes) == 1 else None


def _amount(text: str) -> _Amount | None:
    """The parts of a number's text; None when it is none."""
    match = _FRAMED.fullmatch(text.translate(_ALIKE).strip().removeprefix("'"))
    if not match:
        return None
    signs = [sign for sign in match.group("sign", "inner", "trailing", "last", "open") if sign]
    if len(signs) > 1 or bool(match["open"]) != bool(match["close"]) or match[0].count("%") > 1:
        return None
    marks = tuple("".join(mark.split()).lower() for mark in match.group("before", "after") if mark)
    if not all(_is_mark(mark) for mark in marks) or (match["after"] and marks[-1] == "r"):
        return None
    return _Amount(bool(signs) and signs[0] != "+", match["body"], marks)


def _is_mark(mark: str) -> bool:
    return mark in _MARKS or mark in _CODES


def _code(mark: str) -> str | None:
    return _MARKS[mark] if mark in _MARKS else mark.upper()


def _plain(body: str, mark: str) -> str | None:
    """Digits with a decimal point, as Python reads them; None when the thousands are not grouped as anybody does."""
    power = _POWER.fullmatch(body)
    if power is None or body.count(mark) > 1:
        return None
    whole, _, fraction = power["digits"].partition(mark)
    if fraction and not fraction.isdigit():
        return None
    grouping = [sign for sign in " '.," if sign in whole]
    if grouping:
        if power["power"] or len(grouping) > 1 or not _GROUPS[grouping[0]].fullmatch(whole):
            return None
        whole = whole.replace(grouping[0], "")
    if not whole and not fraction:
        return None
    return f"{whole or 0}.{fraction or 0}{power['power'] or ''}" if fraction else f"{whole}{power['power'] or ''}"
