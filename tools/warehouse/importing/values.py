"""Cell texts to values. What a column's notation is gets decided once, from the whole column."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

# Blanks and apostrophes group thousands; the others are marks of writing direction.
_UNSEEN = re.compile(r"[\s'’\u200e\u200f\u061c]")
# A sign with its country (`US$`, `R$`), an ISO code, or an abbreviation; rand stands before the amount only.
_CURRENCY = r"(?:[A-Z]{0,3}[$¢-¥\u20a0-\u20cf￥円元]|[A-Z]{3}|Rs\.?|zł|kr|TL)"
_CURRENCY_BEFORE = re.compile(rf"^([(+-]*)(?:{_CURRENCY}|R(?=[\d-]))")
_CURRENCY_AFTER = re.compile(rf"{_CURRENCY}([)-]*)$")
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}")
# India groups by lakh: 1,23,456.
_THOUSANDS = {
    ".": re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+"),
    ",": re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})"),
}
_DIGITS_AND_SIGNS = re.compile(r"[\d.,]+")
_OTHER_SIGN = {".": ",", ",": "."}
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_PLAIN_OR_POWER = re.compile(r"[+-]?\d*\.?\d*(?:[eE][+-]?\d+)?")
_COUNT_LIMIT = 2**63
# Years that an export can speak of; others are typing errors, and their local times may not exist in UTC.
_YEARS = range(1900, 2201)
_SLASHED = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{1,4})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?)?")
_SLASHED_START = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.]\d{2,4}")

DayOrder = Literal["dmy", "mdy"]


class UnreadableValue(ValueError):
    """A cell that cannot be read; `args[0]` is the key of the reason."""


class DecimalEvidence(NamedTuple):
    """What the cells of a column say about its decimal sign.

    Attributes:
        mark: The sign that a cell proves, if one does.
        doubtful: Cells such as `1.234` that could be either; empty when there is proof.
    """

    mark: str | None
    doubtful: list[str]


def decimal_evidence(texts: Iterable[str]) -> DecimalEvidence:
    """Look for proof of the decimal sign.

    Proof is both signs in one cell (the last one is it), a sign that is not followed by exactly three
    digits, or the same sign twice in one cell (then it groups thousands).
    """
    doubtful = []
    for text in texts:
        cleaned = _bare(text).strip("()+-")
        if not _DIGITS_AND_SIGNS.fullmatch(cleaned):
            continue
        dots, commas = cleaned.count("."), cleaned.count(",")
        if dots and commas:
            return DecimalEvidence("." if cleaned.rfind(".") > cleaned.rfind(",") else ",", [])
        if dots > 1 or commas > 1:
            return DecimalEvidence("," if dots else ".", [])
        if not dots and not commas:
            continue
        if not _GROUPED.fullmatch(cleaned) or cleaned.startswith("0"):
            return DecimalEvidence("." if dots else ",", [])
        doubtful.append(cleaned)
    return DecimalEvidence(None, doubtful)


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
    cleaned = _bare(text)
    if cleaned.startswith("(") and cleaned.endswith(")"):
        cleaned = "-" + cleaned[1:-1]
    if cleaned.endswith("-"):
        cleaned = "-" + cleaned[:-1]
    grouping = _OTHER_SIGN[mark]
    whole, _, fraction = cleaned.partition(mark)
    if grouping in fraction or (grouping in whole and not _THOUSANDS[grouping].fullmatch(whole)):
        raise UnreadableValue("bad_number")
    plain = whole.replace(grouping, "") + ("." + fraction if fraction else "")
    if not _PLAIN_OR_POWER.fullmatch(plain):
        raise UnreadableValue("bad_number")
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise UnreadableValue("bad_number") from None


def _bare(text: str) -> str:
    """A number's text without blanks, currency and percent sign, its minus a plain one."""
    plain = _UNSEEN.sub("", text).replace("−", "-").strip("%")
    return _CURRENCY_AFTER.sub(r"\1", _CURRENCY_BEFORE.sub(r"\1", plain))


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


@lru_cache(maxsize=4096)  # the lines of one order share its time
def instant(text: str, zone: ZoneInfo, order: DayOrder) -> datetime:
    """A point in time, in UTC. A text without a zone is local time of `zone`.

    Raises:
        UnreadableValue: Not a date.
    """
    stamp = text.strip().removesuffix(" UTC")
    moment = _moment(stamp, order)
    if stamp != text.strip():
        return moment.replace(tzinfo=UTC)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def day(text: str, order: DayOrder = "dmy") -> date:
    """A calendar day.

    Raises:
        UnreadableValue: Not a date.
    """
    return _moment(text.strip(), order).date()


def _moment(text: str, order: DayOrder) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _slashed(text, order)
    if moment.year not in _YEARS:
        raise UnreadableValue("bad_date")
    return moment


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
