"""Words of a title that are not parted, and what each is worth."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from tools.listing.checks.tokens import places
from tools.listing.facts.comparing import same
from tools.listing.facts.fact import Fact
from tools.listing.facts.reading import facts_in
from tools.listing.rewrite.covering import stems as stems_of
from tools.listing.rewrite.words import Words, tokens
from tools.listing.rewrite.work import Work
from tools.listing.terms import find_terms

_PARTING = re.compile(
    r"\s*[;|｜•·、，；]\s*|\s*,(?!\d)\s*|(?<!\d),\s*|\s+[-–—/]+\s+|:\s+|[\s\u3000]*(?=[(\[（【])|(?<=[)\]）】])\s*"
)
_OF_THE_WHOLE = ("m", "kg", "l", "pcs")
"""Base units of what measures the product itself."""
_TIME = "s"


@dataclass(frozen=True)
class Atom:
    """Words that are not parted: a figure with its unit, a term, or one word.

    Attributes:
        apart: A measure of the whole product, which needs no word beside it.
    """

    start: int
    end: int
    kind: str
    value: float
    fact: bool = False
    apart: bool = False


@cache
def values() -> dict[str, float]:
    """What kinds of words are worth."""
    read: dict[str, float] = yaml.safe_load(Path(__file__).with_name("values.yaml").read_text(encoding="utf-8"))
    return read


def segments(title: str) -> list[tuple[int, int]]:
    """Places between commas, dashes, brackets and other marks; of a title without blanks between words, between blanks."""
    found, start = [], 0
    for match in _PARTING.finditer(title):
        if match.start() > start or match.end() > match.start():
            found.append((start, match.start()))
            start = match.end()
    return [(a, b) for a, b in [*found, (start, len(title))] if title[a:b].strip()]


def atoms_of(title: str, work: Work, words: Words) -> list[Atom]:
    """The atoms of a title in its order."""
    fixed = _fixed(title, work)
    found, seen = [], set[str]()
    free = [place for place in tokens(title, work.language) if not any(a < place[1] and place[0] < b for a, b, _, _ in fixed)]
    loose = [(a, b, "link" if title[a:b].lower() in words.linking else "plain", False) for a, b in free]
    facts = facts_in(title, work.language)
    apart = {
        (fact.start, fact.end)
        for fact in facts
        if (fact.unit in _OF_THE_WHOLE and any(sign.isdigit() for sign in fact.text)) or fact.kind == "size"
    }
    again = {(fact.start, fact.end) for at, fact in enumerate(facts) if any(same(fact, other) for other in facts[:at])}
    for start, end, kind, fact in _with_counted(title, sorted([*fixed, *loose])):
        stems = stems_of(title[start:end], work.language)
        value = _value(title[start:end], kind, stems, work, words)
        if kind not in ("link", "must", "kept") and (stems <= seen or (start, end) in again):
            value = min(value, values()["twice"])
        seen |= stems
        found.append(Atom(start, end, kind, value, fact, (start, end) in apart or kind in ("material", "colour")))
    return _beside(title, _one_product(title, found, words), words)


def _fixed(title: str, work: Work) -> list[tuple[int, int, str, bool]]:
    """Places of brand, words to keep, facts and terms; of overlapping ones the first named here, of a kind the longest."""
    found: list[tuple[int, int, str, bool]] = []
    first = next((end for _, end in segments(title)), 0)
    named = [(work.listing.brand, "must"), (work.listing.product_type, "must"), *((word, "kept") for word in work.keep)]
    for name, kind in named:
        for start, end in places(title, (name or "").replace("_", " "))[:1]:
            if name == work.listing.product_type and start >= first:
                continue
            _add(found, (start, end, kind, False))
    compounds = [place for place in tokens(title, work.language) if {"-", "@"} & {*title[slice(*place)]}]
    facts = [(*_whole(fact, compounds), _kind(fact), True) for fact in facts_in(title, work.language)]
    terms = [(hit.start, hit.end, hit.term.kind, False) for hit in find_terms(title, work.language)]
    products = sorted((each for each in terms if each[2] == "product"), key=lambda each: each[0] - each[1])
    for each in (*(f for f in facts if f[2] not in ("material", "colour")), *products, *facts, *terms):
        _add(found, each)
    return found


def _whole(fact: Fact, compounds: list[tuple[int, int]]) -> tuple[int, int]:
    """A fact with the rest of the compound that it stands in (`6-fach`)."""
    cut = [place for place in compounds if place[0] < fact.end and fact.start < place[1]]
    return min([fact.start, *(start for start, _ in cut)]), max([fact.end, *(end for _, end in cut)])


def _kind(fact: Fact) -> str:
    if fact.kind != "figure":
        return fact.kind
    return "duration" if fact.unit == _TIME else "figure" if fact.unit else "bare"


def _add(found: list[tuple[int, int, str, bool]], each: tuple[int, int, str, bool]) -> None:
    if not any(each[0] < end and start < each[1] for start, end, _, _ in found):
        found.append(each)


def _with_counted(title: str, atoms: list[tuple[int, int, str, bool]]) -> list[tuple[int, int, str, bool]]:
    """A figure without a unit goes with the word that it counts, or names the one before it (`iPhone 15`)."""
    found: list[tuple[int, int, str, bool]] = []
    skip = False
    for place, (start, end, kind, fact) in enumerate(atoms):
        if skip:
            skip = False
            continue
        if kind == "bare":
            following = atoms[place + 1] if place + 1 < len(atoms) else None
            if following and following[2] not in ("link", "must", "kept", "bare") and not title[end : following[0]].strip():
                found.append((start, following[1], "figure", True))
                skip = True
                continue
            if found and found[-1][2] not in ("link", "must", "kept") and not title[found[-1][1] : start].strip():
                found[-1] = (found[-1][0], end, "figure", True)
                continue
            kind = "figure"
        found.append((start, end, kind, fact))
    return found


def _value(text: str, kind: str, stems: frozenset[str], work: Work, words: Words) -> float:
    worth = values()
    if kind == "link":
        return 0.0
    if (kind == "plain" or words.together) and text.lower() in words.filler | words.intensifiers:
        return worth["filler"]
    kind = "use" if kind == "audience" and words.together else kind
    return worth.get(kind, worth["plain"]) + worth["keyword"] * _wanted(stems, work)


def _wanted(stems: frozenset[str], work: Work) -> float:
    """Share of the best keyword's volume that the best keyword with these words has."""
    most = max((keyword.volume or 0 for keyword in work.keywords), default=0)
    shares = (
        (keyword.volume or 0) / most if most else 1.0
        for keyword in work.keywords
        if stems <= stems_of(keyword.term, work.language)
    )
    return max(shares, default=0.0) if stems else 0.0


def _one_product(title: str, atoms: list[Atom], words: Words) -> list[Atom]:
    """What names the product: its type as given, else the first product term, else the head of the first group."""
    if words.together:
        named = next((place for place, atom in enumerate(atoms) if atom.kind not in ("must", "kept")), None)
        return [
            replace(atom, kind="must", value=values()["must"]) if place == named else atom for place, atom in enumerate(atoms)
        ]
    first = next(
        (end for start, end in segments(title) if any(start <= a.start < end and a.kind != "must" for a in atoms)), len(title)
    )
    inside = [place for place, atom in enumerate(atoms) if atom.start < first]
    if any(atoms[place].kind == "must" and place for place in inside):
        return atoms
    base: list[int] = []
    for place in inside:
        if atoms[place].kind == "link" and base:
            break
        base += [place] if atoms[place].kind in ("plain", "part", "product") else []
    base = _nouns(title, atoms, base, words) or base
    products = [place for place in inside if atoms[place].kind == "product"]
    chosen = products[:1] or (base[-1:] if words.head == "last" else base[:1])
    return [replace(atom, kind="must", value=values()["must"]) if place in chosen else atom for place, atom in enumerate(atoms)]


def _beside(title: str, atoms: list[Atom], words: Words) -> list[Atom]:
    """Words of the product's own phrase count for more than those of later ones."""
    if words.together:
        return atoms
    core = next((atom for atom in atoms if atom.kind == "must" and atom.start), None)
    parted = segments(title)
    end = next((stop for start, stop in parted if core and start <= core.start < stop), 0)
    if core and len(parted) == 1:
        end = next((atom.start for atom in atoms if atom.kind == "link" and atom.start > core.start), end)
    more = values()["beside"]
    return [
        replace(atom, value=atom.value + more)
        if atom.end <= end and values()["filler"] < atom.value < values()["must"] and atom.kind != "link"
        else atom
        for atom in atoms
    ]


def _nouns(title: str, atoms: list[Atom], base: list[int], words: Words) -> list[int]:
    """Of the words that may name the product those that come again in the title, else those that are no abbreviation."""
    stems = {place: stems_of(title[atoms[place].start : atoms[place].end], words.language) for place in base}
    again = [
        place for place in base if any(a.start > atoms[place].end and stems[place] <= _of_atom(title, a, words) for a in atoms)
    ]
    return again or [place for place in base if not title[atoms[place].start : atoms[place].end].isupper()]


def _of_atom(title: str, atom: Atom, words: Words) -> frozenset[str]:
    return stems_of(title[atom.start : atom.end], words.language)
