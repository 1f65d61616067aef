"""Product codes and values that a platform wants in one form."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from knowledge import library
from knowledge.document import Document
from tools.listing.checks.data import words
from tools.listing.checks.fault import Check, Fault, Maker
from tools.listing.checks.page import EVERYWHERE, Page
from tools.listing.checks.tokens import any_of

_LENGTHS = (8, 12, 13, 14)
_ISBN10 = 10
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def _gtin(rule: Document, _: Any) -> Check:
    """Length and check digit of a GTIN; nothing is said where none is given."""

    def check(page: Page) -> Iterator[Fault]:
        for name in ("gtin", *words("attributes")["gtin"]):
            code = re.sub(r"[\s\-]", "", page.attributes.get(name, ""))
            if code.isascii() and code.isdigit() and len(code) != _ISBN10 and not is_gtin(code):
                yield Fault(rule, "gtin", "listing", text=code, told={"lengths": list(_LENGTHS)})

    return check


def is_gtin(code: str) -> bool:
    """Whether digits are a GTIN-8, -12, -13 or -14: GS1's weights 3 and 1 from the right, sum divisible by 10."""
    if len(code) not in _LENGTHS or not int(code):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(code))) % 10 == 0


def _branded(rule: Document, _: str) -> Check:
    """A brand for new goods, where facts are given at all."""
    exempt = frozenset(rule.value.get("brand_exempt", ()))

    def check(page: Page) -> Iterator[Fault]:
        used = (page.attribute("condition") or "new").strip().lower() not in words("names")["new"]
        if page.attributes and not page.names and not used and not page.goods & exempt:
            yield Fault(rule, "no_brand", "listing", hard=False)

    return check


def _conditions(rule: Document, allowed: list[str]) -> Check:
    def check(page: Page) -> Iterator[Fault]:
        given = page.attribute("condition")
        if given and given.strip().lower() not in allowed:
            yield Fault(rule, "condition_value", "listing", text=given, told={"allowed": allowed})

    return check


def _latin_sku(rule: Document, wanted: bool) -> Check:
    def check(page: Page) -> Iterator[Fault]:
        sku = page.attribute("seller_sku", "sku") or page.listing.sku or ""
        if wanted and _CJK.search(sku):
            yield Fault(rule, "cjk_sku", "listing", text=sku)

    return check


def _marked(rule: Document, accepted: list[str]) -> Check:
    """The attribute that Amazon wants beside a pesticidal claim, where facts are given at all."""
    attribute = rule.value["attribute"]

    def check(page: Page) -> Iterator[Fault]:
        if page.attributes and not page.attribute(attribute):
            claims = _pesticidal(page.context.language)
            found = [(p, match) for p in page.of(EVERYWHERE) if claims and (match := claims.search(p.text))]
            for piece, match in found[:1]:
                span = (piece.start + match.start(), piece.start + match.end())
                told = {"accepted": accepted}
                yield Fault(rule, "pesticide_marking", piece.field, piece.place, span, match[0], hard=False, told=told)

    return check


@cache
def _pesticidal(language: str) -> re.Pattern[str] | None:
    """Claims that make goods a pesticide, by the library's wording; a bug's bare name or `non-toxic` does not."""
    groups = [
        group
        for group in library.facts("wording")
        if group.area == "pesticide_antimicrobial" and group.value.get("severity") == "block"
    ]
    return any_of(tuple(phrase for group in groups for phrase in group.phrases.get(language, ())))


MAKERS: dict[str, Maker] = {
    "checksum": _gtin,
    "gtin": _gtin,
    "brand": _branded,
    "condition": _conditions,
    "sku_forbid_cjk": _latin_sku,
    "accepted": _marked,
}
