"""The restock plan from arrays, against the same plan SKU by SKU and the textbook formula in pandas; then from a warehouse."""

import multiprocessing
import resource
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.restock.policies import demand_seen, terms
from benchmarks.timing import Measured, paired_ms
from tools.restock.arrays import HISTORY_DAYS, Floats, History, Ints
from tools.restock.computing import Computed, computed
from tools.restock.demand_path import demand_path
from tools.restock.material import arrays_of
from tools.restock.planning import order_of, plan
from tools.restock.request import RestockQuestion
from tools.restock.stock_out import Arrivals, Outlook, stock_out_days
from tools.restock.stored.loading import stored_material
from tools.warehouse.importing.coverage import renew_coverage
from tools.warehouse.warehouse import Warehouse

SIZES = (10_000, 100_000)
PART = 500
STORED = 10_000
_PLACE = f"""'bench' as shop_id, 'amazon_us' as marketplace, 'amazon' as platform, 'SKU-' || i as sku, 1 as import_id,
    i * {HISTORY_DAYS} + t as line_number, i || '-' || t as row_key, date '2026-01-05' + t::int"""
_EACH = f"(select i, t, hash(i * 1000 + t) as chance from range({{skus}}) a(i), range({HISTORY_DAYS}) b(t))"
_ORDER_LINES = f"""insert into order_line by name
select {_PLACE} as order_date, i || '-' || t as order_id, 'sold' as kind, true as is_product, chance % (1 + i % 40) as quantity,
    10 as amount, 10 as unit_price, 10 as net_amount, 0 as discount, 'USD' as currency,
    timestamptz '2026-01-05 23:59:00+00' + to_days(t::int) as purchased_at
from {_EACH} where chance % (1 + i % 40) > 0"""
_STOCK = f"""insert into inventory_day by name
select {_PLACE} as snapshot_date, 'amazon_us' as pool, 'amazon_ledger_detail' as source,
    case when chance % 20 = 0 then 0 else 60 end as fulfillable
from {_EACH}"""
_SETTING = """insert into restock_setting by name
select 'bench' as shop_id, 35 as lead_time_days, 6 as lead_time_sd_days, 'all' as row_key, 1 as import_id, 1 as line_number"""
_TODAY = date(2026, 7, 4)
_PROTECTION_DAYS, _LEAD_SD_DAYS, _Z = 42, 6, 1.645


def run() -> list[Measured]:
    """Velocity, variance, order-up-to level, rounding and stock-out days; per-SKU baselines on 500 SKUs, scaled up."""
    return [*(measured for skus in SIZES for measured in _measured(skus)), _from_warehouse()]


def build(skus: int) -> History:
    """Seeded demand of 180 days, with stock-outs; made in parts, so that making it needs no more memory than holding it."""
    rng = np.random.default_rng(7)
    units, in_stock = np.empty((skus, HISTORY_DAYS)), np.empty((skus, HISTORY_DAYS), dtype=bool)
    velocity = np.exp(rng.uniform(np.log(0.2), np.log(30), (skus, 1)))
    for start in range(0, skus, PART):
        part = slice(start, start + PART)
        in_stock[part] = rng.random((PART, HISTORY_DAYS)) < 0.95
        units[part] = rng.poisson(rng.gamma(velocity[part] / 2, 2, (PART, HISTORY_DAYS))) * in_stock[part]
    return History(units, in_stock)


def planned(history: History) -> tuple[Floats, Ints, Ints]:
    """Units to order, and the days on which stock runs out: in the middle, and early."""
    rows = len(history)
    demand = demand_seen(history)
    path = demand_path(demand.velocity.units_per_day)
    on_hand, on_the_way = np.full(rows, 60.0), Arrivals(np.full((rows, 1), 10), np.full((rows, 1), 40.0))
    conditions = terms(rows, 0.95)
    found = plan(demand, path, on_hand + on_the_way.total, conditions)
    middle, early = stock_out_days(Outlook(path, demand.variance, demand.drift_rate, on_hand, on_the_way))
    return order_of(found, conditions).quantity, middle, early


def one_by_one(history: History) -> Floats:
    """The same plan, called for each SKU."""
    return np.concatenate([planned(history.rows(slice(row, row + 1)))[0] for row in range(len(history))])


def in_pandas(frame: pd.DataFrame) -> pd.Series:
    """Textbook order-up-to level of each SKU: mean and deviation of its days in stock."""
    return frame.groupby("sku")["units"].apply(_textbook)


def fill(warehouse: Warehouse, skus: int) -> None:
    """Orders and stock of every day for so many SKUs, and one lead time for all."""
    with warehouse.writer() as connection:
        for statement in (_ORDER_LINES, _STOCK, _SETTING):
            connection.execute(statement.format(skus=skus))
        for table in ("order_line", "inventory_day"):
            renew_coverage(connection, table, "bench")


def from_warehouse(warehouse: Warehouse) -> Computed:
    """Everything imported, loaded into arrays and planned."""
    material = stored_material(RestockQuestion(), warehouse, _TODAY)
    return computed(material, arrays_of([product.terms.unit_margin for product in material.products]))


def _textbook(units: pd.Series) -> float:
    mean, variance = units.mean(), units.var()
    safety = _Z * np.sqrt(_PROTECTION_DAYS * variance + (mean * _LEAD_SD_DAYS) ** 2)
    return float(np.ceil(mean * _PROTECTION_DAYS + safety))


def _measured(skus: int) -> list[Measured]:
    history = build(skus)
    part = history.rows(slice(0, PART))
    assert np.array_equal(planned(part)[0], one_by_one(part))
    assert np.array_equal(planned(history)[0][:PART], planned(part)[0])
    table = pd.DataFrame({"sku": np.repeat(np.arange(PART), HISTORY_DAYS), "units": part.units.ravel()})
    frame = table[part.in_stock.ravel()]
    what = f"restock plan, {skus:,} SKUs x {HISTORY_DAYS} d ({_peak_mb(skus)} MB at most)"
    found = []
    for name, baseline in {"SKU by SKU": lambda: one_by_one(part), "pandas groupby.apply": lambda: in_pandas(frame)}.items():
        mine, base = paired_ms(lambda: planned(history), baseline, runs=7)
        found.append(Measured(what, mine, f"{name}, scaled from {PART}", round(base * skus / PART, 3)))
    return found


def _from_warehouse() -> Measured:
    history = build(STORED)
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder) / "bench.duckdb")
        fill(warehouse, STORED)
        mine, base = paired_ms(lambda: from_warehouse(warehouse), lambda: planned(history), runs=3)
        warehouse.close()
    return Measured(f"restock plan, {STORED:,} SKUs from a warehouse, each day", mine, "from arrays", base)


def _peak_mb(skus: int) -> int:
    """Megabytes that a process of its own holds at most, history and libraries included."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_held_mb, skus).result()


def _held_mb(skus: int) -> int:
    planned(build(skus))
    found: Any = resource.getrusage(resource.RUSAGE_SELF)
    return int(found.ru_maxrss) // 1000
