"""How long a reply may be."""

from collections.abc import Iterator
from typing import Any

from knowledge.document import Document
from tools.reply.check.fault import Fault
from tools.reply.check.reply import Reply
from tools.reply.check.standing import standing


def too_long(reply: Reply) -> Iterator[Fault]:
    """The text where it is longer than the platform takes in the channel; without a known limit, than is advised."""
    limit = message_limit(reply)
    if limit is not None and len(reply.text) > limit:
        yield Fault("length", (0, len(reply.text)), told={"limit": limit, "length": len(reply.text)})


def message_limit(reply: Reply) -> int | None:
    """Most characters: of a general message where the platform names several types; what is advised where it names none."""
    rules = [each.rule for each in standing("length", None, reply.market, reply.on)]
    named = [rule for rule in rules if rule.origin == "library"] or rules
    return max((limit for rule in named for limit in _limits(rule)), default=None)


def _limits(rule: Document) -> list[int]:
    given: Any = rule.value["max_chars"]
    return [int(each) for each in given.values()] if isinstance(given, dict) else [int(given)]
