"""One record seen by field, with every value read by the notation of its column."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tools.warehouse.importing import values
from tools.warehouse.importing.values import DayOrder, UnreadableValue

MAX_DECIMALS = 6
"""Decimals that the warehouse keeps of an amount."""


class BadCell(Exception):
    """A value that cannot be read: `field`, `reason` (a message key), `value`."""

    def __init__(self, field: str, reason: str, value: Any) -> None:
        super().__init__(field, reason, value)
        self.field, self.reason, self.value = field, reason, value


class Notation:
    """How the columns of one file write numbers and dates.

    Args:
        mark: Decimal sign for all columns, or None to decide each from its cells.
        order: Day and month order for all columns, or None to decide each from its cells.
    """

    def __init__(self, mark: str | None, order: DayOrder | None) -> None:
        self._mark, self._order = mark, order
        self._marks: dict[str, str] = {}
        self._orders: dict[str, DayOrder] = {}

    def learn(self, field: str, texts: Iterable[Any], *, dates: bool) -> str | None:
        """Decide a field's notation; returns the key of a question when its cells do not tell."""
        written = [text for text in texts if isinstance(text, str) and text.strip()]
        if dates:
            order = self._order or values.day_order(written)
            if order is None:
                return "ambiguous_dates"
            self._orders[field] = order
            return None
        mark = self._mark or values.decimal_mark(written)
        if mark is None:
            return "ambiguous_decimal"
        self._marks[field] = mark
        return None

    def mark(self, field: str) -> str:
        """The decimal sign of a field."""
        return self._marks.get(field, ".")

    def order(self, field: str) -> DayOrder:
        """The day and month order of a field."""
        return self._orders.get(field, "dmy")


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
        return str(value).strip() or None

    def need(self, field: str) -> str:
        """The text of a field that may not be blank."""
        value = self.text(field)
        if value is None:
            raise BadCell(field, "blank", "")
        return value

    def number(self, field: str, decimals: int = MAX_DECIMALS) -> Decimal | None:
        """A number with at most so many decimals."""
        value = self._read(field, lambda raw: values.number(raw, self._notation.mark(field)))
        if value is not None and value != round(value, decimals):
            raise BadCell(field, "too_many_decimals", self._raw[field])
        return value

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

    def instant(self, field: str, zone: ZoneInfo) -> datetime:
        """A point in time in UTC; may not be blank."""
        self.need(field)
        moment = self._read(field, lambda raw: values.instant(str(raw), zone, self._notation.order(field)))
        assert moment is not None
        return moment

    def _read(self, field: str, parse: Any) -> Any:
        raw = self._raw.get(field)
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        try:
            return parse(raw)
        except UnreadableValue as bad:
            raise BadCell(field, str(bad.args[0]), raw) from bad
