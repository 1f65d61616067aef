"""Findings on forbidden wording: phrases, contact data, prices and names."""

from collections.abc import Iterator
from dataclasses import dataclass

from tools.listing.context import Context
from tools.listing.contract import Listing
from tools.listing.finding import Finding
from tools.listing.phrases.fold import Folded, fold
from tools.listing.phrases.groups import articles
from tools.listing.phrases.lexicon import Hit
from tools.listing.phrases.meaning import meant
from tools.listing.phrases.names import places_of
from tools.listing.phrases.rules import Rule
from tools.listing.phrases.store import Store, store_of
from tools.listing.phrases.telling import blocks, told

_CONTACT = ("external_contact",)
"""Wording that holds names of its own: the brand in an address is part of the address."""


@dataclass(frozen=True)
class Text:
    """A text of a listing with what was found in it, in order.

    Attributes:
        fields: Its field, and `main_image` for words on the main picture.
    """

    field: str
    fields: frozenset[str]
    index: int | None
    folded: Folded
    hits: list[Hit]


def wording_findings(listing: Listing, context: Context) -> list[Finding]:
    """Forbidden wording in the texts of a listing, one finding for each group and span.

    Args:
        listing: The listing.
        context: Its store, day, language and the rules that hold there.
    """
    store = store_of(context)
    texts = [
        Text(field, fields, index, folded, _hits(fields, folded, listing, store))
        for field, fields, index, folded in _folded(listing)
    ]
    about = {hit.group.document.area for text in texts for hit in text.hits if hit.group.id != "pest-safe"}
    rules = tuple(rule for rule in store.rules if rule.only_with is None or rule.only_with in about)
    return [found for text in texts if text.hits for found in _findings(text, rules)]


def _folded(listing: Listing) -> Iterator[tuple[str, frozenset[str], int | None, Folded]]:
    yield from ((field, frozenset({field}), index, fold(written)) for field, index, written in listing.texts())
    for place, image in enumerate(listing.images):
        if image.text:
            yield "images", frozenset({"images", f"{image.role}_image"}), place, fold(image.text)


def _hits(fields: frozenset[str], folded: Folded, listing: Listing, store: Store) -> list[Hit]:
    """Phrases that are meant in a text, without the brand, which may hold any word."""
    hits = store.hits(fields, folded, listing)
    if not hits:
        return []
    brand = {place for span in places_of(listing.brand, folded) for place in range(*span)}
    never = {place for hit in hits if hit.never for place in hit.places}
    return [
        hit
        for hit in hits
        if not hit.never and not _covered(hit, never, folded) and not _of_brand(hit, brand) and meant(hit, folded)
    ]


def _covered(hit: Hit, never: set[int], folded: Folded) -> bool:
    """Whether all its words but articles are among those that mean something else."""
    if never.isdisjoint(hit.places):
        return False
    rest = "".join(folded.text[place] if place not in never else " " for place in hit.places)
    return set(rest.split()) <= articles()


def _of_brand(hit: Hit, brand: set[int]) -> bool:
    """Whether the words are the product's brand, where that may stand."""
    if hit.phrase.kind == "brands":
        return False
    whole = hit.phrase.kind or hit.group.document.area in _CONTACT
    return brand.issuperset(hit.places) if whole else not brand.isdisjoint(hit.places)


def _longest(hits: list[Hit]) -> list[list[Hit]]:
    """Hits on the same words together; longer phrases win over the shorter that they meet, of equals the gravest."""
    taken: dict[int, list[Hit]] = {}
    chosen: list[list[Hit]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start, not blocks(hit))):
        met = [taken[place] for place in hit.places if place in taken]
        if not met:
            chosen.append([hit])
            taken.update(dict.fromkeys(hit.places, chosen[-1]))
        elif len(met) == len(hit.places) and all(each is met[0] for each in met):
            met[0].append(hit)
    return sorted(chosen, key=lambda each: each[0].start)


def _findings(text: Text, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    groups = _longest([hit for hit in text.hits if not hit.group.rule])
    asked = {rule.group.id for rule in rules}
    ruled = [hit for hit in text.hits if hit.group.rule and hit.group.id in asked]
    at: dict[int, list[str]] = {}
    for hit in ruled:
        for place in hit.places:
            at.setdefault(place, []).append(hit.group.id)
    for hit, *others in groups:
        beside = [rule.group.id for rule in rules if not text.fields.isdisjoint(rule.group.fields) and rule.forbids(hit.group)]
        also = [*(other.group.id for other in others), *beside, *(rule for place in hit.places for rule in at.get(place, ()))]
        yield _finding(text, hit, also)
    told_of = {place for hit, *_ in groups for place in hit.places}
    for hit, *others in _longest([hit for hit in ruled if told_of.isdisjoint(hit.places)]):
        yield _finding(text, hit, [other.group.id for other in others])


def _finding(text: Text, hit: Hit, also: list[str]) -> Finding:
    start, end = span = text.folded.span(hit.start, hit.end)
    others = [rule for rule in dict.fromkeys(also) if rule != hit.group.id]
    return told(hit, text.folded.original[start:end], span, text.field, text.index, others)
