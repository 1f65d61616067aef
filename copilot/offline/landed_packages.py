"""Packages named in a question: sides, weights, how many, by which service."""

import re
from typing import Any

from copilot.offline.landed_words import has, pattern, plain
from copilot.offline.text import compiled
from tools.core.references import word_pattern
from tools.landed.services import services

_NUMBER = r"(\d+(?:\.\d+)?)"
_UNIT = r"\s?(cm|厘米|公分|inch(?:es)?|in(?![a-z])|英寸|寸|\"|”|mm|毫米|m(?![a-z\d³])|米)?"
_BY = r"\s?(?:x|×|\*|乘以?|by)\s?"
_SIDES = rf"(?<![\d.]){_NUMBER}{_UNIT}{_BY}{_NUMBER}{_UNIT}{_BY}{_NUMBER}{_UNIT}"
_NAMED_SIDES = rf"长\D{{0,3}}{_NUMBER}{_UNIT}\D{{0,4}}宽\D{{0,3}}{_NUMBER}{_UNIT}\D{{0,4}}高\D{{0,3}}{_NUMBER}{_UNIT}"
_WEIGHT = rf"(?<![\d.x×*]){_NUMBER}\s?(kgs?|公斤|千克|kilo(?:gram)?s?|lbs?|磅|pounds?(?! sterling)|g(?![a-z])|克|斤)"
_CARTONS = r"箱子?(?!规)|包裹?|票|托盘?|cartons?|boxes|box|packages?|parcels?|ctns?|cases?|pallets?|crates?|bags?"
_COUNT = rf"(?<![\d.x×*])(\d+)\s?(?:个|件|只)?\s?(?:大|小)?(?:{_CARTONS})"
_UNITS = r"(?<![\d.x×*])(\d+)\s?(?:件|个(?!月|点|箱|包)|pieces|pcs)"
_DIVISOR = (
    r"(?:除以|除数(?:是|为|用|按)?|材积(?:比|除)|抛比|泡比|divisor(?: of| is)?|divided? by|÷)\s?(\d{3,5})(?!\d)"
    r"|按\s?([4-9]000)(?:算|计|抛)?(?!\d)|(?<!\d)1\s?[:/]\s?([4-9]000)"
)
_TO_CM = {"mm": 0.1, "毫米": 0.1, "m": 100, "米": 100}
_TO_KG = {"g": 0.001, "克": 0.001, "斤": 0.5}
_FBA = "fba"
_INCHES = r"^(?:in|英寸|寸|\"|”)"
_POUNDS = r"^(?:lb|磅|pound)"


def packages_in(text: str, *, shipped: bool = False) -> dict[str, Any] | None:
    """Arguments of packages: `packages`, `unit`, `weight_unit`, `service`, `divisor`; None where no sides are said.

    Args:
        text: In lower case.
        shipped: Packages of goods that are counted by themselves: pieces are not packages, and FBA carries none of them.
    """
    found = list(compiled(_SIDES).finditer(text)) or list(compiled(_NAMED_SIDES).finditer(text))
    if not found:
        return None
    ends = [*(match.start() for match in found[1:]), len(text)]
    starts = [0, *(match.end() for match in found[:-1])]
    counts_first = _counted(text[: found[0].start()], pieces_too=not shipped) is not None
    unit, packages, weighed = None, [], None
    for match, start, end in zip(found, starts, ends, strict=True):
        sides, said = _sides(match)
        before, after = text[start : match.start()], text[match.end() : end]
        counts = [_counted(before, pieces_too=not shipped, last=True), None if counts_first and end < len(text) else
                  _counted(after, pieces_too=not shipped)]  # fmt: skip
        count = next((each for each in (counts if counts_first else counts[::-1]) if each), None)
        weight, weighed_in = _weight(after, count) or _weight(before, count) or (None, None)
        package = dict(zip(("length", "width", "height"), sides, strict=True))
        packages.append({**package, **({"actual_weight": weight} if weight else {}), **({"quantity": count} if count else {})})
        unit, weighed = unit or said, weighed or weighed_in
    unit = unit or ("in" if weighed == "lb" else "cm")
    natural = "kg" if unit == "cm" else "lb"
    return {
        "packages": packages,
        "unit": unit,
        **({"weight_unit": weighed} if weighed and weighed != natural else {}),
        **service_in(text, shipped=shipped),
        **_divisor(text),
    }


def changed_package(text: str, last: dict[str, Any]) -> dict[str, Any]:
    """Another weight, number or divisor of the packages of a call, where a text names no sides."""
    found: dict[str, Any] = dict(_divisor(text))
    count = _counted(text, pieces_too=True)
    weight, unit = _weight(text, count) or (None, None)
    if len(last["packages"]) == 1 and (weight or count):
        changed = {**({"actual_weight": weight} if weight else {}), **({"quantity": count} if count else {})}
        found["packages"] = [{**last["packages"][0], **changed}]
    return {**found, **({"weight_unit": unit} if unit else {})}


def service_in(text: str, *, shipped: bool = False) -> dict[str, str]:
    """The service named, the longest name first and FBA last; sea freight where cubic metres are asked for."""
    names = {name: service for service, entry in services().items() for name in (service, *entry["names"])}
    for name in sorted(names, key=lambda name: (names[name] == _FBA, -len(name))):
        if not (shipped and names[name] == _FBA) and compiled(word_pattern(name)).search(text):
            return {"service": names[name]}
    return {"service": "sea_lcl"} if has(text, "cubic") else {}


def _sides(match: re.Match[str]) -> tuple[list[float | int], str | None]:
    """Three sides in centimetres or inches, and which; the unit said last goes for those without one."""
    said = [match[index] for index in (2, 4, 6)]
    last = next((unit for unit in reversed(said) if unit), None)
    inches = bool(last and compiled(_INCHES).search(last))
    sides = [float(match[index]) * _TO_CM.get(unit or last or "", 1) for index, unit in zip((1, 3, 5), said, strict=True)]
    return [plain(round(size, 6)) for size in sides], "in" if inches else "cm" if last else None


def _weight(text: str, count: int | None) -> tuple[float | int, str] | None:
    """Of one package; what all of them weigh is divided by their number."""
    match = compiled(_WEIGHT).search(text)
    if match is None:
        return None
    pounds = bool(compiled(_POUNDS).search(match[2]))
    in_all = compiled(rf"{pattern('in_all')}[^\d,，]{{0,4}}$").search(text[: match.start()])
    share = count if count and in_all else 1
    return plain(round(float(match[1]) * _TO_KG.get(match[2], 1) / share, 6)), "lb" if pounds else "kg"


def _counted(text: str, *, pieces_too: bool, last: bool = False) -> int | None:
    """How many packages a part of the text says: the first, or the last."""
    for words in (_COUNT, _UNITS) if pieces_too else (_COUNT,):
        if found := compiled(words).findall(text):
            return int(found[-1 if last else 0])
    return None


def _divisor(text: str) -> dict[str, int]:
    match = compiled(_DIVISOR).search(text)
    return {"divisor": int(next(group for group in match.groups() if group))} if match else {}
