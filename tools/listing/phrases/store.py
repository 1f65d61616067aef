"""What a store forbids on a day, compiled once for each language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from knowledge.document import Document
from tools.listing.context import Context
from tools.listing.contract import Listing
from tools.listing.phrases.brands import brand_names, brand_uses
from tools.listing.phrases.contacts import FINDERS, asins, prices
from tools.listing.phrases.fold import Folded
from tools.listing.phrases.groups import Group, group_of, kept
from tools.listing.phrases.lexicon import Hit, Lexicon, Phrase
from tools.listing.phrases.names import foreign_names, places_of
from tools.listing.phrases.rules import Rule, rule_of

_Documents = tuple[Document, ...]
_KEPT: dict[tuple[int, int, str, str], tuple[_Documents, _Documents, "Store"]] = {}
"""By the identity of the documents, which are kept beside so that it stays theirs."""
_POSTCODE = re.compile(r"\d{5}|〒")
_STORES = 64
_OTHER_STORES = "ext-other-store"
_ABOUT_NAMES = "plc-competitor-brand"
_USES = {"compared": "sup-competitor", "copied": "sup-dupe"}
"""Groups of wording that forbid a use of a brand; any other falls under the one about names."""


@dataclass(frozen=True)
class Store:
    """What a store forbids.

    Attributes:
        lexicon: All phrases.
        groups: Of wording.
        finders: Groups that patterns find, beside their phrases.
        rules: Rules that forbid words.
        seekers: Those of them that look for more than phrases.
        names: Those that are about names of others, the group of wording first.
        language: Of the listing.
    """

    lexicon: Lexicon
    groups: tuple[Group, ...]
    finders: tuple[Group, ...]
    rules: tuple[Rule, ...]
    seekers: tuple[Rule, ...]
    names: tuple[Group, ...]
    language: str

    def hits(self, fields: frozenset[str], folded: Folded, listing: Listing) -> list[Hit]:
        """All that is found in a text, where it is forbidden in that field; overlapping, whatever it means."""
        nameless = self._nameless(fields)
        found = [
            hit
            for hit in self.lexicon.hits(folded)
            if hit.phrase.group is None
            or not (fields.isdisjoint(hit.phrase.group.fields) or (nameless and hit.phrase.group.id == _ABOUT_NAMES))
        ]
        for group in self.finders:
            if not fields.isdisjoint(group.fields):
                found += _as_hits(group, "", FINDERS[group.id](folded, self.language))
        for rule in self.seekers:
            if not fields.isdisjoint(rule.group.fields):
                for kind in rule.finds:
                    found += _as_hits(rule.group, kind, _found(kind, folded, listing, self.language))
        return found + self._named(fields, folded, listing)

    def _nameless(self, fields: frozenset[str]) -> bool:
        """Whether a rule forbids every brand there."""
        return any("brands" in rule.finds and not fields.isdisjoint(rule.group.fields) for rule in self.seekers)

    def _named(self, fields: frozenset[str], folded: Folded, listing: Listing) -> list[Hit]:
        """Names of others, where no rule forbids every brand."""
        here = [group for group in self.names if not fields.isdisjoint(group.fields)]
        if not here or self._nameless(fields):
            return []
        found = _as_hits(here[0], "names", foreign_names(tuple(listing.protected_names), folded))
        for use, start, end in brand_uses(folded, listing, "title" in fields):
            group = next((each for each in self.groups if each.id == _USES.get(use)), here[0])
            if not fields.isdisjoint(group.fields):
                found.append(Hit(start, end, Phrase(group, "", kind=use)))
        return found


def _as_hits(group: Group, kind: str, spans: Iterator[tuple[int, int]]) -> list[Hit]:
    return [Hit(start, end, Phrase(group, "", kind=kind)) for start, end in spans]


def _found(kind: str, folded: Folded, listing: Listing, language: str) -> Iterator[tuple[int, int]]:
    if kind == "prices":
        yield from prices(folded, language)
    elif kind == "brands":
        yield from brand_names(folded, listing)
    elif kind == "asin":
        yield from asins(folded, "", any_case=True)
    elif kind == "addresses" and _POSTCODE.search(folded.text):
        yield from (found.span() for found in _address().finditer(folded.text))
    elif kind == "seller" and listing.seller_name and listing.seller_name != listing.brand:
        yield from places_of(listing.seller_name, folded)


@cache
def _address() -> re.Pattern[str]:
    return re.compile(kept("cues")["address"])


def store_of(context: Context) -> Store:
    """What is forbidden where and when a listing is checked."""
    key = (id(context.wording), id(context.rules), context.market.platform, context.language)
    kept_for = _KEPT.get(key)
    if kept_for is None or kept_for[0] is not context.wording or kept_for[1] is not context.rules:
        if len(_KEPT) >= _STORES:
            _KEPT.clear()
        kept_for = _KEPT[key] = (context.wording, context.rules, _compiled(context))
    return kept_for[2]


def _compiled(context: Context) -> Store:
    groups = tuple(_not_itself(group_of(document), context.market.platform) for document in context.wording)
    rules = tuple(rule for document in context.rules if (rule := rule_of(document)))
    about = [group for group in groups if group.id == _ABOUT_NAMES]
    return Store(
        Lexicon((*groups, *(rule.group for rule in rules)), context.language),
        groups,
        tuple(group for group in groups if group.id in FINDERS),
        rules,
        tuple(rule for rule in rules if rule.finds - {"names"}),
        (*about, *(rule.group for rule in rules if "names" in rule.finds)),
        context.language,
    )


def _not_itself(group: Group, platform: str) -> Group:
    """A platform is no other store to itself."""
    if group.id != _OTHER_STORES:
        return group
    phrases = {language: tuple(each for each in listed if platform not in each) for language, listed in group.phrases.items()}
    return replace(group, phrases=phrases)
