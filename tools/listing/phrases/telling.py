"""The sentences of a finding on wording, and what may stand instead."""

from knowledge.document import Document
from tools.listing.finding import Finding, Severity, finding
from tools.listing.phrases.groups import Group, kept
from tools.listing.phrases.lexicon import Hit

_TOLD: dict[tuple[int, str, str], tuple[Document, Finding]] = {}
_MOST = 4096
"""Findings kept in words: in a sheet the same words come again and again."""


def told(hit: Hit, text: str, span: tuple[int, int], field: str, index: int | None, also: list[str]) -> Finding:
    """A finding in words.

    Args:
        hit: What was found.
        text: As written.
        span: In the original.
        field: Ours.
        index: Of a bullet or image.
        also: Further rules that forbid the same words.
    """
    place = {"field": field, "index": index, "span": span, "also": also, "replacement": _replacement(hit, text, field)}
    return _worded(hit, text).model_copy(update=place)


def blocks(hit: Hit) -> bool:
    """Whether it blocks: what nobody has verified only warns."""
    return hit.group.severity == "block" and hit.group.document.confidence != "low"


def _worded(hit: Hit, text: str) -> Finding:
    rule, kind = hit.group.document, _kind(hit)
    key = (id(rule), kind, text)
    if key not in _TOLD or _TOLD[key][0] is not rule:
        if len(_TOLD) >= _MOST:
            _TOLD.clear()
        severity: Severity = "block" if hit.group.severity == "block" else "warn"
        said, fix = f"listing_wording_{kind}", f"listing_wording_{kind}_fix"
        _TOLD[key] = (rule, finding(rule, said, fix=fix, field="listing", severity=severity, text=text))
    return _TOLD[key][1]


def _kind(hit: Hit) -> str:
    kinds: dict[str, str] = kept("telling")["kinds"]
    if hit.phrase.kind:
        uses: dict[str, str] = kept("telling")["uses"]
        return uses.get(hit.phrase.kind, hit.phrase.kind)
    group = hit.group
    return "rule" if group.rule else kinds.get(group.id) or kinds.get(group.document.area or "") or "rule"


def _replacement(hit: Hit, text: str, field: str) -> str | None:
    """What may stand instead: "" where the words can go, None where a person must rewrite."""
    if _in(hit.group, "anywhere") and len(text.split()) <= kept("telling")["words"]:
        return ""
    listed = field in ("title", "highlights", "search_terms")
    return "" if listed and not _in(hit.group, "never") and hit.phrase.kind not in kept("telling")["named"] else None


def _in(group: Group, named: str) -> bool:
    return group.id in kept("telling")[named]
