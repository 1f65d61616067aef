"""Addresses of mail and pages, telephone numbers and handles in a text, however they are spelled."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from tools.listing.phrases import contacts
from tools.listing.phrases.fold import Folded
from tools.reply.check.said import Kind, Said
from tools.reply.check.wording.files import lexicon
from tools.reply.traditional import simplified

_NEAR = 40
_FEWEST, _MOST = 7, 15
_LEAST_SPOKEN = 5
_NUMBER = re.compile(r"(?<![\w.,@$\u20ac\u00a3])[+(]{0,2}[\do](?:[\s().\-/\u00b7]{0,3}[\do]){6,15}(?!\w|[.,]\d)")
_APART = re.compile(r"(?<![a-z0-9])[a-z0-9](?:\s{1,2}[a-z0-9@.\-](?![a-z0-9])){5,}")
_HANDLE = re.compile(r"(?<![\w@.])@\s?[a-z][a-z0-9_.]{2,40}(?![\w@])")
_MANY = 200
"""More matches than any reply has."""
Found = Iterator[tuple[Kind, str, int, int]]


def addresses(folded: Folded) -> list[Said]:
    """Every address, number and handle, one for each place."""
    taken, told = list[tuple[int, int]](), list[Said]()
    for kind, detail, start, end in [*_mails(folded), *_pages(folded), *_phones(folded), *_handles(folded), *_spaced(folded)]:
        if end <= start or len(told) > _MANY or any(start < last and first < end for first, last in taken):
            continue
        taken.append((start, end))
        span = folded.span(start, end)
        told.append(Said(kind, span, folded.original[slice(*span)], detail))
    return told


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A pattern of `addresses.yaml`; `<name>` in it stands for a part, which may name parts above it."""
    listed = lexicon("addresses")
    written: str = listed["patterns"][name]
    for part, values in reversed(listed["parts"].items()):
        written = written.replace(f"<{part}>", values if isinstance(values, str) else "|".join(map(str, values)))
    return re.compile(simplified(written))


def _mails(folded: Folded) -> Found:
    for found in contacts.emails(folded, "en"):
        yield "contact", "email", *found
    for name in ("mail", "mailbox"):
        for match in _pattern(name).finditer(folded.text):
            yield "contact", "email", *match.span()


def _pages(folded: Folded) -> Found:
    text = folded.text
    for name in ("address", "spoken", "apart", "bare"):
        for match in _pattern(name).finditer(text):
            if name != "bare" or _is_page(match, folded):
                host = _pattern("platform").search(match.group())
                yield "link", "platform" if host else "page", *match.span()


def _is_page(match: re.Match[str], folded: Folded) -> bool:
    """An ending that is also a word counts with a path, a name of several parts or a word that leads up to a page."""
    name, ending, path = match.group("name"), match.group("ending"), match.group("path")
    start, end = folded.span(*match.span("ending"))
    if name.isdigit() or not (
        folded.original[start:end].islower() or (match.group() == name + "." + ending and _capital(match, folded))
    ):
        return False
    if ending not in lexicon("addresses")["wordy"]:
        return True
    cued = _pattern("page_cue").search(folded.text, max(0, match.start() - _NEAR), match.start())
    return bool(path or cued or "." in name or "-" in name or any(sign.isdigit() for sign in name))


def _capital(match: re.Match[str], folded: Folded) -> bool:
    start, end = folded.span(*match.span())
    return folded.original[start:end].isupper()


def _phones(folded: Folded) -> Found:
    text = folded.text
    shaped = set(contacts.phones(folded, "en"))
    for start, end in shaped:
        if not _of_order(text, start, False):
            yield "contact", "phone", start, end
    for match in islice(_NUMBER.finditer(text), _MANY):
        digits = sum(sign.isdigit() for sign in match.group())
        if _FEWEST <= digits <= _MOST and _of_phone(text, match) and match.span() not in shaped:
            yield "contact", "phone", *match.span()
    for name in ("short", "mobile", "characters", "kana"):
        for match in islice(_pattern(name).finditer(text), _MANY):
            if name == "short" or not _of_order(text, match.start(), False):
                yield "contact", "phone", *match.span()
    for match in islice(_pattern("digits").finditer(text), _MANY):
        if len(_pattern("digit").findall(match.group())) >= _LEAST_SPOKEN:
            yield "contact", "phone", *match.span()


def _of_phone(text: str, match: re.Match[str]) -> bool:
    if _last(text, match.start(), "phone_cue") > _last(text, match.start(), "order_cue"):
        return True
    return bool(_pattern("phone_after").match(text[match.end() : match.end() + _NEAR]))


def _of_order(text: str, start: int, otherwise: bool) -> bool:
    """The nearest word before tells of an order, a parcel or a product."""
    order, phone = _last(text, start, "order_cue"), _last(text, start, "phone_cue")
    return order > phone if max(order, phone) >= 0 else otherwise


def _last(text: str, start: int, cue: str) -> int:
    found = [match.end() for match in _pattern(cue).finditer(text, max(0, start - _NEAR), start)]
    return max(found, default=-1)


def _handles(folded: Folded) -> Found:
    for match in _HANDLE.finditer(folded.text):
        yield "contact", "handle", *match.span()
    for match in _pattern("account").finditer(folded.text):
        yield "contact", "messenger", *match.span()


def _spaced(folded: Folded) -> Found:
    """Addresses written letter by letter."""
    for match in _APART.finditer(folded.text):
        together = re.sub(r"\s", "", match.group())
        if _pattern("bare").search(together) or _pattern("spaced").search(together):
            yield "contact" if "@" in together else "link", "email" if "@" in together else "page", *match.span()
