"""A draft beside the listing it came from: what changed and why, which facts it keeps, what it covers."""

from datetime import date

from pydantic import BaseModel, Field, SerializeAsAny

from prompts import message
from tools.core.result import Source, ToolResult
from tools.listing.contract import Listing
from tools.listing.finding import Finding


class Draft(BaseModel):
    """The texts, ready to paste."""

    title: str
    highlights: str | None = None
    bullets: list[str] = []
    description: str | None = None
    search_terms: str | None = None

    def on(self, listing: Listing) -> Listing:
        """The listing with these texts, checked anew."""
        return Listing.model_validate({**listing.model_dump(), **self.model_dump()})


def draft_of(listing: Listing) -> Draft:
    """The texts of a listing as they are."""
    return Draft(**{name: getattr(listing, name) for name in Draft.model_fields})


class Change(BaseModel):
    """One edit of one field.

    Attributes:
        index: Of a bullet, its place from 0.
        before, after: Words that were and are there; the whole field where it was composed.
        rule_id: The rule that asked for it, if one did.
        reason: Why, in English; `_zh` Chinese.
    """

    field: str
    index: int | None = None
    before: str
    after: str
    rule_id: str | None = None
    reason: str
    reason_zh: str


class FactLine(BaseModel):
    """A figure, unit, material, colour, code or certificate of the source, and where the draft has it.

    Attributes:
        value: As the source writes it.
        kind: `figure`, `percent`, `pieces`, `size`, `material`, `colour`, `code`, `certificate`.
        where: Fields of the draft that hold it: `title`, `bullets[1]`.
        source: Fields of the source that hold it: `title`, `attributes.capacity`.
        reason: Why it is not kept; None when it is.
    """

    value: str
    kind: str
    kept: bool
    where: list[str] = []
    source: list[str] = []
    reason: str | None = None
    reason_zh: str | None = None


class CoveredTerm(BaseModel):
    """One keyword: fields that hold all its words before and after."""

    term: str
    volume: int | None
    before: list[str]
    after: list[str]


class Coverage(BaseModel):
    """How many of the keywords the texts hold.

    Attributes:
        rate_before, rate_after: Share of the searches where every keyword has a volume, else of the keywords; None without any.
        by_volume: Which of the two it is.
        not_used: Keywords left out, with why: `{term, reason, reason_zh}`.
    """

    terms: list[CoveredTerm]
    rate_before: float | None
    rate_after: float | None
    by_volume: bool
    not_used: list[dict[str, str]] = []


class Length(BaseModel):
    """How long a field of the draft is: in code points, and in bytes of UTF-8."""

    field: str
    index: int | None
    characters: int
    bytes: int


def lengths_of(listing: Listing) -> list[Length]:
    """Lengths of every text of a listing."""
    return [
        Length(field=field, index=index, characters=len(text), bytes=len(text.encode())) for field, index, text in listing.texts()
    ]


class Said(BaseModel):
    """A sentence for the operator in both languages, with a name for code."""

    code: str
    en: str
    zh: str


def said(key: str, **variables: object) -> Said:
    """A sentence of `prompts/messages/listing*.yaml`."""
    text = message(key, **variables)
    return Said(code=key, en=text["en"], zh=text["zh"])


class DraftResult(ToolResult):
    """A draft with everything that makes it traceable.

    Attributes:
        lengths: Of the texts of the draft.
        sources: The rules that findings name, with their statements.
        ready: It may be pasted: no finding blocks, no fact was lost unlisted, none added.
        reasons: Why it is not ready, in English; `_zh` Chinese.
        advice: Whether to change the page at all, what to change first.
    """

    sources: list[SerializeAsAny[Source]] = Field(default=[])
    as_of: date
    marketplace: str
    language: str
    draft: Draft
    lengths: list[Length]
    findings_before: list[Finding]
    findings_after: list[Finding]
    changes: list[Change]
    facts: list[FactLine]
    keyword_coverage: Coverage
    advice: list[Said]
    ready: bool
    reasons: list[str]
    reasons_zh: list[str]
