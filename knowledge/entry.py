"""One entry of a file of the library, as a person writes it, and the document it becomes."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from knowledge.document import Correction, Document, Kind

Platform = Literal[
    "amazon", "ebay", "walmart", "tiktok", "temu", "aliexpress", "shopify", "google", "shopee", "wish", "etsy", "newegg"
]
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_FULL_WIDTH = re.compile(r"[\u3000-\u303f\uff00-\uffef]")


def _a_day(written: str) -> str:
    date.fromisoformat((written + "-01-01")[:10] if len(written) == 4 else (written + "-01")[:10])
    return written


def _no_full_width(written: str) -> str:
    if _FULL_WIDTH.search(written):
        raise ValueError("full-width punctuation in English text")
    return written


def _some_chinese(written: str) -> str:
    if not _CHINESE.search(written):
        raise ValueError("no Chinese in the Chinese text")
    return written


Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.\-]{3,64}$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"), AfterValidator(_a_day)]
Zh = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2), AfterValidator(_some_chinese)]
En = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2), AfterValidator(_no_full_width)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(_Part):
    """A text in both languages."""

    zh: Zh
    en: En


class Questions(_Part):
    """How operators ask, in both languages."""

    zh: list[Zh] = Field(min_length=1)
    en: list[En] = Field(min_length=1)


class Belief(_Part):
    """What many still believe, and what is right."""

    believed: Both
    correction: Both


class Source(_Part):
    """Where a statement comes from."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2)]
    url: Url | None = None


class Entry(_Part):
    """One statement of the library. `docs/library.md` tells the meaning of each field."""

    id: Id
    platform: Platform | None = None
    platforms: list[Platform] = []
    marketplaces: list[str] = []
    jurisdiction: str | None = None
    scope: Both | None = None
    area: str | None = None
    field: str | None = None
    check: str | None = None
    unconfirmed_parts: list[str] = []
    value: dict[str, Any] | None = None
    title: Both
    statement: Both
    questions: Questions
    beliefs: list[Belief] = []
    status: Literal["announced", "unknown"] | None = None
    source: Source | None
    also: list[Url] = []
    effective_from: Day | None
    effective_to: Day | None
    as_of: str
    confidence: Literal["high", "medium", "low"]
    replaced_by: Id | None = None
    conflicts_with: list[Id] = []
    aliases: list[Id] = []
    review_by: Day | None = None
    category: str | None = None
    severity: Literal["block", "warn"] | None = None
    applies_to: list[str] = []
    phrases: dict[Literal["en", "de", "fr", "es", "it", "ja"], list[str]] = {}
    phrases_confidence: dict[str, str] = {}
    templates: Any = None
    basis: str | None = None
    exceptions: Both | None = None
    exception_phrases: list[str] = []

    @model_validator(mode="after")
    def _hangs_together(self) -> "Entry":
        if self.source is None and self.confidence != "low":
            raise ValueError("an entry without a source has confidence low")
        begins, ends = self.effective_from or "", self.effective_to or "9999"
        if begins[: len(ends)] > ends[: len(begins)]:
            raise ValueError("effective_to is before effective_from")
        if not re.search(r"\d{4}", self.as_of):
            raise ValueError("as_of names no year")
        return self

    def document(self, kind: Kind) -> Document:
        """The entry as the index holds it."""
        return Document(
            id=self.id,
            kind=kind,
            titles=self.title.model_dump(),
            texts=self.statement.model_dump(),
            source=self.source.title if self.source else None,
            url=self.source.url if self.source else None,
            also=tuple(self.also),
            platforms=tuple([self.platform] if self.platform else self.platforms),
            places=tuple(place.upper() for place in self.marketplaces or filter(None, [self.jurisdiction])),
            scope=self.scope.model_dump() if self.scope else {},
            area=self.area or self.category,
            field=self.field,
            value=self._value(),
            phrases={language: tuple(phrases) for language, phrases in self.phrases.items()},
            questions={
                language: tuple(asked) for language, asked in (self.questions.model_dump() if self.questions else {}).items()
            },
            corrections=tuple(Correction(b.believed.model_dump(), b.correction.model_dump()) for b in self.beliefs),
            status=self.status,
            effective_from=self.effective_from,
            effective_to=self.effective_to,
            as_of=self.as_of,
            confidence=self.confidence,
            replaced_by=self.replaced_by,
            conflicts_with=tuple(self.conflicts_with),
            aliases=tuple(self.aliases),
            review_by=self.review_by,
            origin="library",
        )

    def _questions(self) -> dict[str, tuple[str, ...]]:
        return {"zh": tuple(self.questions.zh), "en": tuple(self.questions.en)}

    def _value(self) -> dict[str, Any]:
        named = ("severity", "applies_to", "templates", "exception_phrases", "unconfirmed_parts")
        return {**(self.value or {}), **{name: given for name in named if (given := getattr(self, name))}}


class Gap(_Part):
    """A topic that operators ask about and that the library holds nothing on, with where to look instead."""

    id: Annotated[str, StringConstraints(pattern=r"^GAP-[A-Z0-9\-]{2,60}$")]
    title: Both
    where: Both
    questions: Questions

    def document(self, kind: Kind) -> Document:
        """The topic as the index holds it."""
        return Document(
            id=self.id,
            kind=kind,
            titles=self.title.model_dump(),
            texts=self.where.model_dump(),
            source=None,
            questions={"zh": tuple(self.questions.zh), "en": tuple(self.questions.en)},
            origin="library",
        )
