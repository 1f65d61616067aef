"""Where a listing tells the whole, a limit, a key figure or a size: places that must not differ."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from tools.listing.facts.agreeing import agree
from tools.listing.facts.fact import Fact
from tools.listing.facts.guards import is_foreign, of_part
from tools.listing.facts.labels import is_heading, is_limit
from tools.listing.facts.matching import UNSPACED, data, one_of, plain
from tools.listing.facts.measures import attribute_id, clause, measured
from tools.listing.facts.sheet import Sheet, Stated

_HEADED = frozenset({"kg", "oz", "l", "W", "Ah", "Wh", "lm"})
"""Units that a product mostly has one figure of; of lengths it has many."""
_MOST = 3
"""Most that one figure may be of the other, where only unit and place tell that they measure the same."""
_COUNTER = re.compile(r"[^\d\s.,\-]+")
_HEADING_ENDS = re.compile(r"(?:[ -][^\s:：】\])]{1,20})?\s?[:：】\])]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_SIZED = re.compile(r"(?:[A-Z]{2,3} ?)?(\d+(?:[.,]5)?)")


class Place(NamedTuple):
    """A figure where it stands: in a text, or as an attribute of that name."""

    fact: Fact
    stated: Stated | None
    name: str | None


def is_key(each: Stated) -> bool:
    """Whether a figure stands in the title or alone in a heading."""
    return each.in_title or (is_heading(each.low, each.fact) and _closes(each))


@cache
def _several() -> re.Pattern[str]:
    words = [plain(word) for word in data("consistency")["one_of_several"]]
    latin, signs = one_of(w for w in words if w.isascii()), one_of(w for w in words if not w.isascii())
    return re.compile(rf"(?<![a-z])(?:{latin})(?![a-z])|(?:{signs})")


def is_one_of_several(each: Stated) -> bool:
    """Whether it is told of a mode or of each."""
    left, right = clause(each.low, each.fact.start, each.fact.end, before=12, after=14)
    return bool(_several().search(left) or _several().search(right))


def counts(sheet: Sheet) -> list[Place]:
    """Counts of the whole: of the attribute, alone in the title, at the head of a text."""
    found = [Place(fact, None, fact.field.partition(".")[2]) for dimension, fact in sheet.measures if dimension.id == "pieces"]
    found = [place for place in found if place.fact.unit == "pcs" and place.fact.value != "1"]
    pieces = [each for each in sheet.stated if each.fact.kind == "pieces" and each.fact.unit == "pcs"]
    titled, in_signs = [each for each in pieces if each.in_title], sheet.language in UNSPACED
    counters = {_counter(each.fact) for each in titled} | {_counter(place.fact) for place in found}
    for each in pieces:
        is_whole = each.in_title and len(titled) == 1 and (in_signs or not is_foreign(each.low, each.fact))
        headed = not each.in_title and ((is_heading(each.low, each.fact) and _closes(each)) or _is_called_whole(each))
        if is_whole or (headed and (_counter(each.fact) in counters or not counters - {""})):
            found.append(Place(each.fact, each, None))
    return found


def _counter(fact: Fact) -> str:
    """The word or first sign that counts: `piece`, `枚`."""
    match = _COUNTER.search(fact.text)
    word = plain(match[0]) if match else ""
    return word.rstrip("s") if word.isascii() else word[:1] if ord(word[0]) > 0x2E80 else word


def _closes(each: Stated) -> bool:
    """`12 PIEZAS:`, `21-PIECE SET:`: nothing else is in the heading."""
    return bool(_HEADING_ENDS.match(each.low, each.fact.end))


def _is_called_whole(each: Stated) -> bool:
    return each.fact.text.endswith(("入り", "入"))


def limits(sheet: Sheet) -> list[Place]:
    """The most that it carries or is for, by weight."""
    found = [
        Place(fact, None, fact.field.partition(".")[2])
        for dimension, fact in sheet.measures
        if dimension.id == "load" and fact.unit == "kg" and len(fact.numbers) == 1
    ]
    limited = [each for each in sheet.stated if each.fact.unit == "kg" and len(each.fact.numbers) == 1]
    limited = [each for each in limited if is_limit(each.low, each.fact) and not is_one_of_several(each)]
    limited = [each for each in limited if not of_part(each.low, sheet.language, each.fact, sheet.names)]
    found = [*found[:1], *(Place(each.fact, each, None) for each in limited)]
    return found if are_near(found) else []


def are_near(places: list[Place]) -> bool:
    """Whether figures may measure the same, where only unit and place tell it."""
    numbers = [number for place in places for number in place.fact.numbers if number > 0]
    return bool(numbers) and max(numbers) <= _MOST * min(numbers)


def headings(sheet: Sheet) -> Iterator[list[Place]]:
    """A bare figure at the head of a bullet against the one of the title that an attribute confirms."""
    held = [fact for fact in sheet.product if fact.numbers]
    for each in sheet.stated:
        fact = each.fact
        if fact.unit not in _HEADED or each.field != "bullets" or not is_heading(each.low, fact) or not _closes(each):
            continue
        if is_one_of_several(each):
            continue
        titled = [other for other in sheet.stated if other.in_title and other.fact.unit == fact.unit]
        sides = [other for other in held if other.unit == fact.unit]
        if len(titled) != 1 or len(sides) != 1 or any(agree(fact, other, sheet.counts) for other in (*sides, titled[0].fact)):
            continue
        told = measured(each.low, fact)
        own = attribute_id(sides[0].field.partition(".")[2])
        is_same = told is None or own in told[0].attributes or own is None
        places = [Place(titled[0].fact, titled[0], None), Place(fact, each, None)]
        if is_same and agree(titled[0].fact, sides[0], sheet.counts) and _are_close(titled[0].fact, fact):
            yield places


def _are_close(fact: Fact, other: Fact) -> bool:
    most, least = sorted((max(fact.numbers), max(other.numbers)), reverse=True)
    return least > 0 and most <= _MOST * least


def sizes(sheet: Sheet) -> list[Place]:
    """Sizes in figures: of the attribute, alone in the title, at the head of a bullet."""
    given = [each for each in sheet.stated if each.fact.kind == "size" and _SIZED.fullmatch(each.fact.value)]
    found: list[Place] = []
    for name, value in sheet.listing.attributes.items():
        match = _SIZED.fullmatch(value.strip()) if attribute_id(name) in ("attr_size", "attr_shoe_size") else None
        found += [Place(Fact("size", value, value.strip(), None, f"attributes.{name}"), None, name)] if match else []
    alone = {each.fact.field for each in given if sum(o.fact.field == each.fact.field for o in given) == 1}
    for each in given:
        is_key = each.in_title or (is_heading(each.low, each.fact) and _closes(each))
        if is_key and each.fact.field in alone:
            found.append(Place(each.fact, each, None))
    return found


def same_size(fact: Fact, other: Fact) -> bool:
    """The same number, or of systems that differ."""
    systems = [re.sub(r"[\d.,\s]", "", each.value).replace("EUR", "EU") for each in (fact, other)]
    if all(systems) and systems[0] != systems[1]:
        return True
    numbers = [_NUMBER.search(each.value) for each in (fact, other)]
    values = [Fraction(match[0].replace(",", ".")) for match in numbers if match]
    return len(values) < 2 or values[0] == values[1]
