"""Titles that shout, and bullets that begin small."""

import re
from collections.abc import Iterator
from functools import cache

from knowledge.document import Document
from tools.listing.checks.data import words
from tools.listing.checks.fault import Check, Fault, Maker, never
from tools.listing.checks.page import Page, Piece, fields_of
from tools.listing.checks.tokens import Word, function_words, words_of

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]")
_LETTERS = re.compile(r"[^\W\d_]")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TIMES = re.compile(r"(?<=[\d\"″m]) X (?=\d)")
_AFTER_FIGURE = re.compile(r"(?<![^\W_])(\d+-)([A-ZÀ-Þ]{4,})(?![^\W_])")
_WORDS_AROUND = re.compile(r"[^\W\d_] \w [^\W\d_]")
_SHORT = 3
_MOST_SHOUTED = 0.5
"""Share of the words that may be in capitals; Amazon's text says `entirely`, which a stray small word does not undo."""
_LEAST_SHOUTED = 2
_LEAST_CAPITALS = 0.2
"""Share of the characters below which no title is mostly in capitals; with capitals at the head of words it is about 0.15."""


def _loud(rule: Document, allowed: bool) -> Check:
    return never if allowed else all_caps(rule)


def all_caps(rule: Document) -> Check:
    """Text in capitals, apart from acronyms, sizes, codes, Roman numerals and the brand."""
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        acronyms = frozenset(words("words")["acronyms"])
        for piece in page.of(fields):
            if sum(map(str.isupper, piece.text)) > _LEAST_CAPITALS * len(piece.text) and _is_cased(piece.text):
                yield from _shouting(rule, page, piece, acronyms)

    return check


def _shouting(rule: Document, page: Page, piece: Piece, acronyms: frozenset[str]) -> Iterator[Fault]:
    brand = {word.plain for name in page.names for word in words_of(name, page.context.language)}
    brand |= {part for name in brand for part in name.split("-")}
    ordinary = [w for w in words_of(piece.text, page.context.language) if _is_ordinary(w, acronyms | brand)]
    capitals = [word for word in ordinary if word.text.isupper()]
    calm = len(ordinary) - len(capitals)
    loud = [word for word in capitals if len(word.text) > _SHORT] if calm else capitals
    if len(loud) >= _LEAST_SHOUTED and len(loud) > _MOST_SHOUTED * (len(loud) + calm):
        softened = _softened(piece.text, capitals, page.context.language)
        changed = [at for at, (old, new) in enumerate(zip(piece.text, softened, strict=True)) if old != new]
        start, end = loud[0].start, max(loud[-1].end, *(at + 1 for at in changed))
        softened = softened[start:end]
        span = (piece.start + start, piece.start + end)
        yield Fault(rule, "all_caps", piece.field, piece.place, span, piece.text[start:end], replacement=softened)


def _is_ordinary(word: Word, known: frozenset[str]) -> bool:
    """A word that ordinary text writes small: two letters or more, no figure, none of the known."""
    text = word.text
    if len(text) < 2 or not text.replace("-", "").replace("'", "").isalpha():
        return False
    if text.islower():
        return len(text) > _SHORT
    parts = word.plain.split("-")
    return not (all(part in known or len(part) < 2 for part in parts) or _ROMAN.fullmatch(text))


def _softened(text: str, loud: list[Word], language: str) -> str:
    """Words with one capital, small words and units as they are written; the length stays."""
    small, spelt, given = function_words(language), _spelt(), text
    text = _units_written(_TIMES.sub(" x ", text))
    for word in words_of(given, language):
        if text[word.start : word.end] != word.text:
            continue
        is_small = word.text.isupper() and word.plain in small and word.start and _is_between(text, word)
        soft = word.text.lower() if is_small else word.text
        if word in loud and not is_small:
            soft = spelt.get(word.plain) or _title_case(word.text)
        if len(soft) == len(word.text):
            text = text[: word.start] + soft + text[word.end :]
    return _AFTER_FIGURE.sub(lambda found: found[1] + _soft_end(found[2], language), text)


def _is_between(text: str, word: Word) -> bool:
    """A letter alone is a small word only between words: not that of `vitamina E`."""
    return len(word.text) > 1 or bool(_WORDS_AROUND.match(text[word.start - 2 : word.end + 2]))


def _soft_end(text: str, language: str) -> str:
    return text.lower() if language == "de" else text[:1] + text[1:].lower()


@cache
def _spelt() -> dict[str, str]:
    """Names that are not written with one capital at their head."""
    return {name.lower(): name for name in words("words")["spelt"]}


@cache
def _unit_forms() -> tuple[re.Pattern[str], dict[str, str]]:
    forms = {unit.upper(): unit for unit in words("words")["unit_forms"]}
    long = "|".join(re.escape(unit) for unit in sorted(forms, key=len, reverse=True))
    joined = "|".join(re.escape(unit) for unit in sorted(forms, key=len, reverse=True) if len(unit) > 1)
    return re.compile(rf"(?<=\d )(?:{long})(?!\w|[-'/]| US)|(?<=\d)(?:{joined})(?!\w|[-'/])"), forms


def _units_written(text: str) -> str:
    pattern, forms = _unit_forms()
    return pattern.sub(lambda unit: forms[unit[0]], text)


def _title_case(text: str) -> str:
    return "-".join(part[:1] + part[1:].lower() for part in text.split("-"))


def _is_cased(text: str) -> bool:
    """Whether it is mostly in a script that has capitals, and without signs of Chinese, Japanese or Korean."""
    return text.isascii() or (not _CJK.search(text) and 2 * len(_LATIN.findall(text)) >= len(_LETTERS.findall(text)))


def _begins(rule: Document, _: str) -> Check:
    """The first letter or figure of a text; names such as `iPhone` and the brand stay as they are."""
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        for piece in page.of(fields):
            place = next((at for at, char in enumerate(piece.text) if char.isalnum()), None)
            if place is not None and piece.text[place].islower() and not _keeps_small(piece.text, place, page.names):
                upper = piece.text[place].upper()
                span = (piece.start + place, piece.start + place + 1)
                yield Fault(
                    rule, "small_start", piece.field, piece.place, span, piece.text[place], upper if len(upper) == 1 else None
                )

    return check


def _keeps_small(text: str, place: int, names: tuple[str, ...]) -> bool:
    word = re.split(r"[\s,:;.!]", text[place:], maxsplit=1)[0]
    return any(char.isupper() for char in word) or any(text.startswith(name, place) for name in names)


MAKERS: dict[str, Maker] = {"all_caps": _loud, "all_caps_allowed": _loud, "starts_with": _begins}
