"""All benchmarks; prints a table and writes benchmarks/results/bench.json."""

import json
import platform
from pathlib import Path

from benchmarks import (
    bench_engines,
    bench_funnel,
    bench_import,
    bench_listing,
    bench_replies,
    bench_restock,
    bench_sales_query,
    bench_search,
    bench_turn,
)

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Run, print, write."""
    rows = [
        measured.row()
        for room in (
            bench_import,
            bench_engines,
            bench_sales_query,
            bench_funnel,
            bench_restock,
            bench_turn,
            bench_search,
            bench_listing,
            bench_replies,
        )
        for measured in room.run()
    ]
    for row in rows:
        print(
            f"{row['what']:<58} {row['ours_ms']:>9.2f} ms   {row['ratio']:>7.2f} x {row['baseline']} "
            f"({row['baseline_ms']:.2f} ms, +{row['added_ms']:.2f})"
        )
    RESULTS.mkdir(exist_ok=True)
    machine = {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}
    (RESULTS / "bench.json").write_text(json.dumps({"machine": machine, "rows": rows}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
