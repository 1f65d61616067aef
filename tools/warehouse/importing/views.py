"""What the reader of a workbook sees of its sheets."""

from dataclasses import dataclass


@dataclass
class View:
    """A sheet as its reader sees it: no hidden rows and columns, and what formulas came to in place of formulas.

    Attributes:
        hidden_rows: How many rows that hold something were left out.
        hidden_cells: How many cells of hidden columns were.
        uncounted: How many formulas have no result in the file.
    """

    hidden_rows: int = 0
    hidden_cells: int = 0
    uncounted: int = 0


def is_hidden(attributes: dict[str, str], size: str) -> bool:
    """Whether a row or column is hidden, or made so small that nothing of it is seen."""
    return attributes.get("hidden") in ("1", "true", "on") or attributes.get(size) in ("0", "0.0")
