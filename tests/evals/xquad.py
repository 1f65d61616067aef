"""Retrieval over XQuAD through the real index: a question in one language, English paragraphs."""

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.document import Document
from knowledge.index import KnowledgeIndex
from knowledge.scope import Scope

PARAGRAPHS, QUESTIONS = "xquad_paragraphs.jsonl", "xquad_questions.jsonl"
LANGUAGES = ("en", "zh", "de", "es")
TODAY = date(2026, 11, 22)


def rates(folder: Path) -> list[dict[str, Any]]:
    """R@1 and R@5 by language of the question, fused and by meaning alone.

    Args:
        folder: Holds XQuAD's paragraphs and questions as JSON lines.
    """
    paragraphs = [p for p in _read(folder / PARAGRAPHS) if p["lang"] == "en"]
    questions = [q for q in _read(folder / QUESTIONS) if q["lang"] in LANGUAGES]
    with tempfile.TemporaryDirectory() as home:
        index = KnowledgeIndex(Path(home))
        index.add([_document(p) for p in paragraphs], TODAY)
        ranks = {q["qid"] + q["lang"]: _ranks(index, q) for q in questions}
    rows = []
    for language in LANGUAGES:
        asked = [q for q in questions if q["lang"] == language]
        for way, name in enumerate(("fused", "dense alone")):
            for k in (1, 5):
                right = sum(ranks[q["qid"] + q["lang"]][way] <= k for q in asked)
                rows.append(
                    {
                        "what": f"XQuAD {language}→en R@{k}, {name}",
                        "right": right,
                        "total": len(asked),
                        "rate": round(right / len(asked), 4),
                    }
                )
    return rows


def _document(paragraph: dict[str, Any]) -> Document:
    return Document(
        id=paragraph["pid"],
        kind="document",
        titles={"": paragraph["pid"]},
        texts={"": paragraph["text"]},
        language=paragraph["lang"],
        source="XQuAD",
        title_counts=False,
    )


def _ranks(index: KnowledgeIndex, question: dict[str, Any]) -> tuple[int, int]:
    """Rank of the right paragraph among added documents: fused, and by meaning alone (99 when not among the first)."""
    fused = index.search(question["question"], as_of=TODAY, k=50, scope=Scope(kind="document")).hits
    dense = index.nearest_documents(question["question"], kind="document")
    return _place([hit.document.id for hit in fused], question["pid"]), _place(dense, question["pid"])


def _place(ids: list[str], wanted: str) -> int:
    return ids.index(wanted) + 1 if wanted in ids else 99


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
