"""Stages of the lead time and ways of transport, however they are written."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from prompts import Text, message


@cache
def _names(kind: str) -> dict[str, str]:
    written = yaml.safe_load((Path(__file__).parent / "names.yaml").read_text(encoding="utf-8"))[kind]
    return {_folded(name): known for known, names in written.items() for name in (known, *names)}


def _folded(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign not in " -_")


def stage_id(name: Any) -> Any:
    """The stage of that name; a name that is not known stays as it is."""
    return _names("stages").get(_folded(name), name) if isinstance(name, str) else name


def mode_id(name: Any) -> Any:
    """The way of transport of that name; a name that is not known stays as it is."""
    return _names("modes").get(_folded(name), name) if isinstance(name, str) else name


def mode_label(mode: str) -> Text:
    """A way of transport in the users' languages."""
    return message(f"restock_mode_{mode}")
