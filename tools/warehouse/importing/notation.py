"""How one file writes numbers and dates, decided by column before any cell is read."""

from collections.abc import Collection, Mapping, Sequence

from tools.warehouse.importing import values
from tools.warehouse.importing.values import DayOrder, DecimalEvidence


class Notation:
    """How the columns of one file write numbers and dates.

    Args:
        mark: Decimal sign for all columns, or None to decide each from its cells.
        order: Day and month order for all columns, or None to decide each from its cells.
        local_mark: Decimal sign where the rows were sold.
    """

    def __init__(self, mark: str | None, order: DayOrder | None, local_mark: str = ".") -> None:
        self._mark, self._order, self._local_mark = mark, order, local_mark
        self._marks: dict[str, str] = {}
        self._orders: dict[str, DayOrder] = {}

    def learn_numbers(self, columns: Mapping[str, Sequence[str]], counts: Collection[str]) -> list[str]:
        """Decide the decimal sign of each column; what its own cells leave open, the other columns decide.

        Args:
            columns: Cells by field.
            counts: Fields that hold whole numbers.

        Returns:
            The fields whose sign stays open.
        """
        if self._mark:
            self._marks = dict.fromkeys(columns, self._mark)
            return []
        found = {field: values.decimal_evidence(texts) for field, texts in columns.items()}
        proved = {evidence.mark for evidence in found.values() if evidence.mark}
        common = proved.pop() if len(proved) == 1 else None
        marks = {field: self._mark_of(evidence, common, field in counts) for field, evidence in found.items()}
        self._marks = {field: mark for field, mark in marks.items() if mark}
        return [field for field, mark in marks.items() if mark is None]

    def _mark_of(self, evidence: DecimalEvidence, common: str | None, is_count: bool) -> str | None:
        if evidence.mark or common or not evidence.doubtful:
            return evidence.mark or common or "."
        return values.count_mark(evidence.doubtful, self._local_mark) if is_count else None

    def learn_dates(self, columns: Mapping[str, Sequence[str]]) -> list[str]:
        """Decide the order of day and month of each column; returns the fields whose cells do not tell."""
        orders = {field: self._order or values.day_order(texts) for field, texts in columns.items()}
        self._orders = {field: order for field, order in orders.items() if order}
        return [field for field, order in orders.items() if order is None]

    def mark(self, field: str) -> str:
        """The decimal sign of a field."""
        return self._marks.get(field, ".")

    def order(self, field: str) -> DayOrder:
        """The day and month order of a field."""
        return self._orders.get(field, "dmy")
