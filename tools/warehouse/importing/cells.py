"""One record seen by field, with every value read by the notation of its column."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from tools.warehouse.importing import values
from tools.warehouse.importing.notation import Notation
from tools.warehouse.importing.values import UnreadableValue

MAX_DIGITS = 18
"""Digits that the warehouse keeps of an amount."""
MAX_DECIMALS = 6
"""How many of them are decimals."""
_T = TypeVar("_T")
_PERCENT_LIMIT = 100_000


class BadCell(Exception):
    """A value that cannot be read: `field`, `reason` (a message key), `value`."""

    def __init__(self, field: str, reason: str, value: Any) -> None:
        super().__init__(field, reason, value)
        self.field, self.reason, self.value = field, reason, value


class Cells:
    """The fields of one record; blank cells read as None.

    Args:
        raw: Raw value by field.
        notation: Of the file.
    """

    __slots__ = ("_notation", "_raw")

    def __init__(self, raw: dict[str, Any], notation: Notation) -> None:
        self._raw, self._notation = raw, notation

    def text(self, field: str) -> str | None:
        """The text, outer blanks removed."""
        value = self._raw.get(field)
        if value is None:
            return None
        if isinstance(value, str):
            return value.strip() or None
        if isinstance(value, dict | list):
            raise BadCell(field, "not_single", value)
        return str(value)

    def has(self, field: str) -> bool:
        """Whether the file has the field at all; its cell may be blank."""
        return self._raw.get(field) is not None

    def need(self, field: str) -> str:
        """The text of a field that may not be blank."""
        value = self.text(field)
        if value is None:
            raise BadCell(field, "blank", "")
        return value

    def number(self, field: str, decimals: int = MAX_DECIMALS) -> Decimal | None:
        """A number with at most so many decimals, and as many digits as the warehouse keeps."""
        value = self._read(field, lambda raw: values.number(raw, self._notation.mark(field)))
        if value is None:
            return None
        if value.copy_abs() >= 10 ** (MAX_DIGITS - decimals):
            raise BadCell(field, "too_large", self._raw[field])
        if value != round(value, decimals):
            raise BadCell(field, "too_many_decimals", self._raw[field])
        return value

    def fraction(self, field: str) -> Decimal | None:
        """A percentage as a fraction, rounded to the decimals that the warehouse keeps."""
        percent = self._read(field, lambda raw: values.number(raw, self._notation.mark(field)))
        if percent is None:
            return None
        if percent.copy_abs() >= _PERCENT_LIMIT:
            raise BadCell(field, "too_large", self._raw[field])
        return round(percent / 100, MAX_DECIMALS)

    def need_number(self, field: str, decimals: int = MAX_DECIMALS) -> Decimal:
        """A number that may not be blank."""
        value = self.number(field, decimals)
        if value is None:
            raise BadCell(field, "blank", "")
        return value

    def count(self, field: str) -> int | None:
        """A whole number."""
        return self._read(field, lambda raw: values.whole_number(raw, self._notation.mark(field)))

    def day(self, field: str) -> date | None:
        """A calendar day."""
        return self._read(field, lambda raw: values.day(str(raw), self._notation.order(field)))

    def instant(self, field: str, zone: ZoneInfo) -> datetime | None:
        """A point in time in UTC."""
        return self._read(field, lambda raw: values.instant(str(raw), zone, self._notation.order(field)))

    def need_instant(self, field: str, zone: ZoneInfo) -> datetime:
        """A point in time that may not be blank."""
        moment = self.instant(field, zone)
        if moment is None:
            raise BadCell(field, "blank", "")
        return moment

    def _read(self, field: str, parse: Callable[[Any], _T]) -> _T | None:
        raw = self._raw.get(field)
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        try:
            return parse(raw)
        except UnreadableValue as bad:
            raise BadCell(field, str(bad.args[0]), raw) from bad
