"""The order a reply rests on: what the caller gave, and what was imported."""

from datetime import date

from tools.core.result import Warning, warning
from tools.listing.market import Market
from tools.reply.compose.request import ReplyQuestion
from tools.reply.facts.given import given_order
from tools.reply.facts.order import Order
from tools.reply.facts.stored import merged_order, stored_order
from tools.reply.understanding.understood import Understood
from tools.warehouse.warehouse import Warehouse

_NAME = "name"


def order_of(
    question: ReplyQuestion, understood: Understood, market: Market, warehouse: Warehouse, on: date | None = None
) -> tuple[Order | None, list[Warning]]:
    """The order that a message is about; what the caller gave counts before what was imported.

    The buyer's name is not taken from an order that was found by a number of the message alone: the writer may be another.
    `on` is the day from which `yesterday` and days without a year count.
    """
    written = understood.mentions.order_ids
    given, warnings = None, list[Warning]()
    if question.order:
        given, warnings = given_order(question.order, question.order_id, market, mentioned=written, on=on)
    named = question.order_id or (given.order_id if given else None)
    order_id = named or (written[0] if written else None)
    place = market.id if market.code else None
    stored = stored_order(warehouse, order_id, marketplace=place, shop=question.shop) if order_id else None
    if named and written and named not in written:
        warnings = [*warnings, warning("reply_order_differs", named=named, written=written[0])]
    if stored and not named:
        stored = _without_name(stored)
        warnings = [*warnings, warning("reply_order_by_message", order_id=order_id)]
    if given is None and stored is None and question.order_id:
        given = Order(order_id=question.order_id)
    order, differing = merged_order(given, stored)
    return order, [*warnings, *differing]


def _without_name(order: Order) -> Order:
    return order.model_copy(update={"buyer_name": None, "facts": tuple(fact for fact in order.facts if fact.name != _NAME)})
