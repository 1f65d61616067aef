"""Whether every word of a composed text is one that it may hold: of the target language, a code, a name, a unit."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from prompts import listing_data
from tools.listing.localize.layout import layout
from tools.listing.localize.quantity import table, units
from tools.listing.localize.source_words import any_of, one_of, source_words
from tools.listing.localize.terms_reading import is_code
from tools.listing.terms import folded, terms

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TOKEN = re.compile(r"[^\s,;:·、。，；：()（）\"“”]+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_MARKS = ".-–/!?'’%+°*×&~～"


class Guard:
    """Tells words of other languages from those that a composed text may hold."""

    def __init__(self, locale: str, language: str, kept: Iterable[str]) -> None:
        """Take over what is known.

        Args:
            locale: Of the target: `en-GB`, `de`.
            language: Of the source.
            kept: Texts that stand as they are: the brand, names of what fits, what tables gave.
        """
        self._locale = locale
        self._kept = tuple(sorted({text for text in kept if text.strip()}, key=len, reverse=True))
        self._names = one_of("names", language)

    def foreign(self, text: str) -> list[str]:
        """Words that no term, pattern, unit, code or name of the target carries.

        Args:
            text: A title's part, a bullet's item, a line.
        """
        rest = self._names.sub(_blank, any_of(self._kept).sub(_blank, text) if self._kept else text)
        rest = _TOKEN.sub(lambda match: _blank(match) if is_code(match[0].strip(_MARKS)) else match[0], rest)
        if self._locale == "ja":
            rest = _japanese().sub(" ", _FIGURE.sub(" ", rest))
        known = vocabulary(self._locale)
        return [word for word in _words_left(rest) if not _is_known(word, known)]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _words_left(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        plain = token.strip(_MARKS)
        if any(sign.isalpha() for sign in plain):
            yield plain


def _is_known(word: str, known: frozenset[str]) -> bool:
    parts = [folded(part) for part in _WORD.findall(word)]
    return folded(word) in known or (all(part in known for part in parts) and bool(parts))


@cache
def vocabulary(locale: str) -> frozenset[str]:
    """Every word that terms, patterns and tables of a language print, folded."""
    found: set[str] = set()
    for text in _texts(locale):
        found.update(folded(word) for word in _TOKEN.findall(text))
        found.update(folded(word) for word in _WORD.findall(text))
    return frozenset(found)


@cache
def _japanese() -> re.Pattern[str]:
    texts = {part for text in _texts("ja") for part in re.split(r"\{[^{}]*\}", text) if part.strip()}
    ordered = sorted((text for text in texts if not text.isascii() or len(text) > 1), key=len, reverse=True)
    bounded = (rf"(?<![A-Za-z]){re.escape(text)}(?![A-Za-z])" if text.isascii() else re.escape(text) for text in ordered)
    return re.compile("|".join(bounded))


def _texts(locale: str) -> Iterator[str]:
    language = locale[:2]
    for term in terms().values():
        for name, forms in term.forms.items():
            if name == language or (language == "en" and name == "en_gb"):
                yield from _strings(forms)
    yield from _strings(listing_data(f"{language}/patterns"))
    yield from (str(names[language]) for names in layout()["countries"].values())
    written = table("units")
    yield from _of_language(written["names"], locale)
    yield from _strings(written["writing"][language])
    yield from _strings(list(written["screens"].values()))
    for sizes in ("clothing_sizes", "shoe_sizes"):
        yield str(table(sizes)["disclaimers"][language])
    yield from units()
    yield from source_words()["short_forms"]
    yield from source_words()["size_systems"]


def _of_language(names: dict[str, Any], locale: str) -> Iterator[str]:
    for each in names.values():
        yield from _strings(each.get(locale) or each.get(locale[:2]) or each.get("any") or [])


def _strings(given: Any) -> Iterator[str]:
    if isinstance(given, dict):
        for each in given.values():
            yield from _strings(each)
    elif isinstance(given, list):
        for each in given:
            yield from _strings(each)
    elif given is not None:
        yield str(given)
