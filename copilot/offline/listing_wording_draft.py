"""A draft in words: its fields ready to copy, what was changed and why, what is missing."""

from typing import Any

from copilot.offline.labels import listed
from copilot.offline.listing_wording_parts import FIELDS, cut, findings, merged, where
from prompts import message
from prompts.formats import percent

Row = dict[str, Any]
_MOST_CHANGES = 20
_MOST_ALIKE = 3


def draft_parts(result: Row, numbers: dict[str, int], language: str) -> Row:
    """What the template shows of a draft.

    Args:
        result: As JSON has it.
        numbers: Citation numbers of rules.
        language: `zh` or `en`.
    """
    suffix = "_zh" if language == "zh" else ""
    return {
        "language_name": message(f"listing_language_{result['language']}")[language],
        "ready": result["ready"],
        "reasons": result["reasons" + suffix],
        "advice": [advice[language] for advice in result["advice"]],
        "fields": _fields(result, language),
        "untranslated": [
            {"where": where(u, language), "text": cut(u["text"]), "reason": u["reason" + suffix]}
            for u in result.get("untranslated", [])
        ],
        **_changes(result["changes"], language),
        "dropped": _dropped(result["facts"], language),
        "coverage": _coverage(result["keyword_coverage"], language),
        "remaining": findings(result["findings_after"], numbers, language),
        "questions": [question[language] for question in result.get("questions", [])],
    }


def _fields(result: Row, language: str) -> list[Row]:
    """The texts in the order of the form, each with its length."""
    lengths = {(length["field"], length["index"]): length for length in result.get("lengths", [])}
    texts: list[tuple[str, int | None, str]] = [
        (field, None, result["draft"][field]) for field in FIELDS if isinstance(result["draft"].get(field), str)
    ]
    texts += [("bullets", index, text) for index, text in enumerate(result["draft"]["bullets"])]
    told = [
        {
            **lengths.get((field, index), {"characters": None, "bytes": None}),
            "field": field,
            "index": index,
            "label": where({"field": field, "index": index}, language),
            "text": text,
            "shows_bytes": field == "search_terms",
        }
        for field, index, text in texts
    ]
    return sorted(told, key=lambda each: (FIELDS.index(each["field"]), each["index"] or 0))


def _changes(changes: list[Row], language: str) -> Row:
    """Edits side by side; fields that were written anew for one reason in one line, their texts stand above."""
    grouped: dict[tuple[str, str | None], list[Row]] = {}
    for told in merged(_change(change, language) for change in changes):
        grouped.setdefault((told["reason"], told["rule_id"]), []).append(told)
    several = {key: [each["where"] for each in told] for key, told in grouped.items() if len(told) > _MOST_ALIKE}
    alone = [each for key, told in grouped.items() if key not in several for each in told]
    return {
        "changes": alone[:_MOST_CHANGES],
        "more_changes": max(0, len(alone) - _MOST_CHANGES),
        "alike": [
            {"where": listed(list(dict.fromkeys(places)), language), "reason": reason, "rule_id": rule}
            for (reason, rule), places in several.items()
        ],
    }


def _change(change: Row, language: str) -> Row:
    suffix = "_zh" if language == "zh" else ""
    return {
        "where": where(change, language),
        "before": cut(change["before"]),
        "after": cut(change["after"]),
        "reason": change["reason" + suffix].replace("|", "/"),
        "rule_id": change["rule_id"],
    }


def _dropped(facts: list[Row], language: str) -> list[Row]:
    """Facts that are not kept, those of one reason together."""
    suffix = "_zh" if language == "zh" else ""
    grouped: dict[str, list[Row]] = {}
    for fact in facts:
        if not fact["kept"]:
            grouped.setdefault((fact["reason" + suffix] or "").replace(fact["value"], ""), []).append(fact)
    return [
        {
            "value": listed([fact["value"] for fact in alike], language),
            "reason": (alike[0]["reason" + suffix] if len(alike) == 1 else reason.replace("“”", "").strip(" ：:，,")) or "",
        }
        for reason, alike in grouped.items()
    ]


def _coverage(coverage: Row, language: str) -> Row | None:
    if coverage["rate_after"] is None:
        return None
    suffix = "_zh" if language == "zh" else ""
    left = [
        f"{each['term']}（{each['reason_zh']}）" if suffix else f"{each['term']} ({each['reason']})"
        for each in coverage["not_used"]
    ]
    return {
        "before": percent(coverage["rate_before"]),
        "after": percent(coverage["rate_after"]),
        "by_volume": coverage["by_volume"],
        "not_used": ("；" if suffix else "; ").join(left),
    }
