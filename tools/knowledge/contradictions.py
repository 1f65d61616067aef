"""Where an added document says another figure than a verified rule of the library on the same matter."""

import re
from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from knowledge.document import Document, passages_of
from knowledge.hits import Hit
from knowledge.index import KnowledgeIndex
from knowledge.scope import Named
from tools.knowledge.figures import Allowed, allowed, amounts
from tools.knowledge.naming import named_in
from tools.marketplaces.naming import other_platforms

_SENTENCE = re.compile(r"(?<=[。！？；!?;\n])|(?<=\.)\s")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_SAME_MATTER, _SAME_MATTER_UNNAMED = 0.82, 0.9
"""Score from which a rule is about what a sentence is about, when the sentence names the rule's platform or place, and
when it names none; set on half of the sentences of `tests/tools/knowledge/contradictions.yaml` and on the procedures."""
_AS_NEAR = 0.01
"""A sentence that agrees with one of several rules that are as near contradicts none."""
_LOOKED_AT = 300

Amounts = dict[str, set[Decimal]]


class Contradiction(BaseModel):
    """One sentence and the rule that says otherwise.

    Attributes:
        passage: The sentence.
        rule_id: The rule.
        outdated: True when the figure is that of an earlier version of the rule, or what many still believe.
    """

    passage: str
    rule_id: str
    statement_zh: str
    statement_en: str
    effective_date: str | None
    source: str | None
    outdated: bool


def contradictions(document: Document, index: KnowledgeIndex, on: date) -> list[Contradiction]:
    """Sentences of an added document whose figures a rule of the library contradicts.

    A sentence contradicts the rule that is nearest to it when both give figures of the same quantity and none of the
    sentence's is among the rule's, or stricter: who answers in 12 hours where 24 are allowed contradicts nothing.

    Args:
        document: Of a user.
        index: Holds the library.
        on: The day on which rules must hold.
    """
    told = [
        (part.strip(), passage.embedded.removesuffix(passage.text))
        for passage in passages_of(document)
        if not passage.asked
        for part in _SENTENCE.split(passage.text)
        if amounts(part)
    ]
    found = [_contradiction(sentence, _named(sentence, above, document), index, on) for sentence, above in told[:_LOOKED_AT]]
    return [one for one in found if one]


def _named(sentence: str, above: str, document: Document) -> Named:
    """Platforms and places that a sentence names, or else its headings, or else the document as a whole."""
    own, around = (named_in(text, "zh" if _is_chinese(text) else document.language or "en") for text in (sentence, above))
    return Named(
        own.platforms or around.platforms or frozenset(document.platforms),
        own.places or around.places or frozenset(document.places),
    )


def _is_chinese(text: str) -> bool:
    return bool(_CHINESE.search(text))


def _contradiction(sentence: str, named: Named, index: KnowledgeIndex, on: date) -> Contradiction | None:
    hits = index.search(sentence[:500], as_of=on, k=5, named=named, language="zh" if _is_chinese(sentence) else "en").hits
    rules = [hit for hit in hits if _may_be_contradicted(hit.document) and not named.misses(hit.document)]
    if not rules or not _is_same_matter(rules[0], sentence, named):
        return None
    told = amounts(sentence)
    held = [allowed(hit.document.texts["zh"]) for hit in rules if hit.score >= rules[0].score - _AS_NEAR]
    if any(_agrees(told, each) for each in held):
        return None
    broken = {name: told[name] for name in told.keys() & held[0].keys() if not any(map(held[0][name].allows, told[name]))}
    return _described(sentence, rules[0], broken) if broken else None


def _may_be_contradicted(rule: Document) -> bool:
    return rule.origin == "library" and rule.kind in ("rule", "compliance") and rule.confidence != "low"


def _is_same_matter(rule: Hit, sentence: str, named: Named) -> bool:
    if rule.document.platforms and other_platforms(sentence):
        return False
    return rule.score >= (_SAME_MATTER if named.meets(rule.document) else _SAME_MATTER_UNNAMED)


def _agrees(told: Amounts, held: dict[str, Allowed]) -> bool:
    return any(told[name] & held[name].said for name in told.keys() & held.keys())


def _described(sentence: str, rule: Hit, broken: Amounts) -> Contradiction:
    before = [*(earlier.texts["zh"] for earlier in rule.earlier), *(one.believed["zh"] for one in rule.document.corrections)]
    return Contradiction(
        passage=sentence,
        rule_id=rule.document.id,
        statement_zh=rule.document.texts["zh"].strip(),
        statement_en=rule.document.texts["en"].strip(),
        effective_date=rule.document.effective_from,
        source=rule.document.source,
        outdated=any(
            broken[quantity] & figures for text in before for quantity, figures in amounts(text).items() if quantity in broken
        ),
    )
