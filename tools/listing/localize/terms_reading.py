"""A text of a product sheet read into terms, quantities, codes and what lies between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tools.listing.localize.source_words import any_of, figured_terms, is_cjk, one_of, source_words, words_of
from tools.listing.localize.terms_joining import Mark, joined_pieces
from tools.listing.localize.terms_pieces import AgePiece, AmountPiece, JoinPiece, Piece, Reading, TermPiece, WordPiece
from tools.listing.localize.units import read_quantities
from tools.listing.terms import Found, find_terms, folded, terms

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]\b|\{\{[^{}]*\}\}|\{[^{}]*\}|\$\{[^{}]*\}")
_CODE = re.compile(r"(?<![^\W_])(?![xX]\d+\b)[A-Za-z0-9]+(?:[-.+][A-Za-z0-9]+)*(?:\([A-Z0-9]+\))?\+?(?![^\W_])", re.ASCII)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:\s?([%％]))?")
_GAP = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?|\S")
_SIGNS = re.compile(r"[,，、;；|/／&+＋•·\n*×~～-]")
_SILENT = re.compile(r"[\s:：()（）\[\]【】「」『』\"'“”‘’。.!！?？®™_–—<>《》]+")
_SLASH = re.compile(r"(?<=[^\W\d_])/(?=[^\W\d_])")
_COUNTED_BY_ITSELF = "quantity"
_PERCENT = "percent"
_LONGEST_PART = 4
_WIDTHS = {
    sign: sign - 0xFEE0 for sign in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0D, 0xFF0E)
}
_READ_KINDS = ("attribute_name",)


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    rank: int
    piece: Piece


def read(text: str, language: str, kept: Sequence[str] = (), *, names_product: bool = False) -> Reading:
    """A text as pieces.

    Args:
        text: A value, a clause, a title.
        language: Its language.
        kept: Words to keep as they are: brand, names.
        names_product: A word that is a product as well as a part is the product, as in a title.
    """
    text = text.translate(_WIDTHS)
    chosen = _chosen(list(_candidates(text, language, kept, names_product)))
    stream: list[tuple[Piece | Mark, tuple[int, int]]] = []
    place = 0
    for span in chosen:
        stream += _between(text, place, span.start, language)
        stream.append((span.piece, (span.start, span.end)))
        place = span.end
    stream += _between(text, place, len(text), language)
    pieces, spans, unread = joined_pieces(stream)
    return Reading(text, language, tuple(pieces), tuple(spans), tuple(text[start:end] for start, end in unread))


def _candidates(text: str, language: str, kept: Sequence[str], names_product: bool) -> Iterator[_Span]:
    for match in PLACEHOLDER.finditer(text):
        yield _Span(match.start(), match.end(), 0, WordPiece(match[0]))
    for match in any_of(tuple(word for word in kept if word)).finditer(text):
        yield _Span(match.start(), match.end(), 0, WordPiece(match[0]))
    yield from _ages(text)
    amounts = [
        found for found in read_quantities(text, language) if found.quantity.unit != _PERCENT or found.quantity.high is not None
    ]
    yield from (_Span(*found.span, 2, AmountPiece(found.quantity)) for found in amounts)
    yield from _terms(text, language, names_product)
    for match in re.finditer(rf"(?:{one_of('names', language).pattern})(?:\s?\d+(?:\.\d+)*(?!\w))?", text, re.IGNORECASE):
        begun = next((found.span[0] for found in amounts if match.start() < found.span[0] < match.end()), match.end())
        name = text[match.start() : begun].rstrip()
        yield _Span(match.start(), match.start() + len(name), 3, WordPiece(name))
    for match in _CODE.finditer(text):
        if is_code(match[0]):
            yield _Span(match.start(), match.end(), 3, WordPiece(match[0]))
    for match in _NUMBER.finditer(text):
        yield _Span(match.start(), match.end(), 4, WordPiece(match[0].rstrip("%％ "), percent=bool(match[1])))


def _terms(text: str, language: str, names_product: bool) -> Iterator[_Span]:
    for pattern, term in figured_terms(language):
        for match in pattern.finditer(folded(text)):
            numbers = {name: value for name, value in match.groupdict().items() if value}
            if "type" in numbers:
                numbers["type"] = text[match.start("type") : match.end("type")]
            yield _Span(match.start(), match.end(), 1, TermPiece(term, numbers))
    for read_as, way in _ways(text, language):
        things = find_terms(way, read_as, "product")
        values = list(_values(way, read_as, things))
        ordered = [*things, *values] if names_product else [*values, *things]
        for hit in (*ordered, *find_terms(way, read_as, *_READ_KINDS)):
            if _says_something(way, hit, language, things):
                yield _Span(hit.start, hit.end, 3 if hit.term.kind in _READ_KINDS else 2, TermPiece(hit.term))


def _ways(text: str, language: str) -> list[tuple[str, str]]:
    """Languages to look terms up in, and the text for each: as it is, and with words parted that a slash joins."""
    texts = dict.fromkeys((text, _SLASH.sub("|", text)))
    return [(each, way) for each in ((language, "en") if is_cjk(text) else (language,)) for way in texts]


def _values(text: str, language: str, things: list[Found]) -> Iterator[Found]:
    """Terms that are no things; one that a thing goes on from is read again without it: the foldable of `可折叠收纳盒`."""
    for hit in find_terms(text, language, *_value_kinds()):
        thing = next((each for each in things if hit.start < each.start < hit.end < each.end), None)
        if thing is None:
            yield hit
        else:
            part = find_terms(text[hit.start : thing.start], language, *_value_kinds())
            yield from (Found(each.term, each.start + hit.start, each.end + hit.start) for each in part)


def _says_something(text: str, hit: Found, language: str, things: list[Found]) -> bool:
    """Not a counting word, nor a part of a bound or of a longer unknown word, nor the name of an attribute without a value."""
    if hit.term.category == _COUNTED_BY_ITSELF and hit.term.form == "noun":
        return False
    bounds = [match.span() for name in ("up_to", "at_least") for match in one_of(name, language).finditer(text)]
    if any(start <= hit.start and hit.end <= end for start, end in bounds):
        return False
    if hit.term.kind == "feature" and is_code(text[hit.start : hit.end]):
        return False
    beside = text[max(0, hit.start - 1) : hit.start] + text[hit.end : hit.end + 1]
    if hit.end - hit.start == 1 and is_cjk(beside) and not any(hit.end == thing.start for thing in things):
        return False
    return hit.term.kind not in _READ_KINDS or not _says_nothing(text, hit.start, hit.end, language)


@cache
def _value_kinds() -> tuple[str, ...]:
    """Kinds of terms that are neither things nor names of attributes."""
    return tuple(sorted({term.kind for term in terms().values()} - {*_READ_KINDS, "product"}))


def _says_nothing(text: str, start: int, end: int, language: str) -> bool:
    """The name of an attribute without a value after it: `防漏设计`."""
    return bool(one_of("fillers", language).fullmatch(text, start, end)) and not re.match(r"\s*[:：\d]", text[end:])


def is_code(word: str) -> bool:
    """A word that is written the same everywhere: a known short form (`LED`), or figures with capitals (`HB-500K`, `E14`).

    A part without a figure is at most four capitals and no counting word: `29-Piece`, `4er` and `3-TEILIG` are words.
    """
    if any(each.fullmatch(word) for each in _known_codes()):
        return True
    if not any(sign.isdigit() for sign in word):
        return False
    letters = re.findall(r"[^\W\d_]+", word)
    counted = {str(each).lower() for each in source_words()["counted"]}
    return bool(letters) and all(
        part.isascii() and part.isupper() and len(part) <= _LONGEST_PART and part.lower() not in counted for part in letters
    )


@cache
def _known_codes() -> tuple[re.Pattern[str], ...]:
    """Short forms and shapes of codes that every language writes alike."""
    names = "|".join(re.escape(str(name)) for name in source_words()["short_forms"])
    return (re.compile(names), *(re.compile(str(shape)) for shape in source_words()["code_shapes"]))


def _ages(text: str) -> Iterator[_Span]:
    units = source_words()["ages"]
    for name, is_months in (("years", False), ("months", True)):
        words = "|".join(re.escape(word) for word in sorted(units[name], key=len, reverse=True))
        before = "|".join(re.escape(word) for word in sorted(units["before"], key=len, reverse=True))
        after = "|".join(re.escape(word) for word in sorted(units["after"], key=len, reverse=True))
        start = rf"(?:(?<!\w)(?:{before})\s*)?(?<![\d.,])(\d{{1,2}})"
        ranged = rf"{start}\s*(?:{words})?\s*(?:-|–|~|～|至|到|to|bis|à|a)\s*(\d{{1,2}})\s*(?:{words})(?!\w)"
        open_end = rf"{start}\s*(\+)?\s*(?:{words})(?![a-zà-ÿ])\s*({after})?(?![a-zà-ÿ])"
        for match in re.finditer(ranged, text, re.IGNORECASE):
            yield _Span(match.start(), match.end(), 1, AgePiece(int(match[1]), int(match[2]), is_months))
        for match in re.finditer(open_end, text, re.IGNORECASE):
            is_from = match[2] or match[3] or not match[0][0].isdigit()
            if is_from:
                yield _Span(match.start(), match.end(), 1, AgePiece(int(match[1]), None, is_months))


def _chosen(spans: list[_Span]) -> list[_Span]:
    """Of overlapping readings the surest, then the longest."""
    taken: list[_Span] = []
    for span in sorted(spans, key=lambda each: (each.rank if each.rank in (0, 1) else 2, each.start - each.end, each.rank)):
        if all(span.end <= other.start or span.start >= other.end for other in taken):
            taken.append(span)
    return sorted(taken, key=lambda each: each.start)


def _between(text: str, start: int, end: int, language: str) -> Iterator[tuple[Piece | Mark, tuple[int, int]]]:
    """Marks of the words between two pieces: joins, counting words, bounds; what is left is unread."""
    place = start
    while place < end:
        if silent := _SILENT.match(text, place, end):
            place = silent.end()
            continue
        found, stop = _mark(text, place, end, language)
        if found is not None:
            yield found, (place, stop)
        place = stop


def _mark(text: str, place: int, end: int, language: str) -> tuple[Piece | Mark | None, int]:
    if text[place] in "xX" and text[place + 1 : place + 2].isdigit():
        return Mark("times", text[place]), place + 1
    if sign := _SIGNS.match(text, place, end):
        times = sign[0] in "*×"
        return (Mark("times", sign[0]) if times else JoinPiece("," if sign[0] in "，、;；|•·\n" else sign[0])), sign.end()
    for name in ("up_to_after", "at_least_after", "up_to", "at_least", "measure", "joins", "fillers"):
        match = one_of(name, language).match(text, place, end)
        if match:
            if name == "joins":
                return JoinPiece("and"), match.end()
            if name == "fillers":
                return None, match.end()
            kind = "times" if match[0].lower() in ("x", "×") else name
            return Mark(kind, match[0]), match.end()
    word = _GAP.match(text, place, end)
    stop = word.end() if word and not is_cjk(word[0][:1]) else place + 1
    if word and is_cjk(word[0][:1]):
        stop = _end_of_run(text, place, end, language)
    return Mark("unread", text[place:stop]), stop


def _end_of_run(text: str, place: int, end: int, language: str) -> int:
    """The end of a run of unknown East Asian signs: where a known small word or another script begins."""
    stop = place + 1
    while stop < end and is_cjk(text[stop]) and not one_of("joins", language).match(text, stop, end):
        stop += 1
    return stop


def split_sentences(text: str) -> list[str]:
    """A text cut where a sentence or line ends."""
    return [sentence.strip() for sentence in re.split(r"[。！!？?\n•]|\.(?=\s|$)", text) if sentence.strip()]


def split_clauses(text: str) -> list[str]:
    """A text cut where a clause ends."""
    return [
        clause.strip()
        for clause in re.split(r"[，。；;！!？?\n•]|,(?!\d)|\.(?=\s|$)|[（(）)【】]|\s[-–—]\s", text)
        if clause.strip()
    ]


def is_negated(reading: Reading, index: int) -> bool:
    """Words around a piece turn it round: `不防水`, `not waterproof`, `防水ではありません`."""
    start, end = reading.spans[index]
    before, after = reading.text[max(0, start - 14) : start], reading.text[end : end + 12]
    words = [re.escape(word) for word in words_of("no", reading.language)]
    turned = any(
        re.search(rf"{word}$" if is_cjk(word) else rf"(?<!\w){word}(?:\W+\w+)?\W*$", before, re.IGNORECASE) for word in words
    )
    following = source_words()["no_after"].get(reading.language, [])
    return turned or any(re.match(rf"\W*\w{{0,2}}?{re.escape(word)}", after) for word in following)
