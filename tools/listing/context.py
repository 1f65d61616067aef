"""What every check needs beside the listing."""

from dataclasses import dataclass
from datetime import date

from knowledge.document import Document
from tools.documents.language import guess_language
from tools.listing.contract import Listing
from tools.listing.market import Market, rules_of, wording_of

_SAMPLE = 600
"""Characters that mostly tell the language; where they do not, all are read."""


@dataclass(frozen=True)
class Context:
    """What every check needs beside the listing.

    Attributes:
        language: Of the texts: as given, else found, else that of the store.
        rules: Rules on listings that hold there on that day.
        wording: Groups of forbidden wording likewise.
    """

    market: Market
    on: date
    language: str
    rules: tuple[Document, ...]
    wording: tuple[Document, ...]


def context_of(listing: Listing, market: Market, on: date) -> Context:
    """What checks of the listing need."""
    language = listing.language or written_language(listing) or market.language
    return Context(market, on, language, rules_of(market, on), wording_of(market, on))


def written_language(listing: Listing) -> str | None:
    """The language of the texts, where they are long enough to tell."""
    prose = " ".join(text for field, _, text in listing.texts() if field != "search_terms")
    return guess_language(prose[:_SAMPLE]) or guess_language(prose)
