"""Wishes on listings to tool arguments: a pasted listing, a stored one, or a follow-up on the one before."""

from typing import Any

from copilot.offline.as_of import dated
from copilot.offline.conversation import Earlier
from copilot.offline.items import find_items
from copilot.offline.listing_edits import EDITS, edits
from copilot.offline.listing_named import is_bare, named_words
from copilot.offline.listing_wish import TOOLS, Asked, store_of
from copilot.offline.listing_words import Wish
from copilot.offline.metrics import find_metrics
from copilot.offline.reply_pasted import words_beside_reply
from copilot.offline.reply_words import TOOLS as REPLY_TOOLS
from copilot.offline.text import Utterance
from copilot.offline.vocabulary import Vocabulary
from tools.listing.sheets.pasted import Pasted, read_pasted
from tools.listing.sheets.stores import before_target, store_in

Arguments = dict[str, Any]
_LONGEST_FOLLOW_UP = 400
_PARTS = ("title", "bullets", "description", "search_terms", "highlights")
_GIVEN = ("listing", "sku", "marketplace", "shop", "as_of")
_ACTS = ("check", "verdict", "rewrite", "translate", "make")
_NO_STORE, _GUESSED = "listing_pasted_no_marketplace", "listing_pasted_guessed"


def listing_calls(text: str, vocabulary: Vocabulary, earlier: Earlier) -> list[tuple[str, Arguments]]:
    """The call for a wish on a listing; none for anything else.

    Args:
        text: What the operator says, with the listing where one is pasted.
        vocabulary: Names in the data.
        earlier: The conversation before.
    """
    asked = _asked(text, vocabulary, earlier)
    if asked is None:
        return []
    tool, arguments = asked.call()
    day = dated(asked.wish.own, vocabulary.today).day if vocabulary.today and asked.wish.has("on_day") else None
    return [(tool, {**arguments, "as_of": day.isoformat()} if day else arguments)]


def instruction_of(text: str) -> str:
    """What the operator says beside a pasted listing or the words of a buyer; all of a text without one."""
    pasted = read_pasted(text)
    if _is_listing(pasted):
        return pasted.rest if pasted.rest.strip() else text
    return words_beside_reply(text) or text


def is_listing(text: str) -> bool:
    """Whether a text holds a listing that something is asked of."""
    return _is_listing(read_pasted(text))


def is_satisfied(text: str, earlier: Earlier) -> bool:
    """Whether a text only says that the draft is good."""
    return earlier.tool in (*TOOLS, *REPLY_TOOLS) and Wish(text.strip()).has("satisfied")


def _asked(text: str, vocabulary: Vocabulary, earlier: Earlier) -> Asked | None:
    pasted = read_pasted(text)
    if _is_listing(pasted):
        return Asked(Wish(pasted.rest), _given(pasted, earlier))
    wish = Wish(text.strip())
    if len(text) > _LONGEST_FOLLOW_UP or _leaves(wish):
        return None
    if stored := _stored(wish, vocabulary, earlier):
        return Asked(wish, stored)
    if earlier.listing and _goes_on(wish, earlier):
        return Asked(wish, {name: earlier.listing[name] for name in (*_GIVEN, *EDITS) if earlier.listing.get(name)}, earlier)
    return None


def _is_listing(pasted: Pasted) -> bool:
    """Whether a text holds a listing: several of its fields, or something that the operator asks of a text for buyers."""
    wish = Wish(pasted.rest)
    if not pasted.found or wish.has("elsewhere"):
        return False
    if _parts(pasted) > 1 and not any(doubt.code == _GUESSED for doubt in pasted.doubts):
        return True
    if _parts(pasted) == 1 and (wish.has("add_keywords", "keep") or Wish(pasted.listing.get("title", "")).has("question")):
        return False
    for_a_store = wish.has("verdict") and wish.store("") is not None
    points = wish.has("listing") or (wish.has("this") and (_parts(pasted) > 1 or for_a_store))
    return points and (wish.has(*_ACTS, "why") or bool(edits(wish, {})))


def _parts(pasted: Pasted) -> int:
    return sum(bool(pasted.listing.get(name)) for name in _PARTS)


def _given(pasted: Pasted, earlier: Earlier) -> Arguments:
    """The listing that is pasted; a text alone takes the place of that in the listing before where the operator says so."""
    given = {**pasted.listing, **({"doubts": [doubt.model_dump() for doubt in pasted.doubts]} if pasted.doubts else {})}
    before = (earlier.listing or {}).get("listing")
    if not (before and _parts(pasted) == 1 and Wish(pasted.rest).has("instead")):
        return {"listing": given}
    new = {name: given[name] for name in _PARTS if given.get(name)}
    names_store = not any(doubt.code == _NO_STORE for doubt in pasted.doubts)
    return {"listing": {**before, **new, **({"marketplace": given["marketplace"]} if names_store else {})}}


def _leaves(wish: Wish) -> bool:
    """Whether a text is about figures, stock, other texts than listings, or rules in general."""
    return (
        wish.has("elsewhere", "other")
        or bool(find_metrics(Utterance(wish.own)))
        or (wish.has("general") and not wish.has("this"))
    )


def _stored(wish: Wish, vocabulary: Vocabulary, earlier: Earlier) -> Arguments | None:
    """The listing of a product that the data hold: `检查 A17 的 listing`."""
    if not ((wish.has(*_ACTS) or edits(wish, {})) and (wish.has("listing") or earlier.tool in TOOLS)):
        return None
    items = find_items(Utterance(wish.text), vocabulary)
    named = [*items.get("sku", []), *items.get("asin", [])]
    store = store_in(before_target(wish.text)) or (None if wish.has("translate", "make") else wish.store(""))
    return {"sku": named[0], **({"marketplace": store} if store else {})} if len(named) == 1 else None


def _goes_on(wish: Wish, earlier: Earlier) -> bool:
    """Whether a text is about the listing before rather than a question of its own."""
    base = earlier.listing or {}
    if earlier.tool not in TOOLS and not wish.has("listing"):
        return False
    if edits(wish, base):
        return True
    if wish.has("why"):
        return is_bare(wish) or wish.has("why_of_it") or bool(named_words(wish, base.get("listing") or {}))
    if is_bare(wish):
        return wish.has(*_ACTS, "repeat", "asks_length") or wish.store(store_of(base)) is not None
    if wish.store(store_of(base)) and wish.has("check", "translate", "make"):
        return True
    points = wish.has("listing") or named_words(wish, base.get("listing") or {})
    return bool(points) and (wish.has("check", "rewrite", "asks_length") or (wish.has("verdict") and wish.has("this")))
