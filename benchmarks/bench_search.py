"""Search, adding and starting, against numpy and Chroma alone over the same vectors. Vectors of questions are given."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

from benchmarks.search_bare import BareChroma, BruteForce, Held, held
from benchmarks.search_corpus import SCOPES, NearLibrary, documents, questions
from benchmarks.timing import Measured, paired_ms
from knowledge.index import KnowledgeIndex
from knowledge.ledger import Ledger
from knowledge.scope import OPEN, Scope
from knowledge.store import forget_open_folders

SIZES = (1_500, 100_000)
ADDED = 1_000
TODAY = date(2026, 11, 22)
_AT_ONCE = 200
_RUNS = 40


def run(sizes: Iterable[int] = SIZES) -> list[Measured]:
    """All comparisons, for each number of passages that users added beside the library."""
    return [measured for size in sizes for measured in _at(size)]


@dataclass(frozen=True)
class _Filled:
    """One index with users' passages beside the library, and its baselines over the same vectors."""

    size: int
    folder: Path
    embedder: NearLibrary
    index: KnowledgeIndex
    brute: BruteForce
    bare: BareChroma


def _at(size: int) -> list[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        first, filled = _filled(size, Path(folder))
        rows = [first, *(row for name in SCOPES for row in _searches(filled, name)), _adding(filled), _opening(filled)]
        forget_open_folders()
        return rows


def _filled(size: int, folder: Path) -> tuple[Measured, _Filled]:
    embedder = NearLibrary()
    index = KnowledgeIndex(folder / "knowledge", embedder)
    first = _ms(index.sync)
    made = documents(size)
    for start in range(0, len(made), _AT_ONCE):
        index.add(made[start : start + _AT_ONCE], TODAY)
    passages = held(Ledger(folder / "knowledge" / "knowledge.sqlite", embedder.name))
    brute, bare = BruteForce(passages, list(SCOPES.values())), BareChroma(folder / "bare")
    whole = _ms(lambda: bare.add(passages))
    library = sum(own["kind"] != "document" for own in passages.conditions)
    baseline = round(whole * library / len(passages.ids), 1)
    started = Measured(f"first start, {library:,} passages", first, "Chroma alone", baseline)
    return started, _Filled(size, folder, embedder, index, brute, bare)


def _searches(filled: _Filled, name: str) -> list[Measured]:
    """One scope against both baselines, a new question each time."""
    scope, asked = SCOPES[name], questions(_RUNS)
    baselines: dict[str, BruteForce | BareChroma] = {"numpy, all of the scope": filled.brute, "Chroma alone": filled.bare}
    return [_search(f"search, {name}, {filled.size:,} passages", filled, scope, asked, called) for called in baselines.items()]


def _search(what: str, filled: _Filled, scope: Scope, asked: list[str], called: tuple[str, BruteForce | BareChroma]) -> Measured:
    ours, theirs, (name, baseline) = cycle(asked), cycle(filled.embedder.questions(asked)), called
    mine, other = paired_ms(
        lambda: filled.index.search(next(ours), as_of=TODAY, scope=scope),
        lambda: baseline.nearest(next(theirs), scope),
        runs=_RUNS,
    )
    return Measured(what, mine, name, other)


def _adding(filled: _Filled) -> Measured:
    made = documents(ADDED, seed=2)
    ours = _ms(lambda: filled.index.add(made, TODAY))
    ids = [f"again-{number}" for number in range(ADDED)]
    again = Held(ids, filled.embedder.passages(ids), [{"kind": "document"}] * ADDED)
    theirs = _ms(lambda: filled.bare.add(again))
    return Measured(f"adding {ADDED:,} passages to {filled.size:,}", ours, "Chroma alone", theirs)


def _opening(filled: _Filled) -> Measured:
    """A later start: what is written is opened, checked and asked."""
    question = questions(1)[0]
    vector = filled.embedder.questions([question])[0]
    forget_open_folders()
    theirs = _ms(lambda: BareChroma(filled.folder / "bare").nearest(vector, OPEN))
    forget_open_folders()
    ours = _ms(lambda: KnowledgeIndex(filled.folder / "knowledge", filled.embedder).search(question, as_of=TODAY))
    return Measured(f"{filled.size:,} passages opened, to the first answer", ours, "Chroma alone", theirs)


def _ms(call: Callable[[], Any]) -> float:
    started = time.perf_counter()
    call()
    return round((time.perf_counter() - started) * 1000, 1)


if __name__ == "__main__":
    for found in run([int(size) for size in sys.argv[1:]] or SIZES):
        print(f"{found.what:<52} {found.ours_ms:>9.1f} ms  {found.ratio:>7.2f} x {found.baseline} ({found.baseline_ms:.2f} ms)")
