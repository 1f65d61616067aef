"""Whether a product's voltage, frequency and plug fit the sockets of a market; nothing is ever converted."""

import re
from dataclasses import dataclass
from functools import cache

from tools.listing.draft import Said, said
from tools.listing.localize.quantity import table
from tools.listing.localize.units import read_quantities

_LEAST_MAINS = 90
"""Volts below which a supply is no mains."""


@dataclass(frozen=True)
class Mains:
    """What a text says of the mains supply of a product.

    Attributes:
        volts: Ratings, lowest and highest of each; several where the product switches or comes in several.
        hertz: Frequencies.
        plugs: Letters of the plugs.
    """

    volts: tuple[tuple[int, int], ...] = ()
    hertz: tuple[int, ...] = ()
    plugs: tuple[str, ...] = ()


def read_mains(text: str, language: str = "en") -> Mains:
    """Ratings and plugs named in a text; supplies below 90 V (USB, batteries) are none.

    Args:
        text: `AC 220-240V 50/60Hz, EU plug`, `欧规插头 220V`.
        language: Of the text.
    """
    spread = re.sub(r"(\d{3})\s*[Vv]?\s*/\s*(\d{3})\s*[Vv]", r"\1 V \2 V", text)
    volts = [
        (int(min(found.quantity.figures)), int(max(found.quantity.figures)))
        for found in read_quantities(spread, language)
        if found.quantity.unit == "V" and _LEAST_MAINS <= max(found.quantity.figures) <= 400
    ]
    hertz = [
        int(each)
        for pair in re.findall(r"(50|60)(?:\s*Hz)?\s*(?:[/-]\s*(50|60))?\s*Hz", text, re.IGNORECASE)
        for each in pair
        if each
    ]
    plugs = [letter for letter, pattern in _plug_words().items() if pattern.search(text)]
    return Mains(tuple(dict.fromkeys(volts)), tuple(dict.fromkeys(hertz)), tuple(plugs))


def mains_warnings(mains: Mains, code: str) -> list[Said]:
    """Why a product may not be sold into a market as it is; [] when it fits or nothing is known.

    Args:
        mains: Of the product; several ratings or plugs are variants of which one must fit.
        code: Of the market: `US`, `UK`, `JP` …
    """
    market = table("mains")["markets"].get(code)
    if market is None:
        return []
    least, most = market["fits"]
    rated = " / ".join(f"{low} V" if low == high else f"{low}-{high} V" for low, high in mains.volts)
    found = []
    if mains.volts and not any(low <= most and high >= least for low, high in mains.volts):
        found.append(said("listing_mains_voltage", rated=rated, market=code, volts=market["volts"]))
    if mains.hertz and not {*market["hertz"]} <= {*mains.hertz}:
        given, needed = ("/".join(map(str, each)) for each in (mains.hertz, market["hertz"]))
        found.append(said("listing_mains_frequency", given=given, market=code, needed=needed))
    if mains.plugs and not {*market["plugs"]} & {*mains.plugs}:
        plug, usual = ", ".join(mains.plugs), market["usual"]
        found.append(said("listing_mains_plug", plug=plug, market=code, usual=usual))
    return found


def plug_name(letter: str, locale: str) -> str | None:
    """What a plug is called: `F` is `Schuko-Stecker (Typ F)` in de; None for an unknown letter.

    Args:
        letter: Of IEC: `A` to `L`.
        locale: Of the market.
    """
    names: dict[str, str] = table("mains")["plugs"].get(letter.upper(), {})
    british = locale in ("en-GB", "en-AU")
    return names.get(locale) or names.get("en-GB" if british else "en-US" if locale.startswith("en") else locale)


def adapter_line(locale: str) -> str:
    """The sentence that a plug adapter does not convert voltage."""
    return str(table("mains")["adapter"][locale[:2]])


@cache
def _plug_words() -> dict[str, re.Pattern[str]]:
    found = {}
    for letter, words in table("mains")["written"].items():
        body = "|".join(rf"(?<!\w){re.escape(each)}(?!\w)" if each.isascii() else re.escape(each) for each in words)
        found[letter] = re.compile(body, re.IGNORECASE)
    return found
