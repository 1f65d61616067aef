"""The labels of a Word document's lists, which Word counts and does not store: `2.1`, `(a)`, `三、`."""

import re
from typing import Any

from tools.documents.docx_styles import child_value, value

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_DIGITS = "〇一二三四五六七八九"
_MOST = 3_999


class _Level:
    def __init__(self, element: Any) -> None:
        start = child_value(element, "start") or "1"
        self.start = int(start) if start.isdecimal() and len(start) < 6 else 1
        self.form = child_value(element, "numFmt") or "decimal"
        self.text = child_value(element, "lvlText") or ""


class Numbering:
    """Counts the lists of a document as its paragraphs come.

    Args:
        root: Of `word/numbering.xml`; None when there is none.
    """

    def __init__(self, root: Any) -> None:
        lists = [] if root is None else root.findall("{*}abstractNum")
        self._levels = {
            value(each, "abstractNumId"): {value(level, "ilvl"): _Level(level) for level in each.findall("{*}lvl")}
            for each in lists
        }
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        for each in [] if root is None else root.findall("{*}num"):
            number = value(each, "numId")
            self._abstract[number] = child_value(each, "abstractNumId") or ""
            starts = {value(one, "ilvl"): child_value(one, "startOverride") for one in each.findall("{*}lvlOverride")}
            self._restarts[number] = {int(at): int(to) for at, to in starts.items() if to and to.isdecimal() and at.isdecimal()}
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, number: str, level: int) -> str:
        """What stands before the next paragraph of a list; a dash for bullets and unknown lists."""
        indent = "  " * level
        name = self._abstract.get(number, "")
        levels = self._levels.get(name, {})
        own = levels.get(str(level))
        if own is None or own.form == "bullet":
            return f"{indent}- "
        counts = self._counts.setdefault(name, {})
        for at, start in self._restarts.pop(number, {}).items():
            counts[at] = start - 1
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]

        def counted(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            found = levels.get(str(at), own)
            return _written(counts.get(at, found.start), found.form)

        text = "" if own.form == "none" else _PLACE.sub(counted, own.text)
        return f"{indent}{text} " if text.strip() else ""


def _written(count: int, form: str) -> str:
    if not 0 < count <= _MOST:
        return str(count)
    if form in ("upperRoman", "lowerRoman"):
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * min(9, (count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero":
        return f"{count:02}"
    if form.startswith(("chinese", "japanese", "ideographDigital", "taiwaneseCounting")) and count < 100:
        return _chinese(count)
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (count // worth)
        count %= worth
    return text


def _chinese(count: int) -> str:
    tens, ones = divmod(count, 10)
    start = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return start + (_DIGITS[ones] if ones or not tens else "")
