"""What the product is, as the type that the seller or the store gives names it."""

import re

from tools.listing.contract import Listing
from tools.listing.localize.source_words import is_cjk
from tools.listing.localize.terms_product import attribute_name
from tools.listing.terms import LANGUAGES, Term, find_term, terms


def given_type(listing: Listing, language: str) -> Term | None:
    """The product as the seller names its type."""
    names = [
        attribute
        for attribute in listing.attributes
        if (attribute_name(attribute, language) or terms()["attr_brand"]).id == "attr_product_type"
    ]
    given = [listing.product_type or "", *(listing.attributes[name] for name in names)]
    return next((found for text in given if text.strip() and (found := product_named(text, language))), None)


def is_type_of_store(text: str | None) -> bool:
    """A product type as a store lists it, wider than the thing: `CELLULAR_PHONE_CASE`, `SHOES`."""
    return bool(text) and bool(re.fullmatch(r"[A-Z0-9]+(?:_[A-Z0-9]+)*", str(text).strip()))


def product_named(text: str, language: str) -> Term | None:
    """The product that a type names: the whole of it, else the longest end (in Romance languages beginning) that is one.

    Args:
        text: `PET_FOOD`, `insulated water bottle`, `保温杯`.
        language: Tried first, unless a store's type is meant.
    """
    plain = text.replace("_", " ").strip().lower() if is_type_of_store(text) else text.replace("_", " ").strip()
    order = ["en", language] if is_type_of_store(text) else [language, *LANGUAGES]
    for each in dict.fromkeys(order):
        if is_cjk(plain) != (each in ("zh", "ja")):
            continue
        for part in _heads(plain, each):
            for form in _numbers(part, each):
                if found := find_term(form, each, "product"):
                    return found
    return None


def _heads(plain: str, language: str) -> list[str]:
    """The text, then shorter ones that still hold its head noun."""
    words = plain.split()
    if is_cjk(plain):
        return [plain[at:] for at in range(max(1, len(plain) - 1))]
    if language in ("fr", "es", "it"):
        return [" ".join(words[:end]) for end in range(len(words), 0, -1)]
    return [" ".join(words[at:]) for at in range(len(words))]


def _numbers(plain: str, language: str) -> list[str]:
    """The text in its other number too, where a letter makes it."""
    if language not in ("en", "fr", "es"):
        return [plain]
    others = [plain[:-3] + "y"] if plain.endswith("ies") else []
    others += [plain[:-2]] if plain.endswith("es") else []
    return [plain, *others, plain[:-1] if plain.endswith("s") else f"{plain}s"]
