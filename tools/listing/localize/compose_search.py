"""Highlights and backend search terms: what the title does not say."""

import re

from tools.listing.contract import Keyword
from tools.listing.localize.compose_saying import Speaker
from tools.listing.localize.guard import vocabulary
from tools.listing.localize.source_words import is_cjk
from tools.listing.localize.terms_product import Product
from tools.listing.terms import folded

_SMALL = 3
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def highlights_of(product: Product, speaker: Speaker, title: str, limit: int | None) -> str | None:
    """Phrases that add to the title, as many as fit; None where the store has no such field or nothing is left to say."""
    if limit is None:
        return None
    pieces = product.all_of("feature", "use", "room", "audience", "season")
    said = [words for piece in pieces if speaker.carried(words := speaker.describing(piece))]
    titled = {*_words(title)}
    small = {folded(str(word)) for word in speaker.grammar.patterns["search_stop_words"]}
    chosen: list[str] = []
    for words in dict.fromkeys(said):
        content = [word for word in _words(words) if word not in small]
        known = titled | {*_words(" ".join(chosen))}
        repeats = any(word in known for word in content) if not is_cjk(words) else words in title
        if not repeats and len(_joined([*chosen, words], speaker)) <= limit:
            chosen.append(words)
    return _joined(chosen, speaker) or None


def _joined(words: list[str], speaker: Speaker) -> str:
    text = str(speaker.grammar.patterns["highlights_between"]).join(words)
    return text[:1].upper() + text[1:]


def search_terms_of(product: Product, speaker: Speaker, title: str, keywords: list[Keyword], limit: int | None) -> str | None:
    """Words that buyers use and the title lacks: the market's keywords first, then synonyms; no brand, no word twice."""
    if limit is None or product.term is None:
        return None
    grammar = speaker.grammar
    forms = grammar.forms(product.term)
    names = [str(name) for name in (forms.get("one"), forms.get("other"), *forms.get("also", [])) if name]
    wanted = [keyword.term for keyword in keywords if usable(keyword.term, grammar.language)]
    candidates = [*wanted, *names]
    if grammar.language == "ja":
        chosen = [name for name in dict.fromkeys(candidates) if name not in title]
    else:
        stopped = {str(word) for word in grammar.patterns["search_stop_words"]} | {*_words(product.brand)}
        words = [word.lower() for name in candidates for word in _WORD.findall(name)]
        titled = {*_words(title)}
        chosen = [word for word in dict.fromkeys(words) if word not in stopped and folded(word) not in titled | stopped]
    return " ".join(_fitting(chosen, limit)) or None


def usable(term: str, language: str) -> bool:
    """A keyword that may be of the language: not of another script."""
    return is_cjk(term) <= (language in ("ja", "zh"))


def is_of_market(term: str, own: str, source: str, locale: str) -> bool:
    """A listing's keyword that is of the target market: of its language's words some are known, of the source's none alone.

    Args:
        term: The keyword.
        own: Texts of the source.
        source: Their language.
        locale: Of the target.
    """
    words, told = _words(term), {*_words(own)}
    if not usable(term, locale[:2]) or is_cjk(term):
        return usable(term, locale[:2])
    known = vocabulary(locale)
    foreign = (word not in known and (word in told or word in vocabulary(source)) for word in words)
    return any(word in known for word in words if len(word) > _SMALL) and not any(foreign) and not {*words} <= told


def _fitting(words: list[str], limit: int) -> list[str]:
    chosen: list[str] = []
    for word in words:
        if len(" ".join([*chosen, word]).encode()) <= limit:
            chosen.append(word)
    return chosen


def _words(text: str) -> list[str]:
    return [folded(word) for word in _WORD.findall(text)]
