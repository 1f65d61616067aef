"""Text in another language than the store's."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from knowledge.document import Document
from tools.documents.language import guess_language
from tools.listing.checks.data import words
from tools.listing.checks.fault import Check, Fault, Maker
from tools.listing.checks.page import Page, Piece
from tools.listing.checks.tokens import fold

_READ = ("title", "item_highlights", "bullet_point", "description")
_WORDS = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f\u0400-\u04ff\u0600-\u06ff\u0590-\u05ff]+")
"""Letters that no store in a Latin script writes its own language with."""
_KANA = re.compile(r"[\u3041-\u30fa]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HANGUL_OR_OTHER = re.compile(r"[\uac00-\ud7af\u0e00-\u0e7f\u0600-\u06ff]{2,}")
_UNSPACED = ("ja", "zh")
_LEAST_SIGNS, _LEAST_SMALL, _LEAST_SHARE = 2, 3, 0.2
_LEAST_SIMPLIFIED = 2
_LEAST_OWN, _SAMPLE = 0.08, 20_000


def _by_store(rule: Document, languages: dict[str, str]) -> Check:
    def check(page: Page) -> Iterator[Fault]:
        wanted = languages.get(page.context.market.code)
        if wanted and "books" not in page.goods:
            yield from _foreign(rule, page, _READ, wanted)

    return check


def _always(rule: Document, language: str) -> Check:
    def check(page: Page) -> Iterator[Fault]:
        yield from _foreign(rule, page, ("title",), language)

    return check


def _foreign(rule: Document, page: Page, fields: tuple[str, ...], wanted: str) -> Iterator[Fault]:
    for field in fields:
        pieces = page.of((field,))
        of_all = [*_of_field(rule, pieces, wanted, page)] if pieces and not _is_plainly(wanted, pieces) else []
        yield from of_all
        for piece in pieces if not any(fault.hard for fault in of_all) else ():
            yield from _runs(rule, piece, wanted, page.names)


def _is_plainly(wanted: str, pieces: list[Piece]) -> bool:
    """Whether no other language is in question: told quickly, as it mostly is so."""
    said = Counter(" ".join(piece.text for piece in pieces)[:_SAMPLE].lower().split())
    if wanted not in _small():
        return False
    small = _small()
    is_latin = all(piece.text.isascii() or not _EAST.search(piece.text) for piece in pieces)
    if is_latin and all(len(said.keys() & (known - small[wanted])) < _LEAST_SMALL - 1 for known in small.values()):
        return True
    counts = {language: sum(said[word] for word in known) for language, known in small.items()}
    own = counts.pop(wanted)
    return own >= _LEAST_SMALL and own > max(counts.values()) and own >= _LEAST_OWN * said.total()


def _of_field(rule: Document, pieces: list[Piece], wanted: str, page: Page) -> Iterator[Fault]:
    """One language for all of a field, then single runs of foreign letters in it."""
    text = _judged(" ".join(piece.text for piece in pieces), page.names)
    found = clearly(text, wanted)
    if found in _small() and wanted in _small() and not _is_borne_out(text, str(found), wanted):
        found = None
    place = pieces[0].place if len(pieces) == 1 else None
    told = {"language": wanted}
    if found:
        yield Fault(rule, "language", pieces[0].field, place, told={**told, "found": found})
    elif (maybe := probably(text, wanted)) and not _is_at_home(page, wanted):
        yield Fault(rule, "language_maybe", pieces[0].field, place, hard=False, told={**told, "found": maybe})


def clearly(text: str, wanted: str) -> str | None:
    """Another language than the wanted one, where that is safe to say."""
    found = guess_language(text)
    if wanted == "ja":
        return found if found not in (None, "ja", "zh") else "zh" if _is_chinese(text) else None
    if found in _UNSPACED and wanted in _UNSPACED:
        return None if _KANA.search(text) is None else found if found != wanted else None
    return found if found not in (None, wanted) else None


def _is_borne_out(text: str, found: str, wanted: str) -> bool:
    """Whether several different small words say so, and more than the wanted language has there: one repeated is little."""
    said, small = {*_WORDS.findall(text)}, _small()
    foreign, own = said & (small[found] - small[wanted]), said & (small[wanted] - small[found])
    return len(foreign) >= _LEAST_SMALL and len(foreign) > 2 * len(own)


def probably(text: str, wanted: str) -> str | None:
    """Another language by the small words of a short text, none of which the wanted one has."""
    small = _small()
    if wanted not in small:
        return None
    said = _WORDS.findall(text.lower())
    own = sum(word in small[wanted] for word in said)
    counts = {language: {*said} & (known - small[wanted]) for language, known in small.items() if language != wanted}
    language, found = max(counts.items(), key=lambda each: len(each[1]))
    is_likely = len(found) >= _LEAST_SMALL - 1 and not own and sum(word in found for word in said) >= _LEAST_SHARE * len(said)
    return language if is_likely else None


def _is_chinese(text: str) -> bool:
    return not _KANA.search(text) and sum(char in words("languages")["simplified_only"] for char in text) >= _LEAST_SIMPLIFIED


@cache
def _small() -> dict[str, frozenset[str]]:
    return {language: frozenset(found) for language, found in words("languages")["small_words"].items()}


def _is_at_home(page: Page, wanted: str) -> bool:
    """Whether the other texts are in the wanted language, so that a short one may hold a foreign name."""
    prose = " ".join(piece.text for piece in page.of(("bullet_point", "description")))
    return bool(prose) and guess_language(prose) == wanted


@cache
def _loans() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(fold(loan)) for loan in words("languages")["loans"]))


def _judged(text: str, names: tuple[str, ...]) -> str:
    """The text without the brand and without expressions at home everywhere."""
    folded = fold(text)
    for name in names:
        folded = folded.replace(fold(name), " ")
    return _loans().sub(" ", folded)


def _runs(rule: Document, piece: Piece, wanted: str, names: tuple[str, ...]) -> Iterator[Fault]:
    """Foreign letters of a text, once: a few words only warn, where they are most of the letters the text is foreign."""
    pattern = _EAST if wanted not in _UNSPACED else _HANGUL_OR_OTHER
    if piece.text.isascii():
        return
    owned = " ".join(names)
    found = [run for run in pattern.finditer(piece.text) if run[0] not in owned and len(run[0]) >= _LEAST_SIGNS]
    if found:
        gaps = (run.end() for run, later in pairwise(found) if piece.text[run.end() : later.start()].strip())
        start, end = found[0].start(), next(gaps, found[-1].end())
        others = [run[0] for run in found if run.start() >= end]
        told = {
            "language": wanted,
            "others_zh": "".join(f"、“{other}”" for other in others),
            "others_en": "".join(f', "{other}"' for other in others),
        }
        is_foreign = 2 * sum(len(run[0]) for run in found) > len(_LETTER.findall(piece.text))
        span = (piece.start + start, piece.start + end)
        said = piece.text[start:end]
        yield Fault(rule, "foreign_letters", piece.field, piece.place, span, said, hard=is_foreign, told=told)


def _places(rule: Document, _: Any) -> Check:
    """`language_tw` and the like: the language of one store of many."""
    wanted = {key.removeprefix("language_").upper(): "zh" for key in rule.value if key.startswith("language_tw")}

    def check(page: Page) -> Iterator[Fault]:
        code = page.context.market.code
        if code in wanted:
            pieces = page.of(("title",))
            yield from (
                Fault(rule, "language", p.field, told={"language": "zh", "found": "en"})
                for p in pieces
                if not _HAN.search(p.text)
            )

    return check


MAKERS: dict[str, Maker] = {"language_by_marketplace": _by_store, "language": _always, "language_tw": _places}
