"""Prose of the same language for another market: its spelling and its units; nothing else changes."""

import re
from dataclasses import dataclass

from tools.listing.contract import Listing
from tools.listing.draft import Draft, draft_of
from tools.listing.localize.amounts import Converted, localized_text
from tools.listing.localize.source_words import any_of
from tools.listing.localize.spelling import respelled

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]\b|\{\{[^{}]*\}\}|\$?\{[^{}]*\}|https?://\S+|www\.\S+")


@dataclass(frozen=True)
class Respelling:
    """Texts of a listing for another market, and what was converted."""

    draft: Draft
    conversions: list[Converted]


def respelled_listing(listing: Listing, source: str, target: str) -> Respelling:
    """A listing in the spelling and units of another market of its language.

    Args:
        listing: The source.
        source: Its locale: `en-US`.
        target: That of the market: `en-GB`.
    """
    conversions: list[Converted] = []
    kept = tuple(word for word in (listing.brand, listing.seller_name, *listing.protected_names) if word)

    def told(text: str | None) -> str | None:
        if not text:
            return text
        written = localized_text(
            text, source if source in ("en-GB", "en-AU") else source[:2], target, protected=_kept(text, kept)
        )
        conversions.extend(written.converted)
        if source[:2] != "en":
            return written.text
        return respelled(written.text, source, target, _kept(written.text, kept)).text

    own = draft_of(listing)
    draft = Draft(
        title=told(own.title) or "",
        highlights=told(own.highlights),
        bullets=[told(text) or "" for text in own.bullets],
        description=told(own.description),
        search_terms=own.search_terms and _respelled_only(own.search_terms, source, target, kept),
    )
    return Respelling(draft, [each for each in conversions if each.shown is not None])


def _respelled_only(text: str, source: str, target: str, kept: tuple[str, ...]) -> str:
    return respelled(text, source, target, _kept(text, kept)).text if source[:2] == "en" else text


def _kept(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    found = [match.span() for match in PLACEHOLDER.finditer(text)]
    return found + [match.span() for match in any_of(words).finditer(text)] if words else found
