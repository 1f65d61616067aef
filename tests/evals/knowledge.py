"""Questions to the knowledge base: right document first, among five, right abstention, outdated beliefs put right."""

import asyncio
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from copilot.copilot import Copilot
from copilot.library import add_paths, search_index
from copilot.offline.as_of import dated

_THOUSANDS = re.compile(r"(?<=\d)[,\s](?=\d{3})")
ROOM = Path(__file__).parent
QUESTIONS = ROOM / "knowledge.yaml"
LATER = ROOM / "knowledge_later.yaml"
TEAM_DOCUMENTS = ROOM / "team_documents"
TODAY = date(2026, 11, 22)
_OF_ANOTHER_TIME = re.compile(r"-(?:before|from)-")
_OF_TEAM = "cross_document"


def load(path: Path = QUESTIONS) -> list[dict[str, Any]]:
    """The questions of a file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def judged(copilot: Copilot, entry: dict[str, Any]) -> dict[str, Any]:
    """One question searched as the offline model would: ranks of what is right, and whether there was a basis."""
    asked = dated(entry["text"], TODAY)
    result = search_index(copilot.world, asked.text, k=5, as_of=asked.day)
    names = [_names(copilot, found.document_id) for found in result.results]
    rank = next((at for at, those in enumerate(names, start=1) if those & {*entry["gold"]}), 99)
    return {"entry": entry, "rank": rank, "basis": result.basis, "ids": [found.document_id for found in result.results]}


def answered(copilot: Copilot, entry: dict[str, Any]) -> bool:
    """Whether the offline model's answer holds what a right answer must."""
    answer = asyncio.run(copilot.ask(entry["text"])).answer
    plain = _THOUSANDS.sub("", answer.lower())
    return all(str(part).lower() in plain for part in entry["must"])


def rates(judgements: Iterable[dict[str, Any]], name: str = "knowledge") -> list[dict[str, Any]]:
    """The rates of the whole and of each kind.

    Args:
        judgements: Of a set of questions.
        name: Of the set.
    """
    found = list(judgements)
    asked = [one for one in found if one["entry"]["gold"]]
    none = [one for one in found if not one["entry"]["gold"]]
    rows = [
        _row(f"{name} hit@1", sum(one["rank"] == 1 for one in asked), len(asked)),
        _row(f"{name} hit@5", sum(one["rank"] <= 5 for one in asked), len(asked)),
        _row(f"{name} abstention right", sum(not one["basis"] for one in none), len(none)),
        _row(f"{name} basis found", sum(one["basis"] for one in asked), len(asked)),
    ]
    for kind in sorted({one["entry"]["kind"] for one in asked}):
        of_kind = [one for one in asked if one["entry"]["kind"] == kind]
        rows.append(_row(f"{name} hit@1, {kind}", sum(one["rank"] == 1 for one in of_kind), len(of_kind)))
    return rows


def of_library(copilot: Copilot) -> list[dict[str, Any]]:
    """Rates over the shipped library, and how often an answer holds what it must."""
    entries = [entry for entry in load() if entry["kind"] != _OF_TEAM]
    figures = [entry for entry in entries if entry["must"]]
    right = sum(answered(copilot, entry) for entry in figures)
    return [
        *rates(judged(copilot, entry) for entry in entries),
        _row("knowledge answers hold the figures", right, len(figures)),
        *rates((judged(copilot, entry) for entry in load(LATER)), "later questions"),
    ]


def of_team_documents(copilot: Copilot) -> list[dict[str, Any]]:
    """Rates of questions in another language than the team's document, beside the library."""
    add_paths(copilot.world, [TEAM_DOCUMENTS], {})
    beside = [entry for entry in load() if entry["kind"] != _OF_TEAM]
    return [
        *rates((judged(copilot, entry) for entry in load() if entry["kind"] == _OF_TEAM), "team documents"),
        *rates((judged(copilot, entry) for entry in beside), "library beside team documents"),
    ]


def _names(copilot: Copilot, document_id: str) -> set[str]:
    """Names of a document; a former or a coming value goes by the name of the present one too."""
    document = copilot.world.index.get(document_id)
    return {document.id, _OF_ANOTHER_TIME.split(document.id)[0], *document.aliases}


def _row(what: str, right: int, total: int) -> dict[str, Any]:
    return {"what": what, "right": right, "total": total, "rate": round(right / total, 4) if total else 0.0}
