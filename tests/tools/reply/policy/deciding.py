"""Builds what a decision needs from plain values."""

from datetime import datetime
from typing import Any

from tools.listing.market import find_market
from tools.reply.facts.given import given_order
from tools.reply.policy.decide import decide
from tools.reply.policy.decision import Choice, Decisions
from tools.reply.policy.terms import SellerTerms
from tools.reply.understanding.understood import Mentions, Understood


def decided(intents: list[str], order: dict[str, Any] | None, **case: Any) -> Decisions:
    """The decisions for intents and an order as a caller gives it; `case` as in `tests/cases/reply_policy*.yaml`."""
    market = find_market(case.get("market", "amazon_us"))
    understood = Understood(
        language="en",
        languages=("en",),
        channel=case.get("channel", "buyer_message"),
        intents=tuple(intents),
        mood=case.get("mood", "calm"),
        alarms=tuple(case.get("alarms", ())),
        mentions=Mentions(**case.get("mentions", {})),
        missing=tuple(case.get("missing", ())),
        instructs=case.get("instructs", False),
        text=case.get("text", ""),
    )
    return decide(
        understood,
        given_order(order, None, market)[0] if order is not None else None,
        market=market,
        terms=SellerTerms(**case.get("terms", {})),
        choice=Choice(**case["choice"]) if case.get("choice") else None,
        on=datetime.fromisoformat(case.get("on", "2026-11-18T10:00")),
    )
