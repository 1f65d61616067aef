"""Keywords planned over the fields: which may be used at all, and where each finds room."""

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from prompts import Text
from tools.listing.checking import check
from tools.listing.checks.tokens import places
from tools.listing.contract import Keyword, Listing
from tools.listing.facts.comparing import added, signs_language
from tools.listing.facts.reading import facts_in
from tools.listing.finding import Finding
from tools.listing.rewrite.atoms import atoms_of, segments, values
from tools.listing.rewrite.covering import FIELDS, holding, holds, stems, text_of, wanted
from tools.listing.rewrite.forbidding import forbids_words, names_another
from tools.listing.rewrite.highlights import add_highlight
from tools.listing.rewrite.units import units_of
from tools.listing.rewrite.words import same_word, tokens, words_of
from tools.listing.rewrite.work import Work, because
from tools.listing.terms import find_terms, folded

_BEST = 0.5
"""Share of the best keyword's volume from which one is worth a place in the title."""


def ordered(keywords: list[Keyword]) -> list[Keyword]:
    """Each term once, the most searched first; of equal ones by their letters."""
    best: dict[str, Keyword] = {}
    for word in keywords:
        term = " ".join(word.term.split())
        known = best.get(term.lower())
        if term and (known is None or (word.volume or 0) > (known.volume or 0)):
            best[term.lower()] = Keyword(term=term, volume=word.volume)
    return sorted(best.values(), key=lambda word: (-(word.volume or 0), word.term.lower()))


def refused(work: Work) -> dict[str, Text]:
    """Keywords that may not be used, with why."""
    if not work.keywords:
        return {}
    found = _forbidden(work)
    said = _claims(work)
    for word in work.keywords:
        if word.term in found:
            continue
        stated = added(work.source, facts_in(word.term, work.language))
        claimed = [hit for hit in _claiming(word.term, work.language) if hit[0] not in said]
        if stated or claimed:
            named = stated[0].text if stated else claimed[0][1]
            found[word.term] = because("listing_rewrite_keyword_claims", text=named)
    return found


def _forbidden(work: Work) -> dict[str, Text]:
    """One check of all keywords, each as a text of its own and together as search terms."""
    terms = [word.term for word in work.keywords]
    given = {
        name: getattr(work.listing, name) for name in ("brand", "seller_name", "protected_names", "category", "product_type")
    }
    probe = Listing(
        marketplace=work.listing.marketplace, language=work.language, bullets=terms, search_terms=" ".join(terms), **given
    )
    rules = {rule.id: rule for rule in (*work.context.rules, *work.context.wording)}
    found: dict[str, Text] = {}
    for each in check(probe, work.context.market, work.context.on).findings:
        forbidden = each.severity == "block" and each.rule_id in rules and forbids_words(each, rules[each.rule_id])
        if forbidden or names_another(each, work.listing):
            for term in _meant(each, terms):
                found.setdefault(term, {"zh": each.message_zh, "en": each.message})
    return found


def _meant(found: Finding, terms: list[str]) -> list[str]:
    if found.field == "bullets" and found.index is not None:
        return [terms[found.index]]
    if found.field != "search_terms" or not found.span:
        return []
    start, hit = 0, []
    for term in terms:
        if start <= found.span[0] and found.span[1] <= start + len(term):
            hit.append(term)
        start += len(term) + 1
    return hit


@cache
def _refusing() -> tuple[tuple[str, ...], frozenset[str]]:
    read = yaml.safe_load(Path(__file__).with_name("refused.yaml").read_text(encoding="utf-8"))
    return tuple(read["kinds"]), frozenset(read["terms"])


def _claiming(text: str, language: str) -> list[tuple[str, str]]:
    kinds, single = _refusing()
    hits = find_terms(text, language)
    return [(hit.term.id, text[hit.start : hit.end]) for hit in hits if hit.term.kind in kinds or hit.term.id in single]


def _claims(work: Work) -> frozenset[str]:
    """What the listing says of the product in its texts and attributes."""
    told = [(text, work.language) for field, _, text in work.listing.texts() if field != "search_terms"]
    for name, value in work.listing.attributes.items():
        if value.strip().lower() not in ("", "no", "none", "n/a", "0"):
            told += [(text, signs_language(text, work.language)) for text in (name.replace("_", " "), value)]
    return frozenset(claim for text, language in told for claim, _ in _claiming(text, language))


def place_keywords(work: Work, barred: dict[str, Text]) -> list[dict[str, str]]:
    """Give each keyword that no text holds a place within the limits.

    Args:
        work: Texts are changed.
        barred: Keywords that may not be used.

    Returns:
        Keywords left out with why.
    """
    left_out = [{"term": term, "reason": why["en"], "reason_zh": why["zh"]} for term, why in barred.items()]
    best = max((word.volume or 0 for word in work.keywords), default=0)
    for word in work.keywords:
        if word.term in barred or holding(work.draft, word.term, work.language):
            continue
        top = not best or (word.volume or 0) >= _BEST * best
        if not any(put(work, word) for put in _places(work, word, top=top)):
            why = because("listing_rewrite_keyword_no_room")
            left_out.append({"term": word.term, "reason": why["en"], "reason_zh": why["zh"]})
    return left_out


def _places(work: Work, word: Keyword, *, top: bool) -> list[Callable[[Work, Keyword], bool]]:
    """Where a keyword is tried, in order: another name of a product that the title names is best among the search terms."""
    if not work.limits.terms:
        return [_in_title, _in_highlights]
    if _names_product(work, word.term) and _named(work):
        return [_in_terms, _in_highlights]
    return [_in_title, _in_highlights, _in_terms] if top else [_in_highlights, _in_terms]


def _names_product(work: Work, term: str) -> bool:
    """Whether a keyword may name a product: it says more than qualities and uses that the term base knows."""
    known = [(hit.start, hit.end) for hit in find_terms(term, work.language) if hit.term.kind != "product"]
    small = words_of(work.language).linking
    return any(
        not any(start <= a and b <= end for start, end in known)
        for a, b in tokens(term, work.language)
        if term[a:b].lower() not in small
    )


def _named(work: Work) -> bool:
    """Whether the title names the product."""
    words = words_of(work.language)
    atoms = atoms_of(work.draft.title, work, words)
    brand = {place for place in places(work.draft.title, work.listing.brand or "")}
    return any(atom.kind in ("must", "product", "plain") and (atom.start, atom.end) not in brand for atom in atoms)


def _in_title(work: Work, word: Keyword) -> bool:
    """Behind the phrase that names the product, where that says nothing twice."""
    title, limit = work.draft.title, work.limits.title
    if not title or not limit or stems(title, work.language) & wanted(word.term, work.language):
        return False
    after = _inserted(title, _written(word.term, work.language), work)
    return len(after) <= limit.most and work.put("title", None, after, because("listing_rewrite_keyword", term=word.term))


def _inserted(title: str, term: str, work: Work) -> str:
    """A title with a phrase behind its first one, with the mark that parts those; at the end of one without marks."""
    if words_of(work.language).together:
        units = units_of(title, work)
        core = next((unit for unit in units if unit.value >= values()["must"] and unit.start), units[0])
        return f"{title[: core.end]} {term}{title[core.end :]}"
    gaps = [(end, start) for (_, end), (start, _) in pairwise(segments(title)) if title[start] not in "(["]
    if not gaps or not title[slice(*gaps[0])].strip(" )]"):
        return f"{title}, {term}"
    end, start = gaps[0]
    return f"{title[:start]}{term}{title[end:]}"


def _written(term: str, language: str) -> str:
    """A keyword as titles of its language are written."""
    if language not in ("en", "de"):
        return term[:1].upper() + term[1:]
    small = words_of(language).linking
    text = term
    for start, end in tokens(term, language):
        word = term[start:end]
        if word.islower() and word not in small:
            text = text[:start] + word[:1].upper() + text[start + 1 :]
    return text


def _in_highlights(work: Work, word: Keyword) -> bool:
    return add_highlight(work, _written(word.term, work.language), because("listing_rewrite_keyword", term=word.term))


def _in_terms(work: Work, word: Keyword) -> bool:
    """Only the words that no other field has."""
    if not work.limits.terms:
        return False
    had = stems("\n".join(text_of(work.draft, field) for field in FIELDS), work.language)
    new = [word.term[a:b] for a, b in tokens(word.term, work.language) if same_word(word.term[a:b], work.language) not in had]
    if words_of(work.language).together:
        told = folded("\n".join(text_of(work.draft, field) for field in FIELDS))
        new = [part for part in word.term.split() if folded(part) not in told]
    small = words_of(work.language).linking
    after = " ".join(
        part for part in (work.text("search_terms"), *(each.lower() for each in new if each.lower() not in small)) if part
    )
    if len(after.encode()) > work.limits.terms.most:
        return False
    return work.put("search_terms", None, after, because("listing_rewrite_keyword", term=word.term)) and bool(
        holding(work.draft, word.term, work.language) or holds(after, word.term, work.language)
    )
