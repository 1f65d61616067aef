"""Single figures with the unit that follows them, as texts of seven languages write them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from tools.listing.localize.figures import FIGURE, figure
from tools.listing.localize.quantity import table, units
from tools.listing.localize.uses import stands_near

_INCH_GOES_ON = re.compile(
    r"\s*(?:$|[.,;:()/×*|、，。）（]|[-–]\s|(?:x|long|wide|tall|high|deep|thick|diameter|width|length|height|depth|by|screen|display|monitor|round|square)\b)",
    re.IGNORECASE,
)
_MARKS = {"in": '"″”', "ft": "'′’"}
_BRITISH = {"en-GB", "en-AU"}


@dataclass(frozen=True)
class Atom:
    """A figure with its unit, where it has one; `weak`: an English "in" that may be the preposition."""

    start: int
    end: int
    value: Decimal
    unit: str | None
    fraction: bool = False
    weak: bool = False


@cache
def spellings(language: str) -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """How units are written in a language: the pattern, units by exact and by folded spelling."""
    written, short = table("reading"), language[:2]
    exact = {each: unit for unit, all_ in written["exact"].items() for each in all_}
    folded = {each.lower(): unit for unit, all_ in written["fold"].items() for each in [*all_, *_own_id(unit)]}
    folded = {each: unit for each, unit in folded.items() if short in written["only"].get(each, [short])}
    longest = sorted({*exact, *folded}, key=len, reverse=True)
    body = "|".join(
        f"(?-i:{re.escape(each)})" if each in exact and each.lower() not in folded else re.escape(each) for each in longest
    )
    return re.compile(rf"([ \u00a0\u202f]?|-)({body})", re.IGNORECASE), exact, folded


def _own_id(unit: str) -> list[str]:
    return (
        [unit]
        if units().get(unit) and units()[unit].system == "kept" and len(unit) > 2 and unit not in ("percent", "degree")
        else []
    )


def read_atoms(text: str, language: str) -> Iterable[Atom]:
    """Every figure that is none of a code, in order.

    Args:
        text: With digits of plain width.
        language: As for `read_quantities`.
    """
    pattern, exact, folded = spellings(language)
    end = -1
    for match in FIGURE.finditer(text):
        if match.start() < end or not _starts_clean(text, match.start(), end):
            continue
        read = figure(match[0], language, text[: match.start()])
        if read is None:
            continue
        value, dropped, fraction = read
        start, stop = match.start() + dropped, match.end()
        unit, weak = None, False
        told = pattern.match(text, stop)
        while told and not _ends_clean(text, told):
            told = pattern.match(text, stop, told.end() - 1) if told.end() - 1 > stop else None
        if told:
            unit = exact.get(told[2]) or folded.get(told[2].lower())
            unit, weak = _meant(text, start, told, unit, language)
            stop = told.end() - _full_stop(text, told) if unit else stop
        yield _signed(text, Atom(start, stop, value, unit, fraction, weak and value == int(value)))
        end = stop


def _full_stop(text: str, told: re.Match[str]) -> int:
    """A point after `in` that ends the sentence is none of the unit."""
    return int(told[2].endswith(".") and bool(re.match(r"\Z|\s+[A-ZÀ-Þ]|\s*\n", text[told.end() :])))


def _signed(text: str, atom: Atom) -> Atom:
    """A minus before a figure counts where no range can be meant; degrees after ± are a difference."""
    before = text[: atom.start]
    if before.endswith("±") and atom.unit in ("degC", "degF"):
        return replace(atom, unit=f"delta_{atom.unit}")
    if before.endswith(("-", "−")) and not re.search(r"[A-Za-z0-9%°℃℉]\s?.\Z", before):
        return replace(atom, start=atom.start - 1, value=-atom.value)
    return atom


def _starts_clean(text: str, start: int, last: int) -> bool:
    """The figure is none of a code: RTX4070, F-150, 3.5.1, 50/60."""
    before = text[max(0, start - 12) : start]
    if re.search(r"(?:^|[^A-Za-z0-9])(?:AC|DC|[xX])\Z", before) or re.search(r"\d\s?[xX×*]\Z", before):
        return True
    if re.search(r"[A-Za-z0-9_]\Z|[0-9][.,/]\Z|[A-Za-z]\.\Z|#\Z", before):
        return start == last and bool(re.search(r"['’′]\Z", before))
    return not re.search(r"[A-Za-z]-\Z", before) or start - 1 == last


def _ends_clean(text: str, told: re.Match[str]) -> bool:
    after = text[told.end() : told.end() + 2]
    if told[2][-1].isascii() and told[2][-1].isalpha() and re.match(r"[A-Za-zÀ-ÿ0-9]|/[A-Za-z小分]", after):
        return False
    return not after or after[0] not in table("reading")["not_before"].get(told[2], ())


def _meant(text: str, start: int, told: re.Match[str], unit: str | None, language: str) -> tuple[str | None, bool]:
    """The unit that the spelling means here, and whether that is doubtful."""
    written, near = told[2], (start, told.end())
    if unit == "in" and written in "\"″”''" and (told[1] or (_quotes_before(text, start) % 2 and written == '"')):
        return None, False
    if unit == "in" and re.match(r"-\d", text[told.end() : told.end() + 2]):
        return None, False  # 1/4"-20: a thread
    if unit == "ft" and written in _MARKS["ft"]:
        after = text[told.end() : told.end() + 1]
        return (unit if language.startswith("en") and not told[1] and not after.isalpha() else None), False
    if written.lower() == "in":
        return unit, bool(told[1]) and told[1] != "-" and not _INCH_GOES_ON.match(text, told.end())
    if written == "寸":
        return (unit if stands_near(text, near, "inch_in_zh") else None), False
    if written == "毫安" and stands_near(text, near, "battery"):
        return "mAh", False
    if written == "年" and re.fullmatch(r"(?:19|20)\d\d", text[start : told.start()]):
        return None, False
    if written == "A" and re.match(r"\s[a-z]", text[told.end() : told.end() + 2]) and told[1]:
        return None, False
    british = "imp" if language in _BRITISH else "us"
    return {"fl_oz": f"{british}_fl_oz", "pint": f"{british}_pint", "gal": f"{british}_gal"}.get(unit or "", unit), False


def _quotes_before(text: str, start: int) -> int:
    return len(re.findall(r'(?<!\d)"', text[:start]))
