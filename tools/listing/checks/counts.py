"""How many bullets, phrases, words and tags."""

from collections.abc import Iterator

from knowledge.document import Document
from tools.listing.checks.fault import Check, Fault, Maker
from tools.listing.checks.page import Page, Piece, fields_of
from tools.listing.checks.tokens import is_spaced, units, words_of


def _most(rule: Document, most: int) -> Check:
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        pieces = page.of(fields)
        for piece in pieces[most:]:
            span = (piece.start, piece.start + len(piece.text))
            yield Fault(rule, "too_many", piece.field, piece.place, span, piece.text, told={"count": len(pieces), "limit": most})

    return check


def _least(rule: Document, least: int) -> Check:
    """Nothing is said of a field that was not given: a title may be checked alone."""
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        pieces = page.of(fields)
        if 0 < len(pieces) < least:
            yield Fault(rule, "too_few", pieces[0].field, hard=False, told={"count": len(pieces), "least": least})

    return check


def recommended_count(rule: Document, bounds: list[int]) -> Check:
    """Advice on how many phrases; below the least that is required, that is said alone."""
    fields, (least, most) = fields_of(rule), bounds
    required = rule.value.get("min_count", 1)

    def check(page: Page) -> Iterator[Fault]:
        pieces = page.of(fields)
        if required <= len(pieces) < least or len(pieces) > most:
            told = {"count": len(pieces), "least": least, "limit": most}
            yield Fault(rule, "count_advice", pieces[0].field, hard=False, told=told)

    return check


def _least_words(rule: Document, least: int) -> Check:
    """Not asked of scripts without spaces, where words cannot be counted."""
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        for piece in page.of(fields):
            count = _count(piece, least)
            if count < least and is_spaced(piece.text):
                yield Fault(rule, "too_few_words", piece.field, piece.place, hard=False, told={"count": count, "least": least})

    return check


def _count(piece: Piece, enough: int) -> int:
    """Words between spaces with a letter or figure in them."""
    parts = piece.text.split(maxsplit=4 * enough)
    return sum(any(char.isalnum() for char in part) for part in parts)


def _tags(rule: Document, most: int) -> Check:
    longest = rule.value.get("tag_max", 0)

    def check(page: Page) -> Iterator[Fault]:
        given = page.attribute("tags") or ""
        tags = [tag.strip() for tag in given.split(",") if tag.strip()]
        if len(tags) > most:
            yield Fault(rule, "too_many", "listing", text=", ".join(tags[most:]), told={"count": len(tags), "limit": most})
        for tag in tags:
            if len(tag) > longest:
                told = {"length": len(tag), "limit": longest, "over": len(tag) - longest}
                yield Fault(rule, "too_long", "listing", text=tag, told=told)

    return check


def _says_what_it_is(rule: Document, _: list[str]) -> Check:
    """A title of nothing but the brand, figures and codes names no product."""
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        brand = {word.plain for name in page.names for word in words_of(name, page.context.language)}
        for piece in page.of(fields):
            words = words_of(piece.text, page.context.language)
            if not any(_names_a_thing(word.plain) and word.plain not in brand for word in words):
                yield Fault(rule, "names_no_product", piece.field, piece.place, text=piece.text)

    return check


def _names_a_thing(word: str) -> bool:
    return word not in units() and not any(char.isdigit() for char in word)


MAKERS: dict[str, Maker] = {
    "max_count": _most,
    "min_count": _least,
    "min_words": _least_words,
    "recommended_min_words": _least_words,
    "tags": _tags,
    "requires": _says_what_it_is,
}
