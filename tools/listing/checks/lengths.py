"""Lengths in code points and in UTF-8 bytes.

Too much breaks a limit and is as severe as its rule. Too little only warns: nothing forbidden stands there, and only
the seller can add what is missing.
"""

from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from knowledge.document import Document
from tools.listing.checks.counts import recommended_count
from tools.listing.checks.fault import Check, Fault, Maker
from tools.listing.checks.page import PHRASES, Page, Piece, fields_of
from tools.listing.checks.tokens import contains


def _longest(hard: bool) -> Maker:
    def make(rule: Document, limit: int) -> Check:
        fields = fields_of(rule)

        def check(page: Page) -> Iterator[Fault]:
            yield from (_too_long(rule, piece, limit, hard) for piece in page.of(fields) if len(piece.text) > limit)

        return check

    return make


def _too_long(rule: Document, piece: Piece, limit: int, hard: bool) -> Fault:
    length, start = len(piece.text), piece.start
    told = {"length": length, "limit": limit, "over": length - limit}
    span = (start + limit, start + length)
    return Fault(rule, "too_long", piece.field, piece.place, span, piece.text[limit:], hard=hard, told=told)


def _shortest(rule: Document, least: int) -> Check:
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        for piece in page.of(fields):
            if len(piece.text) < least:
                told = {"length": len(piece.text), "least": least}
                yield Fault(rule, "too_short", piece.field, piece.place, hard=False, told=told)

    return check


def _between(rule: Document, bounds: list[int]) -> Check:
    least, most = bounds
    shortest, longest = _shortest(rule, least), _longest(hard=False)(rule, most)

    def check(page: Page) -> Iterator[Fault]:
        yield from shortest(page)
        yield from longest(page)

    return check


def _bytes(rule: Document, limit: int) -> Check:
    """All bytes count, spaces too: Amazon's notes differ on spaces, and so a text is safe by each of them."""
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        for piece in page.of(fields):
            size = len(piece.text.encode("utf-8", "surrogatepass"))
            if size > limit:
                cut = _fits(piece.text, limit)
                told = {"size": size, "limit": limit, "over": size - limit, "bare": _bare_size(piece.text)}
                span = (piece.start + cut, piece.start + len(piece.text))
                yield Fault(rule, "too_many_bytes", piece.field, piece.place, span, piece.text[cut:], told=told)

    return check


def _fits(text: str, limit: int) -> int:
    """How many characters fit into so many bytes."""
    sizes = accumulate(len(char.encode("utf-8", "surrogatepass")) for char in text)
    return next((place for place, size in enumerate(sizes) if size > limit), len(text))


def _bare_size(text: str) -> int:
    return len("".join(char for char in text if char.isalnum() or ord(char) > 0x7F).encode("utf-8", "surrogatepass"))


def _total(rule: Document, limit: int) -> Check:
    """`below 1000` for the bullets together, `within 200` for two fields, as the two rules word it."""
    fields = fields_of(rule)
    most = limit if len(fields) > 1 else limit - 1

    def check(page: Page) -> Iterator[Fault]:
        pieces = page.of(fields)
        total = sum(len(piece.text) for piece in pieces)
        if total > most and len({piece.field for piece in pieces}) == len(fields):
            told = {"length": total, "limit": most, "over": total - most}
            yield Fault(rule, "total_too_long", pieces[-1].field if len(fields) == 1 else "listing", told=told)

    return check


def _visible(rule: Document, shown: int) -> Check:
    """Brand and product type stand before the cut, where the title names them at all."""
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        named = [name for name in (page.listing.brand, page.listing.product_type) if name]
        for piece in page.of(fields):
            late = [name for name in named if contains(piece.text, name) and not contains(piece.text[:shown], name)]
            if len(piece.text) > shown and late:
                start = piece.text.casefold().find(late[0].casefold())
                span = (start, start + len(late[0])) if start >= 0 else None
                yield Fault(rule, "hidden_part", piece.field, piece.place, span, late[0], hard=False, told={"limit": shown})

    return check


_META = {
    "meta_title_max": ("meta_title", "seo_title", "page_title"),
    "meta_desc_max": ("meta_description", "seo_description"),
    "variation_name_max": ("variation_name", "variation_theme"),
    "option_max": ("option", "option_value"),
    "seller_sku_max": ("seller_sku", "sku"),
}
"""Attributes that hold fields which the contract does not have."""


def _attribute(key: str) -> Maker:
    def make(rule: Document, limit: int) -> Check:
        def check(page: Page) -> Iterator[Fault]:
            given = page.attribute(*_META[key]) or (page.listing.sku if key == "seller_sku_max" else None) or ""
            if len(given) > limit:
                told = {"length": len(given), "limit": limit, "over": len(given) - limit}
                yield Fault(rule, "too_long", "listing", text=given[limit:], told=told)

        return check

    return make


def _recommended(rule: Document, given: Any) -> Check:
    """`recommended` bounds the length of a text, but how many there are of phrases."""
    if isinstance(given, dict):
        return _meta_advice(rule, given)
    return recommended_count(rule, given) if fields_of(rule) == (PHRASES,) else _between(rule, given)


def _meta_advice(rule: Document, advised: dict[str, int]) -> Check:
    """Advice on fields that attributes hold, unless they break the limit itself."""
    bounds = [(f"{name}_max", limit) for name, limit in advised.items()]

    def check(page: Page) -> Iterator[Fault]:
        for key, limit in bounds:
            given = page.attribute(*_META[key]) or ""
            if limit < len(given) <= rule.value[key]:
                told = {"length": len(given), "limit": limit, "over": len(given) - limit}
                yield Fault(rule, "too_long", "listing", text=given[limit:], hard=False, told=told)

    return check


def _subtitle(rule: Document, limit: int) -> Check:
    def check(page: Page) -> Iterator[Fault]:
        given = page.attribute("subtitle") or ""
        if len(given) > limit:
            told = {"length": len(given), "limit": limit, "over": len(given) - limit}
            yield Fault(rule, "too_long", "listing", text=given[limit:], told=told)

    return check


def _max_chars(rule: Document, limit: int) -> Check:
    return _subtitle(rule, limit) if fields_of(rule) == ("subtitle",) else _longest(hard=True)(rule, limit)


MAKERS: dict[str, Maker] = {
    "max_chars": _max_chars,
    "title_max": _longest(hard=True),
    "technical_max_chars": _longest(hard=False),
    "recommended_max_chars": _longest(hard=False),
    "recommended_max": _longest(hard=False),
    "safe_max_chars": _longest(hard=False),
    "min_chars": _shortest,
    "recommended": _recommended,
    "max_bytes": _bytes,
    "total_max_chars": _total,
    "visible_chars": _visible,
    **{key: _attribute(key) for key in _META},
}
