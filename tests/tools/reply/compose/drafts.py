"""Messages, orders and decisions as the composer gets them."""

from datetime import date
from decimal import Decimal

from tools.listing.market import find_market
from tools.reply.compose.compose import compose
from tools.reply.contract import Fact
from tools.reply.facts.order import Item, Order
from tools.reply.policy.decision import Answer, Decisions
from tools.reply.policy.terms import SellerTerms
from tools.reply.understanding.understood import Mentions, Understood

WHY = {"zh": "因", "en": "why"}
ORDER = Order(
    order_id="304-1234567-1234567",
    status="shipped",
    buyer_name="Anna Schmidt",
    items=(Item(sku="A", title="Mug", quantity=1, unit_price=Decimal("19.99")),),
    currency="EUR",
    total=Decimal("19.99"),
    shipped_on=date(2026, 11, 10),
    carrier="DHL",
    tracking_number="00340434161094042557",
    tracking_status="IN_TRANSIT",
    promised_by=date(2026, 11, 20),
    facts=(
        Fact(name="order_id", value="304-1234567-1234567", source="order.id"),
        Fact(name="name", value="Anna Schmidt", source="order.buyer"),
    ),
)


def understood(*intents, language="en", mood="calm", channel="buyer_message", text="", **mentions):
    return Understood(
        language=language,
        languages=(language,),
        channel=channel,
        intents=intents,
        mood=mood,
        text=text,
        mentions=Mentions(**mentions),
    )


def answer(intent, block, *more, verdict="info"):
    return Answer(intent=intent, block=block, verdict=verdict, reason=WHY, more=more)


def composed(heard, *answers, order=ORDER, store="amazon_de", brand="Lumo", decided=(), **asked):
    decisions = Decisions(answers=answers, **dict(decided))
    return compose(heard, order, decisions, market=find_market(store), terms=SellerTerms(brand=brand), **asked)
