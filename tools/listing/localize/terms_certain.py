"""Facts that prose of unknown wording states beyond doubt: named measures of the whole product, its material."""

import re
from collections.abc import Iterator

from tools.listing.localize.layout import layout
from tools.listing.localize.source_words import any_of, one_of, words_of
from tools.listing.localize.terms_pieces import AmountPiece, JoinPiece, Reading, TermPiece, WordPiece
from tools.listing.localize.terms_product import Line, Product, line_of
from tools.listing.localize.terms_reading import is_negated, read, split_clauses, split_sentences
from tools.listing.terms import Term, terms

_HEADING = re.compile(r"【([^】]*)】|^([^:：.]{1,40})[:：]\s")
_SIDES = re.compile(r"[长宽高深](?=\s?\d[\d.]*\s?(?:mm|cm|毫米|厘米|m|米)?\s?[×xX*]|\s?\d[\d.]*\s?(?:mm|cm|毫米|厘米))")
_INNER_UNIT = re.compile(r"(?<=\d)\s?(mm|cm|毫米|厘米)(?=\s?[×xX*]\s?\d[\d.]*\s?\1)")
_RATING = re.compile(r"IP[X\d]\d[A-Z]?")
_SEVERAL = re.compile(r"[×xX*]")
_OF_SIDES = re.compile(r"[\s长宽高深LWHDBTlwhdbt×xX*/]+")
_GRADE = re.compile(r"[\s\d/.-]*")


def take_certain(product: Product, text: str, language: str, kept: list[str]) -> None:
    """Add what is certain of a text that is handed back as a whole.

    A figure is taken with the name of its attribute, where that is said of the whole product or begins the sentence;
    a material where it begins the sentence and a verb goes on from it. Nothing is taken of what is negated, compared,
    optional, or said of another thing, nor what an attribute or the title states already.

    Args:
        product: Its facts so far.
        text: A bullet or the description.
        language: Of the text.
        kept: Words to keep as they are.
    """
    for sentence in _sentences(text, language):
        for index, clause in enumerate(split_clauses(sentence)):
            if one_of("uncertain", language).search(clause):
                break
            if _OF_SIDES.fullmatch(clause):
                continue
            reading = read(clause, language, kept)
            begins = index == 0
            is_taken = _take_measure(product, reading, begins, kept) or (
                begins and (_take_leading(product, reading, kept) or _take_material(product, reading, sentence, kept))
            )
            if not is_taken and reading.terms("part", "product", "packaging"):
                break


def _sentences(text: str, language: str) -> Iterator[str]:
    """Sentences without their headings; none of a heading that makes them uncertain."""
    unsure = one_of("uncertain", language)
    for part in re.split(r"(?=【)", text):
        heading = _HEADING.match(part)
        if heading and unsure.search(heading[0]):
            continue
        for sentence in split_sentences(part[heading.end() :] if heading and part.startswith("【") else part):
            yield from (each for each in re.split(r"[;；]", _without_sides(sentence)) if each.strip())


def _without_sides(sentence: str) -> str:
    """`长575mm×宽370mm×高190mm` as plain sides."""
    return _INNER_UNIT.sub("", _SIDES.sub("", sentence)) if _SEVERAL.search(sentence) else sentence


def _take_measure(product: Product, reading: Reading, begins: bool, kept: list[str]) -> bool:
    """`净重约28kg`, `产品外形尺寸为695×320×565毫米`, `防水等级为IPX4`: a name, then its figure."""
    for index, piece in enumerate(reading.pieces[:-1]):
        if not isinstance(piece, TermPiece) or piece.term.id not in layout()["certain"]:
            continue
        start, end = reading.spans[index]
        before = _whole(reading.language).sub("", reading.text[:start]).strip(" :：-")
        gap = reading.text[end : reading.spans[index + 1][0]]
        if before or (not begins and not reading.text[:start].strip() and not _is_of_whole(reading, index)):
            return False
        if any(word in reading.unread for word in re.findall(r"\w+", gap)) or is_negated(reading, index):
            return False
        return _add(product, reading, piece.term, index + 1, kept)
    return False


def _take_leading(product: Product, reading: Reading, kept: list[str]) -> bool:
    """`24 l Volumen`, `5000 mAh`, `IPX7`: a figure that begins the sentence and is named after, or needs no name."""
    first = reading.pieces[0] if reading.pieces else None
    if first is None or reading.text[: reading.spans[0][0]].strip():
        return False
    at, label = 0, None
    following = reading.pieces[1] if len(reading.pieces) > 1 else None
    if isinstance(first, AmountPiece):
        is_named = isinstance(following, TermPiece) and following.term.id in layout()["certain"]
        is_beside = is_named and not reading.text[reading.spans[0][1] : reading.spans[1][0]].strip()
        if is_beside and isinstance(following, TermPiece):
            at, label = 1, following.term
        elif first.quantity.unit in _units_of(terms()["attr_battery_capacity"]):
            label = terms()["attr_battery_capacity"]
    elif isinstance(first, WordPiece) and _RATING.fullmatch(first.text):
        label = terms()["attr_ip_rating"]
    rest = reading.text[reading.spans[at][1] :].strip()
    if label is None or is_negated(reading, 0) or (rest and not one_of("goes_on", reading.language).match(rest)):
        return False
    value = Reading(reading.text, reading.language, reading.pieces[:1], reading.spans[:1], ())
    return _add(product, value, label, 0, kept, goes_on=True)


def _is_of_whole(reading: Reading, index: int) -> bool:
    """The name itself says that the whole product is meant: `净重`, `产品尺寸`."""
    return bool(one_of("of_whole", reading.language).match(reading.text[slice(*reading.spans[index])]))


def _whole(language: str) -> re.Pattern[str]:
    return any_of(tuple([*words_of("whole", language), *words_of("fillers", language)]))


def _add(product: Product, reading: Reading, label: Term, at: int, kept: list[str], *, goes_on: bool = False) -> bool:
    """The figure as the value of an attribute, where no unknown word goes on from it."""
    start, end = reading.spans[at]
    rest = reading.text[end:].lstrip()
    more = reading.pieces[at + 1] if at + 1 < len(reading.pieces) else None
    is_list = isinstance(more, JoinPiece) or re.match(r"[/~～–×xX*+&-]", rest)
    if not goes_on and (is_list or any(word and rest.startswith(word) for word in reading.unread)):
        return False
    piece = reading.pieces[at]
    value = reading.text[start:end]
    is_fit = piece.quantity.unit in _units_of(label) if isinstance(piece, AmountPiece) else bool(_RATING.fullmatch(value))
    if not is_fit:
        return False
    line = line_of(label, value, reading.language, kept)
    if line is None or line.label.id not in layout()["certain"] or not holds(product, line):
        return False
    if product.line(line.label.id) is None:
        product.lines.append(line)
    return True


def _units_of(label: Term) -> list[str]:
    found: list[str] = layout()["certain"][label.id]
    return found


def holds(product: Product, line: Line) -> bool:
    """A product of this kind may have the measure: what heats water as it flows holds none."""
    return line.label.id != "attr_capacity" or product.term is None or product.term.id not in layout()["without_capacity"]


def _take_material(product: Product, reading: Reading, sentence: str, kept: list[str]) -> bool:
    """`18/8 stainless steel keeps drinks cold`, `采用304不锈钢材质`: nothing but small words before, a verb or nothing after."""
    named = [*layout()["materials"]]
    first = reading.pieces[0] if reading.pieces else None
    known = product.line(*named) is not None or any(piece.term.kind == "material" for piece in product.stated)
    if not isinstance(first, TermPiece) or first.term.kind != "material" or known or product.term is None:
        return False
    is_whole = first.percent in (None, 100) and len(read(sentence, reading.language, kept).terms("material")) == 1
    if product.term.category in layout()["not_made_of"] or not is_whole:
        return False
    start, end = reading.spans[0]
    before = one_of("made_of", reading.language).sub("", reading.text[:start])
    if before.strip() and not _GRADE.fullmatch(before):
        return False
    rest = reading.text[end:].strip()
    if is_negated(reading, 0) or (rest and not one_of("goes_on", reading.language).match(rest)):
        return False
    product.stated.append(first)
    return True
