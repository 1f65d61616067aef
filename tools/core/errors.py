"""What can go wrong in a tool, by who can mend it.

ToolError
├── InvalidInput        the user: a value cannot be read or is out of range
│   └── ImportRefused   the user: a file cannot be imported; names file, line, column
├── UnknownReference    the user: no such SKU, marketplace, metric; names the nearest known
├── NotCovered          the user: no value is known for that date, place or currency
├── NotEnoughData       the user: the data do not reach; names the range that exists
├── Ambiguous           the user: several readings with different results; asks
└── Unavailable         the operator: the data are busy, damaged, from a newer version or out of reach
"""

from datetime import date
from typing import Any, ClassVar

from prompts import message


class ToolError(Exception):
    """A refusal that says what to do.

    Args:
        key: Key of the sentence under `prompts/messages/`.
        field: Name of the argument at fault, if one is.
        **details: Variables of the sentence; also handed on, for callers that word it themselves.
    """

    code: ClassVar[str] = "error"

    def __init__(self, key: str, *, field: str | None = None, **details: Any) -> None:
        self.key = key
        self.field = field
        self.details = details
        self.text = message(key, **details)
        hint_key = f"{key}.hint"
        self.hint = message(hint_key, **details) if _has(hint_key) else None
        super().__init__(self.text["en"])

    def __reduce__(self) -> tuple[Any, ...]:
        """How it travels from one process to another."""
        return _rebuilt, (type(self), self.key, self.field, self.details)

    def payload(self) -> dict[str, Any]:
        """The error as the contract has it: `code`, `message`, `field`, `hint` and both languages."""
        return {
            "code": self.code,
            "message": self.text["en"],
            "message_zh": self.text["zh"],
            "field": self.field,
            "hint": self.hint["en"] if self.hint else None,
            "hint_zh": self.hint["zh"] if self.hint else None,
            "details": {name: _plain(value) for name, value in self.details.items() if value is not None},
        }


def _rebuilt(kind: type[ToolError], key: str, field: str | None, details: dict[str, Any]) -> ToolError:
    return kind(key, field=field, **details)


def _plain(value: Any) -> Any:
    """A detail as JSON can hold it."""
    return value.isoformat() if isinstance(value, date) else value


def _has(key: str) -> bool:
    from prompts import message_keys

    return key in message_keys()


class InvalidInput(ToolError):
    """A value cannot be read or is out of range."""

    code = "invalid_input"


class ImportRefused(InvalidInput):
    """A file cannot be imported; nothing of it was kept."""


class UnknownReference(ToolError):
    """A name that the data or the catalogue do not hold."""

    code = "unknown_reference"


class NotCovered(ToolError):
    """No value is known for that date, place or currency."""

    code = "not_covered"


class NotEnoughData(ToolError):
    """The data do not reach for an answer."""

    code = "not_enough_data"


class Ambiguous(ToolError):
    """Several readings with different results."""

    code = "ambiguous"


class Unavailable(ToolError):
    """The data are busy, damaged, from a newer version or out of reach."""

    code = "unavailable"
