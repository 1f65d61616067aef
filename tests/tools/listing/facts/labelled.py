"""Labelled sentences and listings of all sets."""

from pathlib import Path
from typing import Any

import yaml


def labelled(kind: str) -> list[Any]:
    """Cases of a kind, `facts` or `consistency`, of every set in turn."""
    paths = [Path(__file__).with_name(name) for name in ("cases.yaml", "cases_b.yaml", "cases_c.yaml")]
    return [case for path in paths for case in yaml.safe_load(path.read_text(encoding="utf-8"))[kind]]
