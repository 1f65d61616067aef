"""Whether to change a page at all: what the shop's figures and its record of edits say."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

import yaml

from tools.core.errors import ToolError
from tools.events.events import Event, events_between
from tools.funnel.explaining import explained
from tools.funnel.request import FunnelQuestion
from tools.funnel.result import EffectRow, FunnelResult
from tools.funnel.stored.loading import stored_material
from tools.listing.contract import Listing
from tools.listing.draft import Change, Said, said
from tools.listing.market import Market
from tools.sales.question import Filters
from tools.warehouse.warehouse import Warehouse

_EDIT = "listing_edit"
_ORDER = ("title", "highlights", "bullets", "description", "search_terms")


@dataclass(frozen=True)
class _Place:
    """What to ask the data about."""

    listing: Listing
    market: Market
    on: date


@cache
def thresholds() -> dict[str, Any]:
    """When figures say enough; each with its derivation in the file."""
    read: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("thresholds.yaml").read_text(encoding="utf-8"))
    return read


def advice(listing: Listing, market: Market, on: date, warehouse: Warehouse, blocking: int, changes: list[Change]) -> list[Said]:
    """What to do with the draft, the weightiest first.

    Args:
        listing: As it was given; its SKU or ASIN tells which figures are its own.
        market: Its store.
        on: The day.
        warehouse: Where imported figures and events are.
        blocking: Findings of the listing that block.
        changes: Of the draft.
    """
    found = [said("listing_rewrite_must_repair", count=blocking)] if blocking else []
    if not changes:
        return [*found, said("listing_rewrite_nothing")]
    found += _of_data(_Place(listing, market, on), warehouse)
    fields = [field for field in _ORDER if any(change.field == field for change in changes)]
    if len(fields) > 1 and not blocking:
        found.append(said("listing_rewrite_one_at_a_time", first=fields[0], others=fields[1:]))
    return found


def _of_data(place: _Place, warehouse: Warehouse) -> list[Said]:
    if not (place.listing.sku or place.listing.asin):
        return [said("listing_rewrite_no_product")]
    if not warehouse.coverage():
        return [said("listing_rewrite_no_figures")]
    found = [_of_event(event, place.on) for event in _edits(place, warehouse)[-1:]]
    try:
        question = _question(place)
        return [*found, _of_figures(explained(question, stored_material(question, warehouse)))]
    except ToolError as refused:
        text = refused.text
        worded = said("listing_rewrite_no_own_figures", said="")
        return [*found, worded.model_copy(update={"zh": worded.zh + text["zh"], "en": f"{worded.en} {text['en']}"})]


def _question(place: _Place) -> FunnelQuestion:
    skus = [place.listing.sku] if place.listing.sku else []
    filters = Filters() if skus else Filters(asin=[place.listing.asin or ""])
    return FunnelQuestion(marketplaces=[place.market.id], skus=skus, filters=filters)


def _edits(place: _Place, warehouse: Warehouse) -> list[Event]:
    """Edits and tests of this page that are not two weeks old."""
    first = place.on - timedelta(days=thresholds()["settle_days"] - 1)
    skus = [name for name in (place.listing.sku, place.listing.asin) if name]
    with warehouse.reader() as cursor:
        found = events_between(cursor, first, place.on, [place.market.id], skus)
    return [event for event in found if event.kind == _EDIT]


def _of_event(event: Event, on: date) -> Said:
    day, until = event.start.isoformat(), (event.end + timedelta(days=thresholds()["settle_days"])).isoformat()
    if event.end >= on and event.end > event.start:
        return said("listing_rewrite_test_running", day=day, end=event.end.isoformat(), note=event.note or "")
    return said("listing_rewrite_just_edited", day=day, until=until, note=event.note or "")


def _of_figures(result: FunnelResult) -> Said:
    rows = {row.factor: row for row in result.effects}
    window = result.windows["current"]
    span = {"start": window.start.isoformat(), "end": window.end.isoformat()}
    page = next((rows[name] for name in thresholds()["page"] if name in rows and _fell(rows[name])), None)
    other = next((rows[name] for name in thresholds()["others"] if name in rows and _fell(rows[name])), None)
    if page:
        return _moved("listing_rewrite_page_fell", page, span)
    if other:
        return _moved("listing_rewrite_other_fell", other, span)
    return _enough(rows, span)


def _fell(row: EffectRow) -> bool:
    return row.moved and row.amount < 0


def _moved(key: str, row: EffectRow, span: dict[str, str]) -> Said:
    told = [said(key, label=row.label[language], rate=abs(row.change_rate or 0.0), **span) for language in ("zh", "en")]
    return Said(code=key, zh=told[0].zh, en=told[1].en)


def _enough(rows: dict[str, EffectRow], span: dict[str, str]) -> Said:
    """Whether a page that did not move was seen often enough to say so."""
    rate = next((rows[name] for name in thresholds()["page"] if name in rows), None)
    visits = next((rows[name].current for name in ("sessions", "clicks", "impressions") if name in rows), None)
    if rate is None or visits is None:
        return said("listing_rewrite_no_traffic_data", **span)
    seen, wanted = rate.smallest_detectable_change_rate, thresholds()["detect"]
    if seen is None or seen > wanted:
        needed = ceil(visits * (seen / wanted) ** 2) if seen else None
        return said("listing_rewrite_little_traffic", sessions=round(visits), needed=needed, detect=wanted, **span)
    return said("listing_rewrite_leave_it", sessions=round(visits), detect=seen, **span)
