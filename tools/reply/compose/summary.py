"""What the operator reads beside the draft: the matter, the facts, what the draft says, what is left to decide."""

from datetime import datetime
from functools import cache

from prompts import Text, message
from tools.reply.compose.draft import Blank
from tools.reply.contract import Fact
from tools.reply.policy.decision import Decisions, Option
from tools.reply.understanding.understood import Understood

_JOINTS = {"zh": "、", "en": ", "}
_BREAKS = {"zh": "；", "en": "; "}
_LONGEST = 120
_WORDED = ("status", "fulfilment")
_TOLD = (
    "order_id", "status", "fulfilment", "ordered_on", "ship_by", "shipped_on", "promised_by", "delivered_on", "carrier",
    "tracking_number", "tracking_status", "total", "price", "amount", "refund_amount", "refunded_on", "return_requested_on",
    "return_received_on", "return_window_days", "return_until", "refund_days", "guarantee_until", "warranty_until",
    "warranty_months", "fact",
)  # fmt: skip


@cache
def _word(key: str) -> Text:
    """A message without variables, filled once."""
    return message(key)


def summary(understood: Understood, facts: list[Fact], decisions: Decisions, blanks: list[Blank], *, has_order: bool) -> Text:
    """The summary in both languages of the product."""
    parts = [
        _wants(understood),
        _facts(facts) if facts and has_order else _word("reply_summary_no_order"),
        _word("reply_summary_escalate") if decisions.escalate else None,
        _says(decisions) if decisions.reply else _word("reply_summary_no_reply"),
        _options(decisions.options) if decisions.options else None,
        _blanks(blanks) if blanks else None,
        _deadline(decisions.deadline, decisions) if decisions.deadline and decisions.reply else None,
    ]
    return {language: _joint(language).join(part[language] for part in parts if part) for language in ("zh", "en")}


def _joint(language: str) -> str:
    return "" if language == "zh" else " "


def _wants(understood: Understood) -> Text:
    said = _both("reply_summary_wants", {
        "language": _word(f"reply_language.{understood.language}"),
        "mood": _word(f"reply_mood.{understood.mood}"),
        "intents": _list([_word(f"reply_intent.{intent}") for intent in understood.intents], _JOINTS),
    })  # fmt: skip
    if understood.channel == "buyer_message":
        return said
    channel = _both("reply_summary_channel", {"channel": _word(f"reply_channel.{understood.channel}")})
    return {language: _joint(language).join((said[language], channel[language])) for language in said}


def _both(key: str, parts: dict[str, Text]) -> Text:
    return message(key, **{f"{name}_{language}": text[language] for name, text in parts.items() for language in ("zh", "en")})


def _list(texts: list[Text], joints: dict[str, str]) -> Text:
    return {language: joint.join(dict.fromkeys(text[language] for text in texts)) for language, joint in joints.items()}


def _facts(facts: list[Fact]) -> Text:
    """What is known, in the order of `_TOLD`; a price that is the total is told once."""
    known = {fact.name: fact.value for fact in reversed(facts)}
    if known.get("price") == known.get("total"):
        known.pop("price", None)
    worded = [_fact(name, known[name]) for name in _TOLD if name in known]
    return _both("reply_summary_facts", {"facts": _list(worded, _JOINTS)}) if worded else _word("reply_summary_no_order")


def _fact(name: str, value: str) -> Text:
    return _word(f"reply_fact.{name}.{value}") if name in _WORDED else message(f"reply_fact.{name}", value=value[:_LONGEST])


def _says(decisions: Decisions) -> Text:
    found = {}
    for language in ("zh", "en"):
        reasons = dict.fromkeys(_ended(answer.reason[language], language) for answer in decisions.answers)
        found[language] = message("reply_summary_draft", reasons=_joint(language).join(reasons))[language]
    return found


def _ended(text: str, language: str) -> str:
    return text if text.endswith((".", "。", "!", "！", "?", "？")) else text + ("。" if language == "zh" else ".")


def _options(options: tuple[Option, ...]) -> Text:
    return _both("reply_summary_choice", {"options": _list([_option(option) for option in options], _BREAKS)})


def _option(option: Option) -> Text:
    name = _word(f"reply_choice.{option.choice}")
    cost = f" {option.cost} {option.currency or ''}".rstrip() if option.cost is not None else ""
    told = {language: text + cost for language, text in name.items()}
    if not option.advised:
        return told
    return {language: message("reply_summary_advised", option=text)[language] for language, text in told.items()}


def _blanks(blanks: list[Blank]) -> Text:
    labels: list[Text] = [{"zh": each.label_zh, "en": each.label_en} for each in blanks]
    return _both("reply_summary_blanks", {"labels": _list(labels, _JOINTS)})


def _deadline(deadline: datetime, decisions: Decisions) -> Text:
    moment = f"{deadline:%Y-%m-%d %H:%M} UTC{deadline.isoformat()[-6:]}" if deadline.tzinfo else f"{deadline:%Y-%m-%d %H:%M}"
    return message("reply_summary_deadline", moment=moment, rule=decisions.clock.rule_id if decisions.clock else None)
