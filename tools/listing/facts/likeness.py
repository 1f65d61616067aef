"""Figures that stand with the same noun in two places of a listing and differ; none of them blocks."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tools.listing.context import Context
from tools.listing.facts.agreeing import agree
from tools.listing.facts.comparing import same
from tools.listing.facts.fact import LISTED, Fact
from tools.listing.facts.labels import Label, is_heading, label_of_attribute, labels, names_dimension
from tools.listing.facts.matching import plain
from tools.listing.facts.places import Place, are_near, counts, headings, is_key, is_one_of_several, limits, same_size, sizes
from tools.listing.facts.sheet import Sheet, Stated
from tools.listing.facts.told import contradicts, disagree
from tools.listing.finding import Finding

_MEASURED = frozenset({"m", "kg", "oz", "l", "gal", "W", "Ah", "Wh", "lm", "B"})
"""Units of figures that a noun makes comparable; times, temperatures and voltages depend on what is done."""
_COUNT = "#"
_METRES_WRITTEN = " m"
_METRES = re.compile(rf"{_METRES_WRITTEN} [a-z]{{2,}}[a-z ]{{0,20}}:")
_LENGTH = ("m", 0)


def likeness_findings(sheet: Sheet, told: set[int], context: Context) -> Iterator[Finding]:
    """What the same noun, a count of the whole, a limit or a heading tells differently in two places.

    Args:
        sheet: The listing.
        told: Ids of what other findings speak of.
        context: The store's rules.
    """
    said = set(told)
    for alike in (*_labelled(sheet).values(), counts(sheet), limits(sheet), *headings(sheet), sizes(sheet)):
        for each, other in _opposed(alike, sheet):
            if each.stated and id(each.stated) not in said:
                said.add(id(each.stated))
                yield _finding(each.stated, other, context)


def _finding(each: Stated, other: Place, context: Context) -> Finding:
    if other.stated:
        kind = {"pieces": "pieces", "size": "size"}.get(each.fact.kind, "figure")
        return disagree(f"own-fields-disagree-{kind}", each, other.stated, context)
    own = {"pieces": "own-pieces-contradict-facts", "size": "own-size-contradicts-facts"}.get(
        each.fact.kind, "own-figure-contradicts-facts"
    )
    return contradicts(own, each, other.fact.text, other.name or "", "warn", context)


def _opposed(places: list[Place], sheet: Sheet) -> Iterator[tuple[Place, Place]]:
    """Of places that tell the same thing, one that no other agrees with, and the first that it differs from.

    A text that tells it more than once lists variants; attributes stand first, then the title.
    """
    own: dict[str, list[Place]] = {}
    for each in places:
        own.setdefault(each.fact.field, []).append(each)
    single = [held[0] for held in own.values() if all(_agree(held[0].fact, each.fact, sheet) for each in held)]
    if len(single) < len(own) or len(single) < 2:
        return
    single.sort(key=lambda each: (each.stated is not None, bool(each.stated and not each.stated.in_title)))
    first = single[0]
    for each in single[1:]:
        is_other = each.stated and not (first.stated and first.stated.field == each.stated.field)
        if is_other and not _agree(each.fact, first.fact, sheet):
            yield each, first
            return


def _agree(fact: Fact, other: Fact, sheet: Sheet) -> bool:
    if fact.kind == "size":
        return same_size(fact, other)
    return agree(fact, other, sheet.counts)


def _labelled(sheet: Sheet) -> dict[tuple[object, ...], list[Place]]:
    """Figures by noun and unit; bare numbers only where one is a heading, as many of the same may be told of."""
    found: dict[tuple[object, ...], list[Place]] = {}
    for name, facts in sheet.attributes.items():
        numbered = [fact for fact in facts if fact.numbers]
        label = label_of_attribute(name)
        for fact in numbered if all(same(numbered[0], other) for other in numbered) else ():
            if label and (fact.unit != "m" or names_dimension(name)):
                found.setdefault((_unit(fact), *label.words), []).append(Place(fact, None, name))
            for beside in labels(plain(sheet.listing.attributes[name]), fact):
                found.setdefault((_unit(fact), *beside.words), []).append(Place(fact, None, name))
    for given in sheet.stated:
        each = _in_metres(given)
        unit = _unit(each.fact)
        if unit is None or LISTED in each.fact.value or is_one_of_several(each):
            continue
        for label in labels(each.low, each.fact) if unit != _COUNT or is_key(each) else ():
            for words in _phrases(label) if unit != _COUNT or label.is_after else ():
                found.setdefault((unit, *words), []).append(Place(each.fact, given, None))
    return {key: places for key, places in found.items() if len(places) > 1 and (key[0] != _LENGTH or are_near(places))}


def _in_metres(each: Stated) -> Stated:
    """`5 M KABEL:` in a heading of capitals, where M is no size."""
    fact = each.fact
    if fact.unit is None and fact.kind == "figure" and is_heading(each.low, fact) and _METRES.match(each.low, fact.end):
        return replace(each, fact=replace(fact, unit="m", end=fact.end + len(_METRES_WRITTEN)))
    return each


def _phrases(label: Label) -> list[tuple[str, ...]]:
    return [label.words, label.words[-1:]] if label.limited and len(label.words) > 1 else [label.words]


def _unit(fact: Fact) -> object:
    """What makes figures comparable: unit and number of sides."""
    if fact.kind == "pieces" or (fact.unit is None and fact.kind == "figure"):
        return _COUNT if len(fact.numbers) == 1 and fact.numbers[0] > 1 else None
    return (fact.unit, fact.value.count("x")) if fact.unit in _MEASURED else None
