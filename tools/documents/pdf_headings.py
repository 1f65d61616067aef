"""Which lines of a PDF are headings: those that its outline names, or those in larger letters."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tools.documents.collecting import one_line
from tools.documents.pdf_lines import Line

_LARGER = 1.15
_LONGEST, _LONGEST_LEVELS = 120, 3
_LETTER = re.compile(r"[^\W\d_]")
_BLANKS = re.compile(r"\s+")
_NUMBER = re.compile(r"^\s*(?:chapter\s+|kapitel\s+)?[\divx.)、]+\s+|^\s*第.{1,4}[章节節条條]\s*", re.IGNORECASE)


class Entry(NamedTuple):
    """A line of the outline; pages count from 0."""

    page: int
    level: int
    title: str


class Outline:
    """The outline of a document, by page."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_page: dict[int, list[Entry]] = defaultdict(list)
        for each in entries:
            self._by_page[each.page].append(each)

    def __bool__(self) -> bool:
        return bool(self._by_page)

    def levels(self, page: int, lines: Sequence[Line]) -> tuple[list[Entry], dict[int, Entry]]:
        """Entries of a page that stand in none of its lines, and the others by the line they stand in."""
        lost: list[Entry] = []
        found: dict[int, Entry] = {}
        start = 0
        for each in self._by_page.get(page, []):
            wanted = _folded(each.title)
            at = next((n for n in range(start, len(lines)) if wanted and _folded(lines[n].text) == wanted), None)
            if at is None:
                lost.append(each)
            else:
                found[at] = each
                start = at + 1
        return lost, found


def read_outline(reader: Any, outline: Any, level: int = 1) -> Iterable[Entry]:
    """Entries of an outline as the library has it: lists inside lists."""
    for each in outline:
        if isinstance(each, list):
            yield from read_outline(reader, each, level + 1)
            continue
        page = reader.get_destination_page_number(each)
        title = one_line(str(each.title or ""))
        if isinstance(page, int) and page >= 0 and title:
            yield Entry(page, level, title)


def sizes_of_headings(pages: Iterable[Sequence[Line]]) -> list[float]:
    """Sizes of letters, largest first, that are larger than those of the text."""
    letters = Counter[float]()
    short: set[float] = set()
    for lines in pages:
        for line in lines:
            letters[_rounded(line.size)] += len(line.text)
            if len(line.text) <= _LONGEST and _LETTER.search(line.text):
                short.add(_rounded(line.size))
    if not letters:
        return []
    body = max(letters, key=lambda size: letters[size])
    return sorted((size for size in short if size >= body * _LARGER), reverse=True)


def level_of(line: Line, sizes: Sequence[float]) -> int | None:
    """The level of a line by its size; None for no heading."""
    size = _rounded(line.size)
    if size not in sizes or len(line.text) > _LONGEST or not _LETTER.search(line.text):
        return None
    return min(sizes.index(size) + 1, _LONGEST_LEVELS)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def largest(lines: Sequence[Line], sizes: Sequence[float]) -> str | None:
    """The words in the largest letters of a first page, if they are larger than the text."""
    top = max((line.size for line in lines if level_of(line, sizes)), default=None)
    return one_line(" ".join(line.text for line in lines if line.size == top)) if top else None


def stands_in(title: str, lines: Iterable[Line]) -> bool:
    """Whether the words of a title stand in some lines."""
    return _folded(title) in _folded("".join(line.text for line in lines))


def _folded(text: str) -> str:
    """Words without blanks and without the number before them, which outlines leave out."""
    return _BLANKS.sub("", _NUMBER.sub("", text)).casefold()
