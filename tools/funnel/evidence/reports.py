"""Figures of tables whose rows are of report periods: ads, search, traffic."""

from dataclasses import dataclass

from tools.funnel.evidence.figures import ALL, Move, Place, Tally
from tools.funnel.evidence.periods import Choice, Windows, choose
from tools.funnel.stored.names import NAMED
from tools.sales.catalogue import tables
from tools.sales.product_scope import Scope
from tools.warehouse.engines.engine import Cursor

Figures = tuple[dict[str, dict[Place, Move]], dict[Place, str]]


@dataclass(frozen=True)
class Report:
    """What is read of one table.

    Attributes:
        grains: That serve, in the order in which they are preferred.
        values: Column of each figure.
        money: Figures that are amounts.
        granularities: That serve, likewise; all when empty.
        products: Grains whose rows are of a product.
        sku: SQL of the SKU.
        whole: Whether all days of both windows must be covered; else whole periods within them serve.
        together: Whether figures of whole places are wanted too, not only those of products.
    """

    table: str
    grains: tuple[str, ...]
    values: dict[str, str]
    money: frozenset[str] = frozenset()
    granularities: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    sku: str = "f.sku"
    whole: bool = True
    together: bool = True


def figures_of(cursor: Cursor, report: Report, scope: Scope, windows: Windows) -> Figures:
    """Figures of both windows by place, and the currency of their amounts.

    Args:
        cursor: On the warehouse.
        report: What is read.
        scope: What rows count.
        windows: Base and current.
    """
    tally = Tally(report.money)
    grains = [grain for grain in report.grains if scope.skus is None or grain in report.products]
    choices = choose(cursor, report.table, grains, list(report.granularities), scope, windows) if grains else []
    missing = {choice.marketplace for choice in choices if not _serves(choice, report)}
    for choice in choices:
        if choice.marketplace not in missing:
            _add(cursor, tally, report, choice, scope, windows)
    uneven = not report.whole and len({choice.days for choice in choices}) > 1
    if missing or uneven:
        tally.without(ALL)
    return tally.figures(), tally.currencies()


def _serves(choice: Choice, report: Report) -> bool:
    return choice.complete or (not report.whole and min(choice.days) > 0)


def _add(cursor: Cursor, tally: Tally, report: Report, choice: Choice, scope: Scope, windows: Windows) -> None:
    by_product = choice.grain in report.products
    sku = report.sku if by_product else "null"
    sql = f"""select {sku} as sku, min(f.currency), max(f.currency), {", ".join(map(_sum, report.values.values()))}
    from {report.table} f {NAMED}
    where f.shop_id = $shop and f.marketplace = $marketplace and f.grain = $grain
        and {tables()[report.table].granularity} = $granularity and f.period_from >= $first_day and f.period_to <= $last_day
        and date_diff('day', f.period_from, f.period_to) = $length - 1 and ($skus is null or list_contains($skus, {report.sku}))
    group by {sku if by_product else "f.marketplace"}"""
    for number, window in enumerate(windows):
        values = {
            "shop": choice.shop, "marketplace": choice.marketplace, "grain": choice.grain, "granularity": choice.granularity,
            "first_day": window.start, "last_day": window.end, "length": choice.length, "skus": scope.skus,
        }  # fmt: skip
        for name, least, most, *amounts in cursor.execute(sql, values).fetchall():
            places: list[Place] = [(choice.marketplace, name)] if name is not None else []
            places += [(choice.marketplace, None), ALL] if report.together else []
            tally.paid_in(places, (least, most))
            told = {key: None if value is None else float(value) for key, value in zip(report.values, amounts, strict=True)}
            tally.add(number, places, told, choice.days[number])


def _sum(column: str) -> str:
    """A sum over rows that do not all give the figure is none."""
    return f"case when count({column}) = count(*) then sum({column}) end"
