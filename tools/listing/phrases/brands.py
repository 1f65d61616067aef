"""Well-known brands of others: likened to, copied, compared with, or written in a title as if they were the product's own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tools.listing.contract import Listing
from tools.listing.phrases.fold import Folded, fold
from tools.listing.phrases.groups import kept
from tools.listing.phrases.names import places_of

Use = Literal["likened", "copied", "compared", "foreign"]
_AROUND = 70
_KANA = "\u3041"


@dataclass(frozen=True)
class Brand:
    """A name in a text.

    Attributes:
        owner: Whose it is.
        common: The name is a word of the language too.
    """

    start: int
    end: int
    owner: str
    common: bool


@cache
def _known() -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    """Words of every name with its owner, by the first word, longer names first."""
    found: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    common = frozenset(kept("brands")["common"])
    for owners in kept("brands")["known"].values():
        for owner, lines in owners.items():
            for name in (owner, *lines):
                words = tuple(fold(name).words)
                found.setdefault(words[0], []).append((words, owner, name in common))
    for names in found.values():
        names.sort(key=lambda each: -len(each[0]))
    return found


@cache
def _japanese() -> re.Pattern[str]:
    names = sorted((re.escape(fold(name).text) for name in kept("brands")["ja"]), key=len, reverse=True)
    return re.compile(rf"(?<![ァ-ヺー])(?:{'|'.join(names)})(?![ァ-ヺー])")


@cache
def _pattern(use: str, where: str) -> re.Pattern[str] | None:
    written = kept("brands")[use].get(where)
    return re.compile(written) if written else None


def known_brands(folded: Folded) -> Iterator[Brand]:
    """Well-known brands in a text, in order."""
    known = _known()
    if not known.keys().isdisjoint(folded.words):
        words = folded.words
        for at, word in enumerate(words):
            for names, owner, common in known.get(word, ()):
                if tuple(words[at : at + len(names)]) == names:
                    yield Brand(folded.spans[at][0], folded.spans[at + len(names) - 1][1], owner, common)
                    break
    if max(folded.text, default="") >= _KANA:
        common_names = kept("brands")["ja_common"]
        for found in _japanese().finditer(folded.text):
            yield Brand(*found.span(), found.group(), found.group() in common_names)


def own_brand(listing: Listing) -> str | None:
    """The brand of the product; None for goods without one."""
    brand = (listing.brand or "").strip()
    return brand if brand and fold(brand).text not in kept("brands")["unbranded"] else None


def brand_names(folded: Folded, listing: Listing) -> Iterator[tuple[int, int]]:
    """Every brand name in a text that may hold none: the product's own, those the seller names, well-known ones."""
    for name in (own_brand(listing), *listing.protected_names):
        yield from places_of(name, folded)
    yield from ((brand.start, brand.end) for brand in known_brands(folded) if not brand.common)


def brand_uses(folded: Folded, listing: Listing, title: bool) -> Iterator[tuple[Use, int, int]]:
    """How well-known brands of others are used where that is not allowed.

    Args:
        folded: The text.
        listing: Of which it is.
        title: It is the title, where a name without `for` or the like reads as the product's brand.
    """
    own = own_brand(listing)
    fits = False
    for brand in known_brands(folded):
        if own and _same(brand.owner, own):
            continue
        used = _used(folded, brand)
        if used:
            yield used
            continue
        fits = fits or _fits(folded, brand)
        if title and own and not fits and not brand.common and not _famous(own):
            yield "foreign", brand.start, brand.end


def _used(folded: Folded, brand: Brand) -> tuple[Use, int, int] | None:
    text = folded.text
    before, after = text[max(0, brand.start - _AROUND) : brand.start], text[brand.end : brand.end + _AROUND]
    for use in ("compared", "copied", "likened"):
        start, end = _template(use, before, text[brand.start : brand.end], after, brand)
        if end > start and (not brand.common or _meant(folded, brand, start, end)):
            return use, start, end
    return None


def _template(use: str, before: str, name: str, after: str, brand: Brand) -> tuple[int, int]:
    """The span of a template around a brand; empty when there is none."""
    lead, tail, around, unless = (_pattern(use, where) for where in ("before", "after", "around", "unless"))
    if lead and (found := lead.search(before)) and not (unless and unless.search(before[: found.start()])):
        return brand.start - len(before) + found.start(), brand.end
    if tail and (found := tail.search(after)):
        return brand.start, brand.end + found.end()
    if around and (found := around.search(f"{before}⟨{name}⟩{after}")):
        return brand.start - len(before) + found.start(), brand.end + found.end() - len(before) - len(name) - 2
    return 0, 0


def _meant(folded: Folded, brand: Brand, start: int, end: int) -> bool:
    """A word of the language is the brand where it has a capital among small letters."""
    written = folded.original[slice(*folded.span(brand.start, brand.end))]
    template = folded.original[slice(*folded.span(start, end))].replace(written, "", 1)
    return not written.isascii() or (written[0].isupper() and template.split()[-1].islower())


def _fits(folded: Folded, brand: Brand) -> bool:
    before, after = folded.text[max(0, brand.start - _AROUND) : brand.start], folded.text[brand.end : brand.end + _AROUND]
    lead, tail = _pattern("fits", "before"), _pattern("fits", "after")
    return bool((lead and lead.search(before)) or (tail and tail.search(after)))


@cache
def _same(owner: str, own: str) -> bool:
    return owner in fold(own).text or owner.split()[0] == fold(own).text


@cache
def _famous(own: str) -> bool:
    """The product's own brand is well known too: goods under licence name two."""
    return any(True for _ in known_brands(fold(own)))
