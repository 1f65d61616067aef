"""What the platform asks of a message: its longest text and, on some, its language."""

from datetime import date
from functools import lru_cache

from tools.listing.market import Market
from tools.reply.check.lengths import message_limit
from tools.reply.check.reply import Reply
from tools.reply.check.standing import message_rules
from tools.reply.contract import LANGUAGES, Language


@lru_cache(maxsize=256)
def length_limit(market: Market, on: date) -> int | None:
    """Longest message in characters that the check lets pass."""
    return message_limit(Reply("", market, on))


@lru_cache(maxsize=256)
def required_language(market: Market, on: date) -> tuple[Language, str] | None:
    """The one language that messages must be in, with the id of the rule; None where it is the buyer's."""
    for rule in message_rules(market, on):
        written = rule.value.get("language")
        found = next((language for language in LANGUAGES if language == written), None)
        if found and market.code and rule.confidence != "low":
            return found, rule.id
    return None
