"""Names of time zones in cells to offsets."""

import re
from datetime import UTC, timedelta, timezone
from functools import lru_cache
from pathlib import Path

import yaml

_OFFSET = re.compile(r"(?:UTC|GMT)? ?(?P<sign>[+\-−])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?")
FARTHEST = timedelta(hours=14)
"""No place is farther from UTC."""


@lru_cache(maxsize=512)
def offset_of(text: str) -> timezone | None:
    """The offset that `PST`, `(UTC+8)`, `GMT+09:00` or `-0700` stands for; None where it could be several or none."""
    name = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    match = _OFFSET.fullmatch(name.upper())
    return _offset(match) if match else _abbreviations().get(name.upper())


def _offset(match: re.Match[str]) -> timezone | None:
    minutes = int(match["minutes"] or 0)
    length = timedelta(hours=int(match["hours"]), minutes=minutes)
    if length > FARTHEST or minutes >= 60:
        return None
    signed = length if match["sign"] == "+" else -length
    return timezone(signed) if signed else UTC


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, timezone]:
    path = Path(__file__).parent / "time_zones.yaml"
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: offset for name, entry in written.items() if (offset := offset_of(entry["offset"]))}
