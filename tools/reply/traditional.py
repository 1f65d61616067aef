"""Traditional Chinese signs read as the simplified ones that stand for them."""

from functools import cache
from pathlib import Path

import yaml

_LIST = Path(__file__).with_name("traditional.yaml")


@cache
def simplified_signs() -> dict[int, str]:
    """The simplified sign for every traditional one, as a table for `str.translate`; one sign for one sign."""
    read = yaml.safe_load(_LIST.read_text(encoding="utf-8"))
    return {ord(old): new for old, new in zip(read["traditional"], read["simplified"], strict=True)}


def simplified(text: str) -> str:
    """A text with simplified signs; places of characters stay as they are."""
    return text if text.isascii() else text.translate(simplified_signs())
