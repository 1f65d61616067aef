"""Cell texts to values. What a column's notation is gets decided once, from the whole column."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal
from zoneinfo import ZoneInfo

_CURRENCY_MARKS = re.compile(r"[\s\u00a0\u202f\u2009'’$€£¥￥円元]|US|CA|A\$|kr|zł|[A-Z]{3}")
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,])\d{3}")
_SLASHED = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{1,4})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?)?")
_SLASHED_START = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.]\d{2,4}")

DayOrder = Literal["dmy", "mdy"]


class UnreadableValue(ValueError):
    """A cell that cannot be read; `args[0]` is the key of the reason."""


def decimal_mark(texts: Iterable[str]) -> str | None:
    """The decimal sign of a column: `.` or `,`; None when its cells do not tell (`1.234` alone).

    Evidence: both signs in one cell (the last one is it), a sign that is not followed by exactly three
    digits, or the same sign twice in one cell (then it groups thousands).
    """
    doubtful = False
    for text in texts:
        cleaned = _CURRENCY_MARKS.sub("", text).strip("()%+-")
        dots, commas = cleaned.count("."), cleaned.count(",")
        if dots and commas:
            return "." if cleaned.rfind(".") > cleaned.rfind(",") else ","
        if dots > 1 or commas > 1:
            return "," if dots else "."
        if not dots and not commas:
            continue
        mark = "." if dots else ","
        if not _GROUPED.fullmatch(cleaned) or cleaned.startswith("0"):
            return mark
        doubtful = True
    return None if doubtful else "."


def number(text: Any, mark: str = ".") -> Decimal:
    """A number with its decimal sign known: `$1,234.50`, `1.234,50 €`, `(12.00)`, `−3`, `12.5%` (→ 12.5).

    Raises:
        UnreadableValue: Not a number.
    """
    if isinstance(text, int | Decimal):
        return Decimal(text)
    cleaned = _CURRENCY_MARKS.sub("", text.strip()).replace("−", "-").removesuffix("%")
    if cleaned.startswith("(") and cleaned.endswith(")"):
        cleaned = "-" + cleaned[1:-1]
    if cleaned.endswith("-"):
        cleaned = "-" + cleaned[:-1]
    grouping = "," if mark == "." else "."
    whole, _, fraction = cleaned.partition(mark)
    if grouping in fraction or (grouping in whole and not re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", whole)):
        raise UnreadableValue("bad_number")
    plain = whole.replace(grouping, "") + ("." + fraction if fraction else "")
    if not re.fullmatch(r"[+-]?\d*\.?\d*(?:[eE][+-]?\d+)?", plain):
        raise UnreadableValue("bad_number")
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise UnreadableValue("bad_number") from None


def whole_number(text: Any, mark: str = ".") -> int:
    """A count.

    Raises:
        UnreadableValue: Not a whole number.
    """
    value = number(text, mark)
    if value != value.to_integral_value():
        raise UnreadableValue("bad_whole_number")
    return int(value)


def day_order(texts: Iterable[str]) -> DayOrder | None:
    """Whether a column of slashed dates puts the day or the month first; None when it does not tell."""
    slashed = False
    for text in texts:
        match = _SLASHED_START.match(text.strip())
        if not match:
            continue
        if "." in match.group(0) or int(match[1]) > 12:
            return "dmy"
        if int(match[2]) > 12:
            return "mdy"
        slashed = True
    return None if slashed else "dmy"


def instant(text: str, zone: ZoneInfo, order: DayOrder) -> datetime:
    """A point in time, in UTC. A text without a zone is local time of `zone`.

    Raises:
        UnreadableValue: Not a date.
    """
    stamp = text.strip().removesuffix(" UTC")
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        moment = _slashed(stamp, order)
    if stamp != text.strip():
        return moment.replace(tzinfo=UTC)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _slashed(text: str, order: DayOrder) -> datetime:
    match = _SLASHED.fullmatch(text)
    if not match:
        raise UnreadableValue("bad_date")
    first, second, third, hour, minute, second_of_minute, half = match.groups()
    if len(first) == 4:
        year, month, day = first, second, third
    else:
        day, month = (first, second) if order == "dmy" else (second, first)
        year = third if len(third) == 4 else f"20{third:0>2}"
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    try:
        return datetime(int(year), int(month), int(day), hours, int(minute or 0), int(second_of_minute or 0))
    except ValueError:
        raise UnreadableValue("bad_date") from None


def day(text: str, order: DayOrder = "dmy") -> date:
    """A calendar day.

    Raises:
        UnreadableValue: Not a date.
    """
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return _slashed(text.strip(), order).date()
