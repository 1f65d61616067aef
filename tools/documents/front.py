"""What a document says of itself: front matter, or the properties that its program keeps."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from tools.core.errors import ImportRefused
from tools.documents.cleaning import clean
from tools.documents.collecting import one_line
from tools.documents.limits import LONGEST_TITLE

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLOCK = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST = 20_000
_MOST_DEPTH = 5
_MOST_NAMES = 100
_LISTS = ("shop", "platform", "marketplace")
_NAMES = {
    **{name: name for name in (
        "id", "title", "kind", "source", "url", "language", "owner", "effective_from", "effective_to", "as_of", "version",
        "confidence", *_LISTS,
    )},
    "lang": "language", "author": "owner", "effective_date": "effective_from", "shops": "shop", "platforms": "platform",
    "marketplaces": "marketplace",
}  # fmt: skip


def split_front(text: str, file: str) -> tuple[dict[str, Any], str]:
    """The front matter that a text begins with, by the names used here, and the text after it.

    Raises:
        ImportRefused: It is no YAML, or made to take memory.
    """
    match = _BLOCK.match(text)
    if not match or len(match[1]) > _LONGEST:
        return {}, text
    try:
        _check_events(match[1])
        found = yaml.load(match[1], Loader=_LOADER)  # noqa: S506 (a safe loader)
    except (yaml.YAMLError, ValueError, RecursionError) as broken:
        raise ImportRefused("document_front_matter", file=file, reason=one_line(str(broken))[:LONGEST_TITLE]) from broken
    return (known_front(found), text[match.end() :]) if isinstance(found, dict) else ({}, text)


def _check_events(block: str) -> None:
    """Refuse references, by which a few lines may stand for gigabytes, and endless nesting."""
    depth = 0
    for event in yaml.parse(block, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > _MOST_DEPTH:
            raise ValueError(str(event.start_mark))


def known_front(found: Mapping[Any, Any]) -> dict[str, Any]:
    """The entries that have a meaning here, as plain texts and lists of them."""
    front: dict[str, Any] = {}
    for name, value in found.items():
        known = _NAMES.get(str(name).strip().lower().replace("-", "_").replace(" ", "_"))
        plain = _plain(value, known) if known else None
        if known and plain and known not in front:
            front[known] = _language(plain) if known == "language" else plain
    return front


def _plain(value: Any, name: str) -> Any:
    if name == "source" and isinstance(value, dict):
        return {key: text for key in ("title", "url") if (text := _text(value.get(key)))}
    if isinstance(value, list):
        return [text for each in value[:_MOST_NAMES] if (text := _text(each))]
    text = _text(value)
    return [part.strip() for part in text.split(",")] if text and name in _LISTS and "," in text else text


def _text(value: Any) -> str | None:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if not isinstance(value, str | int | float):
        return None
    return one_line(clean(str(value)).text)[:LONGEST_TITLE] or None


def _language(written: Any) -> Any:
    """`zh` of `zh-CN`."""
    return re.split("[-_]", written.lower())[0] if isinstance(written, str) else written
