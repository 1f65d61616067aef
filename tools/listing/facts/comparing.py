"""Which facts of a source a draft keeps, loses or adds."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

from prompts import message
from tools.listing.contract import Listing
from tools.listing.draft import Draft, FactLine
from tools.listing.facts.fact import Fact, written
from tools.listing.facts.matching import data
from tools.listing.facts.near import ANY, MEASURED, NAMED, TERMED, Near, loose, unit_of
from tools.listing.facts.reading import facts_in
from tools.listing.facts.units import readings

_NEAR = Fraction(4, 100)
"""Most that rounding may change a quantity told in another unit."""
_KANA, _HAN = re.compile("[\u3041-\u30fa]"), re.compile("[\u3400-\u9fff]")
_UNIT = re.compile(r"[\s_(（/]([^\W\d_]{1,6}|%|°[CF])[)）]?$")
_BARE = re.compile(r"\d+(?:[.,]\d+)?")
_DENIED = ("", "no", "none", "n/a", "0")


def facts_of(listing: Listing, language: str) -> list[Fact]:
    """All that the texts, brand, product type and attributes of a listing state.

    Args:
        listing: The source.
        language: Of its texts; that of an attribute is found from its signs.
    """
    return [*text_facts(listing.texts(), language), *product_facts(listing, language)]


def product_facts(listing: Listing, language: str) -> list[Fact]:
    """What brand, product type and attributes state."""
    named = {"brand": listing.brand, "product_type": listing.product_type}
    found = [fact for field, text in named.items() if text for fact in facts_in(text, signs_language(text, language), field)]
    for name, value in listing.attributes.items():
        field = f"attributes.{name}"
        found += _with_unit(name, value, language, field) or facts_in(value, signs_language(value, language), field)
        if value.strip().lower() not in _DENIED:
            found += [fact for fact in facts_in(name, language, field) if fact.kind == "certificate"]
    return found


def _with_unit(name: str, value: str, language: str, field: str) -> list[Fact]:
    """A bare number together with the unit that the name of its attribute ends in: `capacity_ml`, `容量（毫升）`."""
    unit = _UNIT.search(name) if _BARE.fullmatch(value.strip()) else None
    read = facts_in(f"{value.strip()} {unit[1]}", language, field) if unit else []
    return [replace(fact, text=value, start=0, end=len(value)) for fact in read if len(read) == 1 and fact.unit]


def facts_of_draft(draft: Draft, language: str) -> list[Fact]:
    """All that the texts of a draft state."""
    return text_facts(Listing(marketplace="--", **draft.model_dump()).texts(), language)


def text_facts(texts: Iterable[tuple[str, int | None, str]], language: str) -> list[Fact]:
    """What texts of a listing state, with their fields."""
    return [fact for name, at, text in texts for fact in facts_in(text, language, name if at is None else f"{name}[{at}]")]


def signs_language(text: str, language: str) -> str:
    """`ja` and `zh` by their signs, else the language given."""
    if text.isascii() or language == "ja":
        return language
    return "ja" if _KANA.search(text) else "zh" if _HAN.search(text) else language


def same(a: Fact, b: Fact) -> bool:
    """Whether two facts say the same: exactly, or within the rounding of the digits shown where units differ.

    `500 ml` is `0.5 l` and, as written, `16.9 fl oz`; the order of dimensions does not count.
    """
    if a.kind == b.kind and a.value == b.value and a.unit == b.unit:
        return True
    if a.kind not in MEASURED or b.kind not in MEASURED:
        return _same_name(a, b)
    if a.written_in and a.written_in == b.written_in:
        return sorted(a.numbers) == sorted(b.numbers)
    if a.numbers and b.numbers:
        atoms, others = _atoms(a), _atoms(b)
        return len(atoms) == len(others) and all(_held(each, others) for each in atoms) and all(_held(o, atoms) for o in others)
    return False


def _same_name(a: Fact, b: Fact) -> bool:
    if a.kind in TERMED and b.kind in TERMED:
        return bool(a.terms & b.terms)
    if a.kind in NAMED and b.kind in NAMED:
        return loose(a.value) == loose(b.value)
    return False


def lost(source: Iterable[Fact], draft: Iterable[Fact]) -> list[Fact]:
    """Facts of the source that the draft states nowhere; those that say the same once."""
    held = Near(draft)
    known = {_key(fact) for fact in held.facts}
    return _once(fact for fact in source if _key(fact) not in known and not stated(fact, held.to(fact)))


def added(source: Iterable[Fact], draft: Iterable[Fact]) -> list[Fact]:
    """Facts of the draft that nothing in the source states; a kind of what is stated (steel of stainless steel) is stated."""
    held = Near(source)
    known = {broad for fact in held.facts for term in fact.terms for broad in kinds_of(term)}
    return _once(fact for fact in draft if not (fact.terms & known) and not stated(fact, held.to(fact)))


def lines(source: Iterable[Fact], draft: Iterable[Fact], dropped: Mapping[Fact, str]) -> list[FactLine]:
    """The table of facts: one line for all facts of the source that say the same.

    Args:
        source: Facts of the source.
        draft: Facts of the draft.
        dropped: Key of the sentence that says why, of facts left out on purpose.
    """
    given, held = Near(source), Near(draft)
    return [_line(fact, given.to(fact), held.to(fact), dropped) for fact in _once(given.facts)]


def _line(fact: Fact, given: list[Fact], held: list[Fact], dropped: Mapping[Fact, str]) -> FactLine:
    alike = [other for other in given if other == fact or same(fact, other)]
    kept = stated(fact, held)
    key = next((dropped[other] for other in alike if other in dropped), "listing_fact_lost")
    why = {} if kept else message(key, value=fact.text)
    return FactLine(
        value=fact.text,
        kind=fact.kind,
        kept=kept,
        where=[*dict.fromkeys(other.field for other in held if kept and _shares(fact, other))],
        source=[*dict.fromkeys(other.field for other in alike)],
        reason=why.get("en"),
        reason_zh=why.get("zh"),
    )


def stated(fact: Fact, held: list[Fact]) -> bool:
    """Whether facts together state one: dimensions also apart."""
    if any(same(fact, other) for other in held):
        return True
    if fact.numbers:
        atoms = [atom for other in held if other.numbers for atom in _atoms(other)]
        return all(_held(atom, atoms) for atom in _atoms(fact)) or _named_by_number(fact, held)
    if fact.kind == "size" and "/" in fact.value:
        named = {other.value for other in held if other.kind == "size"}
        return {*fact.value.split("/")} <= named
    if fact.kind == "size":
        return any(fact.value in other.value.split("/") for other in held if other.kind == "size")
    return fact.kind == "code" and any(other.shown and fact.value == written(other.shown[0]) for other in held)


def _named_by_number(fact: Fact, held: list[Fact]) -> bool:
    return len(fact.shown) == 1 and any(other.kind == "code" and other.value == written(fact.shown[0]) for other in held)


def _shares(fact: Fact, other: Fact) -> bool:
    if len(fact.numbers) == len(other.numbers) == 1:
        return same(fact, other)
    if fact.numbers and other.numbers:
        return any(_held(atom, _atoms(other)) for atom in _atoms(fact))
    return same(fact, other) or stated(fact, [other])


def _key(fact: Fact) -> tuple[str, str, str | None]:
    return fact.kind, fact.value, fact.unit


def _once(facts: Iterable[Fact]) -> list[Fact]:
    found = Near()
    keys: set[tuple[str, str, str | None]] = set()
    for fact in facts:
        key = _key(fact)
        if key not in keys and not any(same(fact, other) for other in found.to(fact)):
            found.add(fact)
        keys.add(key)
    return found.facts


_Atom = tuple[str | None, Fraction, Fraction, str | None, Fraction | None]
"""Base unit, number, rounding, unit as written, number as written."""


@cache
def _atoms(fact: Fact) -> tuple[_Atom, ...]:
    roundings = fact.rounding or (Fraction(0),) * len(fact.numbers)
    shown = fact.shown or fact.numbers
    unit = unit_of(fact)
    return tuple(
        (unit, number, rounding, fact.written_in or fact.unit, seen)
        for number, rounding, seen in zip(fact.numbers, roundings, shown, strict=True)
    )


def _held(atom: _Atom, others: Iterable[_Atom]) -> bool:
    return any(_equal(atom, other) for other in others)


def _equal(a: _Atom, b: _Atom) -> bool:
    if a[0] == b[0] and a[1] == b[1]:
        return True
    if ANY in (a[0], b[0]):
        return a[4] == b[4]
    if None in (a[0], b[0]):
        return a[1] == b[1] and {a[0], b[0]} <= {None, "pcs"}
    if a[3] == b[3]:
        return False
    ours, theirs = readings(a[0]), readings(b[0])
    return any(
        _near(a[1] * ours[base], b[1] * theirs[base], a[2] * ours[base], b[2] * theirs[base]) for base in {*ours} & {*theirs}
    )


def _near(x: Fraction, y: Fraction, step_x: Fraction, step_y: Fraction) -> bool:
    return x == y or abs(x - y) <= min(max(step_x, step_y), _NEAR * max(abs(x), abs(y)))


@cache
def kinds_of(term: str) -> tuple[str, ...]:
    """A term and all that it is a kind of."""
    broader = data("broader").get(term)
    return (term, *(kinds_of(broader) if broader else ()))
