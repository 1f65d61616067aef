"""Listings checked on one core, against a plain loop over compiled patterns of the same phrases that finds less."""

import re
from datetime import date

from benchmarks.listing_corpus import STORES, listings, phrases
from benchmarks.timing import Measured, paired_ms
from tools.listing.checking import check
from tools.listing.contract import Listing
from tools.listing.market import find_market

ON = date(2026, 11, 22)
LISTINGS = 500
WHOLE = 10_000


def run() -> list[Measured]:
    """Some listings several times in turn, then ten thousand."""
    made = listings(LISTINGS)
    compiled = _patterns()
    ours, plain = paired_ms(lambda: [_check(each) for each in made], lambda: [_plain(each, compiled) for each in made], runs=3)
    return [
        Measured(f"{LISTINGS} listings checked", ours, "loop over compiled phrases", plain),
        _ten_thousand(compiled),
    ]


def _ten_thousand(compiled: dict[str, list[re.Pattern[str]]]) -> Measured:
    made = listings(WHOLE, seed=2)
    ours, plain = paired_ms(lambda: [_check(each) for each in made], lambda: [_plain(each, compiled) for each in made], runs=1)
    return Measured(f"{WHOLE} listings checked", ours, "loop over compiled phrases", plain)


def _check(listing: Listing) -> int:
    return len(check(listing, find_market(listing.marketplace), ON).findings)


def _patterns() -> dict[str, list[re.Pattern[str]]]:
    """Whole words of Latin scripts, signs of Japanese."""
    return {
        language: [
            re.compile(re.escape(word) if language == "ja" else rf"\b{re.escape(word)}\b", re.IGNORECASE) for word in words
        ]
        for language, words in phrases().items()
    }


def _plain(listing: Listing, compiled: dict[str, list[re.Pattern[str]]]) -> int:
    patterns = compiled[STORES[listing.marketplace]]
    return sum(1 for _, _, text in listing.texts() for pattern in patterns if pattern.search(text))
