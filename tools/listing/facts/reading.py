"""Every figure, unit, material, colour, code and mark that a text states."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from tools.listing.facts.codes import code_at, marks_and_sizes
from tools.listing.facts.fact import Fact, written
from tools.listing.facts.matching import UNSPACED, Tokens, begun, data, first_tokens, narrow, one_of, plain, tokens_of
from tools.listing.facts.naming import named_facts
from tools.listing.facts.numerals import number_of
from tools.listing.facts.quantities import Reader

_FIGURE = re.compile(r"\d|[¼½¾⅓⅔⅛⅜⅝⅞]")
_RUN = re.compile(r"\d+(?:[.,]\d+)*|[¼½¾⅓⅔⅛⅜⅝⅞]")
_ADJOINED = re.compile(r"[A-Za-z0-9/]|-(?!\d+(?:[.,]\d+)? ?[℃°])")
_OIL_GRADE = re.compile(r"(?:0|5|10|15|20|25)w-?(?:8|12|16|[2-6]0)(?![\w.,/]\d|\w)")
"""Viscosity grades of SAE J300: `5W-30`."""
_TIMES_WORD = re.compile(r"( [x×]) (?=[^\W\d]{3})")
"""`2 x clamps`: a count; `10x zoom` is none."""
_IN_ONE = re.compile(r"(\d+)(?: ?-?(?:in|en)-? ?| (?:in|en) |合)1(?!\d)")
_SPECIAL = re.compile(r"\d+(?:st|nd|rd|th|w|合|[ \-]{0,2}[ie]n)")
"""What the three patterns below begin with."""
_ORDINAL = re.compile(r"(\d*(?:1st|2nd|3rd|[04-9]th|1[123]th))(?![a-z0-9])")


class Read(NamedTuple):
    """A text read: its plain form and what it states."""

    low: str
    facts: tuple[Fact, ...]


@lru_cache(maxsize=2048)
def read(text: str, language: str, field: str = "") -> Read:
    """What a text states, with its plain form; arguments as of `facts_in`."""
    narrowed = narrow(text)
    reader = Reader(text, narrowed, plain(narrowed), language, field)
    tokens = tokens_of(reader.low)
    named = named_facts(text, reader.low, tokens, language, field)
    figured = _FIGURE.search(narrowed) is not None
    numbered = [*_numbered(reader, [each for each in named if _FIGURE.search(narrowed, each.start, each.end)])] if figured else []
    taken = bytearray(len(text))
    for fact in numbered:
        taken[fact.start : fact.end] = b"\1" * (fact.end - fact.start)
    others = [*_worded_counts(reader, tokens), *marks_and_sizes(text, narrowed, tokens, language, field), *named]
    free = [fact for fact in others if 1 not in taken[fact.start : fact.end]]
    return Read(reader.low, tuple(sorted([*numbered, *free], key=_place)))


def _place(fact: Fact) -> tuple[int, int]:
    return fact.start, fact.end


def facts_in(text: str, language: str, field: str = "") -> list[Fact]:
    """What a text states, in its order; each of its figures is in exactly one fact.

    Args:
        text: Any text; spans are code points of it.
        language: Of the text; decides what `1.000` is and which words are read.
        field: Written into the facts.
    """
    return [*read(text, language, field).facts]


def _numbered(reader: Reader, named: list[Fact]) -> Iterator[Fact]:
    """Facts that hold figures, one after another; some are names of materials and colours."""
    place = 0
    named.sort(key=_place)
    while match := _FIGURE.search(reader.narrow, place):
        at = match.start()
        cover = next((each for each in named if place <= each.start <= at < each.end), None)
        found = [cover] if cover else _at(reader, at, place)
        yield from found
        place = found[-1].end


def _at(reader: Reader, at: int, earliest: int) -> list[Fact]:
    special = _SPECIAL.match(reader.low, at) is not None
    several = _IN_ONE.match(reader.low, at) if special else None
    if several:
        return [Fact("code", *_span(reader, at, several.end(), f"{several[1]}IN1"))]
    together = _OIL_GRADE.match(reader.low, at) if special else None
    if together:
        return [Fact("code", *_span(reader, at, together.end(), re.sub(r"[ \-]", "", together[0]).upper()))]
    nth = _ORDINAL.match(reader.low, at) if special else None
    if nth and not reader.narrow[at - 1 : at].isalnum():
        return _bare(reader, at, at + len(nth[0]) - 2)
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
    times = _TIMES_WORD.match(reader.low, quantity[0].end) if plain_number and len(quantity) == 1 else None
    if times and quantity[0].value.isdigit():
        end = quantity[0].end + len(times[1])
        return [Fact("pieces", *_span(reader, at, end, quantity[0].value, "pcs"), shown=quantity[0].shown)]
    if not quantity:
        run = _RUN.match(reader.narrow, at)
        end = run.end() if run else at + 1
        quantity = _bare(reader, at, end)
    return [_counted(reader, quantity[0], earliest), *quantity[1:]] if plain_number else quantity


def _bare(reader: Reader, at: int, end: int) -> list[Fact]:
    number = number_of(reader.narrow[at:end], reader.language)
    return [Fact("figure", *_span(reader, at, end, written(number)), shown=(number,))]


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
    counted = rf"(?P<p>{ones}|{latin}) (?P<q>{pairs})|(?:{before})[ -](?P<a>{latin})|(?P<b>{latin})[ -]?(?:{after})"
    return re.compile(rf"(?<![a-z])(?:{counted})(?![a-z])|(?P<c>[{signs}])(?:{after_signs})")


@cache
def _number_words() -> dict[str, int]:
    return {plain(word): value for word, value in data("words_read")["numbers"].items()}


@cache
def _worded_firsts() -> frozenset[str]:
    """Tokens that counts in words begin with: `three`, `zweiteilig`, `pack of three`."""
    words = data("words_read")
    numbers, after = first_tokens(words["numbers"]), first_tokens(words["counted_by_words"])
    joined = {number + counted for number in numbers for counted in after}
    return numbers | joined | first_tokens([*words["one"], *words["counts_before"]])


def _worded_counts(reader: Reader, tokens: Tokens) -> Iterator[Fact]:
    numbers, pattern = _number_words(), _worded()
    in_signs = reader.language in UNSPACED
    for match in pattern.finditer(reader.low) if in_signs else begun(pattern, _worded_firsts(), reader.low, tokens):
        value = numbers.get(match["p"], 1) if match["p"] else numbers[match["a"] or match["b"] or match["c"]]
        yield Fact("pieces", *_span(reader, match.start(), match.end(), str(value), "pair" if match["p"] else "pcs"))
