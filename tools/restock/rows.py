"""One row of the result for each product."""

from datetime import date, timedelta
from math import floor, isfinite

import numpy as np

from tools.restock.arrays import RECENT_DAYS
from tools.restock.computing import Computed
from tools.restock.confidence import confidence_of
from tools.restock.figures import known, plain
from tools.restock.leads import COLUMNS, UNNAMED, WHOLE, Way
from tools.restock.material import Material, Refused
from tools.restock.money import Money
from tools.restock.products import Product
from tools.restock.result import Lead, ModeRow, RestockRow, Rounding, Status, StockOut, Transfer
from tools.restock.stock_out import HORIZON_DAYS
from tools.restock.velocity import FEWEST_DAYS, WINDOWS

_DUST = 1e-9
_UNDER_WAY = 2
_LONGEST_COVER = 36_500


def refused_row(refused: Refused) -> RestockRow:
    """The row of a product that cannot be planned."""
    return RestockRow(
        sku=refused.sku, number=refused.number, status="refused", marketplace=refused.marketplace, error=refused.error.payload()
    )


def _above_one(units: float | None) -> float | None:
    """A minimum or carton of one unit is none."""
    return known(units) if units and units > 1 else None


class RowBuilder:
    """Builds the rows of a plan.

    Args:
        material: Products.
        found: What was computed of them.
        money: Costs, margins and what a budget bought.
    """

    def __init__(self, material: Material, found: Computed, money: Money) -> None:
        self.material, self.found, self.money = material, found, money
        recent = material.reported[:, -RECENT_DAYS:]
        told = np.minimum(material.history_days, RECENT_DAYS)
        # The last day or two may still be under way: no news.
        under_way = (~np.maximum.accumulate(recent[:, ::-1], axis=1))[:, :_UNDER_WAY].sum(axis=1)
        self.missing = np.maximum(told - recent.sum(axis=1) - under_way, 0.0)
        self._told = np.maximum(told, 1.0)
        self._protection = found.plan.horizon.protection_days
        self._uplift = found.path.uplift_over(self._protection)

    def row(self, at: int) -> RestockRow:
        """The row of one product, without reasons and texts."""
        product, found, terms = self.material.products[at], self.found, self.material.products[at].terms
        velocity = found.demand.velocity
        status = self.status(at)
        days = int(velocity.in_stock_days[at])
        row = RestockRow.model_construct(
            sku=product.sku,
            number=product.number,
            status=status,
            shop=product.shop,
            marketplace=product.marketplace,
            marketplaces=product.marketplaces,
            pool=product.pool,
            title=product.title,
            velocity=plain(velocity.units_per_day[at]),
            windows=self._windows(at),
            in_stock_days=days,
            history_days=int(self.material.history_days[at]),
            units_in_history=plain(velocity.units[at]),
            variance_per_day=plain(found.demand.variance[at]),
            drift_rate=plain(found.demand.drift_rate[at]),
            review_days=plain(terms.review_days or 0),
            target_fill_rate=terms.target_fill_rate,
            inbound=plain(product.inbound),
            on_order=plain(product.on_order),
            local_stock=plain(product.local_stock),
            overseas_stock=plain(product.overseas_stock),
            allocation=product.allocation,
            rounding=Rounding(moq=_above_one(terms.moq), carton=_above_one(terms.carton), pallet=known(terms.pallet)),
            confidence=confidence_of(
                days,
                float(velocity.units[at]),
                has_stock_history=product.has_stock_history,
                missing_rate=float(self.missing[at] / self._told[at]),
            ),
        )
        if product.has_stock:
            row.on_hand, row.inventory_position = plain(product.on_hand), plain(product.position)
            row.stock_out, row.cover_days = self._stock_out(at), self._cover(at)
        if found.main[at] >= 0:
            self._add_lead(row, at)
        if status not in ("needs_plan", "needs_lead_time", "needs_stock"):
            self._add_plan(row, at, product)
        return row

    def assumed_spread(self, at: int) -> bool:
        """Whether some stage has no spread of its own."""
        terms = self.material.products[at].terms
        times = terms.lead_time if isinstance(terms.lead_time, list) else [terms.lead_time] if terms.lead_time else []
        return any(time.sd_days is None for time in (*times, *(terms.modes or ())))

    def status(self, at: int) -> Status:
        """What is to be done with a product."""
        found, velocity = self.found, self.found.demand.velocity
        product = self.material.products[at]
        if velocity.in_stock_days[at] < FEWEST_DAYS and product.terms.plan_units_per_day is None:
            return "needs_plan"
        if not product.has_stock:
            return "needs_stock"
        if velocity.units_per_day[at] <= 0:
            sold = velocity.units[at] > 0
            return "review" if sold and product.on_hand <= 0 else "no_demand"
        if found.main[at] < 0:
            return "needs_lead_time"
        if self.money.granted[at] > 0:
            return "order"
        if found.rounded.waits[at]:
            return "wait"
        return "enough" if found.plan.need[at] <= 0 and found.rounded.quantity[at] <= 0 else "limited"

    def _windows(self, at: int) -> dict[str, float | None]:
        """Units a day by window; None where a shorter one already holds all days in stock."""
        velocity = self.found.demand.velocity
        days = [0, *velocity.window_days[at].tolist()]
        return {
            str(window): plain(velocity.windows[at, column]) if days[column + 1] > days[column] else None
            for column, window in enumerate(WINDOWS)
        }

    def _stock_out(self, at: int) -> StockOut:
        median, early = int(self.found.median[at]), int(self.found.early[at])
        return StockOut.model_construct(
            median=self._date(median), early=self._date(early),
            median_in_days=median if median <= HORIZON_DAYS else None, early_in_days=early if early <= HORIZON_DAYS else None,
        )  # fmt: skip

    def _date(self, days: int) -> date | None:
        return self.material.as_of + timedelta(days=days) if days <= HORIZON_DAYS else None

    def _cover(self, at: int) -> float | None:
        a_day = float(self.found.demand.velocity.units_per_day[at])
        days = self.material.products[at].on_hand / max(a_day, 1 / _LONGEST_COVER)
        return plain(round(days, 2)) if a_day > 0 and days < _LONGEST_COVER else None

    def _add_lead(self, row: RestockRow, at: int) -> None:
        way = self._way(at, int(self.found.main[at]))
        assert way is not None
        later = way.next_mean_days - way.mean_days
        row.lead_time = Lead.model_construct(
            mean_days=plain(way.mean_days),
            sd_days=plain(way.sd_days),
            mode=None if way.mode == UNNAMED else way.mode,
            stages=[] if way.stages[0].stage == WHOLE else list(way.stages),
            next_mean_days=plain(way.next_mean_days) if later else None,
        )
        row.protection_days = plain(self._protection[at])

    def _way(self, at: int, column: int) -> Way | None:
        return next((way for way in self.found.ways[at] if column >= 0 and way.mode == COLUMNS[column]), None)

    def _add_plan(self, row: RestockRow, at: int, product: Product) -> None:
        plan, found = self.found.plan, self.found
        sells = found.demand.velocity.units_per_day[at] > 0
        row.uplift = plain(self._uplift[at]) if sells else 1
        row.forecast = plain(plan.forecast[at])
        row.safety_stock = plain(plan.safety_stock[at])
        row.order_up_to = plain(plan.order_up_to[at])
        row.reorder_point = plain(plan.reorder_point[at])
        row.need = plain(plan.need[at])
        row.must_order = bool(plan.must_order[at]) or bool(self.money.fast[at] > 0)
        row.order_quantity = None if row.status == "review" else plain(self.money.granted[at])
        wanted = float(found.rounded.quantity[at])
        row.rounding.added_units = (
            plain(max(wanted - max(float(plan.need[at]), float(found.split.units[at])), 0.0)) if wanted else 0
        )
        days = 0.0 if self.money.fast[at] > 0 else float(plan.order_in_days[at])
        if isfinite(days) and days <= HORIZON_DAYS:
            row.order_in_days = floor(days + _DUST)
            row.order_by = self.material.as_of + timedelta(days=row.order_in_days)
        row.unavoidable_lost_units = plain(round(float(found.lost[at]), 1)) if sells else 0
        row.modes = self._modes(row, at)
        row.transfers = self._transfers(at)
        row.cash = self.money.cash(at, product)
        freights = [mode.freight for mode in row.modes if mode.quantity]
        if freights and None not in freights:
            row.cash.freight = plain(round(sum(freight or 0.0 for freight in freights), 2))

    def _modes(self, row: RestockRow, at: int) -> list[ModeRow]:
        fast = float(self.money.fast[at])
        ordered = float(self.money.granted[at])
        rows = []
        for way in self.found.ways[at]:
            column = COLUMNS.index(way.mode)
            is_main, is_fast = column == self.found.main[at], column == self.found.split.mode[at] and fast > 0
            units = fast if is_fast else ordered - fast if is_main else 0.0
            transit = way.transit[0] if way.has_stages else None
            rows.append(
                ModeRow.model_construct(
                    mode=way.mode,
                    quantity=plain(units),
                    lead_days=plain(way.mean_days),
                    lead_sd_days=plain(way.sd_days),
                    transit_days=None if transit is None else plain(transit),
                    unit_freight=way.unit_freight,
                    freight=None if way.unit_freight is None else plain(units * way.unit_freight),
                    arrives_on=self.material.as_of + timedelta(days=round(way.mean_days)),
                    ship_by=self._before_stock_out(row, transit),
                    order_by=self._before_stock_out(row, way.mean_days),
                    chosen_as="fast" if is_fast else "main" if is_main else None,
                )
            )
        return rows

    def _before_stock_out(self, row: RestockRow, days: float | None) -> date | None:
        """Latest day to begin so that goods are there before stock runs out; None where that is past, or too far off."""
        if days is None or row.stock_out.median is None:
            return None
        latest = row.stock_out.median - timedelta(days=round(days) + 1)
        return latest if latest >= self.material.as_of else None

    def _transfers(self, at: int) -> list[Transfer]:
        sent = self.found.transfers
        main = COLUMNS[int(self.found.main[at])] if self.found.main[at] >= 0 else None
        fast = COLUMNS[int(sent.fast_mode[at])] if sent.fast_mode[at] >= 0 else None
        parts = [
            (sent.overseas[at], "overseas", None, sent.overseas_days[at]),
            (sent.fast[at], "local", fast, sent.fast_days[at]),
            (sent.local[at] - sent.fast[at], "local", main, sent.local_days[at]),
        ]
        return [
            Transfer(
                quantity=plain(units), origin=origin, mode=None if mode == UNNAMED else mode,
                arrives_on=self.material.as_of + timedelta(days=round(float(days))) if isfinite(days) else None,
            )
            for units, origin, mode, days in parts
            if units > 0
        ]  # fmt: skip
