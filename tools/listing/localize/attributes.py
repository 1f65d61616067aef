"""The description: every fact as a line; highlights and search terms."""

from collections.abc import Iterator

from tools.listing.localize.compose_saying import Speaker
from tools.listing.localize.layout import layout
from tools.listing.localize.terms_pieces import TermPiece
from tools.listing.localize.terms_product import Product, describes
from tools.listing.localize.titles import pack_phrase

_TOLD = {
    "feature": "attr_features",
    "size_word": "attr_features",
    "use": "attr_intended_use",
    "room": "attr_room_type",
    "season": "attr_season",
    "audience": "attr_target_audience",
    "care": "attr_care_instructions",
    "material": "attr_material",
    "colour": "attr_colour",
    "pattern": "attr_pattern",
    "shape": "attr_shape",
}


def description_of(product: Product, speaker: Speaker, legal: list[str], limit: int | None) -> str:
    """One line for each attribute and for what the texts add, so that no fact is lost.

    Args:
        product: Its facts.
        speaker: Says them.
        legal: Lines that the market asks for and the seller's data allow.
        limit: Most characters; what does not fit is left out from the end.
    """
    lines = [line for line in dict.fromkeys(_lines(product, speaker)) if speaker.carried(line)]
    text = "\n".join([*lines, *legal])
    while limit is not None and lines and len(text) > limit:
        lines.pop()
        text = "\n".join([*lines, *legal])
    return text


def _lines(product: Product, speaker: Speaker) -> Iterator[str]:
    grammar = speaker.grammar
    if product.brand:
        yield grammar.line(speaker.label("attr_brand"), product.brand)
    if product.term is not None:
        title = grammar.forms(product.term).get("title")
        yield grammar.line(speaker.label("attr_product_type"), grammar.noun(product.term, 2 if title == "other" else 1).text)
    added = _added(product)
    for line in product.lines:
        if line.label.id in layout()["hidden"]:
            continue
        more = [speaker.describing(piece) for piece in added.pop(line.label.id, [])]
        yield grammar.line(speaker.label(line.label.id), grammar.listed([speaker.value(line), *more]))
    for label, pieces in added.items():
        yield grammar.line(speaker.label(label), grammar.listed([_stated(piece, speaker) for piece in pieces]))
    if product.compatible and product.line("attr_compatibility") is None:
        yield grammar.line(speaker.label("attr_compatibility"), ", ".join(product.compatible))
    if further := _further(product, speaker):
        yield grammar.line(str(grammar.patterns["further"]), grammar.listed(further))


def _further(product: Product, speaker: Speaker) -> list[str]:
    """Figures and codes of the title that no attribute has."""
    known = speaker.grammar.listed([speaker.value(line) for line in product.lines])
    pack = "" if product.line(*layout()["pieces"]) else pack_phrase(product, speaker)
    codes = [code for code in product.codes if any(sign.isdigit() for sign in code)]
    amounts = [speaker.piece(piece) for piece in product.amounts if speaker.piece(piece, short=True) not in known]
    found = [*amounts, pack, *codes]
    return [words for words in found if words and words not in known]


def _stated(piece: TermPiece, speaker: Speaker) -> str:
    return speaker.grammar.neutral(piece.term) if piece.term.kind in ("material", "colour") else speaker.describing(piece)


def _added(product: Product) -> dict[str, list[TermPiece]]:
    """What title and prose state beyond the attributes, by the attribute it belongs to."""
    in_lines = {piece.term.id for line in product.lines for piece in line.reading.pieces if isinstance(piece, TermPiece)}
    found: dict[str, list[TermPiece]] = {}
    for piece in product.stated:
        is_size = piece.term.kind == "size_word" and not describes(piece)
        known = found.setdefault("attr_size" if is_size else _TOLD[piece.term.kind], [])
        if piece.term.id not in in_lines and piece not in known:
            known.append(piece)
    return {label: pieces for label, pieces in found.items() if pieces}
