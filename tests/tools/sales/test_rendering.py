"""Every statement of the layer can be written in the dialects of the engines that a shop may outgrow to."""

from contextlib import contextmanager

import pytest
import sqlglot
from sqlglot import exp

from tests.support import ask
from tests.tools.sales.seeding import seed
from tools.sales.catalogue import metrics

DAY = "2026-03-02"
ROWS = {
    "product": [{"unit_cost": "1", "unit_cost_currency": "CNY"}],
    "fx_rate": [{"day": DAY, "base": "CNY", "quote": "EUR", "rate": "0.1"}],
    "order_line": [{"day": DAY, "buyer_key": "b"}, {"day": DAY, "kind": "returned", "quantity": -1, "amount": "-1"}],
    "traffic_day": [{"day": DAY, "sessions": 10, "page_views": 20, "units_ordered": 1, "buy_box_percentage": "0.5"}],
    "ad_day": [{"day": DAY, "cost": "1", "sales": "2", "orders": 1, "units": 1, "clicks": 3, "impressions": 9}],
    "search_performance": [{"day": DAY, "impressions": 9, "clicks": 3, "cart_adds": 2, "purchases": 1, "sales": "5"}],
    "inventory_day": [{"day": DAY, "fulfillable": 1, "reserved": 1, "unsellable": 1, "inbound": 1}],
    "settlement_line": [{"day": DAY, "category": "fee"}],
}


class Recorder:
    """A cursor that remembers what it ran."""

    def __init__(self, cursor, ran):
        self._cursor, self._ran = cursor, ran

    def execute(self, sql, *values):
        self._ran.append(sql)
        return self._cursor.execute(sql, *values)

    def __getattr__(self, name):
        return getattr(self._cursor, name)


@pytest.fixture
def recorded(warehouse, monkeypatch):
    for table, rows in ROWS.items():
        seed(warehouse, table, *rows)
    ran = []
    reader = warehouse.reader

    @contextmanager
    def recording():
        with reader() as cursor:
            yield Recorder(cursor, ran)

    monkeypatch.setattr(warehouse, "reader", recording)
    return warehouse, ran


def without_values(tree):
    """Drivers write bound values each in their own way."""
    return tree.transform(lambda node: exp.column("bound") if isinstance(node, exp.Parameter | exp.Placeholder) else node)


QUESTIONS = [{}, {"dimensions": ["marketplace"]}, {"currency": "CNY"}, {"filters": {"marketplace": ["DE"]}}]


@pytest.mark.parametrize("question", QUESTIONS, ids=["plain", "split", "converted", "filtered"])
@pytest.mark.parametrize("dialect", ["postgres", "clickhouse"])
def test_statements_render(recorded, dialect, question):
    warehouse, ran = recorded
    for metric in metrics():
        result = ask(warehouse, metric, **question)
        assert result.rows[0][metric] is not None, metric
    for sql in ran:
        [tree] = sqlglot.parse(sql, dialect="duckdb")
        again = sqlglot.parse(without_values(tree).sql(dialect=dialect), dialect=dialect)
        assert len(again) == 1
