"""Results of the restock plan, by hand."""

from datetime import date

from tools.core.result import Warning
from tools.restock.result import Cash, Lead, ModeRow, RestockResult, RestockRow, Rounding, StockOut, Totals

DAY = date(2026, 10, 31)
WAYS = [
    ModeRow(mode="air", quantity=48, lead_days=12, lead_sd_days=2, ship_by=date(2026, 11, 10), chosen_as="fast"),
    ModeRow(mode="rail", quantity=0, lead_days=25, lead_sd_days=4, ship_by=date(2026, 11, 2)),
    ModeRow(mode="sea", quantity=168, lead_days=35, lead_sd_days=6, ship_by=None, chosen_as="main"),
]


def said(code, zh, en):
    return Warning(code=code, zh=zh, en=en)


def ordered(number=1, **changed):
    """A row to order, with every figure of the formula line of the methods."""
    row = {
        "sku": f"KT-{number:03d}", "number": number, "status": "order", "shop": "demo",
        "marketplaces": ["amazon_de", "amazon_fr"],
        "pool": "amazon_eu", "title": f"不锈钢保温杯 {number}", "velocity": 10.1,
        "windows": {"7": 12, "30": 10, "60": 9.5, "90": None},
        "in_stock_days": 166, "lead_time": Lead(mean_days=35, sd_days=6, mode="sea"), "review_days": 7, "target_fill_rate": 0.95,
        "protection_days": 42, "uplift": 1, "forecast": 424.2, "safety_stock": 209, "order_up_to": 633, "reorder_point": 562,
        "on_hand": 250, "inbound": 180, "on_order": 0, "local_stock": 0, "overseas_stock": 0, "inventory_position": 430,
        "need": 203, "order_quantity": 216, "must_order": True, "order_by": date(2026, 10, 31),
        "stock_out": StockOut(median=date(2026, 12, 12), early=date(2026, 11, 29)), "modes": WAYS,
        "rounding": Rounding(moq=100, carton=24, added_units=13),
        "cash": Cash(currency="CNY", unit_cost=12.5, unit_margin=8.25, order_cost=2700), "confidence": "high",
        "reasons": [said("restock_short", "现在就该下单。", "Order now."), said("restock_fast", "毛利 8.25。", "Margin 8.25.")],
        "formula": "633 − 250 − 180 = 203 → 216",
    }  # fmt: skip
    return RestockRow.model_validate(row | changed)


def refused(number=9):
    error = {
        "code": "invalid_input",
        "message": "The carton is 0.",
        "message_zh": "每箱数量是 0。",
        "hint": None,
        "hint_zh": None,
    }
    return RestockRow(sku="BAD", number=number, status="refused", error=error)


def plan(*rows, as_of=DAY, **more):
    """A result with these rows."""
    told = {"inputs": {"as_of": str(DAY), "skus": ["KT-001", "KT-002"], "calendar": True, "target_fill_rate": 0.97}} | more
    totals = Totals(
        rows=len(rows), to_order=sum(bool(row.order_quantity) for row in rows), urgent=1, units=216, cost={"CNY": 2700}
    )
    return RestockResult(as_of=as_of, rows=list(rows), totals=totals, **told)
