"""What a title states: the product, its figures, codes and features."""

import re
from dataclasses import replace
from decimal import Decimal

from tools.listing.localize.layout import layout
from tools.listing.localize.source_words import one_of
from tools.listing.localize.terms_pieces import AmountPiece, Piece, Reading, TermPiece, WordPiece
from tools.listing.localize.terms_product import PACKS, STATED, Line, Product, Unsaid, describes
from tools.listing.localize.terms_reading import PLACEHOLDER, is_code, is_negated
from tools.listing.terms import Term, terms

_IN_TITLE = (*STATED, "material", "colour", "pattern", "shape", "size_word")
_LATIN = ("en", "de", "fr", "es", "it")
_SURE_CODE = 5
_SHORT = 3
"""Signs from which a code is one whatever stands beside it."""
_BREAK = re.compile(r"[\s,，、;；|/()（）【】\[\]+＋]")
_PARTED = re.compile(r"[,，、;；|/()（）【】\[\]]")


def read_title(product: Product, reading: Reading, title: str) -> None:
    """Add what a title states; a title with other words is handed back too."""
    missing = list(reading.unread)
    for index, piece in enumerate(reading.pieces):
        if not _take(product, reading, index, piece):
            missing.append(reading.text[slice(*reading.spans[index])])
    if title.strip() and (missing or product.term is None):
        product.unsaid.append(Unsaid("title", None, title, tuple(missing)))


def _take(product: Product, reading: Reading, index: int, piece: Piece) -> bool:
    """Take over a piece; False where it cannot be said again."""
    if isinstance(piece, WordPiece):
        return _take_word(product, reading, index, piece)
    if isinstance(piece, AmountPiece):
        return _take_amount(product, reading, index, piece)
    return _take_term(product, reading, index, piece) if isinstance(piece, TermPiece) else True


def _poured(product: Product, piece: AmountPiece) -> AmountPiece:
    """Ounces of what holds liquids are fluid ones."""
    holds = product.line("attr_capacity") is not None or (
        product.term is not None and product.term.category in layout()["liquids"]
    )
    return replace(piece, quantity=replace(piece.quantity, unit="us_fl_oz")) if holds and piece.quantity.unit == "oz" else piece


def _take_amount(product: Product, reading: Reading, index: int, given: AmountPiece) -> bool:
    piece = _poured(product, given)
    for beside in (index - 1, index + 1):
        other = reading.pieces[beside] if 0 <= beside < len(reading.pieces) else None
        named = isinstance(other, TermPiece) and other.term.kind == "attribute_name"
        after = reading.pieces[index + 2] if beside > index and index + 2 < len(reading.pieces) else None
        if isinstance(after, AmountPiece) and not _parted(reading, index + 1):
            continue
        if isinstance(other, TermPiece) and named and not _gap(reading, min(index, beside)).strip(" :："):
            if product.line(other.term.id) is None:
                product.lines.append(Line(other.term, reading.text[slice(*reading.spans[index])], _alone(reading, index, piece)))
            return True
    if (known := _known_amount(product, piece)) is not None:
        label, own = known
        if label.id in layout()["title_amounts"] and _poured(product, own) not in product.amounts:
            product.amounts.append(_poured(product, own))
        return True
    if _measures_part(reading, index):
        return False
    if _measures_feature(reading, index, piece):
        return any(piece in line.reading.pieces for line in product.lines)
    if (_touches_unread(reading, index) and not _beside_thing(product, reading, index, piece)) or not _can_hold(product, piece):
        return False
    product.amounts.append(piece)
    quantity = piece.quantity
    label = layout()["amount_labels"].get(quantity.unit) or layout()["amount_labels"].get(quantity.kind)
    if label and product.line(label) is None:
        product.lines.append(Line(terms()[label], reading.text[slice(*reading.spans[index])], _alone(reading, index, piece)))
    return True


def _can_hold(product: Product, piece: AmountPiece) -> bool:
    """Litres of what heats, washes or draws off are a flow or a size of its own, no capacity."""
    is_flow = product.term is not None and product.term.id in layout()["without_capacity"]
    return piece.quantity.kind != "volume" or not is_flow


def _beside_thing(product: Product, reading: Reading, index: int, piece: AmountPiece) -> bool:
    """A figure of a plain unit right after the product word, or at the beginning: `Water Bottle 500ml Best`, `60升超薄…`.

    Not where the title has another figure of that kind, a bound, or speaks of another thing.
    """
    quantity = piece.quantity
    others = [each for each in reading.pieces if isinstance(each, AmountPiece) and each.quantity.kind == quantity.kind]
    if quantity.unit not in layout()["plain_units"] or piece.bound or quantity.high is not None or len(others) > 1:
        return False
    start, end = reading.spans[index]
    if one_of("of_another", reading.language).match(reading.text[end:].lstrip()):
        return False
    before = reading.pieces[index - 1] if index else None
    if before is None or (isinstance(before, WordPiece) and before.text.lower() == product.brand.lower()):
        opening = reading.text[:start] if before is None else _gap(reading, index - 1)
        return not any(word in opening for word in reading.unread) and reading.language not in _LATIN
    is_thing = isinstance(before, TermPiece) and before.term == product.term and product.term is not None
    return (is_thing and not _gap(reading, index - 1).strip()) or _leads_to_thing(product, reading, index)


def _leads_to_thing(product: Product, reading: Reading, index: int) -> bool:
    """In Chinese and Japanese what stands before a thing without a break is said of it: `玲珑超薄60升双胆扁桶电热水器`."""
    later = range(index + 1, len(reading.pieces))
    thing = next((at for at in later if _kind(reading, at) in ("product", "part")), None)
    if reading.language in _LATIN or thing is None or product.term is None:
        return False
    piece, start = reading.pieces[thing], reading.spans[index][0]
    between = reading.text[reading.spans[index][1] : reading.spans[thing][0]]
    opening = _BREAK.split(reading.text[:start])[-1]
    is_broken = _BREAK.search(between) or any(one_of("of_another", reading.language).search(each) for each in (opening, between))
    return isinstance(piece, TermPiece) and piece.term == product.term and not is_broken


def _known_amount(product: Product, piece: AmountPiece) -> tuple[Term, AmountPiece] | None:
    """The attribute that states the same quantity, in its unit or in that beside it, and how it says it."""
    told = _told(piece)
    pieces = ((line.label, each) for line in product.lines for each in line.reading.pieces if isinstance(each, AmountPiece))
    return next(((label, each) for label, each in pieces if told & _told(each)), None)


def _told(piece: AmountPiece) -> set[tuple[str, tuple[Decimal, ...]]]:
    """Unit and figures of a quantity and of that beside it."""
    given = [piece.quantity, *([piece.quantity.beside] if piece.quantity.beside else [])]
    return {(each.unit.removeprefix("us_fl_").removeprefix("liquid_"), tuple(each.figures)) for each in given}


def _measures_part(reading: Reading, index: int) -> bool:
    """The figure goes with a part that stands right beside it: `câble 2,5 m`, `10 mm driver`."""
    beside = [(reading.pieces[at], min(index, at)) for at in (index - 1, index + 1) if 0 <= at < len(reading.pieces)]
    parts = [before for piece, before in beside if isinstance(piece, TermPiece) and piece.term.kind == "part"]
    return any(not _gap(reading, before).strip() for before in parts)


def _measures_feature(reading: Reading, index: int, piece: AmountPiece) -> bool:
    """The figure goes with the feature before it and says nothing alone: `防水30m`, `Waterproof 30 m`."""
    before = reading.pieces[index - 1] if index else None
    if not isinstance(before, TermPiece) or before.term.kind != "feature":
        return False
    gap = _gap(reading, index - 1)
    return not gap or (not gap.strip() and piece.quantity.kind in ("length", "time"))


def _alone(reading: Reading, index: int, piece: Piece) -> Reading:
    return Reading(reading.text, reading.language, (piece,), (reading.spans[index],), ())


def _take_term(product: Product, reading: Reading, index: int, piece: TermPiece) -> bool:
    kind = piece.term.kind
    if kind == "product":
        if piece.term == product.term and piece.count and piece.count > 1 and piece.term.id in layout()["single"]:
            return False
        if piece.term == product.term and piece.count and piece.count > 1:
            unit = terms()["size_pair" if piece.pairs else "size_piece"]
            product.pieces = product.pieces or TermPiece(unit, {"n": str(piece.count)}, piece.count, piece.pairs)
        return piece.term == product.term
    if kind == "attribute_name":
        return True
    if piece.term.id in PACKS and piece.numbers and not _touches_unread(reading, index):
        product.pieces = product.pieces or piece
        return True
    named = layout()["materials"] if kind == "material" else layout()["colour_values"] if kind == "colour" else []
    if named and product.line(*named) is not None:
        return True
    if kind == "size_word" and not describes(piece):
        if product.line(*layout()["sizes"]) is not None:
            return True
        if _touches_unread(reading, index):
            return False
    if kind == "material" and (product.term is None or product.term.category in layout()["not_made_of"]):
        return False
    if not (describes(piece) or kind in _IN_TITLE) or not _is_of_product(reading, index):
        return False
    product.stated.append(piece)
    return True


def _take_word(product: Product, reading: Reading, index: int, piece: WordPiece) -> bool:
    start = reading.spans[index][0]
    if piece.text.lower() == product.brand.lower():
        return True
    before = reading.text[max(0, start - 14) : start]
    if re.search(rf"(?:{one_of('compatible', reading.language).pattern})\s*$", before, re.IGNORECASE):
        if piece.number is not None:
            return False
        product.compatible.append(piece.text)
        return True
    previous = reading.pieces[index - 1] if index else None
    goes_on = isinstance(previous, WordPiece) and product.compatible and product.compatible[-1].endswith(previous.text)
    if goes_on and not _gap(reading, index - 1).strip():
        product.compatible[-1] += f" {piece.text}"
        return True
    if (
        piece.number is not None
        or not (is_code(piece.text) or _is_placeholder(piece.text))
        or (_touches_unread(reading, index) and len(piece.text) < _SURE_CODE)
    ):
        return False
    if _measures_part(reading, index) or not (
        any(sign.isdigit() for sign in piece.text) or piece.text in layout()["title_words"] or _is_placeholder(piece.text)
    ):
        return False
    beside_word = isinstance(previous, WordPiece) and not _parted(reading, index - 1) and previous.text != product.brand
    after_figure = isinstance(previous, WordPiece) and previous.number is not None
    if beside_word and (after_figure or len(piece.text) < _SHORT):
        return False
    product.codes.append(piece.text)
    return True


def _is_placeholder(text: str) -> bool:
    return PLACEHOLDER.fullmatch(text) is not None


def _is_of_product(reading: Reading, index: int) -> bool:
    """A term that is said of the product itself: not of a part, not turned round, not within an unknown word."""
    if is_negated(reading, index) or _is_letter_within(reading, index):
        return False
    following = reading.pieces[index + 1] if index + 1 < len(reading.pieces) else None
    owner = following.term.kind if isinstance(following, TermPiece) and not _parted(reading, index) else ""
    if owner == "part" or (owner in ("material", "colour") and _kind(reading, index) == "pattern"):
        return False
    if _kind(reading, index) == "material" and _is_of_unread(reading, index):
        return False
    return reading.language in _LATIN or not _touches_unread(reading, index)


def _kind(reading: Reading, index: int) -> str:
    piece = reading.pieces[index]
    return piece.term.kind if isinstance(piece, TermPiece) else ""


def _is_of_unread(reading: Reading, index: int) -> bool:
    """A material of something unknown, which stands after it, in Romance languages before: `Metal Index Case`, `semelle EVA`."""
    start, end = reading.spans[index]
    before, after = reading.text[:start].rstrip(), reading.text[end:].lstrip()
    if re.search(rf"(?:{one_of('within', reading.language).pattern})$", before, re.IGNORECASE):
        return True
    comes_first = reading.language in ("fr", "es", "it")
    is_short = end - start <= _SHORT
    before_it = (comes_first or is_short) and any(word and before.endswith(word) for word in reading.unread)
    return before_it or ((not comes_first or is_short) and any(word and after.startswith(word) for word in reading.unread))


def _is_letter_within(reading: Reading, index: int) -> bool:
    """A single letter that a sign other than a mark stands against is no size: the L of `L@@K`."""
    start, end = reading.spans[index]
    beside = reading.text[max(0, start - 1) : start] + reading.text[end : end + 1]
    measured = re.search(r"\d\s?$", reading.text[:start]) is not None
    return end - start == 1 and bool(measured or re.search(r"[^\s\w,;:()（）|/、，.]|[A-Za-z0-9]", beside))


def _parted(reading: Reading, index: int) -> bool:
    """A sign stands between a piece and the next."""
    return bool(_PARTED.search(_gap(reading, index)))


def _gap(reading: Reading, index: int) -> str:
    """What lies between a piece and the next."""
    return reading.text[reading.spans[index][1] : reading.spans[index + 1][0]]


def _touches_unread(reading: Reading, index: int) -> bool:
    """Unknown words stand right beside it, blanks aside in a Latin script."""
    start, end = reading.spans[index]
    before, after = reading.text[:start], reading.text[end:]
    if reading.language in _LATIN:
        before, after = before.rstrip(), after.lstrip()
    return any(word and (before.endswith(word) or after.startswith(word)) for word in reading.unread)
