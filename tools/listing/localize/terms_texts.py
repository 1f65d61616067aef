"""The facts of a listing: its attributes, then what title and prose add to them."""

import re
from dataclasses import replace

from tools.listing.contract import Listing
from tools.listing.localize.source_words import size_system
from tools.listing.localize.terms_certain import take_certain
from tools.listing.localize.terms_naming import given_type, is_type_of_store
from tools.listing.localize.terms_pieces import AmountPiece, JoinPiece, Piece, Reading, TermPiece, WordPiece
from tools.listing.localize.terms_product import (
    STATED,
    Product,
    Unsaid,
    attribute_name,
    line_of,
    read_attributes,
)
from tools.listing.localize.terms_reading import read, split_clauses, split_sentences
from tools.listing.localize.terms_thing import product_of_title
from tools.listing.localize.terms_title import read_title
from tools.listing.terms import Term


def product_of(listing: Listing, language: str) -> Product:
    """The facts of a listing.

    Args:
        listing: The source.
        language: Of its texts.
    """
    product = Product(listing.brand or "")
    kept = [product.brand] if product.brand else []
    read_attributes(product, listing, language, kept)
    reading = product.title = read(listing.title, language, kept, names_product=True)
    product.term = _meant(listing, given_type(listing, language), product_of_title(reading, _prose(listing)))
    _name_feet(product, language)
    read_title(product, reading, listing.title)
    for name, index, text in listing.texts():
        if name in ("highlights", "bullets", "description"):
            _read_prose(product, name, index, text, language, kept)
    return product


def _prose(listing: Listing) -> str:
    return "\n".join(text for name, _, text in listing.texts() if name in ("bullets", "description"))


def _name_feet(product: Product, language: str) -> None:
    """The length in cm that shoes are sold by is a size, no dimension."""
    if product.term is None or product.term.category != "shoes":
        return
    for at, line in enumerate(product.lines):
        named = attribute_name(line.name, language) if line.name else None
        if named is not None and named.id == "attr_size" and size_system(line.value)[1]:
            product.lines[at] = replace(line, label=named)


def _meant(listing: Listing, given: Term | None, named: Term | None) -> Term | None:
    """The type that the seller gives; of a store's wide type the thing of its kind that the title names."""
    if given is None or named is None:
        return given or named
    return named if is_type_of_store(listing.product_type) and named.category == given.category else given


def _read_prose(product: Product, name: str, index: int | None, text: str, language: str, kept: list[str]) -> None:
    """Sentences of known words only are facts; a text with any other is handed back as it is.

    A clause within a sentence may speak of a part or go on about something unknown, so none is taken by itself,
    except names with their figures at the beginning: `净重28kg，…`.
    """
    lacking: list[str] = []
    for sentence in split_sentences(text):
        if _take_named(product, sentence, language, kept):
            continue
        readings = [read(clause, language, kept) for clause in split_clauses(sentence)]
        if readings and all(each.carried and _can_take(product, each, language, kept) for each in readings):
            for each in readings:
                _take_clause(product, each, language, kept)
            continue
        for each in readings:
            if not (_is_labelled(each) and _take_clause(product, each, language, kept)):
                break
        lacking += [word for each in readings for word in each.unread] or [sentence]
    if lacking:
        take_certain(product, text, language, kept)
        product.unsaid.append(Unsaid(name, index, text, tuple(lacking)))


def _take_named(product: Product, sentence: str, language: str, kept: list[str]) -> bool:
    """Take over `Contenu : 1 lampe, 1 câble`: the name of an attribute with all its values."""
    parts = re.fullmatch(r"([^:：]{1,40})[:：]\s*(\S.*)", sentence)
    label = attribute_name(parts[1].strip(), language) if parts else None
    line = line_of(label, parts[2], language, kept) if parts and label else None
    if line is None or (product.line(line.label.id) is not None and product.line(line.label.id) != line):
        return False
    if product.line(line.label.id) is None:
        product.lines.append(line)
    return True


def _is_labelled(reading: Reading) -> bool:
    first = reading.pieces[0] if reading.carried else None
    has_amount = any(isinstance(piece, AmountPiece) for piece in reading.pieces)
    return isinstance(first, TermPiece) and first.term.kind == "attribute_name" and has_amount


def _can_take(product: Product, reading: Reading, language: str, kept: list[str]) -> bool:
    """Whether a clause could be said again; takes nothing."""
    trial = replace(product, lines=list(product.lines), stated=list(product.stated))
    return _take_clause(trial, reading, language, kept)


def _take_clause(product: Product, reading: Reading, language: str, kept: list[str]) -> bool:
    """Take over what a clause says, where it can be said again; otherwise False."""
    pieces: list[Piece] = [piece for piece in reading.pieces if not isinstance(piece, JoinPiece)]
    first = pieces[0]
    if isinstance(first, TermPiece) and first.term.kind == "attribute_name":
        rest = reading.text[reading.spans[reading.pieces.index(first)][1] :].lstrip(" :：-")
        line = line_of(first.term, rest, language, kept) if rest else None
        if line is None:
            return False
        if product.line(first.term.id) is None:
            product.lines.append(line)
            return True
        return product.line(first.term.id) == line or _says_again(product, pieces[1:])
    stated = [piece for piece in pieces if isinstance(piece, TermPiece) and piece.term.kind in STATED]
    if len(stated) == len(pieces):
        product.stated += stated
        return True
    return _says_again(product, pieces)


def _says_again(product: Product, pieces: list[Piece]) -> bool:
    """All of it is known already."""
    known = [piece for line in product.lines for piece in line.reading.pieces] + product.amounts + list(product.stated)
    words = {product.brand, *product.codes}
    return all(
        piece in known
        or (isinstance(piece, TermPiece) and piece.term == product.term)
        or (isinstance(piece, WordPiece) and piece.text in words)
        for piece in pieces
    )
