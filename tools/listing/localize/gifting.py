"""Occasions and gifts that a source names: what the target market calls them and when. For the seller, never for a draft."""

import re
from datetime import date

from tools.core.references import word_pattern
from tools.listing.contract import Listing
from tools.listing.draft import Said, said
from tools.listing.localize.occasions import Occasion, gift_words, gift_words_not_to_use, occasions
from tools.listing.localize.source_words import source_words
from tools.listing.market import Market

_SHOWN = 5
_BEFORE_NOTE = re.compile(r"[（/].*")


def gifting_notes(listing: Listing, source: Market, market: Market, locale: str, on: date) -> list[Said]:
    """What the seller should know of occasions and gifts that the source speaks of.

    Args:
        listing: The source.
        source: Its store.
        market: The target.
        locale: Of the draft.
        on: Days are the next from here.
    """
    texts = " ".join([*(text for _, _, text in listing.texts()), *listing.attributes.values()]).lower()
    found = [_told(each, market, on) for each in _named(texts, source, market, on)]
    if _names(texts, (*gift_words(source.locale), *source_words()["gifts"])) and (words := gift_words(locale)):
        avoid = gift_words_not_to_use(locale)
        found.append(said("listing_localize_gift_words", words=words[:_SHOWN], avoid=avoid[:_SHOWN]))
    return found


def _named(texts: str, source: Market, market: Market, on: date) -> list[Occasion]:
    """The target's occasions that a text names, in the words of its own market or in Chinese."""
    meant = {_plain(each.zh) for each in occasions(source.code, on.year) if _names(texts, each.names)}
    return [each for each in occasions(market.code, on.year) if _plain(each.zh) in meant or _plain(each.zh) in texts]


def _told(named: Occasion, market: Market, on: date) -> Said:
    later = [each for each in occasions(market.code, on.year + 1) if each.id == named.id]
    coming = next((each.start for each in (named, *later) if each.start and each.start >= on), None)
    return said("listing_localize_occasion", name=named.names[0], day=coming)


def _plain(zh: str) -> str:
    return _BEFORE_NOTE.sub("", zh)


def _names(texts: str, words: tuple[str, ...]) -> bool:
    return any(re.search(word_pattern(word), texts) for word in words)
