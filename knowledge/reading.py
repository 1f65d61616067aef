"""Files that a team adds, as documents."""

import re
from pathlib import Path
from typing import Any

import yaml

from knowledge.document import KINDS, Document, KnowledgeError, Section, first_day

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*\n", re.DOTALL)


def front_and_text(written: str, file: str) -> tuple[dict[str, Any], str]:
    """Front matter and the text after it.

    Raises:
        KnowledgeError: The front matter is no YAML.
    """
    match = _FRONT_MATTER.match(written.replace("\r\n", "\n"))
    if not match:
        return {}, written
    try:
        front = yaml.load(match[1], Loader=_LOADER)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as broken:
        raise KnowledgeError("document_front_matter", file=file, reason=str(broken)) from broken
    return (front if isinstance(front, dict) else {}), written.replace("\r\n", "\n")[match.end() :]


def document_of(name: str, sections: tuple[Section, ...], front: dict[str, Any]) -> Document:
    """A file's parts as a document. Its title is the file's own, its first heading or its stem.

    Args:
        name: File name.
        sections: Parts of its text, in order.
        front: What the file says of itself: `id`, `title`, `kind`, `source`, `effective_from`, `effective_to`,
            `as_of`, `confidence`, `language`, `owner`, `shop`, `platform`, `marketplace`.

    Raises:
        KnowledgeError: It has no text, or says of itself what cannot be.
    """
    path = Path(name)
    text = "\n\n".join(section.text for section in sections)
    if not text.strip():
        raise KnowledgeError("document_empty", file=path.name)
    kind = front.get("kind", "document")
    if kind not in KINDS:
        raise KnowledgeError("document_kind", file=path.name, kind=kind, known=list(KINDS))
    heading = next((section.heading[0] for section in sections if section.heading and not section.rows), None)
    titled = front.get("title") or heading
    source = front.get("source")
    begins = _day(front, "effective_from", path.name) or _day(front, "effective_date", path.name)
    ends = _day(front, "effective_to", path.name)
    if begins and ends and ends[: len(begins)] < begins[: len(ends)]:
        raise KnowledgeError("document_period", file=path.name, start=begins, end=ends)
    return Document(
        id=str(front.get("id") or path.stem),
        kind=kind,
        titles={"": str(titled or path.stem)},
        texts={"": text},
        source=str(source.get("title") if isinstance(source, dict) else source or path.name),
        url=source.get("url") if isinstance(source, dict) else None,
        platforms=_names(front.get("platform")),
        places=tuple(place.upper() for place in _names(front.get("marketplace"))),
        effective_from=begins,
        effective_to=ends,
        as_of=_text(front.get("as_of")),
        confidence=_text(front.get("confidence")),
        title_counts=titled is not None,
        sections=sections,
        language=_text(front.get("language")),
        owner=_text(front.get("owner")),
        shops=_names(front.get("shop")),
    )


def _names(given: Any) -> tuple[str, ...]:
    listed = given if isinstance(given, list) else [given]
    return tuple(str(name) for name in listed if name)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _day(front: dict[str, Any], name: str, file: str) -> str | None:
    day = _text(front.get(name)) or None
    try:
        if day is not None:
            first_day(day)
    except ValueError as wrong:
        raise KnowledgeError("document_day", file=file, entry=name, value=day) from wrong
    return day
