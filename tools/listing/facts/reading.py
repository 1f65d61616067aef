"""Every figure, unit, material, colour, code and mark that a text states."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from tools.listing.facts.codes import code_at, marks_and_sizes
from tools.listing.facts.fact import Fact, written
from tools.listing.facts.matching import data, narrow, one_of, plain
from tools.listing.facts.naming import named_facts
from tools.listing.facts.numerals import number_of
from tools.listing.facts.quantities import Reader

_FIGURE = re.compile(r"\d|[¼½¾⅓⅔⅛⅜⅝⅞]")
_RUN = re.compile(r"\d+(?:[.,]\d+)*|[¼½¾⅓⅔⅛⅜⅝⅞]")
_ADJOINED = re.compile(r"[A-Za-z0-9/]|-(?!\d+(?:[.,]\d+)? ?[℃°])")
_IN_ONE = re.compile(r"\d+ ?-?in-? ?1(?!\d)|\d+ in 1(?!\d)")


@lru_cache(maxsize=2048)
def _read(text: str, language: str, field: str) -> tuple[Fact, ...]:
    reader = Reader(text, narrow(text), plain(narrow(text)), language, field)
    named = [*named_facts(text, reader.low, language, field)]
    numbered = [*_numbered(reader, {fact.start: fact for fact in named if _FIGURE.search(reader.narrow, fact.start, fact.end)})]
    taken = bytearray(len(text))
    for fact in numbered:
        taken[fact.start : fact.end] = b"\1" * (fact.end - fact.start)
    others = [*_worded_counts(reader), *marks_and_sizes(text, reader.narrow, field), *named]
    free = [fact for fact in others if not any(taken[fact.start : fact.end])]
    return tuple(sorted([*numbered, *free], key=lambda fact: (fact.start, fact.end)))


def facts_in(text: str, language: str, field: str = "") -> list[Fact]:
    """What a text states, in its order; each of its figures is in exactly one fact.

    Args:
        text: Any text; spans are code points of it.
        language: Of the text; decides what `1.000` is and which words are read.
        field: Written into the facts.
    """
    return [*_read(text, language, field)]


def _numbered(reader: Reader, named: dict[int, Fact]) -> Iterator[Fact]:
    """Facts that hold figures, one after another."""
    place = 0
    begins = sorted(named)
    while match := _FIGURE.search(reader.narrow, place):
        at = match.start()
        cover = next((named[start] for start in begins if place <= start <= at < named[start].end), None)
        found = [cover] if cover else _at(reader, at, place)
        yield from found
        place = found[-1].end


def _at(reader: Reader, at: int, earliest: int) -> list[Fact]:
    together = _IN_ONE.match(reader.low, at)
    if together:
        return [Fact("code", *_span(reader, at, together.end(), re.sub(r"[ \-]", "", together[0]).upper()))]
    if not _ADJOINED.match(reader.narrow, at - 1 if at > earliest else len(reader.narrow)):
        quantity = reader.quantity_at(at)
        if quantity and (len(quantity) > 1 or quantity[0].unit) and quantity[0].start >= earliest:
            return quantity
    code = code_at(reader.text, reader.narrow, at, reader.field)
    begins_before = code is not None and code.start < at
    if code and (code.start < earliest or (begins_before and _is_unit_before(reader, code, at))):
        code = None
    if code and begins_before:
        return [code]
    quantity = [fact for fact in reader.quantity_at(at) if fact.start >= earliest]
    plain_number = not quantity or (len(quantity) == 1 and quantity[0].unit is None)
    if plain_number and code and code.end >= (quantity[-1].end if quantity else 0):
        return [code]
    if not quantity:
        run = _RUN.match(reader.narrow, at)
        end = run.end() if run else at + 1
        number = number_of(reader.narrow[at:end], reader.language)
        quantity = [Fact("figure", *_span(reader, at, end, written(number)), shown=(number,))]
    return [_counted(reader, quantity[0], earliest), *quantity[1:]] if plain_number else quantity


def _span(
    reader: Reader, start: int, end: int, value: str, unit: str | None = None
) -> tuple[str, str, str | None, str, int, int]:
    return reader.text[start:end], value, unit, reader.field, start, end


@cache
def _before() -> re.Pattern[str]:
    counts = one_of((plain(word) for word in data("words_read")["counts_before"]), blank="[ -]")
    return re.compile(rf"(?<![a-z])({counts})[ -]?$|(?<![a-z0-9])([x×]) ?$")


@cache
def _scaled() -> re.Pattern[str]:
    scales = {plain(name): each for each in data("units_read") for name in each.get("before", ())}
    return re.compile(rf"(?<![a-z])({one_of(scales)})[ -]?$")


def _counted(reader: Reader, fact: Fact, earliest: int) -> Fact:
    """A number without a unit together with the words before it that say what it counts or measures."""
    begin = max(earliest, fact.start - 24)
    count = _before().search(reader.low[begin : fact.start])
    if count and "." not in fact.value:
        start = begin + (count.start(1) if count[1] else count.start(2))
        return Fact("pieces", *_span(reader, start, fact.end, fact.value, "pcs"), shown=fact.shown)
    scale = _scaled().search(reader.low[begin : fact.start])
    if scale:
        return Fact(
            "figure", *_span(reader, begin + scale.start(1), fact.end, fact.value, _scale_units()[scale[1]]), shown=fact.shown
        )
    return fact


@cache
def _scale_units() -> dict[str, str]:
    return {plain(name): each["id"] for each in data("units_read") for name in each.get("before", ())}


def _is_unit_before(reader: Reader, code: Fact, at: int) -> bool:
    """`SPF50`, `x4`, `AC100V`: signs that measure or count, no code."""
    before = reader.low[code.start : at]
    return before in _scale_units() or before in data("words_read")["prefixes"]


@cache
def _worded() -> re.Pattern[str]:
    words = data("words_read")
    numbers = [plain(word) for word in words["numbers"]]
    latin = one_of(word for word in numbers if word.isascii())
    signs = "".join(word for word in numbers if not word.isascii())
    before = one_of((plain(word) for word in words["counts_before"]), blank="[ -]")
    after = one_of((plain(word) for word in words["counted_by_words"] if word.isascii()), blank="[ -]?")
    ones, pairs = one_of(plain(word) for word in words["one"]), one_of(plain(word) for word in words["pairs"])
    after_signs = one_of(word for word in words["counted_by_words"] if not word.isascii() and not word.endswith("e"))
    counted = rf"(?P<p>{ones}) (?P<q>{pairs})|(?:{before})[ -](?P<a>{latin})|(?P<b>{latin})[ -]?(?:{after})"
    return re.compile(rf"(?<![a-z])(?:{counted})(?![a-z])|(?P<c>[{signs}])(?:{after_signs})")


@cache
def _number_words() -> dict[str, int]:
    return {plain(word): value for word, value in data("words_read")["numbers"].items()}


def _worded_counts(reader: Reader) -> Iterator[Fact]:
    numbers = _number_words()
    for match in _worded().finditer(reader.low):
        value = 1 if match["p"] else numbers[match["a"] or match["b"] or match["c"]]
        yield Fact("pieces", *_span(reader, match.start(), match.end(), str(value), "pair" if match["p"] else "pcs"))
