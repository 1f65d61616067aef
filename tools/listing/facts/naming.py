"""Materials and colours of the term base in a text, found by one pattern a language."""

import re
from collections.abc import Iterator
from functools import cache

from tools.listing.facts.compounds import compound
from tools.listing.facts.fact import ALTERNATIVES, Fact, Kind
from tools.listing.facts.matching import UNSPACED, Tokens, begun, data, first_tokens, one_of, plain, tokens_of
from tools.listing.facts.meaning import is_meant
from tools.listing.terms import Term, terms

_ENDINGS = ("", "e", "er", "es", "en", "em")
_HAN = "\u3040-\u30ff\u3400-\u9fff"
_CJK = re.compile(f"[{_HAN}]")
_LEAST_COMPOUND = 7
Span = tuple[int, int, list[Term]]
"""First character, the one after the last, the terms that the words may mean."""
_NOT_SAID = r"(?![ \-]?(?:free|frei|freie|freier|freies|freien|libre de|look|like|optik)\b)"
"""Words after a material that say it is not there."""


def languages_of(text: str, language: str) -> tuple[str, ...]:
    """Languages whose words may stand in a text of one."""
    if language in UNSPACED:
        return (language, "en")
    return (language, "zh") if not text.isascii() and _CJK.search(text) else (language,)


@cache
def _named(language: str, kinds: tuple[str, ...]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in terms().values():
        if term.kind in kinds:
            for name in term.names(language):
                for spelt in _spellings(plain(name), term, language):
                    meant = found.setdefault(spelt, [])
                    meant += [] if term in meant else [term]
    for id, names in data("meant")["also"].get(language, {}).items():
        for name in names if terms()[id].kind in kinds else ():
            found.setdefault(name, [terms()[id]])
    return found


def _spellings(name: str, term: Term, language: str) -> Iterator[str]:
    key = name.replace("-", " ")
    if language == "it" and " d'" in key:
        yield key.replace(" d'", " di ")
    inflected = language == "de" and term.form in ("adjective", "material") and " " not in key
    others = _things(language) if inflected else frozenset()
    yield from (key + ending for ending in (_ENDINGS if inflected else ("",)) if not ending or key + ending not in others)


@cache
def _things(language: str) -> frozenset[str]:
    """Names of products and parts: Tülle is no form of Tüll."""
    return frozenset(
        plain(name) for term in terms().values() if term.kind in ("part", "product") for name in term.names(language)
    )


@cache
def _pattern(language: str, kinds: tuple[str, ...]) -> re.Pattern[str]:
    names = _named(language, kinds)
    latin = one_of((name for name in names if not _CJK.search(name)), blank=r"[ \-]")
    mixed = one_of((name for name in names if _CJK.search(name) and name[0].isascii()), blank="[ -]?")
    signs = one_of(name for name in names if _CJK.match(name) and len(name) > 1)
    single = one_of(name for name in names if _CJK.fullmatch(name))
    alone = rf"(?<![{_HAN}])(?:{single})(?![{_HAN}])"
    bounded = rf"(?<![a-z0-9])(?:{mixed}|(?:{latin})(?![a-z0-9]){_NOT_SAID})"
    return re.compile(rf"{bounded}|(?:{signs})|{alone}")


@cache
def _firsts(language: str, kinds: tuple[str, ...]) -> frozenset[str]:
    return first_tokens(_named(language, kinds))


def spans(low: str, language: str, *kinds: str, tokens: Tokens | None = None) -> Iterator[Span]:
    """Where a plain text names terms of some kinds, and which the words may mean; the longest, in order.

    Args:
        low: The text, plain.
        language: Whose names are looked for.
        *kinds: Of terms.
        tokens: Those of the text, where they are known.
    """
    named, pattern = _named(language, kinds), _pattern(language, kinds)
    if language in UNSPACED:
        found = pattern.finditer(low)
    else:
        found = begun(pattern, _firsts(language, kinds), low, tokens_of(low) if tokens is None else tokens)
    for match in found:
        yield match.start(), match.end(), named[match[0].replace("-", " ")]


def named_facts(text: str, low: str, tokens: Tokens, language: str, field: str) -> list[Fact]:
    """Materials and colours of a text as facts; of overlapping ones the first."""
    found: list[Fact] = []
    for each in languages_of(text, language):
        earlier = found[:]
        for start, end, meant in spans(low, each, "material", "colour", tokens=tokens):
            kind: Kind = "material" if meant[0].kind == "material" else "colour"
            is_free = all(end <= other.start or start >= other.end for other in earlier)
            if is_free and is_meant(low, start, end, each):
                found.append(Fact(kind, text[start:end], ALTERNATIVES.join(t.id for t in meant), None, field, start, end))
    return [*found, *_compounds(text, tokens, found, field)] if language == "de" else found


def _compounds(text: str, tokens: Tokens, found: list[Fact], field: str) -> Iterator[Fact]:
    """Materials within words of two parts."""
    known = {fact.start for fact in found}
    for token, start in tokens:
        if len(token) >= _LEAST_COMPOUND and start not in known and (read := compound(text[start : start + len(token)].lower())):
            end, ids = start + len(token), ALTERNATIVES.join(term.id for term in read.made_of)
            if text[start:end].isalpha() and all(end <= fact.start or start >= fact.end for fact in found):
                yield Fact("material", text[start:end], ids, None, field, start, end)
