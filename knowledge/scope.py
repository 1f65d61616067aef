"""What a search is about: conditions that documents must meet, and what a question merely names."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.document import Document

_FILE = Path(__file__).parent / "places.yaml"


@cache
def _places() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content


def place_code(code: str) -> str:
    """The code that the library uses for a country or a group: `UK` for `GB`."""
    named: str = _places()["same"].get(code.upper(), code.upper())
    return named


def is_everywhere(places: Iterable[str]) -> bool:
    """Whether codes mean every place."""
    return bool({*_places()["everywhere"]} & {*places})


@cache
def covering(place: str) -> frozenset[str]:
    """Codes of documents that hold in a place: those of the place, of groups it is in, of parts of it, and of everywhere."""
    code, groups = place_code(place), _places()["groups"]
    around = {group for group, members in groups.items() if code in members}
    return frozenset({code, *around, *groups.get(code, []), *_places()["everywhere"]})


@dataclass(frozen=True)
class Scope:
    """Conditions of a search; None sets none.

    Attributes:
        kind: Only documents of this kind.
        platform: No documents about other platforms alone.
        place: No documents that hold only elsewhere: `DE`, `EU`.
        shop: No documents for other shops alone.
    """

    kind: str | None = None
    platform: str | None = None
    place: str | None = None
    shop: str | None = None

    def lets_through(self, document: Document) -> bool:
        """Whether a document meets the conditions."""
        return (
            self.kind in (None, document.kind)
            and (self.platform is None or not document.platforms or self.platform in document.platforms)
            and (self.shop is None or not document.shops or self.shop in document.shops)
            and (self.place is None or not document.places or bool(covering(self.place) & {*document.places}))
        )

    def condition(self) -> tuple[str, list[str]]:
        """The same over table `document`, with its values."""
        parts: list[str] = ["true"]
        values: list[str] = []
        if self.kind:
            parts.append("d.kind = ?")
            values.append(self.kind)
        for column, names in (("platforms", [self.platform]), ("shops", [self.shop]), ("places", self._codes())):
            wanted = [name for name in names if name]
            if wanted:
                parts.append(f"(d.{column} = '' or {' or '.join(f'instr(d.{column}, ?)' for _ in wanted)})")
                values += [f"|{name}|" for name in wanted]
        return " and ".join(parts), values

    def _codes(self) -> list[str]:
        return sorted(covering(self.place)) if self.place else []


OPEN = Scope()


def listed(names: tuple[str, ...]) -> str:
    """Names in one column, each between bars."""
    return f"|{'|'.join(names)}|" if names else ""


@dataclass(frozen=True)
class Named:
    """Platforms, places and ages that a question names: documents about others come after those about these.

    Attributes:
        platforms: `amazon` …
        places: Codes of countries and groups of them.
        days: Ages in days, for facts that hold for goods of some ages (`age_days` of their value).
    """

    platforms: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    days: frozenset[int] = frozenset()

    def misses(self, document: Document) -> int:
        """How many of what it names a document is not about."""
        other_platform = bool(self.platforms and document.platforms) and not self.platforms & {*document.platforms}
        held = {*document.places}
        other_place = bool(self.places and held) and not any(covering(place) & held for place in self.places)
        return other_platform + other_place

    def is_of_other_age(self, document: Document) -> bool:
        """Whether a document holds for other ages than those named."""
        first, last = document.value.get("age_days") or (None, None)
        return first is not None and bool(self.days) and not any(first <= day <= (last or day) for day in self.days)

    def meets(self, document: Document) -> int:
        """How many of what it names a document is about in particular."""
        places = {place_code(place) for place in self.places}
        return bool(self.platforms & {*document.platforms}) + bool(places & {*document.places})

    @property
    def apart(self) -> list[tuple[str | None, str | None]]:
        """Each platform with each place named, where one of them is alone; else each platform and each place."""
        platforms, places = sorted(self.platforms), sorted(self.places)
        if len(platforms) > 1 and len(places) > 1:
            return [*((platform, None) for platform in platforms), *((None, place) for place in places)]
        return [(platform, place) for platform in (*platforms,) or (None,) for place in (*places,) or (None,)]


def only(named: Named, platform: str | None, place: str | None) -> Named:
    """What names this platform and this place alone."""
    return replace(named, platforms=frozenset(filter(None, [platform])), places=frozenset(filter(None, [place])))


NOTHING = Named()
