"""Text in a document that addresses an assistant: reported, and kept as text like any other."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from knowledge.parsed import Remark, Section
from tools.documents.collecting import one_line

_BEFORE, _AFTER = 20, 100
_MOST = 5


@cache
def _pattern() -> re.Pattern[str]:
    found = yaml.safe_load(Path(__file__).with_name("instructions.yaml").read_text(encoding="utf-8"))["patterns"]
    return re.compile("|".join(f"(?:{pattern})" for pattern in found), re.IGNORECASE | re.MULTILINE)


def addresses_assistant(text: str) -> str | None:
    """The words that address an assistant, with some around them; None when there are none."""
    match = _pattern().search(text)
    return one_line(text[max(0, match.start() - _BEFORE) : match.start() + _AFTER]) if match else None


def instruction_remarks(sections: Iterable[Section]) -> list[Remark]:
    """One remark for each of the first sections that address an assistant."""
    found: list[Remark] = []
    for section in sections:
        excerpt = addresses_assistant(section.text) if len(found) < _MOST else None
        if excerpt:
            place = " > ".join(section.heading) or None
            found.append(Remark("document_instructions", {"page": section.page, "place": place, "excerpt": excerpt}))
    return found
