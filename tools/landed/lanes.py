"""Lanes of the library: from where to where, by which way of transport, in how many days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from knowledge.document import Document
from knowledge.scope import covering, place_code
from prompts import Text
from tools.core.errors import NotCovered, UnknownReference
from tools.core.references import nearest
from tools.landed.library import LOGISTICS, facts_about, holding, spans
from tools.landed.places import find_place
from tools.marketplaces.countries import country_name

_FIELD = "transit_time"
_HOME = "CN"
Basis = Literal["door_to_door", "port_to_port"]


@dataclass(frozen=True)
class Lane:
    """One way from China to a place.

    Attributes:
        kind: `express`, `air`, `sea_lcl` …
        days: Fewest and most in normal times.
        basis: Between doors or between ports.
    """

    fact: Document
    origin: str
    destination: str
    kind: str
    days: tuple[int, int]
    basis: Basis


@cache
def names() -> dict[str, Any]:
    """Destinations, and ways of transport, by the names people write."""
    content: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "lanes.yaml").read_text(encoding="utf-8"))
    return content


def destination_named(written: str) -> str:
    """The place as lanes name it: `US-West`, `DE`, `UK`.

    Raises:
        UnknownReference: Nothing has that name.
    """
    name = " ".join(written.strip().lower().split())
    coasts = {known: place for place, known_names in names()["destinations"].items() for known in known_names}
    return coasts.get(name) or find_place(written, field="destination").code


def destination_label(place: str) -> Text:
    """A destination in the users' languages."""
    label: Text = names()["labels"].get(place) or {
        language: country_name("GB" if place == "UK" else place, language) for language in ("zh", "en")
    }
    return label


def kind_label(kind: str) -> Text:
    """What a kind of lane is called."""
    label: Text = names()["kinds"].get(kind) or names()["modes"][kind]["label"]
    return label


def around(place: str) -> list[str]:
    """Wider places whose lanes hold for a place too, nearest first."""
    near: list[str] = names()["within"].get(place, [])
    return near or (["EU"] if "EU" in covering(place) and place != "EU" else [])


def mode_named(written: str) -> str:
    """The way of transport of that name.

    Raises:
        UnknownReference: None has it.
    """
    name = " ".join(written.strip().lower().split())
    modes = {known: mode for mode, entry in names()["modes"].items() for known in (mode, *entry["names"])}
    if name not in modes:
        raise UnknownReference(
            "landed_mode_unknown", field="mode", value=written, nearest=nearest(name, modes), known=[*names()["modes"]]
        )
    found: str = modes[name]
    return found


def lanes_to(origin: str, destination: str, mode: str | None, on: date) -> list[Lane]:
    """Lanes that lead to a place on a day, the fastest first.

    Where no lane of a kind leads to the place itself, one to the wider place around it (the US for its West Coast) stands in.
    Lanes to parts of the place are among them.

    Raises:
        NotCovered: None is known; says which are.
    """
    every = _lanes()
    wider = [destination, *around(destination)]
    parts = [place for place, wide in names()["within"].items() if wide[0] == destination and "-" in place]
    fitting = [lane for lane in every if lane.origin == origin and lane.destination in (*wider, *parts)]
    if mode is not None:
        fitting = [lane for lane in fitting if lane.kind in names()["modes"][mode]["lanes"]]
    held = {id(fact) for fact in holding((lane.fact for lane in fitting), on)}
    if not held:
        raise _unknown(every, fitting, origin, destination, mode, on)
    known = [lane for lane in fitting if id(lane.fact) in held]
    order = {place: at for at, place in enumerate([*wider, *parts])}
    nearest_of = {lane.kind: min(order[other.destination] for other in known if other.kind == lane.kind) for lane in known}
    chosen = [lane for lane in known if lane.destination in parts or order[lane.destination] == nearest_of[lane.kind]]
    return sorted(chosen, key=lambda lane: (lane.days, order[lane.destination], lane.fact.id))


def _unknown(every: Iterable[Lane], fitting: list[Lane], origin: str, destination: str, mode: str | None, on: date) -> NotCovered:
    if fitting:
        known = spans(lane.fact for lane in fitting)
        return NotCovered("landed_lane_not_then", field="as_of", day=on, known=known)
    listed: dict[str, list[str]] = {}
    for lane in every:
        kinds = listed.setdefault(f"{lane.origin}-{lane.destination}", [])
        if lane.kind not in kinds:
            kinds.append(lane.kind)
    label = destination_label(destination)
    return NotCovered(
        "landed_no_lane", field="mode" if mode else "destination", origin=origin, place_zh=label["zh"], place_en=label["en"],
        mode_zh=names()["modes"][mode]["label"]["zh"] if mode else None,
        mode_en=names()["modes"][mode]["label"]["en"] if mode else None,
        known=[f"{lane}: {', '.join(kinds)}" for lane, kinds in sorted(listed.items())],
    )  # fmt: skip


def _lanes() -> list[Lane]:
    return [
        Lane(
            fact=fact,
            origin=fact.value.get("origin", _HOME),
            destination=_placed(fact.value["destination"]),
            kind=fact.value["mode"],
            days=(int(fact.value["days_min"]), int(fact.value["days_max"])),
            basis=fact.value["basis"],
        )
        for fact in facts_about(LOGISTICS, _FIELD)
    ]


def _placed(written: str) -> str:
    return written if "-" in written else place_code(written)
