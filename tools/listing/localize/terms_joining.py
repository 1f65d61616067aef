"""What stands beside a piece joined to it: counts, shares, bounds."""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from tools.listing.localize.source_words import source_words
from tools.listing.localize.terms_pieces import AmountPiece, Piece, TermPiece, WordPiece
from tools.listing.terms import terms

_ROLLS, _SHEETS = ("卷", "巻"), ("张", "枚")
_SAID_OF_PARTS = ("feature", "size_word", "material", "shape", "pattern")
Span = tuple[int, int]


@dataclass(frozen=True)
class Mark:
    """Words between pieces: `times`, `measure`, `up_to`, `at_least`, `up_to_after`, `at_least_after`, `unread`."""

    kind: str
    text: str


def joined_pieces(stream: list[tuple[Piece | Mark, Span]]) -> tuple[list[Piece], list[Span], list[Span]]:
    """Pieces with their counts, shares and bounds, their places, and the places of words that none carries."""
    pieces: list[Piece] = []
    spans: list[Span] = []
    unread: list[Span] = []
    place = 0
    while place < len(stream):
        piece, used = _joined_at(stream, place)
        span = (stream[place][1][0], stream[place + used - 1][1][1])
        if piece is not None:
            pieces.append(piece)
            spans.append(span)
        elif not _is_idle(stream[place][0]):
            unread.append(span)
        place += used
    parts = _of_parts(pieces)
    kept = [at for at in range(len(pieces)) if at not in parts]
    return [pieces[at] for at in kept], [spans[at] for at in kept], sorted([*unread, *(spans[at] for at in sorted(parts))])


def _is_idle(item: Piece | Mark) -> bool:
    """A counting word that may stand without a figure."""
    return isinstance(item, Mark) and item.kind == "measure" and item.text.lower() in ("pcs", "pc", "x")


def _of_parts(pieces: list[Piece]) -> set[int]:
    """Places of what is said of a part and not of the product: `washable filter`, `non-slip handle`; nothing says it rightly."""
    left_out = {
        place
        for place, (piece, following) in enumerate(pairwise(pieces))
        if isinstance(piece, TermPiece)
        and isinstance(following, TermPiece)
        and (piece.term.kind in _SAID_OF_PARTS and piece.term.form in ("adjective", "material"))
        and (following.term.kind == "part" or (piece.term.kind == "size_word" and following.term.kind == "material"))
    }
    return left_out | {place + 1 for place in left_out}


def _joined_at(stream: list[tuple[Piece | Mark, Span]], place: int) -> tuple[Piece | None, int]:
    """The piece that begins at a place and how many of the stream it takes."""
    items = [item for item, _ in stream[place : place + 4]]
    first = items[0]
    if isinstance(first, Mark):
        return _after_mark(first, items)
    if isinstance(first, WordPiece) and first.number is not None:
        return _after_number(first, items)
    if isinstance(first, TermPiece) and first.count is None:
        return _after_term(first, items)
    if isinstance(first, AmountPiece) and len(items) > 1 and isinstance(items[1], Mark):
        bound = {"up_to_after": "up_to", "at_least_after": "at_least"}.get(items[1].kind)
        if bound:
            return replace(first, bound=bound), 2  # type: ignore[arg-type]
    return first, 1


def _after_mark(mark: Mark, items: list[Piece | Mark]) -> tuple[Piece | None, int]:
    following = items[1] if len(items) > 1 else None
    if mark.kind in ("up_to", "at_least"):
        if isinstance(following, AmountPiece) or (isinstance(following, WordPiece) and following.number is not None):
            return replace(following, bound=mark.kind), 2  # type: ignore[arg-type]
        return None, 1
    return None, 1


def _after_number(number: WordPiece, items: list[Piece | Mark]) -> tuple[Piece | None, int]:
    value = number.number or Decimal(0)
    if number.percent:
        if len(items) > 1 and isinstance(items[1], TermPiece) and items[1].term.kind == "material":
            return replace(items[1], percent=value), 2
        return number, 1
    used, measure = 1, ""
    while used < len(items):
        mark = items[used]
        if not isinstance(mark, Mark) or mark.kind not in ("times", "measure"):
            break
        measure = mark.text if mark.kind == "measure" else measure
        used += 1
    following = items[used] if used < len(items) else None
    whole = value == value.to_integral_value() and value > 0
    if whole and isinstance(following, TermPiece) and _countable(following) and following.count is None:
        return replace(following, count=int(value), pairs=_is_pair(measure)), used + 1
    if measure and whole:
        return TermPiece(terms()[_unit(measure)], {"n": str(int(value))}, int(value), _is_pair(measure)), used
    return number, 1


def _after_term(piece: TermPiece, items: list[Piece | Mark]) -> tuple[Piece | None, int]:
    following = items[1] if len(items) > 1 else None
    if isinstance(following, WordPiece) and following.percent and piece.term.kind == "material":
        return replace(piece, percent=following.number), 2
    used = 1
    times = isinstance(following, Mark) and following.kind == "times"
    used += times
    number = items[used] if used < len(items) else None
    if not _countable(piece) or not isinstance(number, WordPiece) or number.number is None or number.percent:
        return piece, 1
    after = items[used + 1] if used + 1 < len(items) else None
    measured = isinstance(after, Mark) and after.kind == "measure"
    if not (times or measured) or number.number != number.number.to_integral_value():
        return piece, 1
    pairs = measured and isinstance(after, Mark) and _is_pair(after.text)
    return replace(piece, count=int(number.number), pairs=pairs), used + 1 + measured


def _countable(piece: TermPiece) -> bool:
    return piece.term.form == "noun" and piece.term.kind in ("product", "part", "packaging")


def _is_pair(measure: str) -> bool:
    return measure.lower() in (str(word).lower() for word in source_words()["pairs"])


def _unit(measure: str) -> str:
    if _is_pair(measure):
        return "size_pair"
    return "size_roll" if measure in _ROLLS else "size_sheet" if measure in _SHEETS else "size_piece"
