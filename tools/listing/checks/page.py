"""The listing as rules name its parts."""

import re
from functools import cached_property
from typing import NamedTuple

from knowledge.document import Document
from tools.listing.checks.data import words
from tools.listing.checks.goods import goods_of
from tools.listing.context import Context
from tools.listing.contract import Listing, ListingField

_FIELDS: dict[str, ListingField] = {
    "title": "title",
    "title_multilang": "title",
    "item_highlights": "highlights",
    "product_highlight": "highlights",
    "bullet_point": "bullets",
    "key_features": "bullets",
    "description": "description",
    "search_terms": "search_terms",
}
"""Field of a listing by the name that rules give it."""
PHRASES = "product_highlight"
"""Field that holds one text per phrase, given here as phrases separated by commas."""
IMAGES = ("image", "main_image")
EVERYWHERE = ("title", "bullet_point", "item_highlights", "description")
_PHRASE = re.compile(r"[^,;，、；\n]+")


class Piece(NamedTuple):
    """A text that a rule is about.

    Attributes:
        place: Of a bullet, its place from 0.
        start: Where it begins in the text of its field.
    """

    field: ListingField
    place: int | None
    text: str
    start: int = 0


def fields_of(rule: Document) -> tuple[str, ...]:
    """Names of the fields a rule is about; texts that buyers read when it names none."""
    named = rule.value.get("fields") or rule.value.get("field") or rule.field or EVERYWHERE
    return (named,) if isinstance(named, str) else tuple(named)


class Page:
    """A listing in its store on a day, read once for all checks."""

    def __init__(self, listing: Listing, context: Context) -> None:
        self.listing = listing
        self.context = context
        self._pieces: dict[str, list[Piece]] = {}
        self._of: dict[tuple[str, ...], list[Piece]] = {}
        for field, index, text in listing.texts():
            self._pieces.setdefault(field, []).append(Piece(field, index, text))

    def of(self, fields: tuple[str, ...]) -> list[Piece]:
        """The texts of fields named as rules do; none where a listing has no such text."""
        if fields not in self._of:
            self._of[fields] = [piece for name in fields if name in _FIELDS for piece in self._named(name)]
        return self._of[fields]

    def _named(self, name: str) -> list[Piece]:
        pieces = self._pieces.get(_FIELDS[name], [])
        return [part for piece in pieces for part in _phrases(piece)] if name == PHRASES else pieces

    @cached_property
    def attributes(self) -> dict[str, str]:
        """Filled attributes by name in lower case with single underscores."""
        return {plain(name): value for name, value in self.listing.attributes.items() if value.strip()}

    def attribute(self, *names: str) -> str | None:
        """The first attribute that has one of the names, or another name of the same."""
        known = (each for name in names for each in (name, *words("attributes").get(name, ())))
        return next((self.attributes[name] for name in known if name in self.attributes), None)

    @cached_property
    def goods(self) -> frozenset[str]:
        """Kinds of goods it is surely of, by its category and product type."""
        return goods_of(*self.kind)

    @cached_property
    def kind(self) -> tuple[str, str]:
        """Category and product type, as fields or among the attributes; "" where not given."""
        category = self.listing.category or self.attribute("category")
        return category or "", self.listing.product_type or self.attribute("product_type") or ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Brand and what else is written as its owner writes it."""
        brands = (self.listing.brand, self.attribute("brand"))
        return tuple(dict.fromkeys(brand.strip() for brand in brands if brand and brand.strip()))


def plain(name: str) -> str:
    """A name of an attribute without case, spaces and hyphens."""
    return re.sub(r"[\s_\-]+", "_", name.strip().lower())


def _phrases(piece: Piece) -> list[Piece]:
    found = [(match.start(), match.group()) for match in _PHRASE.finditer(piece.text)]
    stripped = [(start + len(text) - len(text.lstrip()), text.strip()) for start, text in found]
    return [Piece(piece.field, piece.place, text, piece.start + start) for start, text in stripped if text]
