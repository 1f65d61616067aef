"""A file of listings, as its reader has it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.core.errors import ToolError
from tools.listing.contract import Listing
from tools.listing.draft import Said
from tools.warehouse.importing.limits import MEGABYTE, Limits

LIMITS = Limits(
    file_bytes=50 * MEGABYTE, inflated_bytes=400 * MEGABYTE, cells=5_000_000, seconds=120, memory_bytes=1_000 * MEGABYTE
)  # fmt: skip
MOST_ROWS = 10_000
HEAD = 30
"""First rows in which the names of columns are looked for."""

Row = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class Task:
    """A file to read.

    Attributes:
        path: Where it lies.
        file: What the user calls it.
        marketplace: Store of rows that name none.
    """

    path: Path
    file: str
    marketplace: str | None = None


@dataclass(frozen=True)
class SourceTable:
    """One table of the file: its rows of headings as they stand, and how wide it is."""

    name: str
    headers: list[list[str]]
    names: list[str]


@dataclass(frozen=True)
class SheetListing:
    """One listing of the file, or why the row holds none.

    Attributes:
        table: Place of its table.
        line: Number of its row, as its program shows it.
        cells: Of the row.
        places: Columns by field of the listing.
    """

    table: int
    line: int
    cells: list[str]
    places: dict[str, tuple[int, ...]]
    listing: Listing | None = None
    error: ToolError | None = None


@dataclass
class ListingSheet:
    """A file of listings.

    Attributes:
        unused: Names of columns that fill nothing and stay as they are.
        facts: Names of columns that were taken as facts of the product.
        notes: What its reader should know.
    """

    file: str
    tables: list[SourceTable] = field(default_factory=list)
    rows: list[SheetListing] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
