"""The window of a question and what it is compared with."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from copilot.offline.date_rules import find_atoms
from copilot.offline.dates import Atom, Clock
from copilot.offline.lexicon import words
from copilot.offline.text import Utterance, search

_RANGE = re.compile(r"\s*(?:到|至|~|～|–|—|-|\.\.|直到|through|thru|until|till|to|and|和)\s*")
_SINCE_BEFORE = re.compile(r"(?:自从?|从|since|from|since (?:the |our |my |a )?(?:[a-z-]+ ){1,4}(?:on|of))\s*$")
_SINCE_AFTER = re.compile(r"^\s*(?:以来|至今|起|开始|到现在|到目前|之后|onwards?|so far|until now|till now|to now|to date)")
_END_DAY = re.compile(r"^\s*(?:到|至|-|~|–)\s*(\d{1,2})\s?[日号]?(?!\d|月|[-/])")
_END_DAY_EN = re.compile(r"^\s*(?:-|–|to|through|until)\s*(\d{1,2})(?:st|nd|rd|th)?\b(?! ?(?:days|%))(?:,? (20\d{2}))?")


@dataclass(frozen=True)
class When:
    """Window and comparison as arguments of `sales_query`; None where the question says nothing of it."""

    window: dict[str, Any] | None = None
    compare: dict[str, Any] | None = None


def find_when(utterance: Utterance, clock: Clock) -> When:
    """Read the time of a question and take it out.

    Two expressions are a range (`from A to B`), a change (`from A to B` with a word of change: B against A) or
    a comparison (`A than B`: A against B).
    """
    rule = None
    if utterance.take_match(words("same_period_last_year")):
        rule = {"rule": "same_period_last_year"}
    elif utterance.take_match(words("previous_period")) or utterance.take_match(words("whether_moved")):
        rule = {"rule": "previous_period"}
    text = utterance.rest
    atoms = _joined(text, _sure(find_atoms(text, clock)), clock)
    for atom in atoms:
        utterance.take(atom.span)
    if rule:
        return When(_argument(atoms[0]) if atoms else None, rule)
    if len(atoms) < 2:
        return _single(atoms, text)
    return _pair(atoms, text)


def _sure(atoms: list[Atom]) -> list[Atom]:
    """An event whose days are not known gives way to days that are said."""
    known = [atom for atom in atoms if atom.days]
    return known or atoms


def _single(atoms: list[Atom], text: str) -> When:
    if not atoms:
        return When()
    before = text[: atoms[0].span[0]]
    against = search(r"(?:比|和|与|跟|较|than|vs\.?|versus|to|with|against)\s*(?:(?:the|in|on)\s*)*$", before)
    if against and search(words("compared"), text):
        return When(None, _argument(atoms[0]))
    return When(_argument(atoms[0]))


def _pair(atoms: list[Atom], text: str) -> When:
    first, second = atoms[0], atoms[1]
    between = text[first.span[1] : second.span[0]]
    started = search(r"(?:从|由|from)\s*(?:the\s*)?$", text[: first.span[0]])
    if started and _RANGE.fullmatch(between) and search(words("change"), text):
        return When(_argument(second), _argument(first))
    if search(words("compared"), between):
        return When(_argument(first), _argument(second))
    if _ends_with_comparison(text[: first.span[0]]):
        return When(_argument(second), _argument(first))
    if search(words("compared"), text):
        return When(_argument(first), _argument(second))
    if search(words("change"), text) and _RANGE.fullmatch(between):
        return When(_argument(second), _argument(first))
    # An event with its days: the days are surer.
    return When(_argument(next((atom for atom in atoms if atom.period is None), first)))


def _ends_with_comparison(before: str) -> bool:
    return search(r"(?:比|较|than|vs\.?|versus|against|compared (?:to|with))\s*(?:the\s*)?$", before) is not None


def _joined(text: str, atoms: list[Atom], clock: Clock) -> list[Atom]:
    """Ranges made one: `A to B` without a word of change, `since A`, `5 to 12 October`."""
    found: list[Atom] = []
    for atom in atoms:
        previous = found[-1] if found else None
        if previous and _is_range(text, previous, atom):
            found[-1] = _span_of(previous, atom)
        else:
            found.append(atom)
    return [_extended(text, atom, clock) for atom in found]


def _is_range(text: str, first: Atom, second: Atom) -> bool:
    between = text[first.span[1] : second.span[0]]
    if not _RANGE.fullmatch(between) or not first.days or not second.days or second.days.end < first.days.start:
        return False
    joins_two = between.strip() in ("and", "和")
    opened = search(r"(?:between|介于|在)\s*$", text[: first.span[0]])
    if joins_two and not opened:
        return False
    whole = search(r"(?:从|由|from)\s*(?:the\s*)?$", text[: first.span[0]])
    return not (search(words("change"), text) and (whole or first.days.start != first.days.end))


def _span_of(first: Atom, second: Atom) -> Atom:
    assert first.days and second.days
    return Atom((first.span[0], second.span[1]), None, first.days.model_copy(update={"end": second.days.end}))


def _extended(text: str, atom: Atom, clock: Clock) -> Atom:
    if atom.days is None:
        return atom
    before, after = _SINCE_BEFORE.search(text[: atom.span[0]]), _SINCE_AFTER.match(text[atom.span[1] :])
    if (before and (before.group(0).startswith(("since", "自")) or after)) or (after and after.group(0).strip()):
        end = atom.span[1] + (after.end() if after else 0)
        reach = max(clock.as_of, atom.days.start)
        return Atom((atom.span[0], end), None, atom.days.model_copy(update={"end": reach}))
    if atom.days.start == atom.days.end:
        return _until_day(text, atom)
    return atom


def _until_day(text: str, atom: Atom) -> Atom:
    """`10月5日到12日`, `Oct 5-12`: the second day borrows its month."""
    assert atom.days
    match = _END_DAY.match(text[atom.span[1] :]) or _END_DAY_EN.match(text[atom.span[1] :])
    if not match or re.fullmatch(r"\d{4}", match[1]):
        return atom
    try:
        end: date = atom.days.start.replace(day=int(match[1]))
        start = atom.days.start
        if match.re is _END_DAY_EN and match[2]:
            start, end = start.replace(year=int(match[2])), end.replace(year=int(match[2]))
    except ValueError:
        return atom
    if end < start:
        return atom
    return Atom((atom.span[0], atom.span[1] + match.end()), None, atom.days.model_copy(update={"start": start, "end": end}))


def _argument(atom: Atom) -> dict[str, Any]:
    if atom.period:
        return {"period": atom.period}
    assert atom.days
    return {"from": atom.days.start.isoformat(), "to": atom.days.end.isoformat()}
