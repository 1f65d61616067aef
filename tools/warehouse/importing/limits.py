"""How much of a file is read before it is refused."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Bounds of one file, honest exports far below each.

    Attributes:
        file_bytes: Size as handed over.
        inflated_bytes: Size of what a GZIP file or all parts of a workbook hold.
        ratio: Inflated bytes for each byte of the file.
        free_bytes: Inflated bytes for which the ratio does not matter: small files may be very regular.
        entries: Parts of a workbook.
        sheets: Sheets of a workbook.
        columns: Column of the last cell that holds something.
        cells: Cells, rows and other elements of a workbook, blank ones too; also its different texts.
        cell_chars: Characters of one cell. Excel itself holds 32,767.
        seconds: Computing time of the process that reads the file.
        memory_bytes: Address space of that process.
    """

    file_bytes: int = 200 * MEGABYTE
    inflated_bytes: int = 400 * MEGABYTE
    ratio: int = 200
    free_bytes: int = 10 * MEGABYTE
    entries: int = 10_000
    sheets: int = 200
    columns: int = 1_000
    cells: int = 20_000_000
    cell_chars: int = 1_000_000
    seconds: int = 900
    memory_bytes: int = 1_500 * MEGABYTE

    def most_inflated(self, packed_bytes: int) -> int:
        """Bytes that a packed file of that size may hold."""
        return min(self.inflated_bytes, max(self.free_bytes, self.ratio * packed_bytes))


WORKBOOK_LIMITS = Limits()
TEXT_LIMITS = Limits(inflated_bytes=2_000 * MEGABYTE)
