"""The cases of `tests/cases/reply_rules.yaml`, one text each."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tools.listing.market import find_market
from tools.reply.check.checking import examine
from tools.reply.check.language import language_named
from tools.reply.check.reply import Reply
from tools.reply.facts.order import Item, Order

_TODAY = date(2026, 11, 22)


class Case(NamedTuple):
    """One text and what must be found in it; no kind where it must not be blocked."""

    kind: str | None
    finds: str
    language: str
    reply: Reply

    def findings(self):
        return examine(self.reply).findings


@cache
def _file() -> dict[str, Any]:
    path = Path(__file__).parents[3] / "cases" / "reply_rules.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def order_named(name: str) -> Order:
    given = dict(_file()["orders"][name])
    return Order(**{**given, "items": tuple(Item(**item) for item in given["items"])})


@cache
def cases(group: str) -> list[Case]:
    return [case for entry in _file()[group] for case in _of(entry)]


def _of(entry: dict[str, Any]) -> list[Case]:
    order = order_named(entry["order"]) if "order" in entry else None
    language = language_named(entry.get("recipient", ""))
    return [
        Case(
            entry.get("kind"),
            entry.get("finds", "block"),
            entry["language"],
            Reply(_written(text), find_market(entry["marketplace"]), entry.get("as_of", _TODAY), order, language),
        )
        for text in entry["texts"]
    ]


def _written(given: Any) -> str:
    return given["text"] * given["times"] if isinstance(given, dict) else given
