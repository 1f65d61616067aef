import json
from datetime import UTC, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.engines.files import gift_lines
from tests.support import UCI_MAPPING, all_orders, load, order, sql
from tools.warehouse.importing.history import undo_import

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TABLES = [
    "product",
    "event",
    "restock_setting",
    "uplift",
    "inbound",
    "warehouse_stock",
    "order_line",
    "traffic_day",
    "fx_rate",
    "import_file",
    "shop",
    "coverage",
    "known_value",
    "report_period",
    "import_table",
]


def rows_of(warehouse, table):
    with warehouse.reader() as cursor:
        columns = ", ".join(f"epoch({c.name})" if pa.types.is_timestamp(c.type) else c.name for c in cursor.columns(table))
        return sorted(cursor.execute(f"select {columns} from {table}").fetchall(), key=repr)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_holds_the_same(loaded, server, table):
    expected = rows_of(loaded["duckdb"], table)
    assert expected and rows_of(loaded[server], table) == expected


def superseded(warehouse):
    """Superseded rows; amounts as numbers, for each engine's JSON spells them and times in its own way."""
    found = sql(warehouse, "select table_name, row_key, old_import_id, new_import_id, old_row from superseded_row")
    return sorted((*ids, plain(old_row)) for *ids, old_row in found)


def plain(old_row):
    row = json.loads(old_row) if isinstance(old_row, str) else old_row
    numbers = {name: float(row[name]) for name in ("quantity", "unit_price", "amount", "net_amount", "import_id", "line_number")}
    texts = {name: row[name] for name in ("shop_id", "order_id", "sku", "title", "country", "buyer_key", "kind", "order_date")}
    return json.dumps({**numbers, **texts, "at": str(row["purchased_at"])[:10]})


def test_superseded_rows_are_the_same(loaded, server):
    expected = superseded(loaded["duckdb"])
    assert len(expected) > 100 and superseded(loaded[server]) == expected


def gifts(warehouse, **chosen):
    result = load(warehouse, gift_lines(**chosen), file=f"{chosen}.csv", mapping=UCI_MAPPING)
    return result.rows_read, result.rows_added, result.rows_superseded


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({}, {"price_step": 5}),
        ({"days": range(1, 10)}, {"days": range(5, 15)}),
        ({"days": range(1, 10), "lines": 12}, {"days": range(1, 10), "lines": 30}),
    ],
    ids=["same", "corrected", "overlapping", "longer"],
)
def test_a_second_import_counts_the_same(pair, first, second):
    here, there = ([gifts(each, **first), gifts(each, **second), gifts(each, **second)] for each in pair)
    assert here == there and here[2][1:] == (0, 0)
    assert rows_of(pair[0], "order_line") == rows_of(pair[1], "order_line")
    assert superseded(pair[0]) == superseded(pair[1])


def test_an_import_that_is_taken_back_leaves_the_same(pair):
    left = []
    for warehouse in pair:
        gifts(warehouse, days=range(1, 10))
        gifts(warehouse, days=range(5, 15), price_step=5)
        gifts(warehouse, days=range(1, 3), seed=8)
        undone = undo_import(warehouse, 2, NOW)
        left.append(
            (undone.model_dump(), rows_of(warehouse, "order_line"), rows_of(warehouse, "coverage"), superseded(warehouse))
        )
    assert left[0] == left[1] and left[0][0]["rows_restored"] > 0


def test_an_older_state_of_an_order_does_not_replace_a_newer_one(pair):
    newer = all_orders(order("302-1", last_updated_date="2026-03-05T10:00:00+00:00", item_price="20.00"))
    older = all_orders(order("302-1", last_updated_date="2026-03-04T10:00:00+00:00", item_price="10.00"))
    for warehouse in pair:
        assert load(warehouse, newer).rows_added == 1
        assert (load(warehouse, older).rows_added, sql(warehouse, "select amount from order_line")) == (0, [(Decimal("20.00"),)])


ODD = [
    "",
    "tab\there",
    "two\nlines",
    "back\\slash",
    "\\N",
    "\\.",
    "a\r\nb",
    "'quote' \"double\" `tick`",
    "{p_x:String} $1 %s ?",
    "价格 😀",
]


def test_odd_texts_arrive_as_they_are(fresh):
    rows = [["s", "m", f"sku{n}", text, f"key{n}", n, 1] for n, text in enumerate(ODD)]
    names = ["shop_id", "marketplace", "sku", "title", "row_key", "line_number", "import_id"]
    table = pa.table({name: [row[n] for row in rows] for n, name in enumerate(names)})
    with fresh.writer() as writer:
        staged = writer.stage("product", table)
        writer.execute(f"insert into product ({', '.join(names)}) select {', '.join(names)} from {staged}")
    assert [row[0] for row in sql(fresh, "select title from product order by line_number")] == ODD
    for text in ODD:
        assert sql(fresh, "select title from product where title = ?", text) == [(text,)]
        assert sql(fresh, "select title from product where list_contains($1, title)", [text, "no"]) == [(text,)]


def test_rows_are_staged_from_parquet(fresh, tmp_path):
    rates = pa.table(
        {"base": ["EUR", "USD", None], "rate": pa.array([Decimal("1.1"), Decimal("2.000000001"), None], pa.decimal128(18, 9))}
    )
    pq.write_table(rates, tmp_path / "rates.parquet")
    with fresh.writer() as writer:
        staged = writer.stage("fx_rate", tmp_path / "rates.parquet")
        found = writer.execute(f"select base, rate from {staged} where base is not null order by base").fetchall()
    assert found == [("EUR", Decimal("1.1")), ("USD", Decimal("2.000000001"))]


def test_a_sum_of_decimals_is_exact(fresh):
    # 0.1 + 0.2 a hundred thousand times is no double
    amounts = pa.table({"cost": pa.array([Decimal("0.100001"), Decimal("0.200002")] * 50_000, pa.decimal128(18, 6))})
    with fresh.writer() as writer:
        staged = writer.stage("ad_day", amounts)
        assert writer.execute(f"select sum(cost) from {staged}").fetchall() == [(Decimal("15000.150000"),)]


def test_a_failed_import_leaves_nothing(fresh):
    load(fresh, all_orders(order("302-1")))
    before = [rows_of(fresh, table) for table in TABLES]
    with pytest.raises(ZeroDivisionError), fresh.writer() as writer:
        writer.execute("delete from order_line")
        writer.execute("insert into shop values (?, ?)", ["x", "x"])
        raise ZeroDivisionError
    assert [rows_of(fresh, table) for table in TABLES] == before
    assert load(fresh, all_orders(order("302-2"))).rows_added == 1


def test_a_reader_stays_with_what_it_began_to_read(fresh):
    load(fresh, all_orders(order("302-1")))
    with fresh.reader() as reader:
        seen = [reader.execute("select count(*) from order_line").fetchall()]
        load(fresh, all_orders(order("302-2")))
        seen.append(reader.execute("select count(*) from order_line").fetchall())
    assert seen == [[(1,)], [(1,)]] and sql(fresh, "select count(*) from order_line") == [(2,)]


def test_a_newer_schema_is_left_alone(fresh):
    from tools.core.errors import Unavailable
    from tools.warehouse.warehouse import Warehouse

    with fresh.writer() as writer:
        writer.execute("update schema_version set version = 99")
    again = Warehouse(fresh.address)
    with pytest.raises(Unavailable) as refusal:
        again.coverage()
    again.close()
    assert refusal.value.key == "warehouse_newer" and refusal.value.details["found"] == 99
