"""Raw fields to rows of a table, and a reason for every value that cannot be read."""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from pydantic import BaseModel

from prompts import message
from tools.warehouse.importing.cells import BadCell, Cells
from tools.warehouse.importing.context import ImportContext
from tools.warehouse.importing.loading import Row, with_keys
from tools.warehouse.importing.notation import Notation
from tools.warehouse.importing.reading import RawReport, RawRow
from tools.warehouse.importing.rows import row_builder


class Rejection(BaseModel):
    """One value that could not be read."""

    line: int
    column: str
    reason: str
    reason_zh: str
    value: str


def build_rows(raw: RawReport, context: ImportContext) -> tuple[list[Row], list[Rejection]]:
    """Make the rows of a file's table.

    Args:
        raw: The file.
        context: What the user said about it.

    Returns:
        The rows with their keys, and what cannot be read, by line; with any of these the rows do not count.
    """
    builder = row_builder(raw.definition.table)
    notation, rejections = _learn(raw, context, builder)
    if rejections:
        return [], rejections
    rejections = [_rejection(raw, row.line, _misfit(row)) for row in raw.misfits]
    rows: list[Row] = []
    for row in raw.rows:
        try:
            rows.append({**builder.build(Cells(row.fields, notation), context), "line_number": row.line})
        except BadCell as bad:
            rejections.append(_rejection(raw, row.line, bad))
    kept, contradicting = with_keys(rows, builder.KEY, repeats=builder.REPEATS)
    rejections += [_rejection(raw, row["line_number"], _repeated(row, builder.KEY)) for row in contradicting]
    return kept, sorted(rejections, key=lambda rejection: rejection.line)


def _learn(raw: RawReport, context: ImportContext, builder: ModuleType) -> tuple[Notation, list[Rejection]]:
    """The file's notation, and a question for each column that does not tell its own."""
    mark = raw.definition.decimal or context.options.decimal
    local_mark = context.place.decimal if context.place else "."
    notation = Notation(mark, context.options.date_order, local_mark)
    numbers = {field: _texts(raw.rows, field) for field in builder.NUMBERS}
    dates = {field: _texts(raw.rows, field) for field in builder.DATES}
    questions = [(field, "ambiguous_decimal") for field in notation.learn_numbers(numbers, builder.COUNTS)]
    questions += [(field, "ambiguous_dates") for field in notation.learn_dates(dates)]
    rejections = []
    for field, question in questions:
        first = next(row for row in raw.rows if str(row.fields.get(field) or "").strip())
        rejections.append(_rejection(raw, first.line, BadCell(field, question, first.fields[field])))
    return notation, rejections


def _texts(rows: Sequence[RawRow], field: str) -> list[str]:
    """The different cells of a column."""
    cells = dict.fromkeys(cell for row in rows if isinstance(cell := row.fields.get(field), str))
    return [cell for cell in cells if cell.strip()]


def _misfit(row: RawRow) -> BadCell:
    [(array, found)] = row.fields.items()
    return BadCell(array, "not_an_object", found)


def _repeated(row: Row, key_fields: Sequence[str]) -> BadCell:
    parts = [row[name] for field in key_fields for name in field.split("|")]
    return BadCell(key_fields[0], "repeated_key", ", ".join(str(part) for part in parts if part is not None))


def _rejection(raw: RawReport, line: int, bad: BadCell) -> Rejection:
    reason = message(f"cell.{bad.reason}")
    return Rejection(
        line=line,
        column=raw.columns.get(bad.field, bad.field),
        reason=reason["en"],
        reason_zh=reason["zh"],
        value=_shown(bad.value),
    )


def _shown(value: Any) -> str:
    return str(value)[:200]
