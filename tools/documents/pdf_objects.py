"""Objects of a PDF taken as they are: none needs to be of the kind that it should be."""

import math
from collections.abc import Sequence
from typing import Any

Layers = frozenset[int]
"""Numbers of the layers that are switched off."""


def resolved(value: Any) -> Any:
    """The object that a reference leads to."""
    return value.get_object() if hasattr(value, "get_object") else value


def entry(holder: Any, name: Any) -> Any:
    """An entry of a dictionary; None when there is none, or no dictionary."""
    found = resolved(holder)
    return resolved(found.get(name)) if isinstance(found, dict) and isinstance(name, str) else None


def numbers(operands: Sequence[Any], count: int) -> list[float]:
    """The first operands as numbers; nothing when they are not."""
    found = [resolved(operand) for operand in operands[:count]]
    if len(found) < count or not all(isinstance(each, int | float) and math.isfinite(each) for each in found):
        return []
    return [max(-1e9, min(1e9, float(each))) for each in found]


def hidden_layers(catalog: Any) -> Layers:
    """Layers that are switched off when the document is opened."""
    layers = entry(catalog, "/OCProperties")
    default = entry(layers, "/D")
    everything, on, off = _ids(entry(layers, "/OCGs")), _ids(entry(default, "/ON")), _ids(entry(default, "/OFF"))
    return frozenset((everything - on) | off if entry(default, "/BaseState") == "/OFF" else off)


def is_hidden_layer(holder: Any, name: Any, layers: Layers) -> bool:
    """Whether the layer, or the group of layers, of that name in a dictionary is switched off."""
    found = resolved(holder)
    if not layers or not isinstance(found, dict) or not isinstance(name, str) or name not in found:
        return False
    raw = found.raw_get(name) if hasattr(found, "raw_get") else found[name]
    group = entry(found, name)
    members = _ids([raw])
    if entry(group, "/Type") == "/OCMD":
        single = group.raw_get("/OCGs") if "/OCGs" in group else None
        listed = resolved(single)
        members = _ids(listed if isinstance(listed, list) else [single])
    return bool(members) and members <= layers


def _ids(references: Any) -> set[int]:
    return {each.idnum for each in references if hasattr(each, "idnum")} if isinstance(references, list) else set()
