"""A title brought within its limit by leaving out the words that are worth least."""

import re
from dataclasses import dataclass

from tools.listing.rewrite.atoms import segments, values
from tools.listing.rewrite.ends import tidy
from tools.listing.rewrite.units import Unit, units_of
from tools.listing.rewrite.words import tokens, words_of
from tools.listing.rewrite.work import Work


@dataclass(frozen=True)
class Shortened:
    """A title within its limit.

    Attributes:
        left_out: Phrases that are no more in it, the most valuable first.
    """

    title: str
    left_out: list[str]


def shortened(title: str, limit: int, work: Work, hard: int | None = None) -> Shortened:
    """The most valuable units of a title that fit, in its order.

    Args:
        title: Longer than the limit.
        limit: Characters.
        work: Gives brand, product type, keywords and language.
        hard: Up to which brand and product type stay whole, where they do not fit the limit.
    """
    units = units_of(title, work)
    chosen = {place for place, unit in enumerate(units) if unit.value >= values()["must"]}
    chosen = _closed(chosen, units)
    if not chosen and units:
        chosen = _closed({max(range(len(units)), key=lambda place: (units[place].value, -place))}, units)
    for place in sorted(range(len(units)), key=lambda place: (-units[place].value, place)):
        if place in chosen or units[place].value <= values()["twice"]:
            continue
        wanted = _closed(chosen | {place}, units)
        if len(_told(title, units, wanted, work.language)) <= limit:
            chosen = wanted
    told = _within(_told(title, units, chosen, work.language), hard or limit, work.language)
    gone = sorted((place for place in range(len(units)) if place not in chosen), key=lambda place: (-units[place].value, place))
    worth = [place for place in gone if units[place].value > values()["filler"]]
    return Shortened(told, _phrases(title, units, worth, work.language))


def _phrases(title: str, units: list[Unit], worth: list[int], language: str) -> list[str]:
    """Units left out, neighbours of one segment together."""
    found, used = [], set[int]()
    for place in worth:
        if place in used:
            continue
        run = [place]
        while run[0] - 1 in worth and units[run[0] - 1].segment == units[place].segment:
            run.insert(0, run[0] - 1)
        while run[-1] + 1 in worth and units[run[-1] + 1].segment == units[place].segment:
            run.append(run[-1] + 1)
        used |= {*run}
        found.append(_ended(tidy(title[units[run[0]].start : units[run[-1]].end]), language))
    return [phrase for phrase in found if phrase]


def _closed(chosen: set[int], units: list[Unit]) -> set[int]:
    """With every unit that another one needs."""
    found = set(chosen)
    for place in chosen:
        needed = units[place].needs
        while needed is not None and needed not in found:
            found.add(needed)
            needed = units[needed].needs
    return found


def _told(title: str, units: list[Unit], chosen: set[int], language: str) -> str:
    marks = segments(title)
    together = words_of(language).together
    text, last = "", None
    for place in sorted(chosen):
        unit = units[place]
        if last is None:
            text = title[unit.start : unit.end]
        elif units[last].segment == unit.segment:
            text += _between(title, units[last], unit, together) + title[unit.start : unit.end]
        else:
            text += _mark(title, units, last, unit, marks, together) + title[unit.start : unit.end]
        last = place
    return _ended(tidy(text), language)


def _between(title: str, last: Unit, unit: Unit, together: bool) -> str:
    between = title[last.end : unit.start]
    if not any(sign.isalnum() for sign in between):
        return between
    return "" if together else " "


def _mark(title: str, units: list[Unit], last: int, unit: Unit, marks: list[tuple[int, int]], together: bool) -> str:
    """The mark before the segment that the unit begins in; a comma where a heading's colon lost its heading."""
    if together:
        between = title[units[last].end : unit.start]
        return " " if any(sign.isalnum() for sign in between) else between
    begin = max((start for start, _ in marks if start <= unit.start), default=unit.start)
    before = max((end for _, end in marks if end <= begin), default=begin)
    mark = title[before:begin]
    return (
        mark
        if mark.strip() or not mark
        else (mark if unit.start - units[last].end <= 1 else ", ")
        if title[begin] not in "(["
        else " "
    )


def _ended(text: str, language: str) -> str:
    """Without small words, marks or an open bracket at the end."""
    words = words_of(language)
    while places := tokens(text, language):
        start, end = places[-1]
        if text[start:end].lower() not in words.hanging or text[end:].strip(" ,;:-–—&+/"):
            break
        text = text[:start]
    return re.sub(r"[\s,;:&+/|–—-]+$", "", text)


def _within(text: str, limit: int, language: str) -> str:
    """What is still too long loses words from its end."""
    while len(text) > limit and (places := tokens(text, language)):
        if len(places) == 1:
            return text
        text = _ended(tidy(text[: places[-1][0]]), language)
    return text
