"""Citation marks in an answer: `[1]`, `[1, 2]`, `[1-3]`, `【1】`; those in code and links are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

_LIST = r"\s*\^?\s*\d{1,3}(?:\s*(?:[,，、;；]|[-–—~～])\s*\d{1,3})*\s*(?:†[^\]】\n]{0,40})?"
MARK = re.compile(rf"\\?\[\[{_LIST}\]\](?!\()|\\?\[{_LIST}\\?\](?!\()|[【［〔]{_LIST}[】］〕]")
"""One mark. Its numbers have at most three digits, so that `[2026]` and `[199.90]` are none."""
_BETWEEN = re.compile(r"[ \t]*(?:[,，、;；和与及~～–—-]|and|&)?[ \t]*")
_RUN = re.compile(r"(\d+)(?:\s*[-–—~～]\s*(\d+))?")
_CODE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^`\n]*\n[\s\S]*?(?:^ {0,3}\1|\Z)|(?<!`)(`{1,3})(?!`)[^`\n]+\2(?!`)", re.MULTILINE)
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_BEGINS = re.compile(r"[\w(\[（*`\"'“‘«]")
"""What keeps a space before it."""
_ENDS = re.compile(rf"[A-Za-z0-9_.,+\-−{_NUMERALS}]$")
_GROWS = re.compile(rf"[-.,/:]?[A-Za-z0-9_{_NUMERALS}]")
_LINK = re.compile(r"!?\[(?:[^\[\]\n]|\[[^\[\]\n]{0,80}\]){0,300}\]\((?:[^()\n]|\([^()\n]{0,80}\)){0,2000}\)")


@dataclass(frozen=True)
class Mark:
    """One mark.

    Attributes:
        raw: As written.
        numbers: That it cites.
    """

    raw: str
    numbers: tuple[int, ...]

    def mapped(self, changes: dict[int, int | None]) -> "Mark":
        """The same with numbers changed, or taken out (None)."""
        wanted = [changes.get(number, number) for number in self.numbers]
        kept = tuple(dict.fromkeys(number for number in wanted if number is not None))
        opened, closed = ("【", "】") if self.raw.startswith("【") else ("[", "]")
        return self if kept == self.numbers else Mark(f"{opened}{', '.join(map(str, kept))}{closed}", kept)


@dataclass(frozen=True)
class Group:
    """Marks side by side, as in `[1][2]` or `[1], [2]`.

    Attributes:
        start: Where it begins in the answer.
        end: Where it ends there.
        marks: In order.
        between: What separates them; one fewer.
    """

    start: int
    end: int
    marks: tuple[Mark, ...]
    between: tuple[str, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """All numbers cited, each once."""
        return tuple(dict.fromkeys(number for mark in self.marks for number in mark.numbers))

    def mapped(self, changes: dict[int, int | None]) -> "Group":
        """The same with numbers changed, or taken out (None); a mark left empty goes, with what separates it."""
        marks = [mark.mapped(changes) for mark in self.marks]
        kept = [position for position, mark in enumerate(marks) if mark.numbers]
        between = tuple(self.between[position - 1] for position in kept[1:])
        return replace(self, marks=tuple(marks[position] for position in kept), between=between)

    def __str__(self) -> str:
        return "".join(piece for pair in zip(self.marks, (*self.between, ""), strict=False) for piece in (pair[0].raw, pair[1]))


def groups(text: str) -> list[Group]:
    """The marks of a text, those side by side together."""
    found: list[list[re.Match[str]]] = []
    bare = without_code(text)
    for match in MARK.finditer(bare):
        if found and _BETWEEN.fullmatch(text, found[-1][-1].end(), match.start()):
            found[-1].append(match)
        else:
            found.append([match])
    return [_group(text, matches) for matches in found]


def without_code(text: str) -> str:
    """The text with code and links blanked, character for character: what stands there is no mark."""
    return _LINK.sub(blank, _CODE.sub(blank, text))


def blank(match: re.Match[str]) -> str:
    """As many spaces as were matched; line ends stay."""
    return re.sub(r"[^\n]", " ", match[0])


def put(text: str, group: Group, changed: Group) -> tuple[int, int, str]:
    """Where to write what in place of a group.

    With a group that is gone goes the space before it, or at a line's start the space after it; a space comes where
    figures or words would grow together.
    """
    if changed.marks:
        return group.start, group.end, str(changed)
    start, end = group.start, group.end
    before, after = text[:start].rstrip(" \t"), text[end:].lstrip(" \t")
    if not before or before.endswith("\n"):
        end = len(text) - len(after)
    elif not _BEGINS.match(text, end):
        start = len(before)
    grown = _ENDS.search(text[max(start - 1, 0) : start]) and _GROWS.match(text, end)
    return start, end, " " if grown else ""


def _group(text: str, matches: list[re.Match[str]]) -> Group:
    marks = tuple(Mark(match[0], tuple(_numbers(match[0]))) for match in matches)
    between = tuple(text[first.end() : second.start()] for first, second in pairwise(matches))
    return Group(matches[0].start(), matches[-1].end(), marks, between)


def _numbers(raw: str) -> Iterator[int]:
    for match in _RUN.finditer(raw.partition("†")[0]):
        first, last = sorted((int(match[1]), int(match[2] or match[1])))
        yield from range(first, last + 1)
