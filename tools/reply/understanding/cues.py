"""Cues: phrases that tell something, found in the units of a sentence whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tools.reply.understanding.sentences import Sentence, read

_GAPS = {"..": (4, 8), "...": (9, 20)}
"""Units that may stand between two parts of a cue: of Latin scripts, of East Asian ones."""
_SHORTEST = 3


@dataclass(frozen=True)
class Hit:
    """A cue in a sentence, from unit `start` up to `end`."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class _Pattern:
    """Parts in order; before each the most units that may be left out, of both kinds of script."""

    name: str
    parts: tuple[int, ...]
    gaps: tuple[tuple[int, int], ...]


class Cues:
    """Cues by name.

    A cue is written as words: `where is|are my @goods`. `|` parts alternatives, `_` joins words within one, `@` names a list
    of alternatives, `*` stands for any beginning or end of a word, `..` and `...` for some or more words between, a trailing
    `?` makes a part optional. Chinese and Japanese parts are parted by spaces that the text need not have.
    """

    def __init__(self, written: Mapping[str, Iterable[str]], lists: Mapping[str, Iterable[str]]) -> None:
        """Compiled from `written`, cues by name, with the `lists` that `@` names."""
        self._lists = lists
        self._ids: dict[str, int] = {}
        self._exact = defaultdict[str, list[tuple[tuple[str, ...], int]]](list)
        self._starts = defaultdict[str, list[tuple[str, int]]](list)
        self._ends = defaultdict[str, list[tuple[str, int]]](list)
        self._loose: dict[str, tuple[int, ...]] = {}
        self._patterns = defaultdict[int, list[_Pattern]](list)
        for name, cues in written.items():
            for cue in cues:
                for pieces in _without_options(cue.split()):
                    self._put(name, pieces)

    def _put(self, name: str, pieces: list[str]) -> None:
        parts, gaps, gap = list[int](), list[tuple[int, int]](), (0, 0)
        for piece in pieces:
            if piece in _GAPS:
                gap = _GAPS[piece]
                continue
            parts.append(self._part(piece))
            gaps.append(gap)
            gap = (0, 0)
        self._patterns[parts[0]].append(_Pattern(name, tuple(parts), tuple(gaps)))

    def _part(self, piece: str) -> int:
        if piece not in self._ids:
            self._ids[piece] = number = len(self._ids)
            for choice in piece.split("|"):
                listed = self._lists[choice[1:]] if choice[0] == "@" and len(choice) > 1 else (choice,)
                for each in listed:
                    self._add(each, number)
        return self._ids[piece]

    def _add(self, alternative: str, number: int) -> None:
        units = read(alternative.replace("*", "").replace("_", " ")).units
        if len(units) > 1:
            self._exact[units[0]].append((units[1:], number))
            if alternative.endswith("*"):
                self._exact[units[0]].append(((*units[1:-1], units[-1] + "s"), number))
        elif alternative.endswith("*"):
            self._starts[units[0][:_SHORTEST]].append((units[0], number))
        elif alternative.startswith("*"):
            self._ends[units[0][-_SHORTEST:]].append((units[0], number))
        else:
            self._exact[units[0]].append((units[1:], number))

    def _loosely(self, unit: str) -> tuple[int, ...]:
        """Parts with `*` that a word fulfils."""
        if unit not in self._loose:
            starting = self._starts.get(unit[:_SHORTEST], ())
            ending = self._ends.get(unit[-_SHORTEST:], ())
            found = {number for part, number in starting if unit.startswith(part)}
            found |= {number for part, number in ending if unit.endswith(part)}
            if len(self._loose) < _KEPT:
                self._loose[unit] = tuple(found)
            return tuple(found)
        return self._loose[unit]

    def found(self, sentence: Sentence) -> list[Hit]:
        """Every cue of a sentence."""
        units = sentence.units
        places = defaultdict[int, dict[int, int]](dict)
        for at, unit in enumerate(units):
            for rest, number in self._exact.get(unit, ()):
                if not rest or units[at + 1 : at + 1 + len(rest)] == rest:
                    places[number][at] = max(places[number].get(at, 0), at + 1 + len(rest))
            if len(unit) >= _SHORTEST:
                for number in self._loosely(unit):
                    places[number].setdefault(at, at + 1)
        return [
            hit for first in list(places) for pattern in self._patterns.get(first, ()) for hit in _hits(pattern, places, sentence)
        ]


_KEPT = 50_000


def _hits(pattern: _Pattern, places: dict[int, dict[int, int]], sentence: Sentence) -> list[Hit]:
    if any(part not in places for part in pattern.parts):
        return []
    ends = {start: (start, end) for start, end in places[pattern.parts[0]].items()}
    reached = {end: start for start, end in ends.values()}
    for part, gap in zip(pattern.parts[1:], pattern.gaps[1:], strict=True):
        following: dict[int, int] = {}
        most = gap[sentence.is_asian]
        for start, end in places[part].items():
            for before in range(start, max(-1, start - most - 1), -1):
                if before in reached:
                    following[end] = reached[before]
                    break
        reached = following
        if not reached:
            return []
    return [Hit(pattern.name, start, end) for end, start in reached.items()]


def _without_options(pieces: list[str]) -> list[list[str]]:
    """A cue once with and once without each optional part."""
    found: list[list[str]] = [[]]
    for piece in pieces:
        if piece.endswith("?") and piece != "?" and not piece.endswith("|?"):
            found += [[*each, piece[:-1]] for each in found]
        else:
            found = [[*each, piece] for each in found]
    return found


@cache
def words_of(name: str) -> dict[str, Any]:
    """The words of a file beside this one."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8"))
    return found
