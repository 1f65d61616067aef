"""Lists of words in a YAML file beside the code, as patterns on text in lower case."""

from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from copilot.offline.text import compiled


def lowered(text: str) -> str:
    """A text in lower case, letter by letter, so that places are those of the text."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


class WordLists:
    """The lists of one file.

    Args:
        name: Stem of the file in this folder.
    """

    def __init__(self, name: str) -> None:
        self._path = Path(__file__).parent / f"{name}.yaml"

    @cached_property
    def content(self) -> dict[str, Any]:
        """The file."""
        content: dict[str, Any] = yaml.safe_load(self._path.read_text(encoding="utf-8"))
        return content

    def pattern(self, name: str) -> str:
        """One list as a pattern: any of its entries."""
        return "(?:" + "|".join(self.content[name]) + ")"

    def has(self, text: str, *names: str) -> bool:
        """Whether a text in lower case holds words of one of the lists."""
        return any(compiled(self.pattern(name)).search(text) for name in names)
