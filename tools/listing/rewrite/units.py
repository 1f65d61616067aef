"""A title as units that can be left out: each may stand or go as a whole."""

import re
from dataclasses import dataclass, replace

from tools.listing.rewrite.atoms import Atom, atoms_of, segments, values
from tools.listing.rewrite.words import Words, tokens, words_of
from tools.listing.rewrite.work import Work

_BLANKS = re.compile(r"[\s\u3000]+")
_MOST_TOGETHER = 3
_SHORT_SEGMENT = 40
_LISTED = ("audience", "use", "room", "season", "product")
_OF = ("de", "d", "di", "del", "della", "dei", "des", "du", "of")


@dataclass(frozen=True)
class Unit:
    """A run of atoms.

    Attributes:
        start, end: In the title.
        segment: Between which marks it stands.
        needs: The unit without which it makes no sense.
    """

    start: int
    end: int
    segment: int
    value: float
    needs: int | None
    fact: bool


def units_of(title: str, work: Work) -> list[Unit]:
    """The units of a title in its order."""
    words = words_of(work.language)
    atoms = atoms_of(title, work, words)
    units: list[Unit] = []
    parted = segments(title)
    if words.together:
        parted = [place for segment in parted for place in _split(title, segment)]
    seen = set[str]()
    for number, (start, end) in enumerate(parted):
        told = title[start:end].strip("()[]（）【】 ").casefold()
        if told in seen:
            units.append(Unit(start, end, number, values()["twice"], None, False))
            continue
        seen.add(told)
        inside = [atom for atom in atoms if start <= atom.start < end]
        core = any(atom.value >= values()["must"] for atom in inside)
        if title[start] in "([（【" or words.together or (not core and end - start <= _SHORT_SEGMENT):
            units.append(_whole(title, (start, end), number, inside, words))
        else:
            units += _of_segment(title, inside, number, len(units), words, core)
    return units


def _whole(title: str, place: tuple[int, int], number: int, inside: list[Atom], words: Words) -> Unit:
    """A segment as one unit."""
    text = title[slice(*place)]
    counted = not inside and any(sign.isdigit() for sign in text)
    best = _best(inside) if inside else values()["figure" if counted else "plain"]
    praise = text.strip("()[]（）【】 ").lower() in words.filler
    return Unit(*place, number, values()["filler"] if praise else best, None, _states(inside) or counted)


def _split(text: str, place: tuple[int, int]) -> list[tuple[int, int]]:
    found, start = [], place[0]
    for match in _BLANKS.finditer(text, *place):
        found.append((start, match.start()))
        start = match.end()
    return [each for each in [*found, (start, place[1])] if each[0] < each[1]]


def _of_segment(title: str, atoms: list[Atom], number: int, offset: int, words: Words, core: bool) -> list[Unit]:
    groups: list[list[Atom]] = []
    for atom in atoms:
        opens = _is_linked(title, atom, words) and not (groups and groups[-1][-1].kind == "link")
        if opens or not groups:
            groups.append([])
        groups[-1].append(atom)
    units: list[Unit] = []
    base: int | None = None
    for group in groups:
        if _is_linked(title, group[0], words):
            chained = title[group[0].start : group[0].end].lower() in words.conjunctions
            group, apart = _parted(group)
            glued = _glued(title, group, units, words) or (not core and len(units) == 1 and not apart)
            needs = offset + len(units) - 1 if (chained or glued) and units else base
            if glued and units:
                last = units[-1]
                units[-1] = replace(
                    last, end=group[-1].end, value=max(last.value, _best(group)), fact=last.fact or _states(group)
                )
                units += [Unit(atom.start, atom.end, number, atom.value, None, True) for atom in apart]
            else:
                purpose = title[group[0].start : group[0].end].lower() in words.purpose
                units += _linked([*group, *apart], number, needs, offset + len(units), purpose=purpose)
        else:
            found, head = _base(group, number, offset + len(units), words)
            units += found
            base = head if base is None else base
    return units


def _parted(group: list[Atom]) -> tuple[list[Atom], list[Atom]]:
    """A group without the measures of the product at its end, and those."""
    end = len(group)
    while end and group[end - 1].apart:
        end -= 1
    return (group[:end], group[end:]) if end > 1 else (group, [])


def _is_linked(title: str, atom: Atom, words: Words) -> bool:
    """A small word, or a term that begins with one (`for women`)."""
    if atom.kind == "link":
        return True
    inside = tokens(title[atom.start : atom.end], words.language)
    return len(inside) > 1 and title[atom.start : atom.end][slice(*inside[0])].lower() in words.linking


def _glued(title: str, group: list[Atom], units: list[Unit], words: Words) -> bool:
    """`de sábanas` right after its noun belongs to it, unless it states a fact."""
    short = title[group[0].start : group[0].end].lower().rstrip("'’") in _OF
    return short and words.head == "first" and bool(units) and not _states(group) and 1 < len(group) <= _MOST_TOGETHER


def _best(group: list[Atom]) -> float:
    return max((atom.value for atom in group), default=0.0)


def _states(group: list[Atom]) -> bool:
    return any(atom.fact for atom in group)


def _linked(group: list[Atom], number: int, needs: int | None, offset: int, *, purpose: bool = False) -> list[Unit]:
    """`with straw lid` as one; of `for women men kids` each by itself after the first; measures of the product apart.

    What follows `for` states no material of the product (`for laptop PC`).
    """
    said = [place for place, atom in enumerate(group) if atom.kind != "link"]
    apart = [
        atom
        for place, atom in enumerate(group)
        if atom.apart and any(at < place for at in said) and not (purpose and atom.kind == "material")
    ]
    content = [atom for atom in group if atom.kind != "link" and atom not in apart]
    listed = bool(content) and all(atom.kind in _LISTED for atom in content)
    most = 1 if listed else _MOST_TOGETHER
    first_end = content[min(most, len(content)) - 1].end if content else group[-1].end
    first = [atom for atom in group if atom.end <= first_end and atom not in apart]
    units = [Unit(group[0].start, first_end, number, _best(first), needs, _states(first))]
    for atom in [atom for atom in group if atom.start >= first_end]:
        free = None if atom in apart else offset + (0 if listed else len(units) - 1)
        units.append(Unit(atom.start, atom.end, number, atom.value, free, atom.fact))
    return units


def _base(group: list[Atom], number: int, offset: int, words: Words) -> tuple[list[Unit], int | None]:
    """The group that a segment begins with: its head, and each describing word or run of unknown words by itself."""
    runs: list[list[Atom]] = []
    for atom in group:
        unknown = atom.kind == "plain" and atom.value > values()["filler"]
        if (
            unknown
            and runs
            and runs[-1][-1].kind == "plain"
            and runs[-1][-1].value > values()["filler"]
            and len(runs[-1]) < _MOST_TOGETHER
        ):
            runs[-1].append(atom)
        else:
            runs.append([atom])
    head = _head(runs, words)
    weak = runs[head][0].value <= values()["filler"]
    units = []
    for place, run in enumerate(runs):
        free = place == head or run[0].kind in ("must", "kept") or _states(run) or (weak and run[0].kind == "feature")
        units.append(Unit(run[0].start, run[-1].end, number, _best(run), None if free else offset + head, _states(run)))
    return units, offset + head


def _head(runs: list[list[Atom]], words: Words) -> int:
    """The run that the others describe."""
    musts = [place for place, run in enumerate(runs) if run[0].kind in ("must", "kept")]
    products = [place for place, run in enumerate(runs) if run[0].kind == "product"]
    nouns = [place for place, run in enumerate(runs) if not _states(run)] or [0]
    if musts or products:
        return musts[-1] if musts else products[0]
    return nouns[-1] if words.head == "last" else nouns[0]
