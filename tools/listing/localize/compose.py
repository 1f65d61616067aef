"""A listing composed in another language from the facts of a product."""

import re
from dataclasses import dataclass, replace

from tools.listing.contract import Keyword
from tools.listing.draft import Draft
from tools.listing.localize.amounts import Converted
from tools.listing.localize.attributes import description_of
from tools.listing.localize.bullets import bullets_of
from tools.listing.localize.compose_saying import Speaker
from tools.listing.localize.compose_search import highlights_of, search_terms_of
from tools.listing.localize.grammar import Grammar
from tools.listing.localize.guard import Guard
from tools.listing.localize.layout import layout
from tools.listing.localize.limits import Limits
from tools.listing.localize.sizing import Sized, converted_size
from tools.listing.localize.spelling import respelled
from tools.listing.localize.terms_pieces import WordPiece
from tools.listing.localize.terms_product import Product, Unsaid
from tools.listing.localize.terms_reading import PLACEHOLDER
from tools.listing.localize.titles import product_noun, title_of

_CANADA = "en-CA"


@dataclass(frozen=True)
class Composed:
    """A draft with the quantities that were converted for it, other texts that tables gave, and what it could not hold."""

    draft: Draft
    conversions: list[Converted]
    computed: list[str]
    unsaid: list[Unsaid]
    sizes: list[Sized]


def composed(
    product: Product,
    locale: str,
    limits: Limits,
    keywords: list[Keyword],
    legal: list[str],
    *,
    language: str,
    with_bullets: bool,
    store: str = "",
) -> Composed:
    """Every field that the facts give.

    Args:
        product: Its facts.
        locale: `en-GB`, `de`.
        limits: Of the store.
        keywords: Search terms of the market.
        legal: Lines that the market asks for and the seller's data allow.
        language: Of the source.
        with_bullets: The store shows bullets.
        store: Code of the source's store, whose system its sizes are of; "" when that is not known.
    """
    grammar = Grammar(locale)
    speaker = Speaker(grammar, product_noun(product, grammar, keywords), product.term, [])
    speaker.sizes.update(
        (line.value, sized)
        for line in product.lines
        if line.label.id in layout()["sizes"] and (sized := converted_size(line, product, locale, store))
    )
    speaker = replace(speaker, guard=Guard(locale, language, _kept(product, speaker, keywords)))
    title = title_of(product, speaker, limits.title)
    draft = Draft(
        title=title,
        highlights=highlights_of(product, speaker, title, limits.highlights),
        bullets=bullets_of(product, speaker, limits) if with_bullets else [],
        description=description_of(product, speaker, [*_disclaimer(speaker), *legal], limits.description) or None,
        search_terms=search_terms_of(product, speaker, title, keywords, limits.search_bytes),
    )
    return Composed(
        _canadian(draft, product.brand) if locale == _CANADA else draft,
        list({(each.source, each.text): each for each in speaker.conversions if each.shown is not None}.values()),
        speaker.computed,
        _handed_back(product, speaker.dropped),
        [sized for sized in speaker.sizes.values() if sized.given.split(" ")[-1] != sized.size.text],
    )


def _kept(product: Product, speaker: Speaker, keywords: list[Keyword]) -> list[str]:
    """Texts that stand as they are: names, codes, sizes that tables gave, the market's own words."""
    verbatim = [line for line in product.lines if line.label.id in (*layout()["verbatim"], *layout()["plugs"])]
    sizes = [text for sized in speaker.sizes.values() for text in (sized.size.text, sized.size.label, sized.given)]
    values = [text for line in verbatim for text in (line.value, *re.split(r"[、，,;；]\s*", line.value), speaker.value(line))]
    placeholders = [
        piece.text
        for line in product.lines
        for piece in line.reading.pieces
        if isinstance(piece, WordPiece) and PLACEHOLDER.fullmatch(piece.text)
    ]
    return [product.brand, *product.compatible, *values, *sizes, *placeholders, *(keyword.term for keyword in keywords)]


def _handed_back(product: Product, words: list[str]) -> list[Unsaid]:
    """Texts of the source that hold words which may not be printed."""
    found: list[Unsaid] = []
    for line in product.lines:
        held = tuple(word for word in dict.fromkeys(words) if word in line.value)
        if held and line.name:
            found.append(Unsaid(f"attributes.{line.name}", None, f"{line.name}: {line.value}", held))
    title = product.title.text if product.title else ""
    held = tuple(word for word in dict.fromkeys(words) if word in title)
    is_known = any(each.field == "title" for each in product.unsaid)
    return [*found, *([Unsaid("title", None, title, held)] if held and not is_known else [])]


def _disclaimer(speaker: Speaker) -> list[str]:
    """That sizes vary, where one was converted."""
    return list(dict.fromkeys(sized.size.disclaimer for sized in speaker.sizes.values() if sized.size.disclaimer))


def _canadian(draft: Draft, brand: str) -> Draft:
    """The spelling of Canada, of which the term base has no forms of its own."""

    def told(text: str | None) -> str | None:
        kept = [match.span() for match in re.finditer(re.escape(brand), text)] if text and brand else []
        return respelled(text, "en-US", _CANADA, kept).text if text else text

    single = {name: told(getattr(draft, name)) for name in ("title", "highlights", "description", "search_terms")}
    return draft.model_copy(update={**single, "bullets": [told(text) for text in draft.bullets]})
