"""Made-up citations of one turn, with figures that differ, and answers checked against them."""

from copilot.answer import Citation, ToolCall
from copilot.guards.citations import check

FOUND = {
    "url": None,
    "effective_to": None,
    "as_of": "2026-09-01",
    "status": "in_force",
    "score": 0.912,
    "earlier": [],
    "conflicts": [],
}
TITLE = {
    **FOUND,
    "document_id": "title-12",
    "title": "标题上限",
    "text": "标题最多 75 个字符，自 2026-07-27 起。",
    "confidence": "high",
    "effective_date": "2026-07-27",
    "value": {"max": 75},
    "corrections": [{"zh": "200 个字符是旧规。", "en": "200 characters was before."}],
    "earlier": [{"document_id": "title-99", "title": "Old", "text": "At most 80 characters.", "effective_to": "2026-07-26"}],
    "conflicts": [{"document_id": "x", "title": "Other", "text": "An agency says 68."}],
}
BULLETS = {
    **FOUND,
    "document_id": "bullets",
    "title": "Bullet points",
    "text": "Five bullet points, 10 to 255 characters each; at least 85 percent.",
    "confidence": "medium",
    "effective_date": "2025-01-15",
    "value": {"min_share": "0.85", "fee": "0.50"},
    "corrections": [],
}
SALES = {
    "inputs": {},
    "warnings": [],
    "window": {"from": "2026-10-19", "to": "2026-10-25"},
    "rows": [{"gross_revenue": "5545.28", "units": 12000, "refund_rate": "0.0312"}],
    "sources": [{"report": "amazon.orders"}],
}
CALLS = [
    ToolCall(id="s", name="sales_query", arguments={}, ok=True, result=SALES),
    ToolCall(id="k", name="knowledge_search", arguments={}, ok=True, result={"basis": True, "results": [TITLE, BULLETS]}),
]
CITATIONS = [
    Citation(n=1, kind="tool", id="s", title="sales_query"),
    Citation(n=2, kind="document", id="title-12", title="标题上限"),
    Citation(n=3, kind="document", id="bullets", title="Bullet points"),
]


def checked(answer):
    return check(answer, CITATIONS, CALLS)
