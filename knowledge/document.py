"""What the knowledge base holds: documents, their passages, and where each comes from."""

import dataclasses
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

Kind = Literal["rule", "sop", "compliance", "logistics", "document", "gap"]
KINDS: tuple[Kind, ...] = ("rule", "sop", "compliance", "logistics", "document")
"""Kinds that can be asked for; a `gap` is a topic that the library holds nothing on."""
Status = Literal["in_force", "future", "expired", "announced", "unknown"]
LANGUAGES = ("zh", "en")
_PREFIX_LENGTH = 90
_TOGETHER = 2


def first_day(written: str) -> date:
    """The first day of a day, month or year written `2026-11-21`, `2026-11` or `2026`.

    Raises:
        ValueError: It is none of these.
    """
    return date.fromisoformat(f"{written}-01-01"[: len("2026-01-01")] if len(written) in (4, 7) else written)


def last_day(written: str) -> date:
    """The last day of a day, month or year written like that.

    Raises:
        ValueError: It is none of these.
    """
    first = first_day(written)
    months = {len("2026"): 12, len("2026-01"): 1}.get(len(written))
    if months is None:
        return first
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


class KnowledgeError(Exception):
    """A document or the index is at fault; `code` is a key of `prompts/messages/`."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(f"{code}: {details}")
        self.code = code
        self.details = details


@dataclass(frozen=True)
class Correction:
    """What many still believe about a matter, and what is right; both by language."""

    believed: dict[str, str]
    correction: dict[str, str]


@dataclass(frozen=True)
class Section:
    """A part of a file, as its structure has it.

    Attributes:
        heading: Headings above it, outermost first.
        page: Page of a paged file, from 1.
        rows: Where in a sheet it stands: `Prices, rows 2-40`.
    """

    text: str
    heading: tuple[str, ...] = ()
    page: int | None = None
    rows: str | None = None

    @property
    def place(self) -> str | None:
        """Where in the file it stands, as a citation names it."""
        if self.rows:
            return self.rows
        parts = [" > ".join(self.heading), f"p. {self.page}" if self.page else ""]
        return ", ".join(part for part in parts if part) or None


@dataclass(frozen=True)
class Document:
    """One rule, law, SOP or file.

    Attributes:
        id: Unique name; what a citation names.
        titles: By language (`zh`, `en`), or by `""` for a file in any language.
        texts: Full text, by the same keys.
        platforms: Platforms it is about; empty when it is about none or all.
        places: Codes of stores, countries and groups of them where it holds; empty or `ALL` is everywhere.
        scope: Goods or cases it is about, by language; empty for all.
        field: What it is about: `title`, `vat_rate` …
        value: Its figures, for code.
        questions: How operators ask for it, by language: found by these too, never shown.
        phrases: Wording it is about, by language, where it is about wording.
        corrections: What is commonly believed instead.
        status: Given only when dates do not say it: `announced` or `unknown`.
        effective_from: Day, month or year from which it holds, as far as known; None when undated.
        effective_to: Last day it held; None while it holds.
        as_of: When its source was read or written.
        confidence: `high`, `medium`, or `low` for what nobody has verified.
        replaced_by: Id of what took its place.
        conflicts_with: Ids of documents that say otherwise; both stand.
        aliases: Other names of the same fact.
        related: Ids of rules that a procedure rests on.
        review_by: Day by which somebody should look at it again.
        origin: `library` or `user`.
        title_counts: False when the title is only a file's name, which says nothing of its contents.
        sections: Parts of a file with their place in it; empty for the library.
        language: Of a file, where known.
        owner: Who answers for a file.
        shops: Shops a file is for; empty for all.
        version: Counts a file's versions, from 1.
    """

    id: str
    kind: Kind
    titles: dict[str, str]
    texts: dict[str, str]
    source: str | None
    url: str | None = None
    also: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    scope: dict[str, str] = dataclasses.field(default_factory=dict)
    area: str | None = None
    field: str | None = None
    value: dict[str, Any] = dataclasses.field(default_factory=dict)
    questions: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    phrases: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    status: Status | None = None
    effective_from: str | None = None
    effective_to: str | None = None
    as_of: str | None = None
    confidence: str | None = None
    replaced_by: str | None = None
    conflicts_with: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    review_by: str | None = None
    origin: str = "user"
    title_counts: bool = True
    sections: tuple[Section, ...] = ()
    language: str | None = None
    owner: str | None = None
    shops: tuple[str, ...] = ()
    version: int = 1

    def status_on(self, day: date) -> Status:
        """Whether it held on a day; dates count as exactly as they are known, and no date is no bound."""
        if self.effective_to is not None and day.isoformat()[: len(self.effective_to)] > self.effective_to:
            return "expired"
        if self.status is not None:
            return self.status
        begun = day.isoformat()[: len(self.effective_from or "")] >= (self.effective_from or "")
        return "in_force" if begun else "future"


@dataclass(frozen=True)
class Passage:
    """A piece of a document, as the encoder sees it.

    Attributes:
        id: `<document id>/<language>/<number>`; questions are numbered `q1`.
        text: As shown.
        embedded: As embedded: with title and headings before it.
        asked: True when it is what people ask or believe, not what the document says.
        place: Heading or page, for a file.
        origin: Of its document, `library` or `user`.
    """

    id: str
    document_id: str
    language: str
    text: str
    embedded: str = dataclasses.field(repr=False)
    asked: bool = False
    place: str | None = None
    origin: str = "library"


def passages_of(document: Document) -> list[Passage]:
    """The passages of a document, in order, language by language."""
    both = [passage for language in document.texts for passage in (*_told(document, language), *_asked(document, language))]
    return [*both, *_worded(document)]


def _told(document: Document, language: str) -> list[Passage]:
    from knowledge.splitting import split

    title = document.titles.get(language, "") if document.title_counts else ""
    sections = document.sections or (Section(document.texts[language]),)
    pieces = [(section, piece) for section in sections for piece in split(section.text)]
    return [
        Passage(
            id=f"{document.id}/{language or '-'}/{number}",
            document_id=document.id,
            language=language or document.language or "",
            text=piece.text,
            embedded=_prefix(title, section.heading) + piece.plain,
            place=section.place,
            origin=document.origin,
        )
        for number, (section, piece) in enumerate(pieces, start=1)
    ]


def _prefix(title: str, heading: tuple[str, ...]) -> str:
    from knowledge.splitting import shorten

    named = list(dict.fromkeys(part for part in (title, *heading[-2:]) if part))
    return f"{shorten(' > '.join(named), _PREFIX_LENGTH)}: " if named else ""


def _asked(document: Document, language: str) -> list[Passage]:
    questions = document.questions.get(language, ())
    pairs = [" ".join(questions[at : at + _TOGETHER]) for at in range(0, len(questions), _TOGETHER)]
    title = [document.titles[language]] if questions and language in document.titles else []
    asked = [*pairs, *title, *(item.believed.get(language, "") for item in document.corrections)]
    return [
        Passage(f"{document.id}/{language or '-'}/q{number}", document.id, language, text, text, asked=True)
        for number, text in enumerate(filter(None, asked), start=1)
    ]


def _worded(document: Document) -> list[Passage]:
    from knowledge.splitting import split

    listed = [(language, piece.plain) for language, phrases in document.phrases.items() for piece in split(", ".join(phrases))]
    return [
        Passage(f"{document.id}/{language}/p{number}", document.id, language, text, text, asked=True)
        for number, (language, text) in enumerate(listed, start=1)
    ]
