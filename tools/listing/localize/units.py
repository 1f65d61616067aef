"""Quantities as texts of seven languages write them."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from string import ascii_letters

from tools.listing.localize.atoms import Atom, read_atoms, spellings
from tools.listing.localize.figures import FIGURE, figure
from tools.listing.localize.quantity import Found, Quantity, table, units

_WIDE = str.maketrans({0xFEE0 + code: chr(code) for code in map(ord, "0123456789./-*%" + ascii_letters)})
_BY = re.compile(r"\s*[x×✕*X]\s*|\s+by\s+|\s*[xX×*]\s*(?=[长宽高])")
_TO = re.compile(r"\s*[-–—~～〜]\s*|\s+(?:to|bis|à|a|al)\s+\+?|\s*[到至]\s*")
_ALSO = re.compile(r"\s*(?:[&、和或及]|\s(?:and|or|und|oder|et|ou|y|o|e)\s)\s*")
_BESIDE = re.compile(r"\s*([(（/|])\s*(?:(?:approx\.?|about|ca\.|env\.|circa|约|約|≈|±)\s*)?")
_AGREE = Fraction(3, 100)


def read_quantities(text: str, language: str) -> list[Found]:
    """Every quantity of a text, in order.

    A range (220-240 V), the sides of a thing (12 x 8 x 4 in) and an indication in two systems (20 oz (591 ml)) are one each.
    Figures inside codes (RTX4070, W32) and figures without a unit are none.

    Args:
        text: Any text; full-width digits are read as well.
        language: `zh`, `en`, `de` …, which tells what a point or comma means; `en-GB` reads pints and gallons as imperial.
    """
    plain = text.translate(_WIDE)
    labelled = list(_labelled(plain, language))
    taken = [found.span for found in labelled]
    atoms = [atom for atom in read_atoms(plain, language) if not any(start <= atom.start < end for start, end in taken)]
    found = [*labelled, *_joined(plain, atoms)]
    return _paired(plain, sorted(found, key=lambda each: each.span))


def read_quantity(text: str, language: str) -> Quantity | None:
    """The quantity that the whole text is; None when it is none or says more."""
    found = read_quantities(text.strip(), language)
    return found[0].quantity if len(found) == 1 and found[0].span == (0, len(text.strip())) else None


def _joined(text: str, atoms: list[Atom]) -> Iterable[Found]:
    """Sides, ranges, and single figures with a unit."""
    at = 0
    while at < len(atoms):
        chain = _chain(text, atoms, at, _BY, 4)
        if len(chain) > 1 and (found := _sides(text, chain)):
            yield found
            at += len(chain)
            continue
        chain = _chain(text, atoms, at, _TO, 6)
        if len(chain) > 2:  # 3000-4500-6000 K: steps, no range
            at += len(chain)
            continue
        if len(chain) == 2 and (found := _range(text, chain)):
            yield found
            at += 2
            continue
        if at + 1 < len(atoms) and (found := _feet_and_inches(text, atoms[at], atoms[at + 1])):
            yield found
            at += 2
            continue
        atom = atoms[at]
        if atom.unit and not atom.weak and not _shares_its_unit(text, atoms, at):
            value = -atom.value if atom.value < 0 and not units()[atom.unit].kind.startswith("temperature") else atom.value
            start = atom.start + 1 if value != atom.value else atom.start
            yield Found(Quantity(value, atom.unit, fraction=atom.fraction), (start, atom.end))
        at += 1


def _shares_its_unit(text: str, atoms: list[Atom], at: int) -> bool:
    """In `10 and 12 cm` or `20、30cm` the first figure has no unit of its own, so the last is not rewritten alone."""
    if not at or atoms[at - 1].unit or not units()[str(atoms[at].unit)].targets:
        return False
    return bool(_ALSO.fullmatch(text, atoms[at - 1].end, atoms[at].start))


def _chain(text: str, atoms: list[Atom], at: int, joint: re.Pattern[str], most: int) -> list[Atom]:
    chain = [atoms[at]]
    for before, after in pairwise(atoms[at : at + most]):
        start = (
            after.start + 1 if after.value < 0 and joint is _TO and text[before.end : after.start].strip() == "" else after.start
        )
        if not joint.fullmatch(text, before.end, start):
            break
        chain.append(replace(after, value=abs(after.value), start=start) if start != after.start else after)
    return chain


def _one_unit(chain: list[Atom]) -> str | None:
    told = {atom.unit for atom in chain if atom.unit}
    return told.pop() if len(told) == 1 and chain[-1].unit else None


def _sides(text: str, chain: list[Atom]) -> Found | None:
    unit = _one_unit(chain)
    if unit is None or (units()[unit].kind != "length" and unit != "px"):
        return None
    first = chain[0]
    if len(chain) == 2 and unit in ("m", "ft", "km") and first.unit is None and first.value == int(first.value) <= 12:
        return None  # "2 x 1.5 m": two pieces
    values = tuple(abs(atom.value) for atom in chain)
    end, labels = _legend(text, chain[-1].end, len(chain))
    return Found(Quantity(values[0], unit, None, values[1:], labels, any(atom.fraction for atom in chain)), (first.start, end))


def _legend(text: str, end: int, count: int) -> tuple[int, tuple[str, ...]]:
    """`(L x W x H)` after the sides."""
    told = re.compile(r"\s*\(\s*([LWHD])\s*[x×*]\s*([LWHD])(?:\s*[x×*]\s*([LWHD]))?\s*\)").match(text, end)
    labels = tuple(each.lower() for each in told.groups() if each) if told else ()
    return (told.end(), labels) if told and len(labels) == count else (end, ())


def _range(text: str, chain: list[Atom]) -> Found | None:
    unit = _one_unit(chain)
    low, high = chain
    if unit is None or high.weak or low.value >= high.value or low.fraction != high.fraction:
        return None
    if low.value < 0 and not units()[unit].kind.startswith("temperature"):
        return None
    worded = any(letter.isalpha() for letter in text[low.end : high.start])
    return Found(Quantity(low.value, unit, high.value, fraction=low.fraction, worded=worded), (low.start, high.end))


def _feet_and_inches(text: str, feet: Atom, inches: Atom) -> Found | None:
    if (
        feet.unit != "ft"
        or feet.value < 0
        or inches.unit != "in"
        or not re.fullmatch("[ -]{0,2}" if inches.value < 1 else "[ ,-]{0,2}", text[feet.end : inches.start])
    ):
        return None
    if inches.value < 0 or inches.value >= 12 or feet.value != int(feet.value):
        return None
    return Found(Quantity(feet.value * 12 + inches.value, "ft_in"), (feet.start, inches.end))


@cache
def _labelled_pattern() -> re.Pattern[str]:
    length = sorted(
        (
            re.escape(each)
            for how in ("exact", "fold")
            for unit in ("mm", "cm", "m", "in", "ft")
            for each in table("reading")[how][unit]
        ),
        key=len,
        reverse=True,
    )
    unit = f"(?:{'|'.join(length)})"
    side = rf"(?:{FIGURE.pattern})\s?{unit}?\s?-?\(?[LWHDlwhd]\)?(?![A-Za-z0-9])"
    return re.compile(rf"(?<![\w.,]){side}(?:\s*[x×*]\s*{side}){{1,2}}(?:\s?{unit}(?![A-Za-z0-9]))?")


def _labelled(text: str, language: str) -> Iterable[Found]:
    """`30L x 20W x 10H cm`, `12"L x 8"W x 4"H`."""
    _, exact, folded = spellings(language)
    for match in _labelled_pattern().finditer(text):
        sides = [
            *re.finditer(rf"({FIGURE.pattern})\s?([^\dLWHDx×*(]*?)\s?-?\(?([LWHDlwhd])\)?(?=\s*(?:[x×*]|$|\s|\w))", match[0])
        ]
        rest = match[0][sides[-1].end() :].strip() if sides else ""
        told = {each.strip().lower() for each in [*(side[2] for side in sides), rest] if each.strip()}
        unit = {folded.get(each) or exact.get(each) for each in told}
        values = [figure(side[1], language, "") for side in sides]
        if len(sides) < 2 or len(unit) != 1 or None in unit or None in values:
            continue
        read = [value[0] for value in values if value]
        labels = tuple(side[3].lower() for side in sides)
        fraction = any(value[2] for value in values if value)
        yield Found(Quantity(read[0], str(unit.pop()), None, tuple(read[1:]), labels, fraction), match.span())


def _paired(text: str, found: list[Found]) -> list[Found]:
    """`20 oz (591 ml)` is one indication in two systems."""
    result: list[Found] = []
    for each in found:
        merged = _with_beside(text, result[-1], each) if result else None
        if merged:
            result[-1] = merged
        else:
            result.append(each)
    return result


def _with_beside(text: str, first: Found, second: Found) -> Found | None:
    between = _BESIDE.fullmatch(text, first.span[1], second.span[0])
    if not between or first.quantity.beside:
        return None
    close = re.compile(r"\s*[)）]").match(text, second.span[1]) if between[1] in "(（" else None
    if between[1] in "(（" and not close:
        return None
    one, two = first.quantity, second.quantity
    if {one.kind, two.kind} == {"mass", "volume"}:
        one, two = (replace(each, unit="liquid_oz") if each.unit == "oz" else each for each in (one, two))
    if (
        one.kind != two.kind
        or one.system == two.system
        or "kept" in (one.system, two.system)
        or len(one.figures) != len(two.figures)
    ):
        return None
    if not (_agree(one, two) or _agree(two, one)):
        return None
    return Found(replace(one, beside=two), (first.span[0], close.end() if close else second.span[1]))


def _agree(one: Quantity, two: Quantity) -> bool:
    """The figures of the second are those of the first but for rounding."""
    pairs = zip(one.exact(two.unit), two.figures, strict=True)
    return all(abs(exact - Fraction(shown)) <= max(_AGREE * abs(Fraction(shown)), _last_place(shown)) for exact, shown in pairs)


def _last_place(figure: Decimal) -> Fraction:
    return Fraction(Decimal(1).scaleb(int(figure.as_tuple().exponent)))
