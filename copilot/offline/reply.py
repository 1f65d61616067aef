"""Wishes on replies to buyers to tool arguments: a buyer's message, a follow-up on its draft, a text to check, the queue."""

from copilot.offline.conversation import Arguments, Call, Earlier
from copilot.offline.items import find_items
from copilot.offline.listing import is_listing
from copilot.offline.metrics import find_metrics
from copilot.offline.reply_described import Pasted
from copilot.offline.reply_glance import language_in
from copilot.offline.reply_order import order_facts
from copilot.offline.reply_pasted import read_pasted_reply
from copilot.offline.reply_store import named_store, store_before, store_for
from copilot.offline.reply_words import CHECK, DRAFT, LISTS, QUEUE, TOOLS, Instruction
from copilot.offline.text import Utterance, compiled, search
from copilot.offline.vocabulary import Vocabulary
from tools.documents.language import guess_language
from tools.listing.market import find_market
from tools.reply.understanding.mentions import mentions_of

_LONGEST_FOLLOW_UP = 200
_LONGEST_BARE = 8000
_HEAD = 200
_MOST_ROWS = 50


def reply_calls(text: str, vocabulary: Vocabulary, earlier: Earlier) -> list[Call]:
    """The call for a wish on replies to buyers; none for anything else.

    Args:
        text: What the operator says, with the buyer's words where they are pasted.
        vocabulary: Names in the data.
        earlier: The conversation before.
    """
    said = Instruction(text.strip())
    if is_listing(text) and not Instruction(text[:_HEAD]).has("reply", "buyer", "message"):
        return []
    if said.row is not None and (call := _of_row(said, earlier, vocabulary)):
        return [call]
    if call := _goes_on(said, vocabulary, earlier):
        return [call]
    pasted = read_pasted_reply(text.strip())
    if pasted and (call := _asked(pasted, text, vocabulary, earlier)):
        return [call]
    if call := _queue(said, vocabulary, earlier):
        return [call]
    return [_draft(Pasted(text.strip(), ""), vocabulary, Earlier())] if _is_from_buyer(text.strip(), earlier) else []


def _asked(pasted: Pasted, text: str, vocabulary: Vocabulary, earlier: Earlier) -> Call | None:
    """What is asked of a text that is given."""
    own = Instruction(pasted.own)
    is_new = pasted.message and not pasted.described
    about = Instruction(text if pasted.described else pasted.granting)
    if (about.has("elsewhere") and not about.has("buyer")) or (about.has("listing") and not about.has("message")):
        return None
    if own.has("check") or (own.has("check_look") and not own.has("reply")):
        return _check(own, pasted.message, vocabulary, earlier) if is_new else None
    if own.has("queue") and not is_new:
        return None
    if (not is_new and Instruction(text).has("general")) or (not pasted.message and not own.has("now")):
        return None
    if is_new and not own.has("reply", "next", "said") and (own.has("general") or Instruction(pasted.message).has("general")):
        return None
    points = own.has("reply", "next", "said") or (is_new and (own.has("buyer", "message") or own.mentions.order_ids))
    asks = _asks_for(Instruction(text)) if pasted.described else points
    return _draft(pasted, vocabulary, earlier) if asks else None


def _asks_for(said: Instruction) -> bool:
    """Whether a reply to somebody is asked for, not how replies are written."""
    return said.has("reply") and said.has("buyer", "third_person", "now")


def _draft(pasted: Pasted, vocabulary: Vocabulary, earlier: Earlier) -> Call:
    """A draft for a message; the store of the one before holds on."""
    own, granting = Instruction(pasted.own), Instruction(pasted.granting)
    named = own.mentions.order_ids
    written = mentions_of(pasted.message, None).order_ids
    order_id = next(iter((*named, *written)), None)
    store = store_for(own, pasted.message, order_id, store_before(earlier.reply or earlier.checked), vocabulary)
    facts = order_facts(own, vocabulary.today)
    language = own.language or (_language_of(store.arguments) if pasted.described else None)
    told: Arguments = {
        "order_id": named[0] if named else None, "order": facts or None, "channel": own.channel, "tone": own.tone,
        "language": language, "choice": _granted(granting),
    }  # fmt: skip
    assumed = (*store.assumed, *({"key": "reply_read_as_yours", "text": each} for each in pasted.read if _says_more(each)),
               *({"key": "reply_grant_unsure", "text": each} for each in pasted.unsure))  # fmt: skip
    return Call(DRAFT, {"message": pasted.message, **store.arguments, **_said(told)}, assumed)


def _granted(said: Instruction) -> Arguments | None:
    return said.choice if said.has("third_person", "allows") else None


def _says_more(sentence: str) -> bool:
    """Whether words taken for the operator's tell more than that a reply is wanted."""
    said = Instruction(sentence)
    return bool(said.leftover or said.tone)


def _language_of(store: Arguments) -> str:
    return find_market(store.get("marketplace") or store["platform"]).language


def _said(arguments: Arguments) -> Arguments:
    return {name: value for name, value in arguments.items() if value is not None}


def _goes_on(said: Instruction, vocabulary: Vocabulary, earlier: Earlier) -> Call | None:
    """A change of the draft before: the same message with it."""
    if not earlier.reply or earlier.tool not in TOOLS or len(said.text) > _LONGEST_FOLLOW_UP:
        return None
    if earlier.drafted and earlier.tool != QUEUE and _checks_draft(said):
        return _check(said, str(earlier.drafted["draft"]), vocabulary, earlier)
    if said.has("next", "queue", "check", "general") or _asks_figures(said) or _holds_message(said):
        return None
    changes = _changes(said, vocabulary, earlier)
    if not changes:
        return None
    choice = changes.pop("choice", earlier.reply.get("choice"))
    order = {**(earlier.reply.get("order") or {}), **changes.pop("order", {})}
    kept = {name: value for name, value in earlier.reply.items() if name not in ("choice", "order")}
    if {"platform", "marketplace"} & {*changes}:
        kept = {name: value for name, value in kept.items() if name not in ("platform", "marketplace")}
    refused = ({"key": "reply_refused"},) if said.has("refuses") else ()
    return Call(DRAFT, {**kept, **changes, **_said({"choice": choice, "order": order or None})}, refused)


def _checks_draft(said: Instruction) -> bool:
    return said.has("check_alone") or (said.has("check", "check_look") and not said.leftover and not said.has("listing"))


def _holds_message(said: Instruction) -> bool:
    """Whether new words of a buyer come with it."""
    pasted = read_pasted_reply(said.text)
    return bool(pasted and pasted.message and not pasted.described)


def _changes(said: Instruction, vocabulary: Vocabulary, earlier: Earlier) -> Arguments:
    """What a follow-up changes; a place or language counts only where nothing else is asked."""
    before = store_before(earlier.reply)
    platform = find_market(before.get("marketplace") or before["platform"]).platform if before else "amazon"
    order = order_facts(said, vocabulary.today)
    orders = [each for each in said.mentions.order_ids if each != order.get("tracking_number")]
    store = named_store(said, platform) if said.has("third_person") or not said.leftover else None
    if store is None and orders and not before:
        store = store_for(said, "", orders[0], {}, vocabulary).arguments
    found = _said({
        "tone": said.tone, "language": said.language, "order": order or None, "order_id": orders[0] if orders else None,
        "choice": said.choice, "channel": said.channel if not said.leftover else None, **(store or {}),
    })  # fmt: skip
    if said.has("refuses"):
        found["choice"] = None
    return found


def _asks_figures(said: Instruction) -> bool:
    return said.has("asks") and bool(find_metrics(Utterance(said.text)))


def _check(own: Instruction, text: str, vocabulary: Vocabulary, earlier: Earlier) -> Call:
    """A check of a text; beside a draft for the same buyer and order."""
    base = (earlier.reply if earlier.tool in (DRAFT, CHECK) else None) or {}
    written = mentions_of(str(base.get("message") or ""), None).order_ids
    order_id = next(iter((*own.mentions.order_ids, *([base["order_id"]] if base.get("order_id") else []), *written)), None)
    store = store_for(own, text, order_id, store_before(base or earlier.checked), vocabulary)
    drafted = earlier.drafted if base else None
    language = own.language or (drafted or {}).get("language")
    told = {"order_id": order_id, "order": base.get("order"), "channel": own.channel or base.get("channel"),
            "recipient_language": language}  # fmt: skip
    return Call(CHECK, {"text": text, **store.arguments, **_said(told)}, store.assumed)


def _of_row(said: Instruction, earlier: Earlier, vocabulary: Vocabulary) -> Call | None:
    """A reply to a message of the queue that was shown; the queue where none was."""
    row = said.row or 0
    if not said.has("reply", "answers_row") or len(said.text) > _LONGEST_FOLLOW_UP or _holds_message(said):
        return None
    if not earlier.inbox or row > len(earlier.inbox):
        return None if said.without("row").leftover or said.has("elsewhere", "listing") else Call(QUEUE, {})
    found = earlier.inbox[row - 1 if row > 0 else row]
    named = ("marketplace", "order_id", "channel", "received_at", "shop")
    store = {} if found.get("marketplace") or not found.get("platform") else {"platform": found["platform"]}
    if not store and not found.get("marketplace"):
        store = store_for(said, found["text"], found.get("order_id"), {}, vocabulary).arguments
    told = {"tone": said.tone, "language": said.language, "choice": said.choice}
    return Call(DRAFT, {"message": found["text"], **_said({name: found.get(name) for name in named}), **store, **_said(told)})


def _queue(said: Instruction, vocabulary: Vocabulary, earlier: Earlier) -> Call | None:
    """The messages that wait, or another view of them."""
    after_queue = earlier.tool == QUEUE and len(said.text) <= _LONGEST_FOLLOW_UP
    asks = said.has("queue") and not said.has("listing") and not said.has("general")
    goes_on = after_queue and not _asks_figures(said) and said.has("queue_goes_on") and (
        named_store(said) or said.has("late", "due_soon", "risky"))  # fmt: skip
    if not (asks or goes_on) or len(said.text) > _LONGEST_FOLLOW_UP:
        return None
    kept = {name: value for name, value in (earlier.queue or {}).items() if name in ("marketplace", "platform", "sku")}
    store = named_store(said) or {}
    if store:
        kept = {name: value for name, value in kept.items() if name == "sku"}
    skus = find_items(Utterance(said.text), vocabulary).get("sku", [])
    state = "due_soon" if said.has("due_soon") else "late" if said.has("late") else None
    limit = _limit(said)
    told = {"state": None if limit else state, "risky": True if said.has("risky") else None,
            "sku": skus[0] if len(skus) == 1 else None, "limit": limit}  # fmt: skip
    return Call(QUEUE, {**(kept if after_queue else {}), **store, **_said(told)})


def _limit(said: Instruction) -> int | None:
    found = compiled(LISTS.content["limit"]).search(said.low)
    number = int(found[1] or found[2]) if found else 0
    return number if 0 < number <= _MOST_ROWS else None


def _is_from_buyer(text: str, earlier: Earlier) -> bool:
    """Whether a text without any instruction is a buyer's own message."""
    if not 12 <= len(text) <= _LONGEST_BARE or (earlier.listing and earlier.tool not in TOOLS):
        return False
    said = Instruction(text)
    if said.has("listing") and not said.mentions.order_ids:
        return False
    language, has_order = guess_language(text), bool(said.mentions.order_ids)
    if language in ("de", "fr", "es", "it", "ja"):
        is_own = compiled(LISTS.content["own_foreign"][language]).search(said.low)
        return has_order or bool(is_own)
    if has_order and language is None and language_in(text) in ("de", "fr", "es", "it"):
        return True
    if language == "zh" or search("[\u3400-\u9fff]", text):
        return has_order and said.has("own_zh")
    return said.has("own_en") and (has_order or said.has("own_en_sure"))
