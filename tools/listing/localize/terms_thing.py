"""The thing that a title names, also between words that no term carries."""

import re

from tools.listing.localize.source_words import is_cjk, one_of
from tools.listing.localize.terms_pieces import Reading, TermPiece
from tools.listing.terms import Found, Term, find_terms

_LATIN = ("en", "de", "fr", "es", "it")


def product_of_title(reading: Reading, prose: str = "") -> Term | None:
    """The thing that a title names: the first product word that nothing unknown goes on from.

    In a script without blanks an unknown word may follow without making another thing of it: then the product word counts
    that the prose repeats as the thing it speaks of (`该热水器`, `是一款60升电热水器，`), the longest first.

    Args:
        reading: Of the title.
        prose: Bullets and description of the same listing.
    """
    doubtful: list[tuple[int, int]] = []
    for index, piece in enumerate(reading.pieces):
        if not isinstance(piece, TermPiece) or piece.term.kind != "product":
            continue
        start, end = reading.spans[index]
        if one_of("compatible", reading.language).search(reading.text[max(0, start - 12) : start]) and start:
            continue
        if _stands_alone(reading, index, end):
            return piece.term
        if not _goes_on_known(reading, index, end):
            doubtful.append((end - start, index))
    for _, index in sorted(doubtful, key=lambda each: (-each[0], each[1])):
        piece = reading.pieces[index]
        if isinstance(piece, TermPiece) and is_cjk(reading.text) and _repeated(piece.term, prose, reading.language):
            return piece.term
    return None


def _repeated(term: Term, prose: str, language: str) -> bool:
    """The prose speaks of the thing, by this name or by the end of it: 热水器 of 燃气热水器."""
    names = term.names(language)
    return any(
        one_of("this", language).search(prose[max(0, hit.start - 12) : hit.start])
        and any(name.endswith(prose[hit.start : hit.end]) or prose[hit.start : hit.end].endswith(name) for name in names)
        and not _has_head(prose, hit, language)
        for hit in find_terms(prose, language, "product")
    )


def _has_head(prose: str, hit: Found, language: str) -> bool:
    """A part stands right after it: the 盖 of 该保温杯盖."""
    after = prose[hit.end : hit.end + 6]
    return any(each.start == 0 for each in find_terms(after, language, "part", "product"))


def _goes_on_known(reading: Reading, index: int, end: int) -> bool:
    """A part or another thing stands right after it, of which it is but the kind."""
    following = reading.pieces[index + 1] if index + 1 < len(reading.pieces) else None
    gap = reading.text[end : reading.spans[index + 1][0]] if following else ""
    return isinstance(following, TermPiece) and following.term.kind in ("part", "product") and not gap.strip()


def _stands_alone(reading: Reading, index: int, end: int) -> bool:
    rest = reading.text[end:]
    following = reading.pieces[index + 1] if index + 1 < len(reading.pieces) else None
    gap = rest[: reading.spans[index + 1][0] - end] if following else rest
    if _goes_on_known(reading, index, end):
        return False
    word = re.match(r"\s*([^\W\d_]+)" if reading.language in _LATIN else r"([^\W\d_]+)", gap)
    if not word:
        return True
    return any(one_of(name, reading.language).match(word[1]) for name in ("boundary", "fillers", "joins"))
