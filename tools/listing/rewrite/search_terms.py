"""Search terms: single words with blanks between them, none twice, none of the title, within the bytes."""

from collections.abc import Iterator

from tools.listing.facts.fact import Fact
from tools.listing.facts.reading import facts_in
from tools.listing.rewrite.covering import stems
from tools.listing.rewrite.words import words_of
from tools.listing.rewrite.work import Work, because


def mend_search_terms(work: Work) -> None:
    """Bring the search terms in order, where the store has a rule on them."""
    given, limit = work.draft.search_terms, work.limits.terms
    if not given or not limit:
        return
    kept = _each_once(given, work)
    rule = limit.rule.id if limit.rule else None
    work.put("search_terms", None, " ".join(kept), because("listing_rewrite_terms_once"), rule)
    fits = fitting(work.text("search_terms"), limit.most, work)
    work.put("search_terms", None, fits, because("listing_rewrite_terms_bytes", limit=limit.most), rule)


def _each_once(given: str, work: Work) -> list[str]:
    seen = {*stems(work.draft.title, work.language), *stems(work.listing.brand or "", work.language)}
    words, kept = words_of(work.language), list[str]()
    small = words.linking - words.without
    for word in _pieces(given, work):
        forms = stems(word, work.language)
        if not forms and word.lower() in small:
            continue
        if not forms or not forms <= seen:
            kept.append(word)
        seen |= forms
    return kept


def _pieces(text: str, work: Work) -> Iterator[str]:
    """Words; a figure stays with its unit."""
    start = 0
    for fact in [*(fact for fact in facts_in(text, work.language) if _is_apart(text, fact)), None]:
        stop = fact.start if fact else len(text)
        if stop < start:
            continue
        yield from (
            text[start:stop].replace(",", " ").replace(";", " ").replace("、", " ").replace("，", " ").replace("；", " ").split()
        )
        if fact:
            yield text[fact.start : fact.end]
            start = fact.end


def _is_apart(text: str, fact: Fact) -> bool:
    """A fact begins and ends where words do."""
    return not (text[: fact.start][-1:].isalnum() or text[fact.end :][:1].isalnum())


def fitting(text: str, most: int, work: Work) -> str:
    """The words of keywords first, then the others in their order, as many as fit; told in their order."""
    pieces = [*_pieces(text, work)]
    if len(text.encode()) <= most:
        return text
    ranks = {stem: place for place, word in reversed([*enumerate(work.keywords)]) for stem in stems(word.term, work.language)}
    last = len(work.keywords)
    order = sorted(
        range(len(pieces)), key=lambda at: (min((ranks.get(s, last) for s in stems(pieces[at], work.language)), default=last), at)
    )
    chosen: set[int] = set()
    size = -1
    for at in order:
        more = len(pieces[at].encode()) + 1
        if size + more <= most:
            chosen.add(at)
            size += more
    return " ".join(piece for at, piece in enumerate(pieces) if at in chosen)
