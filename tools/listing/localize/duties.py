"""What a market asks of the seller: duty lines from supplied data, mains, sizes; what lacks becomes a question."""

from collections.abc import Mapping

from tools.listing.contract import Listing
from tools.listing.draft import Said, said
from tools.listing.localize.layout import layout
from tools.listing.localize.legal import legal_phrases
from tools.listing.localize.mains import mains_warnings, read_mains
from tools.listing.localize.source_words import size_system, source_words
from tools.listing.localize.terms_product import attribute_name
from tools.listing.market import Market

_LINES = ("manufacturer", "responsible_person")


def duty_lines(listing: Listing, market: Market, locale: str) -> tuple[list[str], list[Said]]:
    """Lines that may be printed, and questions for those that may not yet.

    Args:
        listing: The source, whose attributes hold what the seller supplied.
        market: The target.
        locale: To write in.
    """
    lines: list[str] = []
    questions: list[Said] = []
    for phrase in legal_phrases(market.code, locale, _supplied(listing.attributes)):
        if phrase.id in _LINES and phrase.text is not None:
            lines.append(phrase.text)
        elif phrase.id in _LINES:
            questions.append(said(f"listing_localize_{phrase.id}"))
    return lines, questions


def _supplied(attributes: Mapping[str, str]) -> dict[str, str | bool]:
    given = {name.replace("_", " ").strip().lower(): value for name, value in attributes.items()}
    named = source_words()["supplied"].items()
    return {
        field: next(given[name] for name in names if name in given)
        for field, names in named
        if any(name in given for name in names)
    }


def mains_questions(listing: Listing, market: Market, language: str) -> list[Said]:
    """Whether the product's voltage and plug fit the mains of the market."""
    wanted = layout()["mains"]
    texts = [
        value for name, value in listing.attributes.items() if (label := attribute_name(name, language)) and label.id in wanted
    ]
    return mains_warnings(read_mains(" ".join(texts), language), market.code) if texts else []


def size_questions(listing: Listing, source: Market, target: Market, language: str) -> list[Said]:
    """A size of clothes or shoes goes over as it is: the seller must say which system it is of."""
    if source.code == target.code and language == source.language:
        return []
    sizes = [
        value
        for name, value in listing.attributes.items()
        if (label := attribute_name(name, language)) and label.id in layout()["sizes"]
    ]
    known = language == source.language
    asked = [value for value in sizes if (parts := size_system(value))[1] and not parts[0] and not known]
    return [said("listing_localize_size_system", size=value) for value in asked]
