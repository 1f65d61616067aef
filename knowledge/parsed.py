"""What the parsing of a file gives: its text in sections, what it says of itself, and what a reader must know."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from knowledge.document import Section

__all__ = ["Parsed", "Remark", "Section"]


@dataclass(frozen=True)
class Remark:
    """Something about a file that its reader must know.

    Attributes:
        code: A key of `prompts/messages/`.
        details: Variables of its sentence.
    """

    code: str
    details: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Parsed:
    """A file, parsed.

    Attributes:
        sections: Its text, in order; rows of tables are lines of the form `header: value; header: value`.
        title: As the file states it, or else its first heading.
        front: What the file says of itself, by the keys of `knowledge.reading.document_of`, and `version`; days are
            ISO. A `language` that it does not state is guessed where that is safe.
        remarks: What was left out, and what is suspicious.
    """

    sections: tuple[Section, ...]
    title: str | None
    front: dict[str, Any]
    remarks: tuple[Remark, ...] = ()
