"""eBay's orders report and transaction report, against sums over the plain orders that they were written from."""

from collections import defaultdict
from decimal import Decimal

import pytest

from tests.support import load, sql
from tests.tools.warehouse.reports.ebay_files import other_row, some_transactions, transaction_report


def money(text):
    return Decimal(str(text).replace(",", ""))


@pytest.fixture
def books(warehouse):
    result = load(warehouse, transaction_report(some_transactions()), marketplace="ebay_us")
    assert result.report == "ebay.transaction_report"
    assert not result.rejections
    return warehouse


def test_the_lines_add_up_to_the_net_amounts(books):
    [(total, currencies)] = sql(books, "select sum(amount), count(distinct currency) from settlement_line")
    assert total == sum(money(row["Net amount"]) for row in some_transactions() if "Net amount" in row)
    assert currencies == 1


def test_each_order_adds_up_to_its_net_amount(books):
    expected = defaultdict(Decimal)
    for row in some_transactions():
        if "Order number" in row:
            expected[row["Order number"]] += money(row.get("Net amount", 0))
    assert dict(sql(books, "select order_id, sum(amount) from settlement_line where order_id is not null group by 1")) == expected


def test_fees_are_fees(books):
    names = ("Final Value Fee - fixed", "Final Value Fee - variable", "International fee")
    expected = {name: sum(money(row.get(name, 0)) for row in some_transactions()) for name in names}
    found = sql(books, "select amount_description, sum(amount) from settlement_line where amount_type = 'fee' group by 1")
    assert dict(found) == expected
    assert sql(books, "select distinct category from settlement_line where amount_type = 'fee'") == [("fee",)]


def test_what_moves_the_balance_is_no_sale(books):
    query = "select distinct transaction_type, category from settlement_line where amount_type = 'gross'"
    assert dict(sql(books, query)) == {
        "Order": "product", "Refund": "product", "Other fee": "fee", "Shipping label": "fee", "Hold": "other",
        "Payout": "transfer",
    }  # fmt: skip
    assert sql(books, "select distinct transaction_type from settlement_line where is_refund") == [("Refund",)]


def test_a_refund_takes_no_payout_from_the_order_s_other_rows(warehouse):
    sale = {**other_row("Order", "10"), "Order number": "11-1-1", "Payout ID": "759"}
    refund = {**other_row("Refund", "-4"), "Order number": "11-1-1", "Payout ID": "--"}
    rows = [{"Transaction creation date": "Aug 1, 2026", **row} for row in (sale, refund)]
    load(warehouse, transaction_report(rows), marketplace="ebay_us")
    found = sql(warehouse, "select transaction_type, settlement_id from settlement_line order by 1")
    assert found == [("Order", "759"), ("Refund", None)]


def test_a_payment_before_and_after_its_payout_is_one(books):
    paid_out = [{**row, "Payout ID": "759"} for row in some_transactions()]
    load(books, transaction_report(paid_out), marketplace="ebay_us", file="later.csv")
    [(total,)] = sql(books, "select sum(amount) from settlement_line")
    assert total == sum(money(row["Net amount"]) for row in some_transactions() if "Net amount" in row)


def one_sale(**cells):
    sale = {**other_row("Order", "8.50"), "Gross transaction amount": "10", "Final Value Fee - fixed": "-0.30"}
    return {"Transaction creation date": "Aug 1, 2026", "Order number": "11-1-1", **sale, **cells}


def test_a_fee_in_a_column_that_is_not_known_is_not_lost(warehouse):
    text = transaction_report([one_sale(**{"Final Value Fee - variable": "-1", "Charity donation": "-0.20"})])
    result = load(warehouse, text.replace("Charity donation", "Promised delivery fee"), marketplace="ebay_us")
    assert {(each.column, each.value) for each in result.rejections} == {("Net amount", "8.50")}
    assert sql(warehouse, "select count(*) from settlement_line") == [(0,)]
    assert not load(warehouse, text, marketplace="ebay_us").rejections


def test_a_net_amount_in_another_currency_is_no_sum_of_the_row(warehouse):
    row = one_sale(**{"Net amount": "7.20", "Payout currency": "GBP"})
    assert not load(warehouse, transaction_report([row]), marketplace="ebay_us").rejections
    assert sql(warehouse, "select sum(amount), min(currency) from settlement_line") == [(Decimal("9.7"), "USD")]


def one_order_of_two(**cells):
    """The order's own row with its money, then the fees of each item; `cells` are of the second item."""
    whole = {**other_row("Order", "26.40"), "Gross transaction amount": "30"}
    items = [{"Type": "Order", "Custom label": label, "Final Value Fee - fixed": "-1.80"} for label in ("A", "B")]
    rows = [whole, items[0], {**items[1], **cells}]
    return [{"Transaction creation date": "Aug 1, 2026", "Order number": "11-1-1", **row} for row in rows]


def test_the_rows_of_an_order_of_several_items_add_up_together(warehouse):
    text = transaction_report(one_order_of_two())
    assert not load(warehouse, text, marketplace="ebay_us").rejections
    lost = transaction_report(one_order_of_two(**{"Final Value Fee - fixed": "-1.70"}))
    result = load(warehouse, lost, marketplace="ebay_us", file="lost.csv")
    assert [(each.column, each.value) for each in result.rejections] == [("Net amount", "26.40")]


def test_an_order_of_several_items_paid_out_in_another_currency(warehouse):
    first, *items = one_order_of_two()
    rows = [{**first, "Net amount": "21.00", "Payout currency": "GBP"}, *items]
    assert not load(warehouse, transaction_report(rows), marketplace="ebay_us").rejections
