"""The rules that a draft was decided by, and their documents."""

from collections.abc import Iterable, Iterator
from functools import cache

from knowledge import library
from knowledge.document import Document
from tools.reply.check.platform import required_language
from tools.reply.check.standing import message_rules
from tools.reply.compose.drafting import Drafting
from tools.reply.contract import RuleUse


def rules_used(found: Drafting) -> list[RuleUse]:
    """Rules of the decision, the clock and the language, each once."""
    named = [*found.decisions.rules, *([found.decisions.clock] if found.decisions.clock else []), *_of_language(found)]
    return list({rule.rule_id: rule for rule in reversed(named)}.values())[::-1]


def _of_language(found: Drafting) -> Iterator[RuleUse]:
    required = required_language(found.market, found.on.date())
    for rule in message_rules(found.market, found.on.date()):
        if required and rule.id == required[1]:
            yield RuleUse(
                rule_id=rule.id, source=rule.source, effective_date=rule.effective_from, as_of=rule.as_of,
                confidence=rule.confidence, url=rule.url, says=rule.titles,
            )  # fmt: skip


def documents_named(rules: Iterable[RuleUse]) -> list[Document]:
    """Documents of the library behind rules; own checks have none."""
    known = _documents()
    return [known[rule.rule_id] for rule in rules if rule.rule_id in known]


@cache
def _documents() -> dict[str, Document]:
    return {document.id: document for folder in ("rules", "compliance") for document in library.facts(folder)}
