"""Documents and search, for both surfaces."""

from pathlib import Path
from typing import Any, get_args

from copilot.offline.text import language_of
from knowledge.document import Document, Kind, KnowledgeError
from knowledge.index import KnowledgeIndex
from knowledge.reading import SUFFIXES
from tools.core.errors import ImportRefused, InvalidInput, UnknownReference
from tools.knowledge.knowledge_search import found

MAX_QUERY = 500
KINDS: tuple[str, ...] = get_args(Kind)


def as_tool_error(error: KnowledgeError) -> InvalidInput | UnknownReference:
    """The knowledge room's fault in the form that the surfaces know."""
    kind = UnknownReference if error.code == "document_unknown" else InvalidInput
    return kind(error.code, field="document", **error.details)


def add_paths(index: KnowledgeIndex, paths: list[Path]) -> list[dict[str, Any]]:
    """Add files and the text files of folders."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
        elif path.is_file():
            files.append(path)
        else:
            raise ImportRefused("file_missing", file=path.name)
    return add_files(index, [(file.name, file.read_bytes()) for file in files])


def add_files(index: KnowledgeIndex, files: list[tuple[str, bytes]]) -> list[dict[str, Any]]:
    """Add files by name and content; none of them when one cannot be read."""
    try:
        return [describe(document) for document in index.add_files(files)]
    except KnowledgeError as refused:
        raise as_tool_error(refused) from refused


def describe(document: Document) -> dict[str, Any]:
    """A document without its text."""
    return {
        "document_id": document.id,
        "title": document.titles.get("zh") or next(iter(document.titles.values())),
        "titles": document.titles,
        "kind": document.kind,
        "source": document.source,
        "url": document.url,
        "effective_date": document.effective_from,
        "effective_to": document.effective_to,
        "as_of": document.as_of,
        "confidence": document.confidence,
        "origin": document.origin,
    }


def shown_text(document: Document, language: str) -> str:
    """A document's text with its source, in one language where it has several."""
    text = document.texts.get(language) or next(iter(document.texts.values()))
    title = document.titles.get(language) or next(iter(document.titles.values()))
    return f"{title} ({document.id})\n\n{text.strip()}\n\n{document.source} {document.url or ''}".strip()


def search_index(index: KnowledgeIndex, query: str, k: int, kind: str | None) -> dict[str, Any]:
    """Search results as the contract has them, and whether they are a basis to answer from."""
    if not query.strip() or len(query) > MAX_QUERY:
        raise InvalidInput("bad_query", field="q", limit=MAX_QUERY)
    if kind is not None and kind not in KINDS:
        raise UnknownReference("unknown_value", field="kind", dimension="kind", value=kind, nearest=[], known=list(KINDS))
    search = index.search(query, k=k, kind=kind, language=language_of(query))
    return {"results": [found(hit).model_dump(mode="json") for hit in search.hits], "basis": search.basis}
