"""All evals, as rates with counts; writes benchmarks/results/eval.json.

`make eval DATA="FOLDER..."` adds retrieval over XQuAD and policies, and questions on an imported file, from those folders.
"""

import asyncio
import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from copilot.copilot import Copilot
from copilot.library import is_for_library
from copilot.offline.vocabulary import read_vocabulary
from copilot.settings import Settings
from copilot.shops import load_demo
from tests.evals import both, knowledge, listing_reading, metric_questions, reply_reading, retrieval, scoring

RESULTS = Path(__file__).parents[2] / "benchmarks" / "results" / "eval.json"
SETS = (
    "utterances.yaml", "held_out.yaml", "blind.yaml", "final.yaml", "diagnosis_blind.yaml", "diagnosis_unseen.yaml",
    "restock.yaml", "restock_blind.yaml", "landed.yaml",
)  # fmt: skip
LISTINGS = ("listing.yaml",)
REPLIES = ("reply.yaml",)
OUTSIDE = (
    "out_of_scope.yaml", "held_out_out_of_scope.yaml", "blind_out_of_scope.yaml", "final_out_of_scope.yaml",
    "restock_out_of_scope.yaml", "listing_out_of_scope.yaml",
)  # fmt: skip


def understanding(copilot: Copilot) -> list[dict[str, Any]]:
    """Right tools and right arguments by set; false calls of utterances outside the field."""
    world = copilot.world
    vocabulary = read_vocabulary(world.warehouse, lambda query: is_for_library(world, query), world.today)
    rows = []
    for name in SETS:
        found = scoring.score(scoring.load(name), vocabulary)
        rows += [_row(f"{name}: {part} right", found[part], found["total"]) for part in ("tool", "arguments")]
    for name in LISTINGS:
        found = listing_reading.score(scoring.load(name), scoring.TOOLS)
        rows += [_row(f"{name}: {part} right", found[part], found["total"]) for part in ("tool", "arguments")]
    for name in REPLIES:
        found = reply_reading.score(scoring.load(name), scoring.TOOLS, scoring.load("reply_rows.yaml"))
        rows += [_row(f"{name}: {part} right", found[part], found["total"]) for part in ("tool", "arguments")]
    for name in OUTSIDE:
        entries = scoring.load(name)
        rows.append(_row(f"{name}: false calls", scoring.false_calls(entries, vocabulary), len(entries)))
    return rows


def asked_together(copilot: Copilot) -> list[dict[str, Any]]:
    """Questions for figures and rules in one sentence, on the day they were written for."""
    vocabulary = read_vocabulary(copilot.world.warehouse, lambda _: False, date(2026, 11, 1))
    return both.rates(vocabulary, copilot.world.index)


def grounding(copilot: Copilot) -> list[dict[str, Any]]:
    """Figures of the offline model's own answers that are traced."""
    questions = [entry["text"] for entry in scoring.load("utterances.yaml") if not entry.get("after")]
    answers = [asyncio.run(copilot.ask(question)) for question in questions]
    numbers = sum(answer.grounding.numbers for answer in answers)
    return [_row("figures of offline answers traced", sum(a.grounding.traced for a in answers), numbers)]


def _row(what: str, right: int, total: int) -> dict[str, Any]:
    return {"what": what, "right": right, "total": total, "rate": round(right / total, 4)}


def main(folders: list[str]) -> None:
    """Run, print, write."""
    with tempfile.TemporaryDirectory() as home:
        copilot = Copilot(Settings(home=Path(home)))
        load_demo(copilot)
        rows = [*understanding(copilot), *grounding(copilot)]
        rows += [*asked_together(copilot), *knowledge.of_library(copilot), *knowledge.of_team_documents(copilot)]
        copilot.close()
    for folder in folders:
        rows += (retrieval if (Path(folder) / retrieval.PARAGRAPHS).exists() else metric_questions).rates(Path(folder))
    for row in rows:
        print(f"{row['what']:<60} {row['right']:>5} / {row['total']:<5} {row['rate']:.4f}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
