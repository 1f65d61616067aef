"""Personal and payment data that do not belong in a message."""

import re
from collections.abc import Iterator
from functools import cache

from tools.reply.check.fault import Fault
from tools.reply.check.reply import Reply
from tools.reply.check.tables import pattern, table
from tools.reply.contract import Severity

_CARD = re.compile(r"(?<![A-Za-z0-9\-.])\d(?:[ \-]?\d){12,18}(?![A-Za-z0-9\-]|\.\d)")
_CARD_LENGTHS = {"3": (14, 15, 16), "4": (13, 16, 19), "5": (16,), "2": (16,), "6": (16, 19)}
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])")
_SOCIAL = re.compile(r"(?<![\d\-])\d{3}-\d{2}-\d{4}(?![\d\-])")


@cache
def _streets() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(each) for each in table("privacy")["streets"])


def personal_data(reply: Reply) -> Iterator[Fault]:
    """Numbers of cards and accounts, passwords, postal addresses."""
    text = reply.text
    for found in _CARD.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if _is_card(digits) and not _of_the_order(digits, reply):
            yield Fault("personal_data", found.span(), "card", edit=f"****{digits[-4:]}")
    for found in _IBAN.finditer(text):
        account = found.group().replace(" ", "")
        if _is_iban(account):
            yield Fault("personal_data", found.span(), "iban", edit=f"****{account[-4:]}")
    yield from (Fault("personal_data", found.span(), "number", edit="") for found in _SOCIAL.finditer(text))
    for found in pattern("privacy", "secret").finditer(text):
        if any(each.isdigit() for each in found["secret"]):
            yield Fault("personal_data", found.span("secret"), "password", wording=True)
    for street in _streets():
        for found in street.finditer(text):
            sentence = reply.sentence_at(found.start())
            nearby = text[max(0, sentence.start - 120) : sentence.end]
            most: Severity = "warn" if pattern("privacy", "return").search(nearby) else "block"
            yield Fault("personal_data", found.span(), "address", most=most, wording=True)


def _is_card(digits: str) -> bool:
    """By its length and check digit."""
    if len(digits) not in _CARD_LENGTHS.get(digits[0], ()) or len(set(digits)) == 1:
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_iban(account: str) -> bool:
    """By its check digits."""
    moved = account[4:] + account[:4]
    return 15 <= len(account) <= 34 and int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def _of_the_order(digits: str, reply: Reply) -> bool:
    order = reply.order
    known = (order.order_id, order.tracking_number) if order else ()
    return any(digits == re.sub(r"\D", "", each) for each in known if each)
