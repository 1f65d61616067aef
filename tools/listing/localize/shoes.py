"""Shoe sizes by the foot they are for, from the published rule of each system."""

import re
from decimal import Decimal
from fractions import Fraction

from tools.listing.localize.quantity import table
from tools.listing.localize.size import SYSTEM_OF, Size, converted, kept

_TABLE = "shoe_sizes"
_SCALE_OF = {"DE": "EU", "FR": "EU", "IT": "EU", "ES": "EU", "CA": "US", "GB": "UK"}
_SHOWN = {"en-US": "US {}", "en-CA": "US {}", "en-GB": "UK {}", "en-AU": "AU {}", "ja": "{}cm"}


def shoe_size(size: str, *, system: str, group: str, locale: str) -> Size:
    """A shoe size in the system of a market: size = factor x (foot length in cm + 1.5) - start, to the nearest half.

    Args:
        size: `42`, `US 9`, `7.5`, `255`, `25.5cm`; old Chinese codes (41) are those below 60.
        system: `CN`, `JP`, `EU` (also `DE`, `FR`, `IT`, `ES`), `UK`, `US`, `CA`, `AU`.
        group: `women`, `men`, `kids`; of kids only sizes by foot length and `EU` say which foot, as US and UK numbers restart.
        locale: Of the market.

    Returns:
        The size with the foot length; where system or group is unknown or the size is out of range, the source as it was.
    """
    system = _SCALE_OF.get(system.upper(), system.upper())
    scales = table(_TABLE)["scales"]
    if system not in scales:
        return kept(size, "unknown_system", _TABLE, locale)
    if group not in table(_TABLE)["range_mm"]:
        return kept(size, "unknown_group", _TABLE, locale)
    told = re.search(r"\d+(?:[.,]\d+)?|\d+ 1/2", size)
    foot = _foot(Fraction(told[0].replace(",", ".")), system, group) if told else None
    least, most = (Fraction(each, 10) for each in table(_TABLE)["range_mm"][group])
    if foot is None or not least <= foot <= most:
        return kept(size, "not_in_table", _TABLE, locale)
    target = SYSTEM_OF[locale]
    cm = Decimal(round(foot * 10)) / 10
    if _SCALE_OF.get(target, target) == system:
        return converted(size, size, "foot_length", cm, _TABLE, locale)
    text = _SHOWN.get(locale, "{}").format(_number(foot, _SCALE_OF.get(target, target), group, locale))
    return converted(size, text, "foot_length", cm, _TABLE, locale)


def _rule(system: str, group: str) -> dict[str, str] | None:
    rule: dict[str, dict[str, str]] = table(_TABLE)["scales"][system]
    return rule.get(group, rule.get("all"))


def _foot(size: Fraction, system: str, group: str) -> Fraction | None:
    """Foot length in cm."""
    if system == "CN":
        return size / 10 if size >= 60 else (size + 10) / 2
    if system == "JP":
        return size / 10 if size >= 60 else size
    rule = _rule(system, group)
    if rule is None or "restarts_after" in rule:
        return None
    return (size + Fraction(rule["start"])) / Fraction(rule["factor"]) - Fraction(rule["last"])


def _number(foot: Fraction, system: str, group: str, locale: str) -> str:
    if system in ("JP", "CN"):
        half = Fraction(int(foot * 2 + Fraction(1, 2)), 2)
        return f"{float(half):.1f}" if system == "JP" else str(int(half * 10))
    rule = _rule(system, group) or {}
    size = Fraction(rule["factor"]) * (foot + Fraction(rule["last"])) - Fraction(rule["start"])
    half = Fraction(int(size * 2 + Fraction(1, 2)), 2)
    suffix = ""
    if "restarts_after" in rule:
        restarts = Fraction(rule["restarts_after"])
        suffix = rule.get("suffix", "") if half <= restarts else rule.get("suffix_after", "")
        half = half if half <= restarts else half - restarts + Fraction(1, 2)
    text = f"{float(half):g}"
    return (text.replace(".", ",") if locale in ("de", "fr", "it", "es") else text) + suffix
