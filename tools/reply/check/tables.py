"""The tables of words and rules of this room."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_ROOM = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def table(name: str) -> Any:
    """One of the tables, by the stem of its file: `names`, `repairs/de`."""
    return yaml.load((_ROOM / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """A pattern of a table, compiled; capitals do not matter."""
    return re.compile(table(name)[key], re.IGNORECASE)
