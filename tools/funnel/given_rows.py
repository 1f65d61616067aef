"""Rows given with a question: which of them count, and whether they make sense."""

from collections.abc import Iterable
from typing import NamedTuple

from tools.core.errors import InvalidInput, NotEnoughData
from tools.funnel.request import FunnelQuestion, FunnelRow
from tools.marketplaces import find_marketplaces

Key = tuple[str, str | None, str | None]
"""Marketplace, SKU and channel of a segment."""
_SHOWN = 5


class GivenRow(NamedTuple):
    """A row, its number among those given, and the marketplace that it means, however it is spelled."""

    row: FunnelRow
    number: int
    place: str

    @property
    def key(self) -> Key:
        """Its segment."""
        return self.place, self.row.sku, self.row.channel


def wanted_rows(question: FunnelQuestion) -> list[GivenRow]:
    """The rows that a question is about.

    Raises:
        InvalidInput: Duplicate days, negative sales, filters that rows cannot have.
        NotEnoughData: No row is left after the filters.
    """
    rows = _wanted(question)
    for given in rows:
        if given.row.revenue < 0:
            field = f"rows.{given.number - 1}.revenue"
            raise InvalidInput("negative_sales", field=field, row=given.number, value=given.row.revenue, day=given.row.date)
    _check_duplicates(rows)
    _check_parts({given.key for given in rows})
    return rows


def _wanted(question: FunnelQuestion) -> list[GivenRow]:
    assert question.rows is not None
    filters = question.filters
    other = [name for name, values in filters if values and name not in ("marketplace", "place", "sku")]
    if other:
        raise InvalidInput("rows_filter", field=f"filters.{other[0]}", filter=other[0])
    known = {name: _ids(name) for name in {row.marketplace for row in question.rows}}
    exact = {ids[0] for ids in known.values() if len(ids) == 1}
    place = {name: _place(name, ids, exact) for name, ids in known.items()}
    asked = [set(_ids(name)) for name in (*question.marketplaces, *filters.marketplace, *filters.place)]
    skus = {*question.skus, *filters.sku}
    found = [
        GivenRow(row, number, place[row.marketplace])
        for number, row in enumerate(question.rows, start=1)
        if (not asked or any(ids & {*known[row.marketplace], place[row.marketplace]} for ids in asked))
        and (not skus or row.sku in skus)
        and (question.as_of is None or row.date <= question.as_of)
    ]
    if not found:
        raise NotEnoughData("no_rows_left", field="rows", given=len(question.rows))
    return found


def _ids(name: str) -> list[str]:
    return [market.id for market in find_marketplaces(name)] or [name.strip().lower()]


def _place(name: str, ids: list[str], exact: set[str]) -> str:
    """One name for a marketplace however the rows spell it: `US` beside `amazon_us` is the same."""
    if len(ids) == 1:
        return ids[0]
    meant = exact & set(ids)
    return meant.pop() if len(meant) == 1 else name.strip()


def _check_duplicates(rows: list[GivenRow]) -> None:
    seen: dict[tuple[object, ...], list[int]] = {}
    for given in rows:
        seen.setdefault((*given.key, given.row.date), []).append(given.number)
    twice = next((numbers for numbers in seen.values() if len(numbers) > 1), None)
    if twice is None:
        return
    row = next(given.row for given in rows if given.number == twice[0])
    named = " · ".join(part for part in (row.marketplace, row.sku, row.channel) if part)
    raise InvalidInput("duplicate_day", field=f"rows.{twice[1] - 1}", rows=twice[:_SHOWN], segment=named, day=row.date)


def _check_parts(keys: Iterable[Key]) -> None:
    """A marketplace as a whole beside its products would count their sales twice."""
    keys = set(keys)
    by_product = {(place, channel) for place, sku, channel in keys if sku is not None}
    both = sorted(place for place, sku, channel in keys if sku is None and (place, channel) in by_product)
    if both:
        raise InvalidInput("rows_whole_and_parts", field="rows", marketplace=both[0])
