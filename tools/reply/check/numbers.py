"""Numbers of orders and parcels that are not those of the order."""

import re
from collections.abc import Iterator
from functools import cache

from tools.reply.check.fault import Fault
from tools.reply.check.reply import Reply
from tools.reply.check.tables import pattern, table

_AMAZON = re.compile(r"(?<![a-z0-9\-])(?:\d{3}|[sd]\d{2})-\d{7}-\d{7}(?![a-z0-9\-])")
_EBAY = re.compile(r"(?<![a-z0-9\-])\d{2}-\d{5}-\d{5}(?![a-z0-9\-])")
_TEMU = re.compile(r"(?<![a-z0-9\-])po-\d{3}-\d{8,24}(?![a-z0-9\-])")
_NUMBER = r"(?P<number>[a-z]{0,4}[\-_]?\d[a-z0-9\-_]{3,34}(?<![\-_]))(?![a-z0-9\-])"
_PARCEL = r"(?P<number>[a-z]{0,4}\d[a-z0-9]{6,34}|\d[\d ]{8,34}\d)(?![a-z0-9\-])"
_CARRIER = re.compile(r"(?<![a-z0-9\-])(?:1z[a-z0-9]{16}|tb[abc]\d{12}|[a-z]{2}\d{9}[a-z]{2})(?![a-z0-9\-])")
_LEAST_DIGITS = 5


@cache
def _cued(kind: str, number: str) -> re.Pattern[str]:
    return re.compile(f"(?:{table('numbers')[kind]}){number}")


def wrong_order(reply: Reply) -> Iterator[Fault]:
    """Order numbers other than that of the order."""
    known = reply.order.order_id if reply.order else None
    if not known:
        return
    text = reply.folded.text
    found = {match.span() for pattern in (_AMAZON, _EBAY, _TEMU) for match in pattern.finditer(text)}
    found |= {match.span("number") for match in _cued("order", _NUMBER).finditer(text)}
    allowed = {_bare(each) for each in (known, reply.order.tracking_number) if each} if reply.order else set()
    for start, end in _outermost(found):
        written = _bare(text[start:end])
        marked = text[start - 1 : start] == "#"
        if (marked or _digits(written) >= _LEAST_DIGITS) and not _known(written, allowed):
            yield Fault("wrong_order", reply.folded.span(start, end), edit=known, told={"known": known})


def wrong_tracking(reply: Reply) -> Iterator[Fault]:
    """Tracking numbers other than that of the order; a new parcel may have a new one."""
    known = reply.order.tracking_number if reply.order else None
    if not known:
        return
    text = reply.folded.text
    found = {match.span("number") for match in _cued("parcel", _PARCEL).finditer(text)}
    found |= {match.span() for match in _CARRIER.finditer(text)}
    allowed = {_bare(each) for each in (known, reply.order.order_id) if each} if reply.order else set()
    for start, end in _outermost(found):
        if _known(_bare(text[start:end]), allowed):
            continue
        span = reply.folded.span(start, end)
        anew = pattern("numbers", "anew").search(text[max(0, start - 150) : end + 60])
        yield Fault("wrong_tracking", span, most="warn" if anew else "block", edit=None if anew else known, told={"known": known})


def _digits(written: str) -> int:
    return sum(sign.isdigit() for sign in written)


def _bare(written: str) -> str:
    return re.sub(r"[^a-z0-9]", "", written.lower())


def _known(written: str, allowed: set[str]) -> bool:
    return any(written in each or each in written for each in allowed)


def _outermost(found: set[tuple[int, int]]) -> list[tuple[int, int]]:
    return [
        each
        for each in sorted(found)
        if not any(other != each and other[0] <= each[0] and each[1] <= other[1] for other in found)
    ]
