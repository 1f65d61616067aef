"""Pieces of text on a page to its lines and paragraphs."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from tools.documents.pdf_places import Matrix, product, scale_of

# Ligatures, the signs for parts of ideographs that some programs write in place of the ideographs, and the bullets of
# symbol fonts.
_FORMS = {code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0xFB00, 0xFB07), *range(0x2E80, 0x2FE0))} | {
    0xF0B7: "•", 0xF076: "•", 0xF06C: "•", 0xF0A7: "▪", 0xF06E: "▪", 0xF0D8: "▸", 0xF0FC: "✓", 0xF0A8: "□", 0xF0E0: "→",
}  # fmt: skip
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_ENDS = re.compile(r"[.!?:;。！？：；…)）”\"]\s*$")
_ITEM = re.compile(
    r"\s*(?:[-–—•●○■□▪▸✓◦·*]|\(?\d{1,3}[.)、）]|\(?[a-zA-Z][.)]|[（(]?[一二三四五六七八九十]{1,3}[）)、.]|第.{1,4}[章节條条])\s*"
)
_LEADERS = re.compile(r"(?:[.·…]\s?){5,}\s*[\divxlc]*\s*$")
_LONGEST_LEADERS = 200
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_MOST_UNREADABLE = 0.3
_SAME_LINE, _GAP = 0.3, 1.7
"""Of the letters' size: up to this apart, two pieces stand on one line; from this on, a paragraph begins."""
_FULL = 0.75
"""Of the longest line's length: a shorter line ends a paragraph."""


class Line(NamedTuple):
    """A line of a page.

    Attributes:
        size: Of its largest letters, in points.
        y: Height on the page; None when not known.
    """

    text: str
    size: float
    y: float | None


class Pieces:
    """Collects what the extraction of one page hands over, in its order."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._text, self._size = "", 0.0
        self._y: float | None = None
        self._last: tuple[float, float] | None = None

    def add(self, text: str, place: Matrix, size: float) -> None:
        """A piece, and where it begins; pieces of one height go into one line, as cells of a table do."""
        if not text.strip():
            if "\n" in text:
                self._end()
            elif text and self._text and not self._text.endswith(" "):
                self._text += " "
            return
        seen = abs(size) * scale_of(place)
        x, y = place[4], place[5]
        if not self._text and self._last and self.lines:
            last_x, last_y = self._last
            if abs(y - last_y) < _SAME_LINE * max(seen, 1.0) and x > last_x:
                before = self.lines.pop()
                self._text, self._size, self._y = before.text + "  ", before.size, before.y
        first, *more = text.split("\n")
        self._text += first
        self._size = max(self._size, seen)
        self._y = y if self._y is None else self._y
        self._last = (x, y)
        for line in more:
            self._end()
            if line:
                self._last, self._text, self._size = None, line, seen

    def finish(self) -> list[Line]:
        """All lines."""
        self._end()
        return self.lines

    def _end(self) -> None:
        text = self._text.translate(_FORMS).rstrip()
        if text.strip():
            self.lines.append(Line(text, self._size, self._y))
        self._text, self._size, self._y = "", 0.0, None


def place_of(tm: Sequence[float], cm: Sequence[float], base: Matrix) -> Matrix:
    """Where a piece begins on the page."""
    return product(product(tuple(tm), tuple(cm)), base)


def is_unreadable(lines: Sequence[Line]) -> bool:
    """Whether a page's letters cannot be told: its fonts do not say which they are."""
    letters = "".join(line.text for line in lines).replace(" ", "")
    return bool(letters) and len(_UNREADABLE.findall(letters)) > _MOST_UNREADABLE * len(letters)


def is_contents(line: Line) -> bool:
    """Whether a line stands in a table of contents: a row of dots leads to its page."""
    return bool(_LEADERS.search(line.text[-_LONGEST_LEADERS:]))


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Lines put together again where a sentence goes on over them."""
    longest = max((_width(line.text) for line in lines), default=0)
    found: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is not None and _goes_on(before, line, longest):
            found[-1] = _joined(found[-1], line.text.strip())
        else:
            found.append(line.text.strip())
        before = line
    return found


def _goes_on(line: Line, following: Line, longest: int) -> bool:
    if _ENDS.search(line.text) or _ITEM.match(following.text) or "  " in line.text.strip() or "  " in following.text.strip():
        return False
    if abs(line.size - following.size) > 1 or _width(line.text) < _FULL * longest:
        return False
    return line.y is None or following.y is None or 0 < line.y - following.y < _GAP * max(line.size, 1.0)


def _width(text: str) -> int:
    return len(text) + len(re.findall(f"[{_WIDE}]", text))


def _joined(text: str, more: str) -> str:
    if re.search(r"[a-zäöüßéèà]-$", text) and more[:1].islower():
        return text[:-1] + more
    is_wide = re.search(f"[{_WIDE}]$", text) and re.match(f"[{_WIDE}]", more)
    return text + ("" if is_wide else " ") + more
