"""Facts of an order in an operator's words: `11 月 10 日发货，DHL，单号 …，还没签收`."""

import re
from datetime import date, timedelta
from typing import Any

from copilot.offline.dates import MONTH_NAME
from copilot.offline.reply_words import Instruction
from copilot.offline.text import compiled
from copilot.offline.word_lists import WordLists

WORDS = WordLists("reply_order")
Arguments = dict[str, Any]
_CLAUSE = re.compile(r"[，,。；;！!？?\n]+(?!\d)|\.(?=\s|$)|\s(?:and|but)\s|(?<=\D)、")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = re.compile(r"(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_ASIAN = re.compile(r"(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})(?!\d)")
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})(?![\d/-])")
_YEAR = r"\b(?:,? (\d{4}))?"
_WORDED = re.compile(
    rf"\b({MONTH_NAME})\.? (\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}|\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({MONTH_NAME}){_YEAR}"
)
_DAY_ALONE = re.compile(r"(?<![\d月])(?<!月 )(\d{1,2})\s?[号日](?!\d)|\bthe (\d{1,2})(?:st|nd|rd|th)\b")
_AHEAD = ("promised_by", "ship_by")
_HALF_YEAR = 183


def order_facts(said: Instruction, today: date | None) -> Arguments:
    """What the operator tells of the order, by the names of `reply_draft`.

    Args:
        said: The operator's words, without the buyer's.
        today: The day that days without a year count from; without it such days are left out.
    """
    found: Arguments = {}
    last: str | None = None
    for clause in _CLAUSE.split(said.low):
        last = _read(clause, last, today, found)
    found |= _parcel(said)
    for name, words in WORDS.content["fulfilment"].items():
        if compiled(words).search(said.low):
            found["fulfilment"] = name
    if compiled(WORDS.content["cancelled"]).search(said.low):
        found["status"] = "cancelled"
    if compiled(WORDS.content["total"]).search(said.low) and said.mentions.amounts:
        found["total"], _, currency = said.mentions.amounts[0].partition(" ")
        found |= {"currency": currency} if currency else {}
    return found


def platform_of_order(order_id: str) -> str | None:
    """The platform whose order numbers look so."""
    shapes: dict[str, str] = WORDS.content["platforms"]
    return next((platform for platform, shape in shapes.items() if re.fullmatch(shape, order_id)), None)


def _read(clause: str, last: str | None, today: date | None, found: Arguments) -> str | None:
    """Take in one clause; gives the event it tells, with which a day alone may go on."""
    event: str | None = next((name for name, words in WORDS.content["events"] if compiled(words).search(clause)), None)
    day = _day(clause, event in _AHEAD, today)
    if event is None:
        return last
    if compiled(WORDS.content["not_yet"]).search(clause):
        if (status := WORDS.content["not_status"].get(event)) and not found.get("delivered_on"):
            found.setdefault("status", status)
        return None
    if day:
        found[event] = day.isoformat()
    status = WORDS.content["status"].get(event)
    if status and not (found.get("status") == "delivered" and status == "shipped"):
        found["status"] = status
    return event


def _parcel(said: Instruction) -> Arguments:
    found: Arguments = {}
    carriers = [name for name, words in WORDS.content["carriers"].items() if compiled(words).search(said.low)]
    if carriers:
        found["carrier"] = carriers[0]
    number = compiled(WORDS.content["tracking"]).search(said.low)
    written = said.text[slice(*number.span(1))] if number else next(iter(said.mentions.tracking_numbers), None)
    if written and any(sign.isdigit() for sign in written):
        found["tracking_number"] = written.upper()
    named = compiled(WORDS.content["buyer_name"]).search(said.low)
    if named:
        found["buyer_name"] = said.text[slice(*named.span(1 if named[1] else 2))]
    return found


def _day(clause: str, is_ahead: bool, today: date | None) -> date | None:
    if full := _FULL.search(clause):
        return _valid(int(full[1]), int(full[2]), int(full[3]))
    if today is None:
        return None
    for back, words in reversed(WORDS.content["days"].items()):
        if compiled(words).search(clause):
            return today - timedelta(days=int(back))
    for ahead, words in WORDS.content["ahead"].items():
        if compiled(words).search(clause):
            return today + timedelta(days=int(ahead))
    if ago := compiled(WORDS.content["ago"]).search(clause):
        return today - timedelta(days=int(ago[1] or ago[2]))
    return _of_calendar(clause, is_ahead, today)


def _of_calendar(clause: str, is_ahead: bool, today: date) -> date | None:
    if worded := _WORDED.search(clause):
        month = _MONTHS.index((worded[1] or worded[5])[:3]) + 1
        year, day = worded[3] or worded[6], int(worded[2] or worded[4])
        return _valid(int(year), month, day) if year else _nearest(month, day, is_ahead, today)
    if numbered := _ASIAN.search(clause) or _SLASHED.search(clause):
        return _nearest(int(numbered[1]), int(numbered[2]), is_ahead, today)
    if alone := _DAY_ALONE.search(clause):
        return _nearest(today.month, int(alone[1] or alone[2]), is_ahead, today, alone=True)
    return None


def _nearest(month: int, day: int, is_ahead: bool, today: date, *, alone: bool = False) -> date | None:
    """The day of the year that is meant: past events are not ahead of today, promises are near it."""
    meant = _valid(today.year, month, day)
    if meant is None or (is_ahead and abs((meant - today).days) <= _HALF_YEAR) or (not is_ahead and meant <= today):
        return meant
    if alone:
        before = today.replace(day=1) - timedelta(days=1)
        return _valid(before.year, before.month, day)
    return _valid(today.year - 1 if meant > today else today.year + 1, month, day)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
