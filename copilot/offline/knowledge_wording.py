"""Documents found, worded: the statement, where and since when it holds, what was before, and what to do."""

from typing import Any

from copilot.offline.labels import listed
from knowledge.scope import is_everywhere
from prompts import message, render
from tools.marketplaces.countries import LANGUAGES, country_name

Row = dict[str, Any]
_SHOWN = 3
_SHOWN_IN_TABLE = 8
_CLOSE = 0.02
"""Documents whose score is this near to the best one's are shown beside it."""
_CLOSE_IN_TABLE = 0.05


def word_knowledge(result: Row, citations: list[int], language: str) -> str:
    """The answer to a search.

    Args:
        result: Of `knowledge_search`.
        citations: Number of each document found.
        language: `zh` or `en`.
    """
    hits = [_shown(found, n, language) for found, n in zip(result["results"], citations, strict=True)]
    best = hits[0]["score"] if hits else 0
    several = _of_several_places(hits, best) if result["compared"] else []
    shown = several or [hit for hit in hits if hit["score"] >= best - _CLOSE][:_SHOWN]
    return render(
        f"answers/{language}/knowledge_search.md",
        basis=result["basis"],
        searched=_searched(result, language),
        as_of=result["inputs"].get("as_of"),
        table=bool(several),
        hits=shown,
        procedure=result["procedure"],
        gap=result["gap"],
    )


def _of_several_places(hits: list[Row], best: float) -> list[Row]:
    """Documents on the same matter in several places or on several platforms; none when the best one stands alone."""
    if not hits or hits[0]["kind"] in ("sop", "document"):
        return []
    same = [hit for hit in hits if hit["matter"] == hits[0]["matter"] and hit["score"] >= best - _CLOSE_IN_TABLE]
    return same[:_SHOWN_IN_TABLE] if len({hit["where"] for hit in same}) > 1 else []


def _shown(found: Row, n: int, language: str) -> Row:
    return {
        **found,
        "n": n,
        "id": found["document_id"],
        "where": _where(found, language),
        "holds": message(f"holds.{found['status']}")[language],
        "matter": found["value"].get("field") or found["area"],
        "scope": found["scope"].get(language),
        "corrections": [item[language] for item in found["corrections"]],
        "trust": message(f"confidence.{found['confidence'] or 'none'}")[language],
    }


def _where(found: Row, language: str) -> str:
    platforms = [message(f"platform.{platform}")[language] for platform in found["platforms"]]
    places = [] if is_everywhere(found["places"]) else [_place(code, language) for code in found["places"]]
    return listed([*platforms, *places], language) if platforms or places else ""


def _place(code: str, language: str) -> str:
    if code == "EU":
        return message("place.eu")[language]
    shown = language if language in LANGUAGES else "en"
    return country_name("GB" if code == "UK" else code, shown)


def _searched(result: Row, language: str) -> str:
    limits = [result["inputs"][name] for name in ("platform", "place", "kind", "as_of") if result["inputs"].get(name)]
    return listed([result["inputs"]["query"], *limits], language)
