"""Words said more often than a rule allows, and small words where none belong."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from knowledge.document import Document
from tools.listing.checks.data import words
from tools.listing.checks.fault import Check, Fault, Maker, never
from tools.listing.checks.page import Page, Piece, fields_of
from tools.listing.checks.tokens import Word, fold, is_content, places, words_of


def _content(page: Page, piece: Piece) -> list[Word]:
    language = page.context.language
    return [word for word in words_of(piece.text, language) if is_content(word, piece.text, language)]


def _at_most(rule: Document, most: int) -> Check:
    """The same word, not its plural: only the rule on search terms speaks of singular and plural."""
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        for piece in page.of(fields):
            seen: dict[str, list[Word]] = defaultdict(list)
            for word in _content(page, piece):
                seen[word.plain].append(word)
            for found in seen.values():
                yield from (_repeated(rule, piece, word, len(found), most) for word in found[most:])

    return check


def _repeated(rule: Document, piece: Piece, word: Word, count: int, most: int) -> Fault:
    told = {"count": count, "limit": most}
    span = (piece.start + word.start, piece.start + word.end)
    return Fault(rule, "repeated", piece.field, piece.place, span, word.text, replacement="", told=told)


def _once(rule: Document, repeats_allowed: bool) -> Check:
    return never if repeats_allowed else _at_most(rule, 1)


def _terms_once(rule: Document, wanted: bool) -> Check:
    """Search terms: each word once, in singular or plural, between spaces."""
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        endings = words("words")["plural_endings"].get(page.context.language, ())
        for piece in page.of(fields):
            seen: set[str] = set()
            for word in _content(page, piece):
                forms = _forms(word.plain, endings)
                if forms & seen:
                    yield _repeated(rule, piece, word, 2, 1)
                seen.add(word.plain)
            if any(mark in piece.text for mark in ",;，；、"):
                yield Fault(rule, "separators", piece.field, piece.place)

    return check if wanted else never


def _forms(word: str, endings: tuple[str, ...]) -> set[str]:
    """The word itself, its plural, and the singular it may be the plural of."""
    singular = {word.removesuffix(ending) for ending in endings if word.endswith(ending) and len(word) > len(ending) + 2}
    return {word, *(word + ending for ending in endings), *singular}


def _without(rule: Document, listed: list[str]) -> Check:
    fields, stops = fields_of(rule), frozenset(listed)

    def check(page: Page) -> Iterator[Fault]:
        for piece in page.of(fields):
            for word in words_of(piece.text, page.context.language):
                if word.plain in stops:
                    span = (piece.start + word.start, piece.start + word.end)
                    yield Fault(rule, "stop_word", piece.field, piece.place, span, word.text, replacement="")

    return check


def _new_beside_title(rule: Document, wanted: bool) -> Check:
    """Runs of words of the highlights that the title has already."""

    def check(page: Page) -> Iterator[Fault]:
        language = page.context.language
        titled = {word.plain for piece in page.of(("title",)) for word in _content(page, piece)}
        for piece in page.of(("item_highlights",)) if titled else ():
            told = [
                (word, word.plain in titled) for word in words_of(piece.text, language) if is_content(word, piece.text, language)
            ]
            for is_old, run in groupby(told, key=lambda each: each[1]):
                if is_old:
                    found = [word for word, _ in run]
                    span = (found[0].start, found[-1].end)
                    yield Fault(rule, "repeats_title", piece.field, piece.place, span, piece.text[slice(*span)])

    return check if wanted else never


def _figures(rule: Document, wanted: bool) -> Check:
    """Words for numbers that should be figures."""
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        numerals = words("words")["numerals"].get(page.context.language, {})
        for piece in page.of(fields):
            for word in words_of(piece.text, page.context.language):
                if word.plain in numerals and not _is_set_phrase(piece.text, word, page.names):
                    span = (piece.start + word.start, piece.start + word.end)
                    yield Fault(rule, "numeral", piece.field, piece.place, span, word.text, replacement=numerals[word.plain])

    return check if wanted else never


def _is_set_phrase(text: str, word: Word, names: tuple[str, ...]) -> bool:
    around = fold(text[max(0, word.start - 24) : word.end + 24])
    phrases = [phrase for phrase in words("words")["numeral_expressions"] if word.plain in phrase]
    if any(phrase in around for phrase in phrases):
        return True
    return any(start <= word.start and word.end <= end for name in names for start, end in places(text, name))


MAKERS: dict[str, Maker] = {
    "max_word_occurrences": _at_most,
    "repeat_keywords": _once,
    "repeat_words_allowed": _once,
    "no_repeats": _terms_once,
    "stop_words": _without,
    "no_repeat_of_title": _new_beside_title,
    "prefer_numerals": _figures,
}
