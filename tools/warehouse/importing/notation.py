"""How one file writes numbers and dates, decided by column before any cell is read."""

from collections.abc import Collection, Mapping, Sequence

from tools.warehouse.importing.dates import DayOrder, day_order
from tools.warehouse.importing.numbers import DecimalEvidence, count_mark, decimal_evidence, number
from tools.warehouse.importing.values import EXACT


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
        self._fractions: set[str] = set()

    @property
    def needs_numbers(self) -> bool:
        """Whether the cells of number columns must be looked at."""
        return self._mark is None

    @property
    def needs_dates(self) -> bool:
        """Whether the cells of date columns must be looked at."""
        return self._order is None

    def learn_numbers(self, columns: Mapping[str, Sequence[str]], counts: Collection[str]) -> list[str]:
        """Decide the decimal sign of each column; what its own cells leave open, the other columns decide.

        Args:
            columns: Cells by field.
            counts: Fields that hold whole numbers.

        Returns:
            The fields whose sign stays open.
        """
        found = {field: decimal_evidence(texts) for field, texts in columns.items()}
        proved = {evidence.mark for evidence in found.values() if evidence.mark}
        common = proved.pop() if len(proved) == 1 else None
        marks = {field: self._mark_of(evidence, common, field in counts) for field, evidence in found.items()}
        self._marks = {field: mark for field, mark in marks.items() if mark}
        return [field for field, mark in marks.items() if mark is None]

    def _mark_of(self, evidence: DecimalEvidence, common: str | None, is_count: bool) -> str | None:
        if evidence.mark or not evidence.doubtful:
            return evidence.mark or common or "."
        if not is_count:
            return common
        # Some programs write counts in another notation than amounts: their own cells come first.
        return count_mark(evidence.doubtful, self._local_mark) or (common and count_mark(evidence.doubtful, common))

    def learn_dates(self, columns: Mapping[str, Sequence[str]]) -> list[str]:
        """Decide the order of day and month of each column; returns the fields that stay open.

        What a column's own cells leave open another column of the file decides, for one program wrote both.
        """
        common = day_order([text for texts in columns.values() for text in texts])
        found = {field: day_order(texts) or common for field, texts in columns.items()}
        self._orders = {field: order for field, order in found.items() if order}
        return [field for field, order in found.items() if order is None]

    def learn_fractions(self, columns: Mapping[str, Sequence[str]]) -> None:
        """Decide which columns of percentages hold fractions: those whose cells a workbook types as numbers up to 1."""
        for field, texts in columns.items():
            typed = [text for text in texts if text.startswith(EXACT) and not text.endswith("%")]
            if typed and all(number(text).copy_abs() <= 1 for text in typed):
                self._fractions.add(field)

    def is_fraction(self, field: str) -> bool:
        """Whether a percentage without its sign is a fraction already."""
        return field in self._fractions

    def mark(self, field: str) -> str:
        """The decimal sign of a field."""
        return self._mark or self._marks.get(field, ".")

    def order(self, field: str) -> DayOrder:
        """The day and month order of a field."""
        return self._order or self._orders.get(field, "dmy")
