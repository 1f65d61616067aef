"""Word lists of the checks, which stand beside them."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def words(name: str) -> dict[str, Any]:
    """What the file of that name holds."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8"))
    return found
