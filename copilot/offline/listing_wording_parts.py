"""Findings on a listing in words."""

import re
from collections.abc import Iterable
from typing import Any

from copilot.offline.labels import listed
from prompts import message

Row = dict[str, Any]
FIELDS = ("title", "highlights", "bullets", "description", "search_terms")
_SHORT = 60
_MOST_CIRCLED = 20
_MOST_ALIKE = 3


def merged(told: Iterable[Row]) -> list[Row]:
    """Rows that say the same once, marked so."""
    found: dict[str, Row] = {}
    for each in told:
        key = repr(each)
        found[key] = {**each, "again": key in found}
    return list(found.values())


def findings(found: list[Row], numbers: dict[str, int], language: str) -> list[Row]:
    """Findings in words; where a rule is broken in many places, the first in full and the others by their places.

    Args:
        found: As JSON has them.
        numbers: Citation numbers of rules.
        language: `zh` or `en`.
    """
    quotes = {"zh": "“”", "en": '""'}[language]
    by_rule: dict[tuple[str, str], list[Row]] = {}
    for each in found:
        by_rule.setdefault((each["severity"], each["rule_id"]), []).append(each)
    told = []
    for alike in by_rule.values():
        full = alike if len(alike) <= _MOST_ALIKE else alike[:1]
        others = [f"{where(e, language)} {quotes[0]}{cut(e['text'])}{quotes[1]}" for e in alike[len(full) :] if e["text"]]
        rows = merged(_finding(each, numbers, language) for each in full)
        rows[-1]["others"] = listed(list(dict.fromkeys(others)), language)
        told += rows
    return told


def _finding(found: Row, numbers: dict[str, int], language: str) -> Row:
    suffix = "_zh" if language == "zh" else ""
    return {
        **{name: found[name] for name in ("severity", "rule_id", "source", "effective_date")},
        "where": where(found, language),
        "others": "",
        "text": "" if found["text"] in found["message" + suffix] else cut(found["text"]),
        "message": found["message" + suffix],
        "fix": found["fix" + suffix],
        "n": numbers.get(found["rule_id"]),
    }


def where(place: Row, language: str) -> str:
    """A field, and the number of a bullet."""
    name = message(f"listing_field_{place['field']}")[language]
    return name if place.get("index") is None else f"{name} {_circled(place['index'])}"


def _circled(index: int) -> str:
    """The number of a bullet: a name, not a figure that would need evidence."""
    return chr(ord("①") + index) if index < _MOST_CIRCLED else f"#{index + 1}"


def cut(text: str) -> str:
    """The beginning of a text, fit for a table."""
    plain = " ".join(text.split()).replace("|", "/")
    if len(plain) <= _SHORT:
        return plain
    # Not inside a word or figure, where letters are Latin.
    return re.sub(r"[\w.,%+-]+$", "", plain[:_SHORT], flags=re.ASCII).rstrip() + "…"
