from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import all_orders, ask, load, order, sql
from tools.core.errors import Unavailable, UnknownReference
from tools.warehouse.importing.history import past_imports, undo_import
from tools.warehouse.warehouse import Warehouse

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CONTENT = (
    "select * exclude (import_id, line_number, purchased_at, last_updated_at), purchased_at::varchar from order_line order by all"
)


def test_imports_are_listed_the_latest_first(warehouse):
    load(warehouse, all_orders(order("302-1")), file="a.txt", now=NOW)
    load(warehouse, all_orders(order("302-2")), file="b.txt", now=NOW)
    assert [(past.import_id, past.file, past.rows_added, past.undone_at) for past in past_imports(warehouse)] == [
        (2, "b.txt", 1, None),
        (1, "a.txt", 1, None),
    ]


def test_an_import_is_taken_back_whole(warehouse):
    load(warehouse, all_orders(order("302-1", item_price="10.00")))
    second = load(warehouse, all_orders(order("302-1", item_price="12.00"), order("302-2", item_price="5.00")))
    undone = undo_import(warehouse, second.import_id, NOW)
    assert (undone.rows_removed, undone.rows_restored) == (1, 1)
    assert sql(warehouse, "select order_id, amount::varchar from order_line") == [("302-1", "10.000000")]
    assert sql(warehouse, "select count(*) from superseded_row") == [(0,)]
    assert past_imports(warehouse)[0].undone_at == NOW


def test_a_row_that_a_later_import_also_holds_stays(warehouse):
    first = load(warehouse, all_orders(order("302-1")))
    load(warehouse, all_orders(order("302-1"), order("302-2")))
    undo_import(warehouse, first.import_id, NOW)
    assert sql(warehouse, "select order_id, import_id from order_line order by 1") == [("302-1", 2), ("302-2", 2)]


def test_figures_follow(warehouse):
    load(warehouse, all_orders(order("302-1", item_price="10.00", purchase_date="2026-03-01T10:00:00+00:00")))
    later = load(warehouse, all_orders(order("302-2", item_price="5.00", purchase_date="2026-03-09T10:00:00+00:00")))
    undo_import(warehouse, later.import_id, NOW)
    result = ask(warehouse, "gross_revenue")
    assert result.rows[0]["gross_revenue"] == 10 and str(result.available.end) == "2026-03-01"


def test_a_file_taken_back_can_be_imported_again(warehouse):
    text = all_orders(order("302-1"))
    undo_import(warehouse, load(warehouse, text).import_id, NOW)
    again = load(warehouse, text)
    assert (again.rows_added, again.import_id) == (1, 2)


def test_nothing_is_taken_back_twice_or_that_never_was(warehouse):
    undo_import(warehouse, load(warehouse, all_orders(order("302-1"))).import_id, NOW)
    for number in (1, 7):
        with pytest.raises(UnknownReference):
            undo_import(warehouse, number, NOW)


def test_without_the_kept_rows_nothing_is_changed(warehouse):
    first = load(warehouse, all_orders(order("302-1")))
    warehouse.kept_rows(first.import_id, "order_line").unlink()
    with pytest.raises(Unavailable):
        undo_import(warehouse, first.import_id, NOW)
    assert sql(warehouse, "select count(*) from order_line") == [(1,)] and past_imports(warehouse)[0].undone_at is None


_FILES = st.lists(
    st.lists(st.tuples(st.sampled_from("123"), st.sampled_from(["5.00", "7.50"]), st.integers(1, 3)), min_size=1, max_size=4),
    min_size=2,
    max_size=4,
)


@settings(max_examples=12)
@given(files=_FILES, taken=st.integers(0, 3))
def test_afterwards_the_data_are_as_if_it_had_never_been(tmp_path_factory, files, taken):
    """The law of undo: import all and take one back = import the others."""
    texts = [all_orders(*(order(n, item_price=price, quantity=q) for n, price, q in lines)) for lines in files]
    texts = list(dict.fromkeys(texts))
    taken %= len(texts)
    with_all, without = (Warehouse(tmp_path_factory.mktemp("undo") / "w.duckdb") for _ in range(2))
    numbers = [load(with_all, text).import_id for text in texts]
    undo_import(with_all, numbers[taken], NOW)
    for text in texts[:taken] + texts[taken + 1 :]:
        load(without, text)
    assert sql(with_all, CONTENT) == sql(without, CONTENT)
    old = "select table_name, row_key, old_row ->> 'amount' from superseded_row order by all"
    assert sql(with_all, old) == sql(without, old)
    with_all.close()
    without.close()
