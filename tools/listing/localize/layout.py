"""What goes where in a composed listing."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def layout() -> dict[str, Any]:
    """The tables of `layout.yaml`."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("layout.yaml").read_text(encoding="utf-8"))
    return found


@cache
def group_of(label: str, category: str) -> str:
    """The bullet that an attribute belongs to: `material`, `size`, `details`."""
    named = next((group for group, ids in layout()["groups"].items() if label in ids), None)
    return str(named or layout()["categories"].get(category, "details"))


def country(text: str, language: str) -> str | None:
    """A country's name in a language, given in any."""
    wanted = text.strip().lower()
    for names in layout()["countries"].values():
        known = [*names["zh"], *(str(name) for key, name in names.items() if key != "zh")]
        if wanted in (name.lower() for name in known):
            return str(names[language])
    return None
