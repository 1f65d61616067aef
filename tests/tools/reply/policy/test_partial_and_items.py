"""What a partial refund and a replacement cost, and which item of several is meant."""

from decimal import Decimal
from itertools import product

import pytest

from prompts.reply_blocks import reply_block
from tests.tools.reply.policy.deciding import decided
from tools.reply.facts.order import Item
from tools.reply.policy.meant import meant_items
from tools.reply.policy.rulebook import table

MUG = {"sku": "MUG-1", "title": "Ceramic Mug blue", "price": "19.99", "quantity": 1}
LAMP = {"sku": "LMP-2", "title": "Desk Lamp LED", "price": "45.00", "quantity": 2}
DELIVERED = {"order_id": "1", "currency": "USD", "status": "delivered", "delivered_at": "2026-11-10", "fulfillment": "MFN"}
STATES = [
    None,
    {"order_id": "1"},
    {**DELIVERED, "status": "unshipped", "delivered_at": None},
    {**DELIVERED, "status": "shipped", "delivered_at": None, "promised_by": "2026-11-25"},
    {**DELIVERED, "status": "shipped", "delivered_at": None, "promised_by": "2026-11-12"},
    DELIVERED,
    {**DELIVERED, "delivered_at": "2020-11-10"},
    {**DELIVERED, "status": "return_requested"},
    {**DELIVERED, "status": "returned"},
    {**DELIVERED, "status": "cancelled", "delivered_at": None},
]
DOING = ("we are checking", "we are looking", "are looking into", "we are asking", "we are taking care", "is being prepared.")


def costs(intents, order, **case):
    return {option.choice: option.cost for option in decided(intents, order, **case).options}


@pytest.mark.parametrize(
    ("mentions", "cost"),
    [
        ({"share": "30 %"}, "6.00"),  # 19.99 x 0.3 = 5.997
        ({"share": "50 %"}, "10.00"),  # 9.995, halves up
        ({"amounts": ("7.50 USD",)}, "7.50"),
        ({"amounts": ("7.50 EUR",)}, None),  # another currency
        ({"amounts": ("19.99",)}, None),  # the whole price is no part
        ({"amounts": ("5.00", "7.00")}, None),
    ],
)
def test_a_part_that_the_buyer_names_is_an_option_with_its_amount(mentions, cost):
    found = costs(["damaged", "partial_refund"], {**DELIVERED, "items": [MUG]}, mentions=mentions)
    assert found["partial_refund"] == (Decimal(cost) if cost else None)


def test_yen_have_no_digits():
    order = {**DELIVERED, "currency": "JPY", "items": [{"sku": "A", "title": "Mug", "price": 1985, "quantity": 1}]}
    found = costs(["damaged", "partial_refund"], order, market="amazon_jp", mentions={"share": "50 %"})
    assert str(found["partial_refund"]) == "993"


def test_words_of_the_message_choose_the_item():
    order = {**DELIVERED, "items": [MUG, LAMP], "total": "109.99"}
    assert costs(["damaged"], order, text="The desk lamps came broken")["refund"] == 90
    assert costs(["damaged"], order, text="The mug came broken")["refund"] == Decimal("19.99")
    assert costs(["damaged"], order, text="Mug and lamp came broken")["refund"] == Decimal("109.99")
    assert costs(["damaged"], order, text="It came broken")["refund"] == Decimal("109.99")
    assert costs(["damaged"], order, text="It came broken", mentions={"skus": ("LMP-2",)})["refund"] == 90


def test_titles_without_spaces_choose_too():
    items = (Item(sku="A", title="陶瓷马克杯"), Item(sku="B", title="台灯"))
    assert meant_items(items, "马克杯碎了") == (items[0],) and meant_items(items, "坏了") == ()


def test_a_replacement_costs_what_the_item_costs():
    terms = {"unit_costs": {"MUG-1": "4.2"}}
    found = costs(["damaged"], {**DELIVERED, "items": [MUG], "stock": 3}, terms=terms)
    assert str(found["replacement"]) == "4.20"


def test_steps_name_blocks_that_exist():
    for step in table("steps").values():
        assert all(reply_block("en", block) for block in step["blocks"])


INTENTS = [*sorted(table("plain")), "lost", "return", "refund", "exchange", "warranty"]


@pytest.mark.parametrize(("intent", "order"), list(product(INTENTS, STATES)))
def test_what_a_draft_says_we_do_is_a_step(intent, order):
    found = decided([intent], order)
    said = [line.text.lower() for answer in found.answers for block in (answer.block, *answer.more) if block
            for line in reply_block("en", block)]  # fmt: skip
    assert found.todo or not any(doing in text for text in said for doing in DOING), (said, found.answers)
