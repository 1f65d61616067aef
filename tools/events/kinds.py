"""Kinds of events, and how people write them."""

import unicodedata
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from prompts import Text

FILE = Path(__file__).parent / "kinds.yaml"
_SEPARATORS = str.maketrans("", "", "-_–—")


class EventKind(BaseModel):
    """One kind of event.

    Attributes:
        id: Name in this product.
        names: Other ways to write it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    label: Text
    names: tuple[str, ...]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kinds: dict[str, EventKind]
    peaks: dict[str, Text]


@cache
def _read() -> _File:
    written = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    kinds = {name: {"id": name, **entry} for name, entry in written["kinds"].items()}
    return _File.model_validate({**written, "kinds": kinds})


def event_kinds() -> dict[str, EventKind]:
    """All kinds by id."""
    return _read().kinds


def peak_labels() -> dict[str, Text]:
    """Peaks of the calendar by the name that `resolve_period` knows, each with its year after it."""
    return _read().peaks


def fold(name: str) -> str:
    """A name without what people write differently: case, width, blanks, hyphens, underscores."""
    plain = unicodedata.normalize("NFKC", name).casefold().translate(_SEPARATORS)
    return "".join(plain.split())


@cache
def _by_name() -> dict[str, EventKind]:
    return {fold(name): kind for kind in event_kinds().values() for name in (kind.id, *kind.label.values(), *kind.names)}


def find_kind(name: str) -> EventKind | None:
    """The kind of that name, or None."""
    return _by_name().get(fold(name))
