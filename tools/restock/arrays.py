"""Arrays of rows, and the history that a plan is made from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

HISTORY_DAYS = 180
"""How far back demand is looked at."""
RECENT_DAYS = 90
"""Of which records must be nearly whole."""
_AT_ONCE = 8192


@dataclass(frozen=True)
class History:
    """Demand by day: a row per SKU and stock pool, a column per day, the oldest first.

    Attributes:
        units: Units ordered.
        in_stock: Whether the day tells of demand: it ended with stock, and was reported.
        days: How many of the last columns are a row's own; all when None.
    """

    units: Floats
    in_stock: Flags
    days: Ints | None = None

    def __len__(self) -> int:
        return len(self.units)

    def rows(self, chosen: slice | Ints) -> "History":
        """Some of the rows."""
        return History(self.units[chosen], self.in_stock[chosen], None if self.days is None else self.days[chosen])


def divided(above: Floats, below: Floats, otherwise: float) -> Floats:
    """A quotient by element, and another value where the divisor is not above nought."""
    found: Floats = np.divide(above, below, out=np.full(np.broadcast(above, below).shape, otherwise), where=below > 0)
    return found


def in_parts(rows: int) -> list[slice]:
    """Rows to work on together: as many as stay in the processor's cache and little memory."""
    return [slice(start, start + _AT_ONCE) for start in range(0, max(rows, 1), _AT_ONCE)]
