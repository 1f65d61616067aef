import pytest

from tests.support import codes
from tests.tools.funnel.asking import refused
from tests.tools.funnel.stored.shops import (
    BASE,
    DAYS,
    TRAFFIC,
    assert_agrees,
    assert_split,
    on,
    parts,
    product,
    segments,
    store,
    then,
    traffic,
    windows,
)
from tests.tools.sales.seeding import seed

BEFORE, AFTER = range(BASE), range(BASE, DAYS)
A = {"units": then(20, 12)}
B = {"sessions": then(100, 140), "units": 10, "price": 50}


def both(level, **cells):
    return [*product("A", level=level, **A, **cells), *product("B", level=level, **B, **cells)]


def as_skus(rows):
    """Rows by child ASIN under the SKU whose ASIN it is."""
    return [{**row, "sku": row["asin"].removeprefix("B-")} for row in rows]


def listed(warehouse, *skus, **cells):
    seed(warehouse, "product", *[{"sku": sku, "asin": f"B-{sku}", "parent_asin": "P", **cells} for sku in skus])


@pytest.mark.parametrize("level", ["sku", "child_asin"])
def test_products_are_split_one_by_one(warehouse, diagnose, level):
    traffic(warehouse, both(level))
    result = diagnose()
    names = {"sku": ("A", "B"), "child_asin": ("B-A", "B-B")}[level]
    assert segments(result) == {("amazon_de", name, None) for name in names}
    assert_split(result, both(level))
    assert_agrees(warehouse, result)


@pytest.mark.parametrize("level", ["sku", "child_asin"])
def test_rows_of_the_store_beside_products_do_not_count_again(warehouse, diagnose, level):
    traffic(warehouse, both(level), store(both(level)))
    result = diagnose()
    assert_split(result, both(level))
    assert_agrees(warehouse, result)
    assert codes(result) == {"windows_of_two_lengths"}


def test_of_skus_and_child_asins_of_the_same_days_skus_count(warehouse, diagnose):
    traffic(warehouse, both("sku"), [{**row, "sessions": 7} for row in both("child_asin")])
    assert_split(diagnose(), both("sku"))


def test_parents_are_families_and_said_to_be(warehouse, diagnose):
    families = [
        *product("A", level="parent_asin", parent_asin="P1", **A),
        *product("B", level="parent_asin", parent_asin="P2", **B),
    ]
    traffic(warehouse, families, store(families))
    result = diagnose()
    assert segments(result) == {("amazon_de", "P1", None), ("amazon_de", "P2", None)}
    assert_split(result, families, named=lambda row: ("amazon_de", row["parent_asin"], None))
    assert "traffic_by_parent_asin" in codes(result)


def test_store_totals_alone_are_one_segment_and_said_to_be(warehouse, diagnose):
    rows = store(both("sku"))
    traffic(warehouse, rows)
    result = diagnose()
    assert segments(result) == {("amazon_de", None, None)}
    assert_split(result, rows)
    assert_agrees(warehouse, result)
    assert "traffic_by_store" in codes(result)


def test_child_asins_before_skus_are_one_product(warehouse, diagnose):
    rows = both("sku")
    old = [row for row in both("child_asin") if row["days"][0] < on(BASE)]
    new = [row for row in rows if row["days"][0] >= on(BASE)]
    traffic(warehouse, old, new)
    result = diagnose()
    assert windows(result) == [(0, 27), (28, 41)]
    assert segments(result) == {("amazon_de", "A", None), ("amazon_de", "B", None)}
    assert_split(result, rows)
    assert_agrees(warehouse, result)


def test_skus_before_child_asins_are_one_product(warehouse, diagnose):
    old = [row for row in both("sku") if row["days"][0] < on(BASE)]
    new = [row for row in both("child_asin") if row["days"][0] >= on(BASE)]
    traffic(warehouse, old, new)
    result = diagnose()
    assert segments(result) == {("amazon_de", "A", None), ("amazon_de", "B", None)}
    assert_split(result, both("sku"))


def test_store_totals_in_the_base_and_products_after_are_compared_as_stores(warehouse, diagnose):
    products = [*product("A", of=AFTER, **A), *product("B", of=AFTER, **B)]
    whole = store(both("sku"))
    traffic(warehouse, whole, products)
    result = diagnose()
    assert segments(result) == {("amazon_de", None, None)}
    assert_split(result, whole)
    assert_agrees(warehouse, result)
    assert "traffic_by_store" in codes(result)


def test_a_window_that_products_cover_is_split_by_products(warehouse, diagnose):
    products = [*product("A", of=range(14, DAYS), **A), *product("B", of=range(14, DAYS), **B)]
    traffic(warehouse, store(both("sku")), products)
    asked = {"base": {"from": "2026-03-15", "to": "2026-03-28"}}
    result = diagnose(**asked)
    assert segments(result) == {("amazon_de", "A", None), ("amazon_de", "B", None)}
    assert_split(result, products)


def test_store_totals_are_not_compared_with_products(warehouse, diagnose):
    whole = [row for row in store(both("sku")) if row["days"][0] < on(BASE)]
    products = [*product("A", of=AFTER, **A), *product("B", of=AFTER, **B)]
    traffic(warehouse, whole, products)
    assert refused(diagnose) == "funnel_window_without_report"


@pytest.mark.parametrize("question", [{"skus": ["A"]}, {"filters": {"asin": ["B-A"]}}, {"filters": {"sku": ["A"]}}])
def test_the_product_list_names_rows_without_skus(warehouse, diagnose, question):
    traffic(warehouse, both("child_asin"))
    listed(warehouse, "A", "B")
    assert segments(diagnose()) == {("amazon_de", "A", None), ("amazon_de", "B", None)}
    assert_split(diagnose(), as_skus(both("child_asin")))
    result = diagnose(**question)
    assert segments(result) == {("amazon_de", "A", None)}
    assert_split(result, product("A", level="child_asin", **A))


def test_rows_without_skus_are_asked_for_by_their_asin(warehouse, diagnose):
    traffic(warehouse, both("child_asin"))
    result = diagnose(filters={"asin": ["B-B"]})
    assert segments(result) == {("amazon_de", "B-B", None)}
    assert_split(result, product("B", level="child_asin", **B))


def test_the_product_list_of_another_marketplace_names_nothing_here(warehouse, diagnose):
    traffic(warehouse, both("child_asin"))
    listed(warehouse, "A", marketplace="amazon_us")
    assert segments(diagnose()) == {("amazon_de", "B-A", None), ("amazon_de", "B-B", None)}


def test_a_share_that_some_rows_lack_falls_out_of_that_product_alone(warehouse, diagnose):
    lacking = product("A", **A)
    lacking[30]["buy_box_percentage"] = None
    traffic(warehouse, lacking, product("B", **B))
    result = diagnose()
    chains = {row.sku: row.chain for row in result.segments}
    assert chains == {"A": ["sessions", "cvr", "price"], "B": list(TRAFFIC)}
    assert "stage_not_given" in codes(result)
    # Buy Box is constant: its effect is 0 and conversion is the same with and without it.
    filled = [*product("A", **A), *product("B", **B)]
    assert {f: round(a, 2) for f, a in parts(filled).items()} == pytest.approx(
        {row.factor: round(row.amount, 2) for row in result.effects if round(row.amount, 2)}, abs=0.011
    )
