"""All Orders files made from plain rows; what the warehouse then adds up to is what the rows add up to."""

import random
from collections import defaultdict
from decimal import Decimal

import pytest

from tests.support import ALL_ORDERS, load, sql

REPORT = "amazon.spapi.GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL"
PLACES = {
    "Amazon.de": ("amazon_de", "EUR"),
    "Amazon.fr": ("amazon_fr", "EUR"),
    "Amazon.co.uk": ("amazon_uk", "GBP"),
    "Amazon.com": ("amazon_us", "USD"),
    "Non-Amazon": ("non-amazon", "EUR"),
}
STATES = ["Shipped", "Shipped", "Shipped", "Cancelled", "Pending"]


def plain_rows(seed, orders=200):
    """Lines of orders with one to three items; a line may be cancelled though its order is shipped."""
    chance = random.Random(seed)
    rows = []
    for number in range(orders):
        channel = chance.choice(list(PLACES))
        for item in range(chance.choice([1, 1, 2, 3])):
            status, units = chance.choice(STATES), chance.randint(1, 4)
            price = "" if status != "Shipped" else str(Decimal(chance.randint(100, 250_000)) / 100)
            rows.append(
                {
                    "amazon-order-id": f"302-{number:07}",
                    "purchase-date": f"2026-03-{1 + number % 28:02}T12:00:00+00:00",
                    "order-status": "Shipped",
                    "item-status": status,
                    "sales-channel": channel,
                    "product-name": f'Regal 12" {item}',
                    "sku": f"00{item}-A",
                    "asin": f"B00000000{item}",
                    "quantity": str(0 if status == "Cancelled" else units),
                    "currency": PLACES[channel][1] if price else "",
                    "item-price": price,
                    "ship-country": "DE",
                }
            )
    return rows


def written(rows, columns):
    lines = [columns, *([row.get(name, "") for name in columns] for row in rows)]
    return "\n".join("\t".join(line) for line in lines) + "\n"


def expected(rows):
    """Lines, units and money by marketplace, currency and kind."""
    kinds = {"Shipped": "sold", "Cancelled": "cancelled", "Pending": "pending"}
    totals = defaultdict(lambda: [0, 0, Decimal(0)])
    for row in rows:
        place, currency = PLACES[row["sales-channel"]]
        entry = totals[place, row["currency"] or currency, kinds[row["item-status"]]]
        entry[0] += 1
        entry[1] += int(row["quantity"])
        entry[2] += Decimal(row["item-price"] or 0)
    return {key: tuple(entry) for key, entry in totals.items()}


def loaded(warehouse):
    rows = sql(
        warehouse,
        "select marketplace, currency, kind, count(*), sum(quantity)::int, sum(amount) from order_line group by all",
    )
    return {tuple(row[:3]): tuple(row[3:]) for row in rows}


@pytest.mark.parametrize(
    "columns",
    [ALL_ORDERS, ALL_ORDERS[:29], [*ALL_ORDERS, "order-channel-2", "signature-confirmation"], sorted(ALL_ORDERS)],
    ids=["32 columns", "29 columns", "columns appended", "other order"],
)
def test_every_form_adds_up_to_its_rows(warehouse, columns):
    rows = [row for row in plain_rows(7) if row["currency"] or row["sales-channel"] != "Non-Amazon"]
    result = load(warehouse, written(rows, columns), file="orders.txt")
    assert (result.report, result.rows_read, result.rows_rejected) == (REPORT, len(rows), 0)
    assert loaded(warehouse) == expected(rows)


def test_a_cancelled_line_of_a_shipped_order_is_cancelled(warehouse):
    line = {**plain_rows(7)[0], "quantity": "1", "item-price": "10.00", "currency": "EUR"}
    rows = [{**line, "sku": "A", "item-status": "Shipped"}, {**line, "sku": "B", "item-status": "Cancelled"}]
    load(warehouse, written(rows, ALL_ORDERS))
    assert sql(warehouse, "select sku, kind, net_amount from order_line order by 1") == [
        ("A", "sold", Decimal(10)),
        ("B", "cancelled", Decimal(0)),
    ]


def test_two_lines_alike_are_two_lines(warehouse):
    row = {**plain_rows(7)[0], "item-status": "Shipped", "quantity": "1", "item-price": "10.00", "currency": "EUR"}
    load(warehouse, written([row, row], ALL_ORDERS))
    assert sql(warehouse, "select count(*), sum(amount) from order_line") == [(2, Decimal(20))]


def test_japanese_file_in_its_own_encoding(warehouse):
    titles = ["ステンレス製水筒 500ml ①㈱", "折りたたみ傘 ﾌﾞﾙｰ", "ガーデンホース 髙品質"]
    rows = [
        {
            "amazon-order-id": f"249-{number}", "purchase-date": "2026-03-02T01:00:00+00:00", "order-status": "Shipped",
            "item-status": "Shipped", "sales-channel": "Amazon.co.jp", "product-name": title, "sku": f"J{number}",
            "asin": "B000000001", "quantity": "1", "currency": "JPY", "item-price": "1980.0", "ship-country": "JP",
        }
        for number, title in enumerate(titles)
    ]  # fmt: skip
    result = load(warehouse, written(rows, ALL_ORDERS).encode("cp932"), file="注文.txt")
    assert (result.report, result.rows_added) == (REPORT, 3)
    assert [title for (title,) in sql(warehouse, "select title from order_line order by order_id")] == titles
    assert sql(warehouse, "select marketplace, currency, sum(amount) from order_line group by all") == [
        ("amazon_jp", "JPY", Decimal(5940))
    ]
