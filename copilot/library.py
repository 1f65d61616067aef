"""Documents and search, for both surfaces."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from copilot.document_front import check_ids, checked_front
from copilot.offline.text import language_of
from copilot.world import World
from knowledge.document import KINDS, Document, KnowledgeError
from knowledge.index import LONG, Added, KnowledgeIndex
from knowledge.reading import document_of
from prompts import message
from tools.core.errors import ImportRefused, InvalidInput, UnknownReference
from tools.documents.parsing import SUFFIXES, parse_file, plain_name, worded
from tools.knowledge.contradictions import Contradiction, contradictions
from tools.knowledge.knowledge_search import KnowledgeQuestion, KnowledgeResult, knowledge_search

MAX_QUERY = 8_000
_HIDDEN = (".", "~$")


def as_tool_error(error: KnowledgeError) -> InvalidInput | UnknownReference:
    """The knowledge room's fault in the form that the surfaces know."""
    kind = UnknownReference if error.code == "document_unknown" else InvalidInput
    return kind(error.code, field="document", **error.details)


def add_paths(world: World, paths: list[Path], said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Add files and the readable files of folders; those that programs hide in folders are left out."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
            files += [file for file in found if not file.name.startswith(_HIDDEN)]
        elif path.is_file():
            files.append(path)
        else:
            raise ImportRefused("file_missing", field="document", file=path.name)
    return add_files(world, [(file.name, file.read_bytes()) for file in files], said)


def add_files(world: World, files: list[tuple[str, bytes]], said: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Add files by name and content; none of them when one cannot be read.

    Args:
        world: Holds the index.
        files: Name and content of each.
        said: What the caller says of them, over what they say of themselves: `owner`, `shop`, `effective_from` …

    Raises:
        ImportRefused: A file cannot be read.
        InvalidInput: It says of itself what cannot be, or is another document than the one of its id.
    """
    try:
        read = [_read(name, content, said or {}) for name, content in files]
        check_ids([document for document, _ in read], world.index.documents())
        added = world.index.add([document for document, _ in read], world.today)
    except KnowledgeError as refused:
        raise as_tool_error(refused) from refused
    except ImportRefused as refused:
        raise ImportRefused(refused.key, field="document", **refused.details) from refused
    told = zip(added, (warnings for _, warnings in read), strict=True)
    return [_told(entry, warnings, world.index, world.today) for entry, warnings in told]


def _read(name: str, content: bytes, said: Mapping[str, Any]) -> tuple[Document, list[dict[str, str]]]:
    """A file as a document, and what its reader must know."""
    file = plain_name(name)
    parsed = parse_file(file, content)
    front = checked_front(file, {**parsed.front, "title": parsed.title}, said)
    return document_of(file, parsed.sections, front), [worded(remark).model_dump() for remark in parsed.remarks]


def _told(entry: Added, remarks: list[dict[str, str]], index: KnowledgeIndex, today: date) -> dict[str, Any]:
    found = contradictions(entry.document, index, today) if entry.outcome != "unchanged" else []
    return {
        **describe(entry.document),
        "outcome": entry.outcome,
        "warnings": [*remarks, *(_contradiction(one) for one in found)],
        "contradictions": [one.model_dump(mode="json") for one in found],
    }


def _contradiction(one: Contradiction) -> dict[str, str]:
    return {"code": "document_contradicts", **message("document_contradicts", **one.model_dump())}


def describe(document: Document) -> dict[str, Any]:
    """A document without its text."""
    return {
        "document_id": document.id,
        "title": document.titles.get("zh") or next(iter(document.titles.values())),
        "titles": document.titles,
        "kind": document.kind,
        "source": document.source,
        "url": document.url,
        "platforms": list(document.platforms),
        "places": list(document.places),
        "effective_date": document.effective_from,
        "effective_to": document.effective_to,
        "as_of": document.as_of,
        "confidence": document.confidence,
        "origin": document.origin,
        "version": document.version,
        "language": document.language,
        "owner": document.owner,
        "shops": list(document.shops),
        "replaced_by": document.replaced_by,
        "review_by": document.review_by,
    }


def shown_text(document: Document, language: str) -> str:
    """A document's text with its source, in one language where it has several; of a file, with the place of each part."""
    text = document.texts.get(language) or next(iter(document.texts.values()))
    if document.sections:
        text = "\n\n".join(f"[{part.place}]\n{part.text}" if part.place else part.text for part in document.sections)
    title = document.titles.get(language) or next(iter(document.titles.values()))
    return f"{title} ({document.id})\n\n{text.strip()}\n\n{document.source or ''} {document.url or ''}".strip()


def search_index(world: World, query: str, **conditions: Any) -> KnowledgeResult:
    """Search results, and whether they are a basis to answer from.

    Args:
        world: Holds the index.
        query: In any language.
        conditions: Arguments of `knowledge_search`: `k`, `kind`, `platform`, `place`, `shop`, `as_of`.
    """
    if not query.strip() or len(query) > MAX_QUERY:
        raise InvalidInput("bad_query", field="q", limit=MAX_QUERY)
    kind = conditions.get("kind")
    if kind is not None and kind not in KINDS:
        raise UnknownReference("unknown_value", field="kind", dimension="kind", value=kind, nearest=[], known=list(KINDS))
    given = {name: value for name, value in conditions.items() if value is not None}
    question = KnowledgeQuestion(query=query, language=language_of(query), **given)
    found = knowledge_search(question, index=world.index, today=world.today)
    assert isinstance(found, KnowledgeResult)
    return found


def is_for_library(world: World, query: str) -> bool:
    """Whether the knowledge base can answer a question, or knows that it holds nothing on it."""
    found = search_index(world, query[:LONG])
    return found.basis or (found.gap is not None and found.gap.of_field)
