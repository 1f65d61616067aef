"""Texts to points in time and days. What order a column writes them in gets decided once, from the whole column."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from tools.warehouse.importing.month_names import folded, months
from tools.warehouse.importing.time_zones import FARTHEST, offset_of
from tools.warehouse.importing.values import EXACT, UnreadableValue

DayOrder = Literal["dmy", "mdy"]

# Years that an export can speak of; others are typing errors, and their local times may not exist in UTC.
_YEARS = range(1900, 2201)
_NO_OFFSET = timedelta()
_ISO_START = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:|$)")
_LOOKALIKES = str.maketrans("：／－．，　\xa0\u202f\u2009", ":/-.,    ") | {
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    **dict.fromkeys([0x200E, 0x200F, 0x61C, 0xFEFF]),
}
_HALVES = {
    "am": 0, "a.m.": 0, "a.m": 0, "上午": 0, "午前": 0, "vorm.": 0, "f.m.": 0, "fm": 0, "öö": 0,
    "pm": 12, "p.m.": 12, "p.m": 12, "下午": 12, "午後": 12, "午后": 12, "nachm.": 12, "e.m.": 12, "em": 12, "ös": 12,
}  # fmt: skip
_HALF = r"[ap]\.? ?m\.?|上午|下午|午前|午後|午后|vorm\.|nachm\.|[fe]\.?m\.?|öö|ös"
_CLOCK = re.compile(
    rf"(?:^|[\s,T]|(?<=[日)]))\s*(?:(?:à|um|at|a las|alle|kl\.?)\s+)?(?:(?P<early>{_HALF})\s*)?"
    r"(?P<hour>[0-9]{1,2})(?::|[时時点])(?P<minute>[0-9]{2})(?:(?::|分)(?:(?P<second>[0-9]{2})秒?(?:[.,](?P<fraction>[0-9]{1,9}))?)?)?"
    rf"(?:\s*(?P<late>{_HALF})(?![^\W\d_]))?\s*(?P<zone>.*)",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_]+\.?"
_NUMERIC = re.compile(r"(?P<a>[0-9]{1,4})(?P<sign>[/.\-])\s?(?P<b>[0-9]{1,2})(?P=sign)\s?(?P<c>[0-9]{1,4})\.?")
_EAST_ASIAN = re.compile(
    r"(?P<year>[0-9]{4})\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*[日号](?:\s*\([日月火水木金土一二三四五六]\))?"
)
_COMPACT = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_JOINT = r"(?:\s+|\s*[\-/]\s*|\s+de\s+|\s+of\s+)"
_DAY = r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th|er|º|°)?"
_NAMED = (
    re.compile(rf"{_DAY}(?:{_JOINT}|(?<=\.)|)(?P<name>{_NAME}){_JOINT}(?P<year>[0-9]{{4}}|[0-9]{{2}})\.?"),
    re.compile(rf"(?P<name>{_NAME})(?:{_JOINT}|(?<=\.)){_DAY}(?:\s*,\s*|{_JOINT})(?P<year>[0-9]{{4}}|(?<=-)[0-9]{{2}})"),
    re.compile(rf"(?P<year>[0-9]{{4}}){_JOINT}(?P<name>{_NAME}){_JOINT}{_DAY}"),
)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*, +", re.IGNORECASE)


class _Numeric(NamedTuple):
    """A date of three numbers, the year not first."""

    first: int
    second: int
    dotted: bool
    # A year of two digits may stand first or last.
    may_start_with_year: bool
    last: int


def day_order(texts: Iterable[str]) -> DayOrder | None:
    """Whether a column of numeric dates puts the day or the month first; None when it does not tell.

    A number above twelve is a day; dots are written day first. Where years have two digits they may come first as
    well (`24/03/11`): only numbers that spread over more than three years prove that they are none.
    """
    found = [numeric for text in texts if (numeric := _numeric(text))]
    if not found:
        return "dmy"
    day_first, month_first = any(n.first > 12 for n in found), any(n.second > 12 for n in found)
    if not day_first and not month_first:
        day_first = all(n.dotted for n in found)
    if day_first == month_first or _may_start_with_years(found):
        return None
    return "dmy" if day_first else "mdy"


def _numeric(text: str) -> _Numeric | None:
    if text.startswith(EXACT):
        return None
    match = _NUMERIC.match(text.translate(_LOOKALIKES).strip())
    if not match or len(match["a"]) > 2 or len(match["c"]) == 3:
        return None
    short = len(match["a"]) == 2 and len(match["c"]) <= 2
    return _Numeric(int(match["a"]), int(match["b"]), match["sign"] == ".", short, int(match["c"]))


def _may_start_with_years(found: list[_Numeric]) -> bool:
    if not all(n.may_start_with_year and n.second <= 12 and 1 <= n.last <= 31 for n in found):
        return False
    firsts = [n.first for n in found]
    return max(firsts) - min(firsts) <= 3


@lru_cache(maxsize=4096)  # the lines of one order share its time
def moment(text: str, order: DayOrder) -> datetime:
    """A point in time: aware when the text names its zone or offset, otherwise naive local time.

    Raises:
        UnreadableValue: Not a date, or its zone could be several.
    """
    stamp = text.strip().removeprefix(EXACT)
    if _ISO_START.match(stamp):
        try:
            return _plausible(datetime.fromisoformat(stamp))
        except UnreadableValue:
            raise
        except ValueError:
            pass  # a zone or half of the day that is written otherwise
    try:
        return _plausible(_written(" ".join(stamp.translate(_LOOKALIKES).split()), order))
    except UnreadableValue:
        raise
    except ValueError as bad:
        raise UnreadableValue("bad_date") from bad


def day(text: str, order: DayOrder = "dmy") -> date:
    """A calendar day, as written.

    Raises:
        UnreadableValue: Not a date.
    """
    return moment(text, order).date()


def dst_doubt(moment: datetime, zone: ZoneInfo) -> Literal["gap", "overlap"] | None:
    """Whether clocks of `zone` skipped a local time or showed it twice."""
    if moment.tzinfo:
        return None
    first, second = (moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if first == second or first is None or second is None:
        return None
    return "gap" if first < second else "overlap"


def _plausible(moment: datetime) -> datetime:
    if moment.year not in _YEARS:
        raise UnreadableValue("bad_date")
    if moment.tzinfo and abs(moment.utcoffset() or _NO_OFFSET) > FARTHEST:
        raise UnreadableValue("bad_zone")
    return moment


def _written(text: str, order: DayOrder) -> datetime:
    """A date in any other form; a date alone is its midnight."""
    clock = _CLOCK.search(text)
    written_day = text[: clock.start()] if clock else text
    start = _day(_WEEKDAY.sub("", written_day, count=1).strip(" ,"), order)
    return _at(start, clock) if clock else start


def _at(start: datetime, clock: re.Match[str]) -> datetime:
    half = clock["early"] or clock["late"]
    hour = int(clock["hour"])
    if half and (hour > 12 or (clock["early"] and clock["late"])):
        raise UnreadableValue("bad_date")
    if half:
        hour = hour % 12 + _HALVES[half.lower().replace(" ", "")]
    fraction = int((clock["fraction"] or "0")[:6].ljust(6, "0"))
    moment = start.replace(hour=hour, minute=int(clock["minute"]), second=int(clock["second"] or 0), microsecond=fraction)
    return moment.replace(tzinfo=_zone(clock["zone"].strip()))


def _zone(text: str) -> tzinfo | None:
    if not text:
        return None
    offset = offset_of(text)
    if offset is None:
        raise UnreadableValue("bad_zone")
    return offset


def _day(text: str, order: DayOrder) -> datetime:
    """The midnight that begins a day."""
    if match := _NUMERIC.fullmatch(text):
        return _from_numbers(match, order)
    if match := _EAST_ASIAN.fullmatch(text) or _COMPACT.fullmatch(text):
        return datetime(int(match["year"]), int(match["month"]), int(match["day"]))
    for form in _NAMED:
        if match := form.fullmatch(text):
            month = months().get(folded(match["name"]))
            if month is None:
                break
            return datetime(_year(match["year"]), month, int(match["day"]))
    raise UnreadableValue("bad_date")


def _from_numbers(match: re.Match[str], order: DayOrder) -> datetime:
    first, second, third = match["a"], match["b"], match["c"]
    if len(first) == 4 and len(third) <= 2:
        return datetime(int(first), int(second), int(third))
    if len(first) > 2 or len(third) not in (2, 4):
        raise UnreadableValue("bad_date")
    day, month = (first, second) if order == "dmy" else (second, first)
    return datetime(_year(third), int(month), int(day))


def _year(text: str) -> int:
    """A year; two digits are of this century."""
    return int(text) if len(text) == 4 else 2000 + int(text)
