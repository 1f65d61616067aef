"""Names that belong in a text or do not: the brand, what an accessory fits, the values of a variation."""

import re
from collections.abc import Iterator

from knowledge.document import Document
from tools.listing.checks.data import words
from tools.listing.checks.fault import Check, Fault, Maker
from tools.listing.checks.page import Page, fields_of
from tools.listing.checks.tokens import contains, fold, places

_LEAST = 2


def _no_brand(rule: Document, kinds: list[str]) -> Check:
    """The own brand; foreign names, ASINs and words of a kind are a matter of wording."""
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        nameless = words("names")["nameless"]
        brands = [name for name in page.names if len(name) >= _LEAST and fold(name) not in nameless]
        for piece in page.of(fields) if "brand_names" in kinds else ():
            for start, end in (span for brand in brands for span in places(piece.text, brand)):
                place = (piece.start + start, piece.start + end)
                yield Fault(rule, "brand_in_terms", piece.field, piece.place, place, piece.text[start:end], replacement="")

    return check


def _prefixed(rule: Document, prefixes: list[str]) -> Check:
    """What an accessory fits comes after `fits`, `for` or `compatible with`, once at least."""
    known = [*prefixes, *words("names")["fits"]]
    before = re.compile(rf"(?:{'|'.join(map(re.escape, known))})\b[^.;|]*$", re.IGNORECASE)

    def check(page: Page) -> Iterator[Fault]:
        given = page.attribute(*words("names")["compatibility"]) or ""
        for name in (part.strip() for part in re.split(r"[,;、，；/]", given)):
            for piece in page.of(("title",)) if len(name) > _LEAST and fold(name) not in words("names")["anything"] else ():
                spans = places(piece.text, name)
                if spans and not any(before.search(piece.text[:start]) for start, _ in spans):
                    start, end = spans[0]
                    place = (piece.start + start, piece.start + end)
                    yield Fault(
                        rule, "no_prefix", piece.field, piece.place, place, name, f"{prefixes[1]} {piece.text[start:end]}"
                    )

    return check


def _bundle(rule: Document, word: str) -> Check:
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        is_bundle = fold(page.attribute("bundle") or "") in words("names")["yes"]
        for piece in page.of(fields) if is_bundle else ():
            if not contains(piece.text, word):
                yield Fault(rule, "no_bundle_word", piece.field, piece.place, told={"word": word})

    return check


def _child(rule: Document, _: list[str]) -> Check:
    """Title of a child: its own colour, size ...; only asked where the attributes say that it is one."""

    def check(page: Page) -> Iterator[Fault]:
        theme = fold(page.attribute("variation_theme") or "")
        level = fold(page.attribute("parentage") or "")
        named = [name for name in re.split(r"[\s/_,\-&]+", theme) if name]
        values = [value for name in named for value in [page.attribute(name, f"{name}_name")] if value]
        for piece in page.of(("title",)) if level in words("names")["levels"] else ():
            is_parent = level in words("names")["parents"]
            for value in values:
                if contains(piece.text, value) == is_parent:
                    kind = "parent_variation" if is_parent else "child_variation"
                    yield Fault(rule, kind, piece.field, piece.place, text=value, hard=False)

    return check


MAKERS: dict[str, Maker] = {
    "forbidden_categories": _no_brand,
    "required_prefix": _prefixed,
    "bundle_keyword": _bundle,
    "child_requires": _child,
}
