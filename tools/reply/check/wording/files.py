"""The lists of words beside this module."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LANGUAGES = ("en", "de", "fr", "es", "it", "ja", "zh")


@cache
def lexicon(name: str) -> dict[str, Any]:
    """A list of words, read once."""
    read: dict[str, Any] = yaml.load((_HERE / f"{name}.yaml").read_text(encoding="utf-8"), _LOADER)  # noqa: S506
    return read
