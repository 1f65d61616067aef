"""Marketplaces, countries and platforms named in a question."""

import re
from functools import cache

from copilot.offline.lexicon import words
from copilot.offline.text import Utterance, compiled
from copilot.offline.vocabulary import Vocabulary
from tools.core.references import word_pattern
from tools.marketplaces import marketplaces, platform_names
from tools.marketplaces.naming import CODES, SHORT_STORE, STORE_WORDS, country_names, country_pattern

_REGIONS = {
    r"欧洲站?|\beurope(?:an)?\b|\beu\b|欧盟": {"DE", "FR", "IT", "ES", "NL", "SE", "PL", "BE", "IE", "GB"},
    r"北美站?|\bnorth america\w*": {"US", "CA", "MX"},
}
_STORE = r"\s?(?:站点?|店铺?|分站|marketplace|stores?|sites?|shop)"


def find_places(utterance: Utterance, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Filters by place: `marketplace` where a store is meant, `country` where a destination is, else `place`."""
    written = _as_written(utterance, vocabulary)
    stores, bare = _named(utterance)
    bare += written
    for pattern, countries in _REGIONS.items():
        if utterance.take_match(pattern):
            bare += sorted(countries & vocabulary.store_countries)
    filters: dict[str, list[str]] = {}
    codes = list(dict.fromkeys([*stores, *bare]))
    if codes and utterance.has(words("shipped")) and not stores:
        filters["country"] = codes
    elif codes and stores and set(codes) <= vocabulary.store_countries:
        filters["marketplace"] = codes
    elif codes:
        filters["place"] = codes
    return {**filters, **_platforms(utterance, vocabulary)}


def _named(utterance: Utterance) -> tuple[list[str], list[str]]:
    """Country codes named as stores, and named bare."""
    stores: dict[str, int] = {}
    bare: dict[str, int] = {}
    domains = {market.domain: market.country for market in marketplaces().values() if market.domain}
    for match in list(_domain_pattern(tuple(domains)).finditer(utterance.rest)):
        stores.setdefault(domains[match[0]], match.start())
        utterance.take(match.span())
    for match in list(SHORT_STORE.finditer(utterance.rest)):
        stores.setdefault(STORE_WORDS[match[1]], match.start())
        utterance.take(match.span())
    pattern, names = country_pattern(utterance.language, f"({_STORE})?"), country_names(utterance.language)
    for match in list(pattern.finditer(utterance.rest)):
        (stores if match[2] else bare).setdefault(names[match[1]], match.start())
        utterance.take(match.span())
    for code in CODES:
        _collect_code(utterance, code, stores, bare)
    return sorted(stores, key=lambda c: stores[c]), sorted(bare, key=lambda c: bare[c])


def _as_written(utterance: Utterance, vocabulary: Vocabulary) -> list[str]:
    """Places that the data name in their own way and no standard knows: `Channel Islands`, `Unspecified`."""
    own = [name for name in vocabulary.values("country") if len(name) > 2]
    return [name for name in own if utterance.take_match(word_pattern(name))]


@cache
def _domain_pattern(domains: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(domains, key=lambda domain: -len(domain))
    return compiled("|".join(word_pattern(domain) for domain in ordered))


_LOWER_US = compiled(r"\b(?:the|vs\.?|versus|in) us\b|\bus (?:vs\.?|versus|站|store|site|shop|marketplace)|us站")


@cache
def _code_pattern(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9\-_.]){code}(?![A-Za-z0-9\-_])({_STORE})?", re.IGNORECASE)


def _collect_code(utterance: Utterance, code: str, stores: dict[str, int], bare: dict[str, int]) -> None:
    """Codes count in capitals only, but for those that are no English word."""
    country = "GB" if code == "UK" else code
    for match in _code_pattern(code).finditer(utterance.raw):
        plain = utterance.raw[match.start() : match.start() + 2]
        if "\x00" in utterance.rest[match.start() : match.end()]:
            continue
        if plain.isupper() or match[1] or code in ("UK", "JP") or (code == "US" and _LOWER_US.search(utterance.raw.lower())):
            (stores if match[1] else bare).setdefault(country, match.start())
            utterance.take(match.span())
    spelled = utterance.take_match(r"(?<![a-z])u\.s\.(?:a\.)?(?![a-z])|(?<![a-z])usa(?![a-z])") if code == "US" else None
    if spelled:
        bare.setdefault("US", spelled.start())


def _platforms(utterance: Utterance, vocabulary: Vocabulary) -> dict[str, list[str]]:
    named = []
    for name, platform in sorted(platform_names().items(), key=lambda item: -len(item[0])):
        if utterance.take_match(word_pattern(name)):
            named.append(platform)
    asked = list(dict.fromkeys(named))
    return {"platform": asked} if asked and asked != vocabulary.values("platform") else {}
