"""Made messages of buyers with their orders, and replies to check, in the words of the fitted examples and the reply blocks."""

import csv
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from knowledge.library import facts
from prompts.reply_blocks import reply_block, reply_cases, reply_topics
from tools.reply.contract import LANGUAGES, Language
from tools.reply.understanding.model import EXAMPLES

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
STORES: dict[Language, tuple[str, ...]] = {
    "en": ("amazon_us", "amazon_uk", "walmart_us", "ebay_us", "tiktok_us"), "de": ("amazon_de",), "fr": ("amazon_fr",),
    "es": ("amazon_es",), "it": ("amazon_it",), "ja": ("amazon_jp",), "zh": ("aliexpress", "temu"),
}  # fmt: skip
_PRODUCTS = 30
_GUILTY = 4
_SHORT = 4
_REPEATED = 3
"""One message in so many asks for two things."""


@dataclass(frozen=True)
class Message:
    """A message, what it asks for and what is known of its order."""

    text: str
    language: Language
    intent: str
    store: str
    received_at: datetime
    order: dict[str, Any]


def messages(number: int, seed: int = 1) -> list[Message]:
    """Messages in seven languages in turn."""
    random = Random(seed)
    return [_message(LANGUAGES[at % len(LANGUAGES)], random, at) for at in range(number)]


def _message(language: Language, random: Random, at: int) -> Message:
    asked = [random.choice(_examples(language)) for _ in range(2 if at % _REPEATED == 0 else 1)]
    received = NOW - timedelta(hours=random.expovariate(1 / 30))
    return Message(
        text="\n".join(_mistyped(text, random) for _, text in asked),
        language=language,
        intent=asked[0][0],
        store=random.choice(STORES[language]),
        received_at=received,
        order=_order(random, received),
    )


def _mistyped(text: str, random: Random) -> str:
    """A sign lost, so that hardly any text comes twice."""
    at = random.randrange(len(text))
    return text[:at] + text[at + 1 :] if len(text) > _SHORT else text


def _order(random: Random, received: datetime) -> dict[str, Any]:
    bought = received.date() - timedelta(days=random.randint(2, 40))
    shipped, delivered = bought + timedelta(days=1), bought + timedelta(days=random.randint(3, 6))
    known: dict[str, Any] = {
        "order_id": f"{random.randint(100, 999)}-{random.randint(10**6, 10**7 - 1)}-{random.randint(10**6, 10**7 - 1)}",
        "buyer_name": "Alex Martin",
        "items": [{"sku": f"SKU-{random.randint(1, _PRODUCTS)}", "quantity": 1, "price": f"{random.randint(9, 80)}.99"}],
        "ordered_on": bought.isoformat(),
        "shipped_on": shipped.isoformat(),
        "tracking_number": f"1Z{random.randint(10**9, 10**10 - 1)}",
        "carrier": "UPS",
    }
    return known | ({"delivered_on": delivered.isoformat()} if delivered <= received.date() else {})


@cache
def _examples(language: Language) -> list[tuple[str, str]]:
    listed = yaml.safe_load((EXAMPLES / f"{language}.yaml").read_text(encoding="utf-8"))
    return [(intent, str(text)) for intent, texts in listed.items() for text in texts]


def write_messages(path: Path, made: list[Message]) -> None:
    """The messages as a file to import, three in ten answered."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["message_id", "order_id", "marketplace", "received_at", "sku", "body", "status"])
        for at, each in enumerate(made):
            status = "answered" if at % 10 < 3 else "open"
            sku = each.order["items"][0]["sku"]
            row = [f"m{at}", each.order["order_id"], each.store, each.received_at.isoformat(), sku, each.text, status]
            writer.writerow(row)


def plain_reply(message: Message) -> str:
    """The block of the intent, filled: nothing understood, decided or checked."""
    values = {**{name: str(value) for name, value in message.order.items()}, "name": "Alex", "signature": "Nordvik"}
    blocks = (
        "frame.salutation_named",
        "frame.thanks",
        _BLOCKS.get(message.intent, "other.other"),
        "frame.closing",
        "frame.signed",
    )
    return "\n".join(
        line.filled(values)
        for block in blocks
        for line in reply_block(message.language, block)
        if values.keys() >= {*line.variables}
    )


_BLOCKS = {
    "where_is_it": "delivery.in_transit", "late": "delivery.overdue", "lost": "lost.delivered", "damaged": "fault.damaged",
    "wrong_item": "fault.wrong_item", "missing_part": "fault.missing_part", "does_not_work": "fault.does_not_work",
    "not_as_described": "fault.not_as_described", "return": "return.can", "refund": "refund.none", "cancel": "cancel.shipped",
    "refund_status": "refund.none", "exchange": "exchange.can", "warranty": "warranty.within", "invoice": "paper.invoice",
    "size": "question.size", "how_to_use": "question.how_to_use", "price": "question.price",
}  # fmt: skip


def replies(number: int, seed: int = 1) -> list[tuple[str, str]]:
    """Stores and replies of about four sentences, one in four with a forbidden phrase."""
    random = Random(seed)
    return [_reply(LANGUAGES[at % len(LANGUAGES)], random, at) for at in range(number)]


def _reply(language: Language, random: Random, at: int) -> tuple[str, str]:
    topic = random.choice([topic for topic in reply_topics(language) if topic != "frame"])
    case = random.choice(list(reply_cases(language, topic)))
    lines = [*reply_block(language, "frame.salutation"), *reply_block(language, f"{topic}.{case}")]
    texts = [line.text for line in [*lines, *reply_block(language, "frame.closing")] if not line.variables]
    if at % _GUILTY == 0:
        texts.insert(-1, random.choice(phrases(language)) + ".")
    return random.choice(STORES[language]), "\n".join(texts)


@cache
def phrases(language: Language) -> list[str]:
    """Phrases of a language that the library forbids in messages; the English ones where it has none."""
    groups = [group.phrases for group in facts("wording") if "message" in group.value["applies_to"]]
    return [phrase for each in groups for phrase in each.get(language, [])] or phrases("en")
