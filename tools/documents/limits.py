"""How much of a document is read before it is refused."""

from tools.warehouse.importing.limits import MEGABYTE, Limits

LIMITS = Limits(
    file_bytes=50 * MEGABYTE, inflated_bytes=400 * MEGABYTE, cells=5_000_000, seconds=120, memory_bytes=1_000 * MEGABYTE
)  # fmt: skip
MOST_CHARACTERS = 5_000_000
MOST_PAGES = 5_000
MOST_COLUMNS = LIMITS.columns
LONGEST_TITLE = 300
"""Characters of a title, a heading or a value of the front matter."""
