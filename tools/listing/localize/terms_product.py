"""What a listing says of its product, as pieces: attributes first, then what title and bullets add."""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from tools.documents.language import guess_language
from tools.listing.contract import Listing
from tools.listing.localize.layout import country, layout
from tools.listing.localize.mains import read_mains
from tools.listing.localize.source_words import is_cjk, one_of, source_words, words_of
from tools.listing.localize.terms_pieces import AmountPiece, JoinPiece, Piece, Reading, TermPiece, WordPiece
from tools.listing.localize.terms_reading import PLACEHOLDER, is_code, read
from tools.listing.localize.units import read_quantity
from tools.listing.terms import LANGUAGES, Term, find_term, terms

_LATIN = ("en", "de", "fr", "es", "it")


STATED = ("feature", "use", "audience", "room", "season", "care")
"""Kinds of terms that prose may state of the product."""
_UNIT_OF_NAME = re.compile(r"[(（_/\s]\s*([^\W\d_]{1,6}|%|°[CF]|℃)\s*[)）]?$")
_SIZE_OF_SYSTEM = re.compile(r"(?:EU|EUR|US|UK|AU|CN|JP|DE|FR|IT|ES)\s?\d{1,3}(?:[.,]5)?(?:\s?[-–]\s?\d{1,3}(?:[.,]5)?)?")
_LONGEST_ACRONYM = 4
_BARE = re.compile(r"[\d.,]+(?:\s*[-~x×*X]\s*[\d.,]+)*")
PACKS = ("size_piece", "size_pair", "size_roll", "size_sheet", "size_pack_of_n", "size_set_of_n", "size_n_piece_set")
"""Terms that say how many are sold."""


def describes(piece: TermPiece) -> bool:
    """A phrase with a figure that describes like a feature: `3-tier`, `for 4 people`."""
    return piece.term.kind == "size_word" and bool(piece.numbers) and piece.term.id not in PACKS


@dataclass(frozen=True)
class Line:
    """One attribute whose name and value any language can say.

    Attributes:
        value: As given.
        affirmed: The value says yes (True) or no (False); None when it says more.
        is_country: The value is a country.
        name: Of the attribute, as given; "" when a text states it.
    """

    label: Term
    value: str
    reading: Reading
    affirmed: bool | None = None
    is_country: bool = False
    name: str = ""


@dataclass(frozen=True)
class Unsaid:
    """A text that the term base does not carry, with the words that it lacks."""

    field: str
    index: int | None
    text: str
    words: tuple[str, ...]
    reason: str = "listing_localize_not_carried"


@dataclass
class Product:
    """Facts of a product in no language.

    Attributes:
        term: What it is; None when the listing does not say it in known words.
        stated: Terms that title and prose add to the attributes, in their order.
        title_pieces: Figures and codes of the title.
        compatible: Names of what it fits.
    """

    brand: str
    term: Term | None = None
    lines: list[Line] = field(default_factory=list)
    stated: list[TermPiece] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    amounts: list[AmountPiece] = field(default_factory=list)
    compatible: list[str] = field(default_factory=list)
    pieces: TermPiece | None = None
    unsaid: list[Unsaid] = field(default_factory=list)
    title: Reading | None = None

    def line(self, *labels: str) -> Line | None:
        """The first attribute of these names, in their order."""
        found = {line.label.id: line for line in reversed(self.lines)}
        return next((found[label] for label in labels if label in found), None)

    def all_of(self, *kinds: str) -> list[TermPiece]:
        """Terms of these kinds that the attributes and the texts state, each once."""
        from_lines = [piece for line in self.lines for piece in line.reading.pieces if isinstance(piece, TermPiece)]
        found = [
            piece
            for piece in (*from_lines, *self.stated)
            if piece.term.kind in kinds or ("feature" in kinds and describes(piece))
        ]
        once: dict[tuple[str, ...], TermPiece] = {}
        for piece in found:
            once.setdefault((piece.term.id, *piece.numbers.values()), piece)
        return list(once.values())


def read_attributes(product: Product, listing: Listing, language: str, kept: list[str]) -> None:
    """Add the lines of the attributes; what cannot be said is handed back."""
    for name, given in listing.attributes.items():
        if not given.strip() or _is_legal(name):
            continue
        value = _with_unit(name, given, language)
        label = attribute_name(name, language)
        if label is None:
            product.unsaid.append(
                Unsaid(f"attributes.{name}", None, f"{name}: {value}", (name,), "listing_localize_name_unknown")
            )
            continue
        if label.id == "attr_brand":
            product.brand = product.brand or value.strip()
        line = line_of(label, value, language, kept)
        if line is not None:
            product.lines.append(replace(line, name=name))
        elif label.id in layout()["lists"]:
            _read_list(product, label, name, value, language, kept)
        elif label.id not in layout()["hidden"]:
            unread = reading_of(value, language, kept).unread
            product.unsaid.append(Unsaid(f"attributes.{name}", None, f"{name}: {value}", unread))


def _names_system(value: str) -> bool:
    """A size that names its system in letters, which stay as they are: `EU 42`."""
    return not is_cjk(value) and bool(_SIZE_OF_SYSTEM.fullmatch(value.strip()))


def _read_list(product: Product, label: Term, name: str, value: str, language: str, kept: list[str]) -> None:
    """Of a list each value by itself: those that can be said as a line, the others handed back."""
    values = [each.strip() for each in re.split(r"[、;；|\n]|[,，](?!\d)", value) if each.strip()]
    said = [each for each in values if reading_of(each, language, kept).carried]
    if said:
        line = line_of(label, ", ".join(said), language, kept)
        product.lines += [replace(line, name=name)] if line else []
    back = [each for each in values if each not in said]
    words = [word for each in back for word in reading_of(each, language, kept).unread]
    product.unsaid.append(Unsaid(f"attributes.{name}", None, f"{name}: {', '.join(back)}", tuple(words)))


def line_of(label: Term, value: str, language: str, kept: list[str]) -> Line | None:
    """An attribute as a line, where all of its value can be said."""
    reading = reading_of(value, language, kept)
    reading = _of_kind(label, reading)
    label = _named_by_unit(label, reading)
    if label.id == "attr_country_of_origin" and country(value, "en"):
        return Line(label, value.strip(), reading, is_country=True)
    for affirmed, name in ((True, "affirmed"), (False, "denied")):
        if any(value.strip().lower() in (str(word).lower() for word in words) for words in source_words()[name].values()):
            said = Line(label, value, Reading(value, language, (), (), ()), affirmed)
            return None if label.id in layout()["ratings"] else said
    if label.id in layout()["plugs"] and read_mains(value).plugs:
        return Line(label, value, Reading(value, language, (), (), ()))
    if label.id in layout()["sizes"] and _names_system(value):
        return Line(label, value, Reading(value, language, (WordPiece(value),), ((0, len(value)),), ()))
    if label.id in layout()["verbatim"] and not is_cjk(value):
        names = _names(value, language)
        is_named = label.id in layout()["fits"]
        return None if is_named and not all(is_name(name, language) for name in _texts(names)) else Line(label, value, names)
    reading = _without_idle_names(reading)
    return Line(label, value, reading) if reading.carried and _fits(label, reading) else None


def _texts(reading: Reading) -> list[str]:
    return [piece.text for piece in reading.pieces if isinstance(piece, WordPiece)]


def _of_kind(label: Term, reading: Reading) -> Reading:
    """Words that are a colour as well as a material are what the name asks for: copper."""
    kind = "material" if label.id in layout()["groups"]["material"] else "colour" if label.id in layout()["colour_values"] else ""
    other = {"material": "colour", "colour": "material"}.get(kind)

    def meant(piece: Piece, span: tuple[int, int]) -> Piece:
        if not (isinstance(piece, TermPiece) and piece.term.kind == other):
            return piece
        found = find_term(reading.text[slice(*span)], reading.language, kind)
        return replace(piece, term=found) if found else piece

    return replace(reading, pieces=tuple(meant(*each) for each in zip(reading.pieces, reading.spans, strict=True)))


def _named_by_unit(label: Term, reading: Reading) -> Term:
    """The name that fits the unit of the value: a size in cm is dimensions, a capacity in mAh that of a battery."""
    units = {piece.quantity.unit for piece in reading.pieces if isinstance(piece, AmountPiece)}
    if label.id == "attr_size" and units:
        return terms()["attr_dimensions"]
    if all(isinstance(piece, WordPiece) and is_code(piece.text) for piece in reading.pieces) and label.id in layout()["by_code"]:
        return terms()[layout()["by_code"][label.id]]
    named = layout()["by_unit"].get(label.id, {})
    return next((terms()[named[unit]] for unit in sorted(units) if unit in named), label)


def _fits(label: Term, reading: Reading) -> bool:
    """The value is of the kind that the name asks: no length as a material, no part as a colour."""
    if label.id in layout()["groups"]["material"]:
        return not any(isinstance(piece, AmountPiece) for piece in reading.pieces)
    if label.id in layout()["colour_values"]:
        return not reading.terms("part", "product", "attribute_name", "packaging")
    if label.id in layout()["not_figures"]:
        return any(not isinstance(piece, AmountPiece) and not _is_figure(piece) for piece in reading.pieces)
    if label.id in layout()["tastes"]:
        return not reading.terms("material", "colour", "part")
    if label.id in layout()["ratings"]:
        return all(isinstance(piece, WordPiece) and is_code(piece.text) for piece in reading.pieces)
    return True


def _is_figure(piece: Piece) -> bool:
    return isinstance(piece, JoinPiece) or (isinstance(piece, WordPiece) and piece.number is not None)


def is_name(text: str, language: str) -> bool:
    """Words that are written the same everywhere: `iPhone 15`, `Ford F-150`; none that the source's language has in its terms."""
    if PLACEHOLDER.fullmatch(text.strip()):
        return True
    known = read(text, language)
    words = text.split()
    if known.terms("product", "part", "feature", "use", "audience", "room", "material", "colour", "season", "attribute_name"):
        return False
    small = {str(word).lower() for word in (*words_of("joins", language), *words_of("fillers", language))}
    told = [word for word in words if any(sign.isalpha() for sign in word)]
    return bool(told) and all(_is_named(word, language) and word.lower() not in small for word in told)


def _is_named(word: str, language: str) -> bool:
    plain = word.strip("()[]/&+-,.")
    short = not plain.isupper() or len(plain) <= _LONGEST_ACRONYM
    return bool(one_of("names", language).fullmatch(plain)) or is_code(plain) or (plain[:1].isupper() and short)


def _without_idle_names(reading: Reading) -> Reading:
    """Names of attributes without a figure after them say nothing in a value: the port of `Type-C port`."""
    kept = [
        at
        for at, piece in enumerate(reading.pieces)
        if not (isinstance(piece, TermPiece) and piece.term.kind == "attribute_name")
        or any(isinstance(following, AmountPiece) for following in reading.pieces[at + 1 : at + 2])
    ]
    return replace(reading, pieces=tuple(reading.pieces[at] for at in kept), spans=tuple(reading.spans[at] for at in kept))


def _names(value: str, language: str) -> Reading:
    """Names as they are, parted by commas of the language written in."""
    names = [name.strip() for name in re.split(r"[、，;；\n]|,(?!\d)", value) if name.strip()]
    pieces: list[Piece] = []
    for name in names:
        pieces += [JoinPiece(","), WordPiece(name)] if pieces else [WordPiece(name)]
    return Reading(value, language, tuple(pieces), tuple((0, len(value)) for _ in pieces), ())


def _with_unit(name: str, value: str, language: str) -> str:
    """Bare figures together with the unit that the name of their attribute ends in: `重量(g)`, `capacity_ml`."""
    unit = _UNIT_OF_NAME.search(name) if _BARE.fullmatch(value.strip()) else None
    written = f"{value.strip().replace('*', 'x')} {unit[1]}" if unit else value
    return written if unit and read_quantity(written, language) is not None else value


def reading_of(value: str, language: str, kept: list[str]) -> Reading:
    """A value read in the language that carries it: its own, that of the texts, English."""
    own = guess_language(value) if is_cjk(value) else None
    tried = dict.fromkeys(
        [own or ("zh" if language not in ("zh", "ja") else language), language, "zh"] if is_cjk(value) else [language, "en"]
    )
    readings = [read(value, each, kept) for each in tried if not (is_cjk(value) and each in _LATIN)]
    return min(readings, key=lambda each: (not each.carried, len("".join(each.unread))))


@cache
def attribute_name(name: str, language: str) -> Term | None:
    """The attribute that a sheet's column means: `容量`, `item_weight`, `重量(g)`, `Farbe`."""
    plain = re.sub(r"[(（].*?[)）]", "", name.replace("_", " ").replace("-", " ")).strip() or name
    return _named(plain, language) or _named(re.sub(r"\s\S{1,3}$", "", plain), language)


def _named(plain: str, language: str) -> Term | None:
    for label, names in source_words()["attributes"].items():
        if plain.lower() in (str(each).lower() for each in names):
            return terms()[label]
    tried = dict.fromkeys([language, "en", *LANGUAGES])
    return next((found for each in tried if (found := find_term(plain, each, "attribute_name"))), None)


def _is_legal(name: str) -> bool:
    plain = name.replace("_", " ").strip().lower()
    return any(plain in names for names in source_words()["supplied"].values()) and plain != "manufacturer"
