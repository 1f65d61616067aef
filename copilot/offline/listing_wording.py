"""Results on listings, worded by the templates of `prompts/answers/`: findings with their basis, drafts ready to copy."""

import re
from typing import Any

from copilot.offline.labels import label_of
from copilot.offline.listing_wording_draft import draft_parts
from copilot.offline.listing_wording_parts import FIELDS, findings, where
from prompts import render

Row = dict[str, Any]
_PLACE = re.compile(r"(?P<field>[a-z_]+)(?:\[(?P<index>\d+)\])?")


def word_listing(tool: str, result: Row, citations: list[int], language: str) -> str:
    """The answer to one result.

    Args:
        tool: `listing_check`, `listing_rewrite` or `listing_localize`.
        result: As JSON has it.
        citations: Number of the tool; numbers of its sources after it.
        language: `zh` or `en`.
    """
    numbers = {source["report"]: n for source, n in zip(result["sources"], citations[1:], strict=False)}
    worded = _check if tool == "listing_check" else draft_parts
    template = "listing_check" if tool == "listing_check" else "listing_draft"
    return render(
        f"answers/{language}/{template}.md",
        n=citations[0],
        marketplace=label_of("marketplace", result["marketplace"], language),
        warnings=[warning[language] for warning in result["warnings"]],
        **worded(result, numbers, language),
    )


def _check(result: Row, numbers: dict[str, int], language: str) -> Row:
    explained = bool(result["inputs"].get("explain"))
    statements = {source["report"]: source["statement"][language] for source in result["sources"]} if explained else {}
    return {
        "as_of": result["as_of"],
        "counts": result["counts"],
        "explained": explained,
        "about": _about(result, language),
        "findings": [
            {**found, "statement": statements.pop(found["rule_id"], None)}
            for found in findings(result["findings"], numbers, language)
        ],
    }


def _about(result: Row, language: str) -> str | None:
    """The words or the field that was asked about."""
    about = result["inputs"].get("about")
    place = _PLACE.fullmatch(about or "")
    if not (place and place["field"] in FIELDS):
        return f"“{about}”" if about else None
    return where({"field": place["field"], "index": int(place["index"]) if place["index"] else None}, language)
