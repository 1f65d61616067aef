import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import UCI_MAPPING, all_orders, ask, figures, load, load_uci, order, sql
from tools.warehouse.warehouse import Warehouse


def test_a_changed_status_supersedes_and_the_old_row_is_kept(warehouse):
    load(warehouse, all_orders(order("302-1"), order("302-2")))
    changed = all_orders(order("302-1"), order("302-2", order_status="Cancelled", item_status="Cancelled"))
    result = load(warehouse, changed)
    assert (result.rows_added, result.rows_superseded) == (0, 1)
    assert sql(warehouse, "select order_id, kind from order_line order by 1") == [
        ("302-1", "sold"),
        ("302-2", "cancelled"),
    ]
    [(table, row, old, new)] = sql(warehouse, "select table_name, old_row, old_import_id, new_import_id from superseded_row")
    kept = json.loads(row)
    assert (table, kept["order_id"], kept["status"], kept["kind"]) == (
        "order_line",
        "302-2",
        "Shipped",
        "sold",
    )
    assert new > old


def test_a_pending_line_counts_once_a_later_export_fills_it(warehouse):
    pending = {"order_status": "Pending", "item_status": "Unshipped", "item_price": ""}
    load(warehouse, all_orders(order("302-1"), order("302-2", **pending)))
    assert figures(warehouse, "orders") == 1
    load(warehouse, all_orders(order("302-1"), order("302-2")))
    assert figures(warehouse, "orders") == 2


def test_lines_alike_in_everything_are_both_counted(warehouse, uci_lines):
    line = ("536365", "85123A", 1, "2.55")
    assert load_uci(warehouse, uci_lines(line, line)).rows_added == 2
    assert figures(warehouse, "units") == 2


def test_lines_alike_in_everything_are_not_counted_again_in_the_next_export(warehouse, uci_lines):
    line, later = ("536365", "85123A", 1, "2.55"), ("536366", "85123A", 1, "2.55", "2010-12-02 09:00:00")
    load_uci(warehouse, uci_lines(line, line))
    result = load_uci(warehouse, uci_lines(line, line, later, name="next.csv"))
    assert (result.rows_added, result.rows_superseded, figures(warehouse, "units")) == (1, 0, 3)


def test_overlapping_exports_make_their_union(warehouse):
    # days 1-3 and days 2-4 of March, one order a day: four orders
    orders = [order(f"302-{day}", purchase_date=f"2026-03-0{day}T10:00:00+00:00") for day in (1, 2, 3, 4)]
    load(warehouse, all_orders(*orders[:3]))
    assert load(warehouse, all_orders(*orders[1:])).rows_added == 1
    assert figures(warehouse, "orders units") == (4, 4)


def test_two_shops_hold_the_same_file_apart(warehouse):
    for shop in ("north", "south"):
        assert load(warehouse, all_orders(order("302-1")), shop=shop).rows_added == 1
    assert {row["shop"]: row["units"] for row in ask(warehouse, "units", dimensions=["shop"]).rows} == {
        "north": 1,
        "south": 1,
    }


def test_a_later_product_list_replaces_the_earlier(warehouse):
    header = "sku,marketplace,asin,title,unit_cost,moq\n"
    load(warehouse, header + "A17,amazon_de,B000000017,Dose,5.20,300\n")
    result = load(warehouse, header + "A17,amazon_de,B000000017,Dose,5.60,300\n")
    assert (result.rows_added, result.rows_superseded) == (0, 1)
    assert sql(warehouse, "select unit_cost::varchar, moq from product") == [("5.600000", 300)]


def test_a_product_listed_twice_does_not_double_its_sales(warehouse):
    load(
        warehouse,
        "sku,marketplace,asin,brand\nA17,amazon_de,B000000017,Luvella\nA17,amazon_de,B000000017,Luvella\n",
    )
    load(warehouse, all_orders(order("302-1")))
    assert [row["units"] for row in ask(warehouse, "units", dimensions=["brand"]).rows] == [1]


lines = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "C3"]),
        st.sampled_from(["A", "B", "POST"]),
        st.integers(-3, 5),
        st.sampled_from(["0", "1.50", "2.25", "-4.10"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=8)
@given(lines, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(tmp_path_factory, some, random):
    shuffled = random.sample(some, len(some))
    folder = tmp_path_factory.mktemp("orders")
    totals, counted = [], "kind, count(*), sum(quantity), sum(amount), sum(net_amount)"
    for name, rows in (("a", some), ("b", shuffled)):
        warehouse = Warehouse(folder / f"{name}.duckdb")
        text = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n" + "".join(
            f"{invoice},{sku},x,{quantity},2010-12-01 08:26:00,{price},1,France\n" for invoice, sku, quantity, price in rows
        )
        load(warehouse, text, mapping=UCI_MAPPING)
        totals.append(sql(warehouse, f"select {counted} from order_line group by 1 order by 1"))
        # the other order of the same lines adds nothing
        header, *body = text.splitlines()
        other = load(warehouse, "\n".join([header, *reversed(body)]), mapping=UCI_MAPPING)
        assert other.rows_added == 0
        warehouse.close()
    assert totals[0] == totals[1]
