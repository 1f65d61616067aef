"""What the knowledge base holds: documents, their passages, and where each comes from."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["rule", "sop", "compliance", "document"]
KINDS: tuple[Kind, ...] = ("rule", "sop", "compliance", "document")
LANGUAGES = ("zh", "en")


class KnowledgeError(Exception):
    """A document or the index is at fault; `code` is a key of `prompts/messages/`."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(f"{code}: {details}")
        self.code = code
        self.details = details


@dataclass(frozen=True)
class Document:
    """One rule, SOP or file.

    Attributes:
        id: Unique name; what a citation names.
        titles: By language (`zh`, `en`), or by `""` for a file in any language.
        texts: Full text, by the same keys.
        platforms: Platforms it is about; empty when it is about none or all.
        effective_from: Day, month or year from which it holds, as far as known; None when undated.
        effective_to: Last day it held; None while it holds.
        as_of: When its source was read or written.
        origin: `library` or `user`.
        title_counts: False when the title is only a file's name, which says nothing of its contents.
    """

    id: str
    kind: Kind
    titles: dict[str, str]
    texts: dict[str, str]
    source: str
    url: str | None = None
    platforms: tuple[str, ...] = ()
    effective_from: str | None = None
    effective_to: str | None = None
    as_of: str | None = None
    confidence: str | None = None
    origin: str = "user"
    title_counts: bool = True


@dataclass(frozen=True)
class Passage:
    """A piece of a document, as the encoder sees it.

    Attributes:
        id: `<document id>/<language>/<number>`.
        text: As shown.
        embedded: As embedded: with the title before it.
    """

    id: str
    document_id: str
    language: str
    text: str
    embedded: str = field(repr=False)


def passages_of(document: Document) -> list[Passage]:
    """The passages of a document, in order, language by language."""
    from knowledge.splitting import split

    found = []
    for language, text in document.texts.items():
        title = document.titles.get(language, "")
        prefix = f"{title}: " if document.title_counts and title else ""
        found += [
            Passage(f"{document.id}/{language or '-'}/{number}", document.id, language, piece, prefix + piece)
            for number, piece in enumerate(split(text), start=1)
        ]
    return found
