"""Warranties that are longer than the seller's own terms grant."""

from collections.abc import Iterator

from tools.reply.check.fault import Fault
from tools.reply.check.reply import Reply
from tools.reply.check.tables import pattern, table

_NEAR = 40
_YEAR = 12


def long_warranty(reply: Reply) -> Iterator[Fault]:
    """Lengths near a word for warranty, where the terms name a shorter one."""
    granted = reply.terms.warranty_months if reply.terms else None
    if granted is None or not pattern("warranty", "word").search(reply.folded.text):
        return
    text = reply.folded.text
    for found in pattern("warranty", "length").finditer(text):
        near = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        months = _months(found["number"], found["unit"])
        if months > granted and pattern("warranty", "word").search(near):
            told = {"months": months, "granted": granted}
            yield Fault(
                "promise", reply.folded.span(*found.span()), "warranty", wording=True, key="reply_check_warranty", told=told
            )


def _months(number: str, unit: str) -> int:
    count = int(number) if number.isdecimal() else table("warranty")["numbers"][number]
    return count * (_YEAR if unit in table("warranty")["years"] else 1)
