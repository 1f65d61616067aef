"""The shipped library: files of facts and procedures, as documents."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.document import Document, Kind, KnowledgeError
from knowledge.entry import Entry, Gap
from knowledge.reading import front_and_text

LIBRARY = Path(__file__).parent / "library"
FOLDERS: dict[str, Kind] = {
    "rules": "rule",
    "wording": "rule",
    "compliance": "compliance",
    "taxes": "compliance",
    "logistics": "logistics",
    "gaps": "gap",
}
"""What the entries of each folder are."""

OUTSIDE = ("everyday", "company_and_people")
"""Files of gaps that have nothing to do with selling abroad."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def library_files() -> list[Path]:
    """All files of the library that hold documents."""
    return sorted([*(path for folder in FOLDERS for path in entry_files(folder)), *LIBRARY.glob("sops/*.md")])


def entry_files(folder: str) -> list[Path]:
    """The files of entries under a folder of the library."""
    return _yaml_files(LIBRARY / folder)


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.yaml") if path.name != "patterns.yaml")


def read_library() -> list[Document]:
    """All documents of the library."""
    entries = [document for folder in FOLDERS for path in entry_files(folder) for document in documents_of(path)]
    return [*entries, *_sops()]


def documents_of(path: Path) -> list[Document]:
    """The documents of one file of entries.

    Raises:
        ValidationError: An entry is not as it must be (pydantic).
    """
    kind = FOLDERS[path.relative_to(LIBRARY).parts[0]]
    found = [model_of(path).model_validate(entry).document(kind) for entry in entries_of(path)]
    return [replace(gap, area=path.stem) for gap in found] if kind == "gap" else found


def model_of(path: Path) -> type[Entry] | type[Gap]:
    """What the entries of a file must be."""
    return Gap if FOLDERS[path.relative_to(LIBRARY).parts[0]] == "gap" else Entry


def entries_of(path: Path) -> list[dict[str, Any]]:
    """The entries of one file, as written."""
    entries: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)
    return entries


def _sops() -> Iterator[Document]:
    for path in sorted(LIBRARY.glob("sops/*.en.md")):
        yield sop_document(path.name.removesuffix(".en.md"))


def sop_document(name: str) -> Document:
    """A procedure of the library from its two files.

    Raises:
        KnowledgeError: A file is missing or without the fields it needs.
    """
    written = {language: _front_and_text(LIBRARY / "sops" / f"{name}.{language}.md") for language in ("zh", "en")}
    front = written["en"][0]
    return Document(
        id=name,
        kind="sop",
        titles={language: str(head["title"]) for language, (head, _) in written.items()},
        texts={language: text for language, (_, text) in written.items()},
        source=front["source"]["title"],
        area=front["category"],
        questions={language: tuple(head.get("questions", ())) for language, (head, _) in written.items()},
        effective_from=front["effective_from"] and str(front["effective_from"]),
        as_of=str(front["as_of"]),
        confidence=front["confidence"],
        related=tuple(front.get("related_rules", ())),
        origin="library",
    )


def _front_and_text(path: Path) -> tuple[dict[str, Any], str]:
    if not path.exists():
        raise KnowledgeError("document_language_missing", file=path.name)
    front, text = front_and_text(path.read_text(encoding="utf-8"), path.name)
    if not isinstance(front.get("source"), dict):
        front = {name: value for name, value in front.items() if name != "source"}
    missing = [name for name in ("title", "source", "category", "effective_from", "as_of", "confidence") if name not in front]
    if missing:
        raise KnowledgeError("document_front_missing", file=path.name, fields=", ".join(missing))
    return front, text


def fingerprint() -> str:
    """Changes when a file of the library changes; cheap enough for every start."""
    stats = [(str(path.relative_to(LIBRARY)), path.stat().st_size, path.stat().st_mtime_ns) for path in library_files()]
    return hashlib.sha256(repr(stats).encode()).hexdigest()


@cache
def _facts(folder: Path) -> tuple[Document, ...]:
    return tuple(document for path in _yaml_files(folder) for document in documents_of(path))


def facts(folder: str) -> tuple[Document, ...]:
    """The facts under a folder: `rules/amazon`, `taxes`, in the order of the library; read once."""
    return _facts(LIBRARY / folder)
