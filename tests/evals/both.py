"""Questions that want figures and a rule: right tools, right figures, and the rule among those found."""

from typing import Any

from copilot.offline.conversation import Call, Earlier
from copilot.offline.routing import decide
from copilot.offline.vocabulary import Vocabulary
from knowledge.index import KnowledgeIndex
from tests.evals.scoring import READINGS, TOOLS, expected, load, meaning
from tools.knowledge.knowledge_search import KnowledgeQuestion, knowledge_search

QUESTIONS = "both.yaml"


def judged(vocabulary: Vocabulary, index: KnowledgeIndex) -> list[dict[str, Any]]:
    """Each question with its calls, what of its figures is not as expected, and the rank of its rule (None: not asked)."""
    rows = []
    for entry in load(QUESTIONS):
        calls = decide(entry["text"], vocabulary, Earlier(), TOOLS).calls
        by_tool = {call.tool: call for call in calls}
        figures = next((call for call in calls if call.tool != "knowledge_search"), None)
        rows.append(
            {
                "text": entry["text"],
                "calls": calls,
                "tools": sorted(by_tool) == sorted(entry["tools"]),
                "wrong": _wrong(figures, entry, vocabulary) if figures else ["no figures"],
                "rank": _rank(by_tool.get("knowledge_search"), entry["gold"], vocabulary, index) if "gold" in entry else None,
            }
        )
    return rows


def rates(vocabulary: Vocabulary, index: KnowledgeIndex) -> list[dict[str, Any]]:
    """Rates of right tools, right figures and right rules."""
    found = judged(vocabulary, index)
    ruled = [one for one in found if one["rank"] is not None]
    counts = (
        ("tools", sum(one["tools"] for one in found), len(found)),
        ("figures", sum(not one["wrong"] for one in found), len(found)),
        ("rule first", sum(one["rank"] == 1 for one in ruled), len(ruled)),
        ("rule among five", sum(one["rank"] <= 5 for one in ruled), len(ruled)),
    )
    return [
        {"what": f"figures and rules: {what} right", "right": right, "total": total, "rate": round(right / total, 4)}
        for what, right, total in counts
    ]


def _wrong(call: Call, entry: dict[str, Any], vocabulary: Vocabulary) -> list[str]:
    got = READINGS.get(call.tool, meaning)(call.arguments, vocabulary)
    want = expected({"metrics": entry.get("must_metrics", []), **entry}, vocabulary)
    told = ["filters", *(["window"] if "window" in entry else []), *(["metrics"] if "must_metrics" in entry else [])]
    return [f"{name}: {got[name]} != {want[name]}" for name in told if got[name] != want[name]]


def _rank(call: Call | None, gold: list[str], vocabulary: Vocabulary, index: KnowledgeIndex) -> int:
    """Rank of the rule among what is found; 99 where it is not."""
    if call is None:
        return 99
    found = knowledge_search(KnowledgeQuestion(**call.arguments), index=index, today=vocabulary.today)
    return next((rank for rank, hit in enumerate(found.results, start=1) if hit.document_id in gold), 99)
