"""Files to documents: the shipped library, and files that a user adds."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from knowledge.document import KINDS, Document, KnowledgeError

LIBRARY = Path(__file__).parent / "library"
SUFFIXES = (".md", ".txt")
MAX_BYTES = 5_000_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*\n", re.DOTALL)
_HEADING = re.compile(r"^#\s+(.+?)\s*$", re.MULTILINE)


def library_files() -> list[Path]:
    """All files of the shipped library that hold documents."""
    return sorted([*LIBRARY.glob("rules/**/*.yaml"), *LIBRARY.glob("sops/*.md")])


def read_library() -> list[Document]:
    """All documents of the shipped library."""
    rules = [rule_document(entry) for path in sorted(LIBRARY.glob("rules/**/*.yaml")) for entry in entries_of(path)]
    return [*rules, *_sops()]


def entries_of(path: Path) -> list[dict[str, Any]]:
    """The rules of one file, as written."""
    entries: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)
    return entries


def rule_document(entry: dict[str, Any]) -> Document:
    """One rule of the library as a document: its statement in both languages."""
    return Document(
        id=entry["id"],
        kind="rule",
        titles=entry["title"],
        texts=entry["statement"],
        source=entry["source"]["title"],
        url=entry["source"]["url"],
        platforms=(entry["platform"],),
        effective_from=entry["effective_from"],
        effective_to=entry["effective_to"],
        as_of=entry["as_of"],
        confidence=entry["confidence"],
        origin="library",
    )


def _sops() -> Iterator[Document]:
    by_id: dict[str, dict[str, tuple[dict[str, Any], str]]] = defaultdict(dict)
    for path in sorted(LIBRARY.glob("sops/*.md")):
        front, text = _split_front(path.read_text(encoding="utf-8"), path.name)
        by_id[front["id"]][front["language"]] = (front, text)
    for name, languages in sorted(by_id.items()):
        front = languages["en"][0]
        yield Document(
            id=name,
            kind="sop",
            titles={language: str(found[0]["title"]) for language, found in languages.items()},
            texts={language: found[1] for language, found in languages.items()},
            source=front["source"]["title"],
            effective_from=_text(front.get("effective_from")),
            as_of=_text(front.get("as_of")),
            confidence=front["confidence"],
            origin="library",
        )


def read_file(name: str, content: bytes) -> Document:
    """A file that a user adds. Its title is its front matter's, its first heading or its stem.

    Args:
        name: File name with a suffix of `SUFFIXES`.
        content: Its bytes, UTF-8.

    Raises:
        KnowledgeError: Not a text of a known kind, not UTF-8, empty or too long.
    """
    path = Path(name)
    if path.suffix.lower() not in SUFFIXES:
        raise KnowledgeError("document_suffix", file=path.name, known=list(SUFFIXES))
    if len(content) > MAX_BYTES:
        raise KnowledgeError("document_too_large", file=path.name, limit=MAX_BYTES // 1_000_000)
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise KnowledgeError("document_encoding", file=path.name) from broken
    front, text = _split_front(written, path.name)
    if not text.strip():
        raise KnowledgeError("document_empty", file=path.name)
    heading = _HEADING.search(text)
    titled = front.get("title") or (heading[1] if heading else None)
    kind = front.get("kind", "document")
    if kind not in KINDS:
        raise KnowledgeError("document_kind", file=path.name, kind=kind, known=list(KINDS))
    source = front.get("source")
    return Document(
        id=str(front.get("id") or path.stem),
        kind=kind,
        titles={"": str(titled or path.stem)},
        texts={"": text.replace("\x00", "")},
        source=str(source.get("title") if isinstance(source, dict) else source or path.name),
        url=source.get("url") if isinstance(source, dict) else None,
        effective_from=_text(front.get("effective_from") or front.get("effective_date")),
        effective_to=_text(front.get("effective_to")),
        as_of=_text(front.get("as_of")),
        confidence=_text(front.get("confidence")),
        title_counts=titled is not None,
    )


def _split_front(written: str, file: str) -> tuple[dict[str, Any], str]:
    match = _FRONT_MATTER.match(written.replace("\r\n", "\n"))
    if not match:
        return {}, written
    try:
        front = yaml.load(match[1], Loader=_LOADER)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as broken:
        raise KnowledgeError("document_front_matter", file=file, reason=str(broken)) from broken
    return (front if isinstance(front, dict) else {}), written.replace("\r\n", "\n")[match.end() :]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def fingerprint() -> str:
    """Changes when a file of the library changes; cheap enough for every start."""
    stats = [(str(path.relative_to(LIBRARY)), path.stat().st_size, path.stat().st_mtime_ns) for path in library_files()]
    return hashlib.sha256(repr(stats).encode()).hexdigest()
