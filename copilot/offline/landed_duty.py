"""Duty in a question: one rate, or layers."""

import re
from typing import Any

from copilot.offline.landed_words import has, pattern, share_near
from copilot.offline.text import compiled

_PERCENT = r"\d+(?:\.\d+)?\s?%"
_FIRST = rf"{{duty}}(?:税?率)?[^\d%]{{{{0,6}}}}?{_PERCENT}|{_PERCENT}\s?(?:import )?{{duty}}"
_LAYER = (
    r"\s?(?P<sign>[+＋、,，和加]|plus\b|and\b)\s?(?P<name>[a-z0-9\u4e00-\u9fff ]{0,16}?)\s?(?P<rate>\d+(?:\.\d+)?)\s?%"
    r"(?P<after>\s?[a-z\u4e00-\u9fff]{0,10})"
)
_JOINS = {"+", "＋", "加", "plus"}


def duty_in(text: str) -> dict[str, Any]:
    """Arguments of duty: `关税 4.7%`, `关税 3.4% + 301 25%`; after a comma only what is named as a layer.

    Args:
        text: In lower case.
    """
    if has(text, "no_duty"):
        return {"duty_rate": 0}
    rate = share_near(text, rf"{pattern('duty')}(?:税?率)?", within=6)
    if rate is None:
        return {}
    first = compiled(_FIRST.format(duty=pattern("duty"))).search(text)
    layers = [{"name": "-", "rate": rate}, *(_layers(text[first.end() :]) if first else [])]
    return {"duty_rate": rate} if len(layers) == 1 else {"duty_components": layers}


def _layers(rest: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while (match := compiled(_LAYER).match(rest)) and _is_layer(match):
        name = match["name"].strip() or match["after"].strip() or str(len(found) + 2)
        found.append({"name": name, "rate": round(float(match["rate"]) / 100, 8)})
        rest = rest[match.end("rate") :].lstrip("% ")
    return found


def _is_layer(match: re.Match[str]) -> bool:
    words = f"{match['name']} {match['after']}"
    return has(words, "layer") or (match["sign"] in _JOINS and not has(words, "not_layer"))
