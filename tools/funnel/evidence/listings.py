"""Listings that were seen with another content than before."""

from itertools import pairwise

from tools.core.result import Period
from tools.funnel.evidence.figures import Edit
from tools.sales.product_scope import SQL, Scope
from tools.warehouse.engines.engine import Cursor

_SEEN = f"""select f.marketplace, f.sku, f.language, f.seen_on, f.title, f.bullet_points, f.description, f.search_terms
from listing f where f.seen_on <= $last_day and {SQL} order by f.marketplace, f.sku, f.language, f.seen_on"""


def listing_edits(cursor: Cursor, scope: Scope, window: Period) -> tuple[tuple[Edit, ...], bool]:
    """First days on which a new content was seen within a window, and whether there are any snapshots."""
    rows = cursor.execute(_SEEN, {**scope.values, "last_day": window.end}).fetchall()
    edits = {
        Edit(after[0], after[1], after[3])
        for before, after in pairwise(rows)
        if before[:3] == after[:3] and before[4:] != after[4:] and after[3] >= window.start
    }
    return tuple(sorted(edits)), bool(rows)
