"""Replies on the other engines: the same orders, costs, messages and units sold."""

from datetime import date

import pytest

from tests.support import load
from tools.marketplaces import marketplaces
from tools.reply.facts.stored import stored_order, stored_unit_costs
from tools.reply.inbox.reasons import windows
from tools.reply.inbox.received import received_messages
from tools.reply.inbox.sold import sold_units

_MESSAGES = """message_id,marketplace,platform,order_id,sku,direction,channel,received_at,buyer_name,subject,body,thread_id
m1,amazon_de,amazon,302-1111111-1111111,,in,buyer message,2026-11-20T08:00:00Z,Ana Ruiz,Paket,Wo ist mein Paket?,t1
m2,amazon_de,amazon,302-1111111-1111111,,out,buyer message,2026-11-20T09:00:00Z,,Re: Paket,Es ist unterwegs.,t1
m3,amazon_us,amazon,,A17,in,buyer message,2026-11-21T08:00:00Z,Bo Li,Mug,"It broke, ""badly"" \\ 😀",t2
"""


def _orders(warehouse):
    """The numbers on record, each with the store it is of."""
    with warehouse.reader() as cursor:
        found = cursor.execute(
            "select distinct order_id, marketplace, shop_id from order_line where is_product and order_id is not null "
            "order by order_id, marketplace, shop_id"
        ).fetchall()
    known = [(number, store, shop) for number, store, shop in found if store in marketplaces()]
    return known[:: max(1, len(known) // 40)]


@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_orders_are_the_same(loaded, server, case):
    here, there = loaded["duckdb"], loaded[server]
    orders = _orders(here)
    assert orders == _orders(there) and orders
    for number, marketplace, shop in orders:
        told = [stored_order(each, case(number), marketplace=marketplace, shop=shop) for each in (here, there)]
        assert told[0] is not None and told[0].model_dump() == told[1].model_dump()
        costs = [stored_unit_costs(each, told[0], marketplace=marketplace, shop=shop) for each in (here, there)]
        assert costs[0] == costs[1]
    assert stored_order(there, "000-0000000-0000000") is None


def test_messages_are_the_same(pair):
    found = []
    for warehouse in pair:
        load(warehouse, _MESSAGES)
        with warehouse.reader() as cursor:
            found.append([received_messages(cursor, *asked) for asked in ((None, None), (["shop"], ["amazon_de"]))])
    assert found[0] == found[1]
    assert {each.message_id: each.answered for each in found[0][0]} == {"m1": True, "m3": False}


def test_units_sold_are_the_same(loaded, server):
    found = []
    for name in ("duckdb", server):
        with loaded[name].reader() as cursor:
            skus = {sku for (sku,) in cursor.execute("select distinct sku from order_line where is_product").fetchall()}
            found.append(sold_units(cursor, skus, windows(date(2026, 3, 18), date(2026, 1, 1)), None, None))
    assert found[0] == found[1] and found[0]
