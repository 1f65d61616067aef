"""The store that a buyer's message came through: as named, else by the order, and what was assumed."""

import re
from typing import Any, NamedTuple

from copilot.offline.reply_glance import language_in
from copilot.offline.reply_order import platform_of_order
from copilot.offline.reply_words import Instruction
from copilot.offline.vocabulary import Vocabulary
from tools.documents.language import guess_language
from tools.listing.market import find_market
from tools.listing.sheets.pasted import store_of_language
from tools.listing.sheets.stores import store_in
from tools.marketplaces import platform_names

Arguments = dict[str, Any]
_DEFAULT = "amazon"
_PLACED = re.compile(r"\.com?(?:\.[a-z]{2})?\b|\.[a-z]{2}\b|_[a-z]{2}\b", re.ASCII)
_BY_PLACE = ("amazon", "ebay")
_SHORTEST_SURE = 40


class Store(NamedTuple):
    """Where a message came.

    Attributes:
        arguments: `marketplace`, or `platform` where no country is known.
        assumed: What of it nobody said.
    """

    arguments: Arguments
    assumed: tuple[Arguments, ...] = ()


def named_store(said: Instruction, platform: str = _DEFAULT) -> Arguments | None:
    """The store that the operator names; a country alone is one of the platform.

    Args:
        said: The operator's words.
        platform: That the conversation is about.
    """
    named, place = store_in(said.text, platform), said.place
    if named is None:
        return _as_arguments(f"{platform}_{place}") if place else None
    own = find_market(named).platform
    if place and _names_platform_alone(said):
        return _as_arguments(f"{own}_{place}")
    return {"platform": own} if _names_platform_alone(said) else _as_arguments(named)


def store_for(said: Instruction, message: str, order_id: str | None, before: Arguments, vocabulary: Vocabulary) -> Store:
    """The store of a message.

    Args:
        said: The operator's words.
        message: The buyer's.
        order_id: Of the order, if it is known.
        before: Arguments of the reply before.
        vocabulary: Names in the data.
    """
    platform = _platform(before) or (platform_of_order(order_id) if order_id else None)
    if named := named_store(said, platform or _DEFAULT):
        return Store(named) if "marketplace" in named else _placed(named["platform"], message)
    if order_id and (stored := vocabulary.store_of_order(order_id)):
        return Store({"marketplace": stored})
    by_shape = platform_of_order(order_id) if order_id else None
    if by_shape and by_shape != _platform(before):
        return _placed(by_shape, message)
    if before:
        return Store(before)
    known = vocabulary.values("marketplace")
    if len(known) == 1:
        return Store({"marketplace": known[0]}, ({"key": "reply_assumed_only_store", "marketplace": known[0]},))
    assumed = _placed(_DEFAULT, message)
    return Store(assumed.arguments, ({"key": "reply_assumed_platform", **assumed.arguments},))


def store_before(earlier: Arguments | None) -> Arguments:
    """The store of earlier arguments."""
    return {name: value for name in ("marketplace", "platform") if (value := (earlier or {}).get(name))}


def _platform(before: Arguments) -> str | None:
    named = before.get("marketplace") or before.get("platform")
    return find_market(named).platform if named else None


def _names_platform_alone(said: Instruction) -> bool:
    """Whether a platform is named without domain or id, so that its country is another word's or open."""
    return not _PLACED.search(said.low) and any(name in said.low for name in platform_names())


def _placed(platform: str, message: str) -> Store:
    """A platform with the country whose language the message is in; English and Chinese tell of none."""
    language = language_in(message) if len(message) >= _SHORTEST_SURE else guess_language(message)
    if platform not in _BY_PLACE or language in (None, "en", "zh"):
        return Store({"platform": platform})
    store = store_of_language(language, platform)
    return Store({"marketplace": store}, ({"key": "reply_assumed_place", "marketplace": store},))


def _as_arguments(store: str) -> Arguments:
    market = find_market(store)
    return {"marketplace": market.id} if market.code else {"platform": market.platform}
