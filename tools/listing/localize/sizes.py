"""Clothing sizes by the body they are for; never letter to letter."""

import re
from decimal import Decimal
from typing import Any

from tools.listing.localize.quantity import table
from tools.listing.localize.size import SYSTEM_OF, Size, converted, kept

_TABLE = "clothing_sizes"
_SHOWN = {"US": "US {}", "CA": "US {}", "UK": "UK {}", "AU": "AU {}", "DE": "{}", "FR": "{}", "IT": "{}", "ES": "{}", "JP": "{}"}
_CODE = re.compile(r"(\d{2,3})\s*/\s*(\d{2,3})\s*([YABC]?)", re.IGNORECASE)
_LETTERS = re.compile(r"(?:\d?X{0,4}[SL]|M|F|LL|3L|XXS|均码|フリー.*|one size)", re.IGNORECASE)


def clothing_size(size: str, *, system: str, group: str, locale: str, garment: str = "top") -> Size:
    """A clothing size in the system of a market, by the body measurement of the standard tables.

    Args:
        size: `8`, `165/88A`, `38`, `9号`, `110`; a letter beside a Chinese code is left aside, a letter alone stays.
        system: `CN`, `US`, `CA`, `UK`, `AU`, `EU`, `DE`, `FR`, `IT`, `ES`, `JP`.
        group: `women`, `men`, `kids`.
        locale: Of the market.
        garment: `top` (shirts, dresses, jackets) or `trousers` (also skirts).

    Returns:
        The size with the measurement; where system or group is unknown or the table has no such size, the source as it was.
    """
    system = {"EU": "DE", "GB": "UK"}.get(system.upper(), system.upper())
    if system not in {*_SHOWN, "CN"}:
        return kept(size, "unknown_system", _TABLE, locale)
    rows = table(_TABLE)["tables"].get(f"{group}_{garment}") or table(_TABLE)["tables"].get(group)
    if rows is None:
        return kept(size, "unknown_group", _TABLE, locale)
    written = size.strip().upper().removeprefix(system).removeprefix("EU").strip(" :-")
    if _LETTERS.fullmatch(written):
        return kept(size, "letter", _TABLE, locale)
    found = [row for row in rows["rows"] if _matches(row, system, written)]
    target = SYSTEM_OF[locale]
    if not found or any(target.lower() not in row for row in found):
        return kept(size, "not_in_table", _TABLE, locale)
    if system == target:
        return converted(size, size, rows["measure"], _cm(found, rows["measure"]), _TABLE, locale)
    told = list(dict.fromkeys(str(row[target.lower()]) for row in found))
    form = "{}" if group == "kids" and target != "US" else _SHOWN[target]
    text = form.format("/".join(told))
    return converted(size, text, rows["measure"], _cm(found, rows["measure"]), _TABLE, locale)


def _cm(found: list[dict[str, Any]], measure: str) -> Decimal:
    """The largest body that the found sizes are for."""
    return max(Decimal(str(row[f"{measure}_cm"])) for row in found)


def _matches(row: dict[str, Any], system: str, written: str) -> bool:
    given = str(row.get(system.lower(), ""))
    code = _CODE.search(written)
    if system == "CN" and code:
        return _CODE.fullmatch(given) is not None and given.upper() == f"{code[1]}/{code[2]}{(code[3] or 'A').upper()}"
    return bool(given) and re.sub(r"\s|号|CM", "", given.upper()) == re.sub(r"\s|号|CM", "", written)
