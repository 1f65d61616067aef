"""The simulation's tables: `python -m benchmarks.restock.report [uci_daily_sku.csv]`.

The file holds a row for each SKU and day of UCI Online Retail: StockCode, date, units, returned. Without it only the shipped
panels are measured.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.restock.cash_gap import SKUS, gaps, seconds
from benchmarks.restock.compare import Ratio, Service, compare, service
from benchmarks.restock.lanes import lanes
from benchmarks.restock.panels import Panel, synthetic, uci
from benchmarks.restock.policies import ordering, ours
from benchmarks.restock.simulate import simulate
from benchmarks.restock.stock_outs import STOCK_OUT_DAYS, stock_out_bias

TARGETS = (0.9, 0.95, 0.98)
CASES = 20


def main(path: str | None = None) -> None:
    """Print every table."""
    drifting, level = synthetic(), synthetic(drift=0.0)
    panels = [(drifting, 0.95), (level, 0.95)]
    if path and Path(path).is_file():
        panels.append((uci(Path(path)), 0.9))
    else:
        print(f"UCI Online Retail is left out: {f'{path} is no file' if path else 'no file was named'}.\n")
    for panel, fill in panels:
        _policies(panel, fill)
    _targets([drifting, level])
    for panel, _ in panels:
        _stock_outs(panel)
        _lanes(panel)
    _cash()


def _policies(panel: Panel, fill: float) -> None:
    _table(
        f"{panel.name}, {len(panel.demand)} SKUs",
        ("policy", "fill", "days empty", "stock, days", f"stock at {fill:.0%} fill", "to ERP (95 %)", "to 7/14/30 (95 %)"),
        [
            (row.name, *_service(row.nominal), f"{row.needed_days:.1f}", _ratio(row.to_erp), _ratio(row.to_weighted))
            for row in compare(panel, fill)
        ],
    )


def _targets(panels: list[Panel]) -> None:
    rows = []
    for panel in panels:
        for target in TARGETS:
            rows.append((panel.name, f"{target:.0%}", *_service(service(simulate(panel, ordering(ours, target))))))
    _table("Target and achieved", ("panel", "target", "fill", "days empty", "stock, days"), rows)


def _stock_outs(panel: Panel) -> None:
    rows = []
    for days in STOCK_OUT_DAYS:
        for name, found in zip(("ours", "30 calendar days"), stock_out_bias(panel, days), strict=True):
            rows.append((str(days), name, f"{found.moved:+.1%}", f"{found.bias:+.1%}", f"{found.error:.1%}"))
    _table(
        f"Velocity after a stock-out until today: {panel.name}",
        ("days out", "velocity", "moved", "bias to the next 42 days", "mean error"),
        rows,
    )


def _lanes(panel: Panel) -> None:
    rows = [(found.name, *_service(found.service), f"{found.by_air:.1%}") for found in lanes(panel)]
    _table(f"Sea and air: {panel.name}", ("policy", "fill", "days empty", "stock, days", "by air"), rows)


def _cash() -> None:
    found = gaps(CASES)
    print(
        f"Budget: margin below the exact solution, {CASES} cases of {SKUS} SKUs: mean {found.mean():.2%}, worst {found.max():.2%}"
    )
    print(f"Budget over 10,000 SKUs: {seconds(10_000):.2f} s")


def _service(found: Service) -> tuple[str, str, str]:
    return f"{found.fill:.1%}", f"{found.empty:.1%}", f"{found.cover_days:.1f}"


def _ratio(found: Ratio) -> str:
    return f"{found.value:.2f} ({found.low:.2f}-{found.high:.2f})"


def _table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    print(f"## {title}\n")
    for row in (head, ("---",) * len(head), *rows):
        print(f"| {' | '.join(row)} |")
    print(flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:2])
