"""Sizes of clothes and shoes in the system of the market, where system and wearer are known."""

import re
from dataclasses import dataclass
from decimal import Decimal

from tools.listing.localize.shoes import shoe_size
from tools.listing.localize.size import Size
from tools.listing.localize.sizes import clothing_size
from tools.listing.localize.source_words import size_system, source_words
from tools.listing.localize.terms_product import Line, Product
from tools.listing.localize.writing import written_figure

_GROUPS = {"for_men": "men", "for_women": "women", "for_kids": "kids", "for_boys": "kids", "for_girls": "kids"}
_ONE = re.compile(r"\d{1,3}(?:[.,]5)?(?:/\d{2,3}[A-Z]?)?")
_TROUSERS = ("pants", "sweatpants", "jeans", "shorts", "leggings", "skirt", "swim_trunks")


@dataclass(frozen=True)
class Sized:
    """A size in the system of the market; `given`: the source's with its system: `US 8`."""

    size: Size
    given: str


def converted_size(line: Line, product: Product, locale: str, store: str) -> Sized | None:
    """The size of an attribute line for a market; None where it is no figure or cannot be converted.

    Args:
        line: Of a size.
        product: Says who wears it and on what.
        locale: Of the market.
        store: Code of the source's store, whose system a bare figure is of; "" when it is not said to be.
    """
    system, figure = size_system(line.value)
    groups = {_GROUPS[piece.term.id] for piece in product.all_of("audience") if piece.term.id in _GROUPS}
    if not _ONE.fullmatch(figure) or len(groups) != 1 or product.term is None or not (system or store):
        return None
    group = groups.pop()
    if product.term.category == "shoes":
        found = shoe_size(figure, system=system or store, group=group, locale=locale)
    elif product.term.category == "clothing":
        garment = "trousers" if product.term.id in _TROUSERS else "top"
        found = clothing_size(figure, system=system or store, group=group, locale=locale, garment=garment)
    else:
        return None
    is_named = bool(system) and line.value.strip().upper().startswith(tuple(source_words()["size_systems"]))
    given = line.value.strip() if is_named else f"{system or store} {figure}"
    if system == "JP" and not is_named:
        given = f"JP {written_figure(Decimal(figure.replace(',', '.')), locale)} cm"
    return Sized(found, given) if found.converted else None
