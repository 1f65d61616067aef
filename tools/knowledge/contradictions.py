"""Where an added document says another figure than a verified rule of the library on the same matter."""

import re
from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from knowledge.document import Document, Passage, passages_of
from knowledge.hits import Hit
from knowledge.index import KnowledgeIndex
from knowledge.scope import Named
from tools.knowledge.allowed import Allowed, Held, held_by
from tools.knowledge.figures import Amounts, amounts, claimed, days, says
from tools.knowledge.naming import named_in
from tools.marketplaces.naming import other_platforms

_SENTENCE = re.compile(r"(?<=[。！？；!?;\n])|(?<=\.)\s")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_SAME_MATTER, _SAME_MATTER_UNNAMED = 0.82, 0.9
"""Score from which a rule is about what a sentence is about, when the sentence names the rule's platform or place, and
when it names none; set on half of the single sentences of `tests/tools/knowledge/contradictions.yaml` and the procedures."""
_AS_NEAR = 0.01
"""A sentence that agrees with one of several rules that are as near contradicts none."""
_LOOKED_AT = 300
_WESTERN = ("en", "de", "fr", "es", "it")
_TERM = re.compile(r"(?<![A-Za-z])[A-Z]{4,}(?![A-Za-z])")
_FOUND, _NEAREST = 60, 5
"""Documents found, and how many of the library among them count: files of the team, however near, hide no rule."""


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
    sentence's is among the rule's, or stricter: who answers in 12 hours where 24 are allowed contradicts nothing. What
    the rule corrects as a common belief is no stricter aim, unless the sentence says that it is the team's own.

    Args:
        document: Of a user.
        index: Holds the library.
        on: The day on which rules must hold.
    """
    told = [
        (part.strip(), _above(document, passage))
        for passage in passages_of(document)
        if not passage.asked
        for part in _SENTENCE.split(passage.text)
        if claimed(part) or days(part)
    ]
    found = [_contradiction(sentence, _named(sentence, above, document), index, on) for sentence, above in told[:_LOOKED_AT]]
    return [one for one in found if one]


def _above(document: Document, passage: Passage) -> str:
    """Title and headings above a passage."""
    titles = document.titles.values() if document.title_counts else ()
    return " > ".join([*titles, passage.place or ""])


def _named(sentence: str, above: str, document: Document) -> Named:
    """Platforms and places that a sentence names, or else its headings, or else the document as a whole."""
    own, around = ([named_in(text, language) for language in _languages(text, document)] for text in (sentence, above))
    return Named(
        own[0].platforms or around[0].platforms or frozenset(document.platforms),
        _places(own) or _places(around) or frozenset(document.places),
    )


def _languages(text: str, document: Document) -> tuple[str, ...]:
    """Languages in which a text may name countries."""
    if _is_chinese(text):
        return ("zh",)
    return (document.language,) if document.language else _WESTERN


def _places(named: list[Named]) -> frozenset[str]:
    return frozenset().union(*(one.places for one in named))


def _is_chinese(text: str) -> bool:
    return bool(_CHINESE.search(text))


def _contradiction(sentence: str, named: Named, index: KnowledgeIndex, on: date) -> Contradiction | None:
    told = claimed(sentence)
    near = [(hit, held_by(hit.document)) for hit in _rules(sentence, named, index, on)]
    if any(_agrees(sentence, told, held) for _, held in near):
        return None
    speaking = (one for one in near if (told.keys() & {*one[1].allowed, *one[1].denied} if told else one[1].denied_days))
    rule, held = next(speaking, (None, None))
    broken = _broken(sentence, told, held) if held else None
    return _described(sentence, rule, broken) if rule and broken is not None else None


def _rules(sentence: str, named: Named, index: KnowledgeIndex, on: date) -> list[Hit]:
    """Rules on the matter of a sentence, the nearest and those that are as near."""
    language = "zh" if _is_chinese(sentence) else "en"
    hits = index.search(sentence[:500], as_of=on, k=_FOUND, named=named, language=language).hits
    nearest = [hit for hit in hits if hit.document.origin == "library"][:_NEAREST]
    rules = [hit for hit in nearest if _may_be_contradicted(hit.document) and not named.misses(hit.document)]
    return [hit for hit in rules if _is_same_matter(hit, sentence, named) and hit.score >= rules[0].score - _AS_NEAR]


def _may_be_contradicted(rule: Document) -> bool:
    return rule.kind in ("rule", "compliance") and rule.confidence != "low"


def _is_same_matter(rule: Hit, sentence: str, named: Named) -> bool:
    if rule.document.platforms and other_platforms(sentence):
        return False
    # IOSS and EUDR name one law as well as its place would.
    shares_term = {*_TERM.findall(sentence)} & {*_TERM.findall(rule.document.texts["en"])}
    return rule.score >= (_SAME_MATTER if named.meets(rule.document) or shares_term else _SAME_MATTER_UNNAMED)


def _agrees(sentence: str, told: Amounts, held: Held) -> bool:
    shared = told.keys() & held.allowed.keys()
    said = bool(shared) and all(told[name] & held.allowed[name].said for name in shared)
    return said or (not told and bool(days(sentence) & held.days))


def _broken(sentence: str, told: Amounts, held: Held) -> Amounts | None:
    """Figures of a sentence that a rule does not allow; none of them where days alone are denied."""
    is_own = says("own", sentence)
    may_be_stricter = is_own or not says("attributed", sentence)

    def breaks(amounts: set[Decimal], allowed: Allowed) -> bool:
        """Where a rule sets no bound, nothing says on which side of its figure an aim of the team is the stricter."""
        if amounts & allowed.said or (is_own and not allowed.is_bound):
            return False
        return not (may_be_stricter and any(map(allowed.allows, amounts)))

    broken = {name: told[name] for name, allowed in held.allowed.items() if name in told and breaks(told[name], allowed)}
    if not is_own:
        broken |= {name: denied for name, figures in held.denied.items() if (denied := told.get(name, set()) & figures)}
    return broken if broken or (not told and days(sentence) & held.denied_days) else None


def _described(sentence: str, rule: Hit, broken: Amounts) -> Contradiction:
    before = [*(earlier.texts["zh"] for earlier in rule.earlier), *(one.believed["zh"] for one in rule.document.corrections)]
    return Contradiction(
        passage=sentence,
        rule_id=rule.document.id,
        statement_zh=rule.document.texts["zh"].strip(),
        statement_en=rule.document.texts["en"].strip(),
        effective_date=rule.document.effective_from,
        source=rule.document.source,
        outdated=not broken
        or any(broken[name] & figures for text in before for name, figures in amounts(text).items() if name in broken),
    )
