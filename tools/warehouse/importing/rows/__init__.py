"""One module per warehouse table that files can fill; the module's name is the table's.

Each has `NUMBERS` and `DATES` (fields whose notation is decided by column), `COUNTS` (the numbers that are whole),
`KEY` (fields of the natural key; `a|b` is b where a is blank), `REPEATS` (whether lines alike in the key are lines
of their own) and `build(cells, context)`, which makes one row.
"""

from importlib import import_module
from types import ModuleType


def row_builder(table: str) -> ModuleType:
    """The module that builds rows of a table."""
    return import_module(f"{__name__}.{table}")
