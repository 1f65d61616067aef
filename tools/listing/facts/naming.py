"""Materials and colours of the term base in a text, found by one pattern a language."""

import re
from collections.abc import Iterator
from functools import cache

from tools.listing.facts.fact import ALTERNATIVES, Fact, Kind
from tools.listing.facts.matching import one_of, plain
from tools.listing.terms import Term, terms

_ENDINGS = ("", "e", "er", "es", "en", "em")
_HAN = "\u3040-\u30ff\u3400-\u9fff"
_CJK = re.compile(f"[{_HAN}]")
_NOT_SAID = r"(?![ \-]?(?:free|frei|freie|freier|freies|freien|libre de|look|like|optik)\b)"
"""Words after a material that say it is not there."""


def languages_of(text: str, language: str) -> tuple[str, ...]:
    """Languages whose words may stand in a text of one."""
    if language in ("zh", "ja"):
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
    return found


def _spellings(name: str, term: Term, language: str) -> Iterator[str]:
    key = name.replace("-", " ")
    inflected = language == "de" and term.form in ("adjective", "material") and " " not in key
    yield from (key + ending for ending in (_ENDINGS if inflected else ("",)))


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


def spans(low: str, language: str, *kinds: str) -> Iterator[tuple[int, int, list[Term]]]:
    """Where a plain text names terms of some kinds, and which the words may mean; the longest, in order."""
    named = _named(language, kinds)
    for match in _pattern(language, kinds).finditer(low):
        yield match.start(), match.end(), named[match[0].replace("-", " ")]


def named_facts(text: str, low: str, language: str, field: str) -> list[Fact]:
    """Materials and colours of a text as facts; of overlapping ones the first."""
    found: list[Fact] = []
    for each in languages_of(text, language):
        for start, end, meant in spans(low, each, "material", "colour"):
            if all(end <= other.start or start >= other.end for other in found):
                kind: Kind = "material" if meant[0].kind == "material" else "colour"
                found.append(Fact(kind, text[start:end], ALTERNATIVES.join(t.id for t in meant), None, field, start, end))
    return found
