"""Where an added document says another figure than a verified rule of the library on the same matter."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel

from knowledge.document import Document, passages_of
from knowledge.hits import Hit
from knowledge.index import KnowledgeIndex
from tools.knowledge.naming import named_in

_UNITS = Path(__file__).parent / "units.yaml"
_SENTENCE = re.compile(r"(?<=[。！？；!?;\n])|(?<=\.)\s")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_SIGNS = {"$": "usd", "€": "eur", "£": "gbp"}
_SAME_MATTER = 0.88
"""Score from which a rule is about what a sentence is about; set on sentences of both kinds (see docs/quality.md)."""
_LOOKED_AT = 300


class Contradiction(BaseModel):
    """One sentence and the rule that says otherwise.

    Attributes:
        passage: The sentence.
        rule_id: The rule.
        outdated: True when the figure is that of an earlier version of the rule.
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

    A sentence contradicts the rule that is nearest to it, when both give figures of the same unit and none is the same.

    Args:
        document: Of a user.
        index: Holds the library.
        on: The day on which rules must hold.
    """
    passages = [passage.text for passage in passages_of(document) if not passage.asked]
    sentences = [part.strip() for text in passages for part in _SENTENCE.split(text) if figures(part)]
    found = [_contradiction(sentence, index, on) for sentence in sentences[:_LOOKED_AT]]
    return [one for one in found if one]


def _contradiction(sentence: str, index: KnowledgeIndex, on: date) -> Contradiction | None:
    language = "zh" if _CHINESE.search(sentence) else "en"
    named = named_in(sentence, language)
    hits = index.search(sentence[:500], as_of=on, k=5, named=named, language=language).hits
    rule = next((hit for hit in hits if hit.document.origin == "library" and hit.document.kind in ("rule", "compliance")), None)
    if rule is None or rule.score < _SAME_MATTER or named.misses(rule.document) or rule.document.confidence == "low":
        return None
    told, held = figures(sentence), _figures_of(rule.document)
    shared = told.keys() & held.keys()
    if not shared or any(told[unit] & held[unit] for unit in shared):
        return None
    return _described(sentence, rule, shared)


def _described(sentence: str, rule: Hit, units: set[str]) -> Contradiction:
    told = figures(sentence)
    before = [_figures_of(earlier) for earlier in rule.earlier]
    return Contradiction(
        passage=sentence,
        rule_id=rule.document.id,
        statement_zh=rule.document.texts["zh"].strip(),
        statement_en=rule.document.texts["en"].strip(),
        effective_date=rule.document.effective_from,
        source=rule.document.source,
        outdated=any(told[unit] & earlier.get(unit, set()) for unit in units for earlier in before),
    )


def _figures_of(document: Document) -> dict[str, set[str]]:
    both = [figures(text) for text in document.texts.values()]
    return {unit: set().union(*(found.get(unit, set()) for found in both)) for unit in set().union(*both)}


def figures(text: str) -> dict[str, set[str]]:
    """Figures of a text by unit: `{"characters": {"75"}}`; those without a unit are left out."""
    found: dict[str, set[str]] = {}
    for match in _figure().finditer(text):
        unit = _SIGNS.get(match["sign"] or "") or _unit(match["unit"])
        if unit:
            found.setdefault(unit, set()).add(_plain(match["number"]))
    return found


def _plain(number: str) -> str:
    plain = number.replace(",", "")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


@cache
def _units() -> dict[str, re.Pattern[str]]:
    written = yaml.safe_load(_UNITS.read_text(encoding="utf-8"))
    return {name: re.compile("|".join(forms), re.IGNORECASE) for name, forms in written.items()}


def _unit(written: str | None) -> str | None:
    return next((name for name, pattern in _units().items() if written and pattern.fullmatch(written)), None)


@cache
def _figure() -> re.Pattern[str]:
    forms = [form for pattern in _units().values() for form in pattern.pattern.split("|")]
    either = "|".join(sorted(forms, key=len, reverse=True))
    number = r"(?P<number>\d[\d,]*(?:\.\d+)?)"
    return re.compile(rf"(?P<sign>[$€£])?\s?(?<![\d.]){number}(?:[\s-]?(?P<unit>{either})(?![A-Za-z]))?", re.IGNORECASE)
