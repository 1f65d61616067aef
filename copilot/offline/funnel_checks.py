"""What to check, in words: in full what the data support or leave open, in a line each what is unknown or spoken against."""

import re
from typing import Any

from copilot.offline.labels import label_of
from prompts import message
from tools.marketplaces import marketplaces

Row = dict[str, Any]

_MAYBE = re.compile("^(?:可能是|可能)")


def worded_checks(checks: list[Row], procedures: dict[str, int], language: str) -> Row:
    """Checks in the operator's order, by what the data say of each.

    Args:
        checks: Of the result.
        procedures: Numbers of documents that are cited, by id.
        language: `zh` or `en`.
    """
    by_hand = [check for check in checks if check["status"] == "no_data"]
    return {
        "told": [_in_full(check, procedures, language) for check in checks if check["status"] in ("supports", "open")],
        "by_hand": [_by_hand(check, language) for check in by_hand],
        "procedures": list(dict.fromkeys(_procedure(check, procedures) for check in by_hand if check["sop"])),
        "excluded": [_short(check, language) for check in checks if check["status"] == "speaks_against"],
    }


def _in_full(check: Row, procedures: dict[str, int], language: str) -> Row:
    return {
        "cause": _clause(check["possible_cause"][language]),
        "check": _clause(check["check"][language]),
        "status": message(f"check.{check['status']}")[language],
        "finding": _with_places(_clause(check["finding"][language]), language) if check["finding"] else None,
        "data": _clause(check["data"][language]),
        "procedure": _procedure(check, procedures) if check["sop"] else None,
    }


def _by_hand(check: Row, language: str) -> Row:
    return {"cause": _short(check, language), "data": _clause(check["data"][language])}


def _procedure(check: Row, procedures: dict[str, int]) -> str:
    n = procedures.get(check["sop"])
    return f"{check['sop']} [{n}]" if n else str(check["sop"])


def _short(check: Row, language: str) -> str:
    """A cause as an item of a list that says itself that all are possible."""
    text = _MAYBE.sub("", _clause(check["possible_cause"][language]))
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _clause(text: str) -> str:
    """A sentence without its stop."""
    return text.strip().rstrip("。.")


def _with_places(text: str, language: str) -> str:
    """A finding with its marketplaces by name."""
    return re.sub(r"\w+", lambda word: label_of("marketplace", word[0], language) if word[0] in marketplaces() else word[0], text)
