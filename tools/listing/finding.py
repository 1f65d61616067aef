"""What a check found, and where."""

from typing import Literal

from pydantic import BaseModel

from knowledge.document import Document
from prompts import message
from tools.listing.contract import ListingField

Severity = Literal["block", "warn"]


class Finding(BaseModel):
    """One breach of one rule.

    Attributes:
        rule_id: Id in the library.
        severity: `block` must be mended before publishing; `warn` is for a person to look at.
        field: `title`, `highlights`, `bullets`, `description`, `search_terms`, `images`, or `listing` for the whole.
        index: Of a bullet or image, its place from 0.
        span: First character and the one after the last, in code points of the text of the field; None for all of it.
        text: The words at fault.
        message, fix: English; `_zh` Chinese.
        replacement: What may stand instead of the span, where code can say; "" to leave it out.
        source: Title of the source.
        also: Further rules that forbid the same words.
    """

    rule_id: str
    severity: Severity
    field: str
    index: int | None = None
    span: tuple[int, int] | None = None
    text: str = ""
    message: str
    message_zh: str
    fix: str | None = None
    fix_zh: str | None = None
    replacement: str | None = None
    source: str | None
    url: str | None = None
    effective_date: str | None
    as_of: str | None = None
    confidence: str | None = None
    also: list[str] = []


def finding(
    rule: Document,
    key: str,
    *,
    field: ListingField | Literal["images", "listing"],
    severity: Severity,
    index: int | None = None,
    span: tuple[int, int] | None = None,
    text: str = "",
    fix: str | None = None,
    replacement: str | None = None,
    **variables: object,
) -> Finding:
    """A finding worded by `prompts/messages/listing*.yaml`.

    Args:
        rule: The rule that is broken.
        key: Key of the sentence that says what is wrong; gets `rule` (its title), `text` and the variables.
        severity: Of a verified rule; what nobody has verified only warns and says so.
        field: As of `Finding`, like all not named here.
        index: Likewise.
        span: Likewise.
        text: Likewise.
        replacement: Likewise.
        fix: Key of the sentence that says what to do; gets the same.
        **variables: Further variables of both sentences.
    """
    told = _worded(key, rule, text, variables)
    if rule.confidence == "low":
        told = {language: message("listing_unverified", said=told[language])[language] for language in told}
    done = _worded(fix, rule, text, variables) if fix else {}
    return Finding(
        rule_id=rule.id,
        severity="warn" if rule.confidence == "low" else severity,
        field=field,
        index=index,
        span=span,
        text=text,
        message=told["en"],
        message_zh=told["zh"],
        fix=done.get("en"),
        fix_zh=done.get("zh"),
        replacement=replacement,
        source=rule.source,
        url=rule.url,
        effective_date=rule.effective_from,
        as_of=rule.as_of,
        confidence=rule.confidence,
    )


_TITLE = "\ufdd0"
"""Stands for the title of the rule until each language has its own; no text may hold this sign."""


def _worded(key: str, rule: Document, text: str, variables: dict[str, object]) -> dict[str, str]:
    said = message(key, **{"rule": _TITLE, "text": text, **variables})
    return {language: sentence.replace(_TITLE, rule.titles[language]) for language, sentence in said.items()}
