"""Times of a call, as a median over several runs; results as rows of one table."""

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Measured:
    """One comparison.

    Attributes:
        ours_ms: Median of our calls.
        baseline_ms: Median of the baseline's, in the same run.
    """

    what: str
    ours_ms: float
    baseline: str
    baseline_ms: float

    @property
    def ratio(self) -> float:
        """Ours over the baseline."""
        return self.ours_ms / self.baseline_ms if self.baseline_ms else float("nan")

    def row(self) -> dict[str, Any]:
        """For the results file."""
        return {**asdict(self), "ratio": round(self.ratio, 3), "added_ms": round(self.ours_ms - self.baseline_ms, 2)}


def median_ms(call: Callable[[], Any], runs: int = 15, warm: int = 2) -> float:
    """Median wall time of a call in milliseconds, after warm-up calls."""
    for _ in range(warm):
        call()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    return round(statistics.median(times), 3)


def paired_ms(ours: Callable[[], Any], baseline: Callable[[], Any], runs: int = 15) -> tuple[float, float]:
    """Medians of two calls taken in turn, so that both meet the same load of the machine."""
    ours(), baseline(), ours(), baseline()
    mine, theirs = [], []
    for _ in range(runs):
        for call, times in ((ours, mine), (baseline, theirs)):
            started = time.perf_counter()
            call()
            times.append((time.perf_counter() - started) * 1000)
    return round(statistics.median(mine), 3), round(statistics.median(theirs), 3)
