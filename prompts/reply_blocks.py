"""Reply blocks: what drafts to buyers are made of, by language, topic and case (see `replies/README.md`)."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from prompts import ROOM, PromptError

ROOM_OF_REPLIES = ROOM / "replies"
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
Kind = Literal["plain", "optional", "next"]
_KINDS: dict[str, Kind] = {"?": "optional", ">": "next"}


@dataclass(frozen=True)
class Line:
    """One line of a block.

    Attributes:
        kind: `plain` always stands, `optional` needs all its variables, `next` is the next step.
        text: With `{{ name }}` for each variable.
    """

    kind: Kind
    text: str

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of its variables, in order."""
        return tuple(_VARIABLE.findall(self.text))

    def filled(self, values: dict[str, str]) -> str:
        """The line with its variables.

        Raises:
            PromptError: One of them was not given.
        """
        missing = [name for name in self.variables if name not in values]
        if missing:
            raise PromptError(f"reply line {self.text!r} was not given {missing}")
        return _VARIABLE.sub(lambda found: values[found[1]], self.text)


@cache
def reply_topics(language: str) -> tuple[str, ...]:
    """Topics that a language has blocks for."""
    return tuple(sorted(path.stem for path in (ROOM_OF_REPLIES / language).glob("*.md")))


@cache
def reply_cases(language: str, topic: str) -> dict[str, tuple[Line, ...]]:
    """The blocks of a topic by case.

    Raises:
        PromptError: There is no such topic, or a case stands twice.
    """
    path = Path(ROOM_OF_REPLIES / language / f"{topic}.md")
    if not path.is_file():
        raise PromptError(f"no reply blocks {language}/{topic}.md")
    found: dict[str, list[Line]] = {}
    for written in path.read_text(encoding="utf-8").splitlines():
        text = written.strip()
        if text.startswith("## "):
            case = text.removeprefix("## ").strip()
            if case in found:
                raise PromptError(f"reply block {topic}.{case} stands twice in {language}")
            found[case] = lines = []
        elif text:
            kind: Kind = _KINDS.get(text[0], "plain")
            lines.append(Line(kind, text.lstrip("?> ") if kind != "plain" else text))
    return {case: tuple(each) for case, each in found.items()}


def reply_block(language: str, block: str) -> tuple[Line, ...]:
    """The lines of one block.

    Args:
        language: `de`.
        block: Topic and case: `delivery.in_transit`.

    Raises:
        PromptError: There is none.
    """
    topic, _, case = block.partition(".")
    cases = reply_cases(language, topic)
    if case not in cases:
        raise PromptError(f"no reply block {block!r} in {language}")
    return cases[case]
