"""The rules of platform and law that hold for an order, with the figures they set."""

from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge import library
from knowledge.document import Document
from knowledge.scope import covering, is_everywhere
from prompts import message
from tools.listing.market import Market
from tools.reply.contract import RuleUse

_ROOM = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def table(name: str) -> Any:
    """One of the tables of this room, by the stem of its file."""
    return yaml.load((_ROOM / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)


@cache
def _all(platform: str) -> dict[str, Document]:
    return {rule.id: rule for folder in (f"rules/{platform}", "compliance") for rule in library.facts(folder)}


class Rulebook:
    """Rules of one store and one country of delivery on one day."""

    def __init__(self, market: Market, country: str, day: date) -> None:
        self._rules = _all(market.platform)
        self._places = covering(market.code) if market.code else frozenset()
        self._country = covering(country) if country else self._places
        self._day = day

    def known(self, rule_id: str) -> Document | None:
        """A rule of this place, whether or not it still holds: a season's window counts for orders of that season."""
        rule = self._rules.get(rule_id)
        if rule is None:
            return None
        places = self._places if rule.platforms else self._country
        return rule if not rule.places or is_everywhere(rule.places) or places & {*rule.places} else None

    def clock(self, rule_id: str) -> Document | None:
        """A rule that sets a time to answer here; of a store of no country that of every place, for it is never too early."""
        rule = self.get(rule_id) if self._places else self._rules.get(rule_id)
        return rule if rule is not None and rule.status_on(self._day) == "in_force" else None

    def get(self, rule_id: str) -> Document | None:
        """A rule that holds here on the day."""
        rule = self.known(rule_id)
        return rule if rule is not None and rule.status_on(self._day) == "in_force" else None


@lru_cache(maxsize=512)
def rulebook(market: Market, country: str, day: date) -> Rulebook:
    """The rules for orders of a store to a country on a day."""
    return Rulebook(market, country, day)


def is_verified(rule: Document) -> bool:
    """Whether a rule may be promised to a buyer."""
    return rule.confidence != "low"


def use_of(rule: Document, key: str, **variables: object) -> RuleUse:
    """A rule as used, with what it decides here.

    Args:
        rule: The rule.
        key: Sentence of `prompts/messages/`.
        **variables: Of the sentence.
    """
    says = message(key, **variables)
    if not is_verified(rule):
        says = {language: message("reply_rule_unverified", said=says[language])[language] for language in says}
    return RuleUse(
        rule_id=rule.id, source=rule.source, effective_date=rule.effective_from, as_of=rule.as_of, confidence=rule.confidence,
        url=rule.url, says=says,
    )  # fmt: skip
