"""A draft in the making, and its facts beside those of the source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tools.listing.contract import Listing
from tools.listing.draft import Draft, FactLine, Said
from tools.listing.facts.comparing import added, facts_of, facts_of_draft, lines, lost
from tools.listing.facts.fact import Fact
from tools.listing.localize.amounts import Converted
from tools.listing.localize.sizing import Sized
from tools.listing.localize.terms_pieces import Reading, TermPiece
from tools.listing.localize.terms_product import Product, Unsaid

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAMED_BY_TERMS = ("material", "colour")


@dataclass
class Work:
    """What has been made of a task so far.

    Attributes:
        computed: Texts that tables gave beside the source's own words.
        unsaid: Texts that the draft does not carry.
        failed: Why parts of the draft may not be used, by field.
        sizes: Of clothes and shoes, converted for the market.
    """

    draft: Draft
    language: str
    method: str
    conversions: list[Converted] = field(default_factory=list)
    computed: list[str] = field(default_factory=list)
    unsaid: list[Unsaid] = field(default_factory=list)
    failed: dict[str, list[Said]] = field(default_factory=dict)
    composed: frozenset[str] = frozenset()
    sizes: list[Sized] = field(default_factory=list)


@dataclass(frozen=True)
class Compared:
    """Facts of source and draft.

    Attributes:
        lines: The table.
        lost: Words of facts that the draft lacks without a reason.
        added: Words of facts that the draft has without a source.
    """

    lines: list[FactLine]
    lost: list[str]
    added: list[str]


def compare(listing: Listing, language: str, work: Work, product: Product) -> Compared:
    """The facts of a source and of what was made of it.

    Args:
        listing: The source.
        language: Of its texts.
        work: The draft.
        product: The facts it was composed from.
    """
    source, held = facts_of(listing, language), facts_of_draft(work.draft, work.language)
    gone, new = lost(source, held), added(source, held)
    told = {*_numbers("\n".join([work.draft.title, *work.draft.bullets, work.draft.description or ""]))}
    dropped = {fact: why for fact in gone if (why := _reason(fact, work, product, told))}
    if work.method != "translated":
        known = {*_numbers(" ".join([listing.title, *listing.bullets, listing.description or "", *listing.attributes.values()]))}
        known |= {*_numbers(" ".join([*(each.text for each in work.conversions), *work.computed]))}
        known |= {part for each in known for part in each.split(".")}
        new = [fact for fact in new if fact.kind not in _NAMED_BY_TERMS and not {*_numbers(fact.text)} <= known]
    return Compared(
        lines(source, held, dropped), [fact.text for fact in gone if fact not in dropped], [fact.text for fact in new]
    )


def _reason(fact: Fact, work: Work, product: Product, told: set[str]) -> str | None:
    """Why a fact is not found: its text is handed back, or a term says it."""
    handed_back = {each.field if each.index is None else f"{each.field}[{each.index}]" for each in work.unsaid}
    if fact.field in handed_back:
        return "listing_localize_fact_untranslated"
    if work.method == "respelled" and "description" not in work.composed:
        return "listing_localize_fact_attribute" if fact.field.startswith("attributes.") else None
    by_figures = bool(_numbers(fact.text)) and {*_numbers(fact.text)} <= told
    return "listing_localize_fact_other_words" if by_figures or _said_by_term(fact, product) else None


def _said_by_term(fact: Fact, product: Product) -> bool:
    """The words of a fact stand within a term that was said, or name one."""
    if fact.field in ("product_type", "brand"):
        return True
    for field_name, reading in _readings(product):
        if field_name == fact.field:
            for piece, (start, end) in zip(reading.pieces, reading.spans, strict=True):
                if isinstance(piece, TermPiece) and start < fact.end and fact.start < end and not piece.numbers:
                    return True
    return fact.kind in _NAMED_BY_TERMS and fact.field.split("[")[0] in ("title", "bullets", "description", "highlights")


def _readings(product: Product) -> Iterator[tuple[str, Reading]]:
    if product.title is not None:
        yield "title", product.title
    yield from ((f"attributes.{line.name}", line.reading) for line in product.lines)


def _numbers(text: str) -> set[str]:
    """Figures of a text, however decimals are written."""
    return {match[0].replace(",", ".") for match in _NUMBER.finditer(text)}
