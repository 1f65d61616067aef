"""Quantities in a text: a number with its unit, dimensions and ranges."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from tools.listing.facts.fact import LISTED, Fact, Kind, written
from tools.listing.facts.matching import data, one_of, plain
from tools.listing.facts.numerals import NUMBER, QUOTIENT, SPACED, SPACED_IN, number_of, step_of
from tools.listing.facts.units import Unit, unit_at

_SIDE = r"(?:[ ]?(?:[LWHDBTlwhdbt]|[长宽高深])(?![A-Za-z0-9]))?"
_LABEL = r"(?:[LWHDBT](?=\d))?(?=\d|[¼½¾])"
_TIMES = re.compile(rf"{_SIDE}(?: [xX×*✕✖] |[xX×*✕✖] ?|(?<=[\"'″]) [xX×*]){_LABEL}")
_SIDE_LETTER = re.compile(r" ?[LWHDlwhd](?![A-Za-z])")
_SIDED = re.compile(r"\d+(?:[.,]\d+)? ?([LWHDlwhd]) ?[xX×] ?\d+(?:[.,]\d+)? ?(?!\1)[LWHDlwhd](?![A-Za-z])")
"""Dimensions with their sides named: the W of `52W x 84L inch` is no watt."""
_DASH = re.compile(r"(?: ?[-–—−~〜～] ?)(?=\d)")
_STROKE = re.compile(r" ?/ ?(?=\d)")
_SIGN = re.compile(r"(?<![\w%℃°])[-−–]$")
_COUNTED = frozenset({"l", "kg", "oz", "fl oz", "W", "V", "Ah", "Wh", "B", "gal", "pcs", "pt", "cup"})
"""Units whose quantity after `2 x` is counted: two of 500 ml; lengths after it are dimensions."""
_LISTED_IN = frozenset({"V", "Hz", "W", "A", "Ah", "m", "l", "kg", "oz", "B", "K", "°C", "pcs", "s", "bit/s"})
"""Units of figures given as alternatives: `110/220 V`."""
_PIECES = frozenset({"pcs", "pair"})
_LONGEST = 12
_ENDS = ("", ",", ".", ";", ":", ")", "(", "、", "。", "|")
"""Signs after which nothing more belongs to a quantity."""
_MINUS = "-"


class _Part(NamedTuple):
    written: str
    number: Fraction
    unit: Unit | None
    start: int
    end: int


@dataclass(frozen=True)
class Reader:
    """A text in the forms that its quantities are read from."""

    text: str
    narrow: str
    low: str
    language: str
    field: str

    def quantity_at(self, place: int) -> list[Fact]:
        """The quantity that begins at a digit; a count before it is a fact of its own. Nothing when it is no quantity."""
        parts, joined = self._parts(place)
        if not parts:
            return []
        if joined == "x" and len(parts) == 2 and parts[0].unit is None and parts[1].unit and parts[1].unit.base in _COUNTED:
            count = Fact("pieces", *self._said(parts[0].start, parts[0].end, written(parts[0].number), "pcs"))
            return [count, self._fact(parts[1:], "")]
        return [self._fact(parts, joined)]

    def _parts(self, place: int) -> tuple[list[_Part], str]:
        sided = _SIDED.match(self.narrow, place) is not None
        first = self._part(place, sided)
        parts, joined = ([first] if first else []), ""
        while parts and len(parts) < _LONGEST:
            between = self._joint(parts[-1].end, joined)
            following = self._part(between[1], sided) if between else None
            if between is None or following is None or not self._fits(parts[-1], between[0], following):
                break
            parts.append(following)
            joined = between[0]
        return parts, joined

    def _joint(self, place: int, joined: str) -> tuple[str, int] | None:
        if self.narrow[place : place + 1] in _ENDS:
            return None
        times = _TIMES.match(self.narrow, place) if joined in ("", "x") else None
        if times:
            return "x", times.end()
        stroke = _STROKE.match(self.narrow, place) if joined in ("", LISTED) else None
        if stroke:
            return LISTED, stroke.end()
        span = (_DASH.match(self.narrow, place) or _words().match(self.low, place)) if not joined else None
        return ("..", span.end()) if span else None

    def _fits(self, last: _Part, joined: str, following: _Part) -> bool:
        """Parts are of one quantity; a range rises, a list has its unit behind."""
        if joined == "x":
            if last.unit and following.unit and {last.unit.base, following.unit.base} & _PIECES:
                return last.unit.base == following.unit.base
            return not last.unit or (last.unit.id != "°" and (following.unit is not None or last.unit.base not in _COUNTED))
        if last.unit and (following.unit is None or last.unit.base != following.unit.base or joined == LISTED):
            return False
        if joined == LISTED:
            return following.unit is not None and following.unit.base in _LISTED_IN
        return _rises(last, following) or bool(_SIGN.search(self.narrow, max(0, last.start - 2), last.start))

    def _part(self, place: int, sided: bool) -> _Part | None:
        match = _number(self.language in SPACED_IN).match(self.narrow, place)
        if match is None:
            return None
        side = _SIDE_LETTER.match(self.narrow, match.end()) if sided else None
        unit = self._unit(side.end() if side else match.end())
        if unit is None and "/" in match[0] and _QUOTIENT.search(match[0]):
            return None
        if unit and self.narrow[place : unit[1]] in _grades():
            return None
        end = unit[1] if unit else match.end()
        if unit is None and side is None and _JOINED.match(self.narrow, end):
            return None
        number, _ = _read_number(match[0], self.language)
        if unit and number < unit[0].least:
            return None
        return _Part(match[0], number, unit[0] if unit else None, place, end)

    def _unit(self, place: int) -> tuple[Unit, int] | None:
        gap = _GAP.match(self.narrow, place)
        return unit_at(self.narrow, self.low, gap.end() if gap else place)

    def _borrowed(self, parts: list[_Part], joined: str) -> Unit | None:
        """The unit of dimensions that stands only after those that follow: `140x200 - 160x200 cm`."""
        link = (_DASH.match(self.narrow, parts[-1].end) or _STROKE.match(self.narrow, parts[-1].end)) if joined == "x" else None
        following, how = self._parts(link.end()) if link else ([], "")
        return following[-1].unit if how == "x" else None

    def _fact(self, parts: list[_Part], joined: str) -> Fact:
        start = parts[0].start
        last = next((part.unit for part in reversed(parts) if part.unit), None)
        last = last or self._borrowed(parts, joined)
        each = [part.unit or (last if joined else None) for part in parts]
        if len(parts) > 1 and len({unit.base for unit in each if unit}) > 1:
            each = [last] * len(parts)
        sign = _SIGN.search(self.narrow, max(0, start - 2), start) if last and "°C" in last.to else None
        if sign:
            start, parts = sign.start(), [_negative(parts[0]), *parts[1:]]
        values = [_converted(part.written, self.language, unit) for part, unit in zip(parts, each, strict=True)]
        base = last.base if last else None
        kind: Kind = "percent" if base == "%" else "pieces" if base in ("pcs", "pair") and len(parts) == 1 else "figure"
        value = (joined or "x").join(value for value, _ in values)
        return Fact(
            kind,
            *self._said(start, parts[-1].end, value, base),
            written_in=last.id if last else None,
            shown=tuple(part.number for part in parts),
            rounding=tuple(rounding for _, rounding in values),
        )

    def _said(self, start: int, end: int, value: str, unit: str | None) -> tuple[str, str, str | None, str, int, int]:
        return self.text[start:end], value, unit, self.field, start, end


def _rises(last: _Part, following: _Part) -> bool:
    if last.unit and following.unit:
        return last.unit.in_base(last.number) < following.unit.in_base(following.number)
    return last.number < following.number


def _negative(part: _Part) -> _Part:
    return part._replace(written=f"{_MINUS}{part.written}", number=-part.number)


@lru_cache(maxsize=8192)
def _read_number(text: str, language: str) -> tuple[Fraction, Fraction]:
    """A number and half a step of its last digit."""
    number = number_of(text.removeprefix(_MINUS), language)
    step = step_of(text, number)
    return (-number if text.startswith(_MINUS) else number), step


@lru_cache(maxsize=8192)
def _converted(text: str, language: str, unit: Unit | None) -> tuple[str, Fraction]:
    """A number in the base unit as text, and its rounding there."""
    number, step = _read_number(text, language)
    return (written(unit.in_base(number)), step * unit.factor) if unit else (written(number), step)


_QUOTIENT = re.compile(r"\d/\d+$")
_GAP = re.compile(r"\+?(?: ?[-‐‑] ?| )?")
_JOINED = re.compile(r"(?![xX]\d)(?:[A-Z]|[a-z](?![a-z]*(?:[ ,.;:)\-]|$))|\d)")


@cache
def _number(spaced: bool) -> re.Pattern[str]:
    simple = rf"{NUMBER}|\d+/\d+"
    vulgar = rf"{QUOTIENT}(?![A-Za-z])"
    return re.compile(rf"{vulgar}|{SPACED}|{simple}" if spaced else rf"{vulgar}|{simple}")


@cache
def _grades() -> frozenset[str]:
    return frozenset(data("words_read")["grades"])


@cache
def _words() -> re.Pattern[str]:
    words = one_of(plain(word) for word in data("words_read")["range"])
    return re.compile(rf"(?: (?:{words}) |(?:至|到|から))(?=\d)")
