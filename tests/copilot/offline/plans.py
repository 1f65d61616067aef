"""Restock plans built by hand, in the form in which the tool hands them out."""

from tools.core.result import warning
from tools.restock.result import RestockResult

AIR = {"mode": "air", "quantity": 144, "lead_days": 38, "lead_sd_days": 5.4, "transit_days": 18, "freight": 2880.0,
       "arrives_on": "2026-12-08", "ship_by": "2026-11-24", "order_by": "2026-11-04", "chosen_as": "fast"}  # fmt: skip
SEA = {"mode": "sea", "quantity": 360, "lead_days": 55, "lead_sd_days": 6.2, "transit_days": 35, "freight": 1440.0,
       "arrives_on": "2026-12-25", "ship_by": "2026-11-07", "chosen_as": "main"}  # fmt: skip


def row(sku="A17", status="order", **more):
    """A product to order now, unless told otherwise."""
    ordered = status == "order"
    return {
        "sku": sku, "number": 1, "status": status, "marketplace": "amazon_de", "marketplaces": ["amazon_de"], "velocity": 10.03,
        "in_stock_days": 120, "units_in_history": 1200, "on_hand": 250,
        "order_quantity": 504 if ordered else 0, "must_order": ordered,
        "order_by": "2026-10-31", "confidence": "high", "modes": [AIR, SEA] if ordered else [],
        "stock_out": {"median": "2026-12-13", "early": "2026-11-19", "median_in_days": 43, "early_in_days": 19},
        "cash": {"currency": "CNY", "unit_cost": 52, "unit_margin": 60, "order_cost": 26208.0 if ordered else 0,
                 "wanted_quantity": 504},
        "reasons": [warning("restock_short", position=430, target=923, reorder_point=853)] if ordered else [],
        "formula": "923 - 250 = 673" if ordered else None, **more,
    }  # fmt: skip


def refused(sku="BAD"):
    """A product that the tool refuses."""
    error = {
        "code": "invalid_input",
        "message": "Wrong MOQ.",
        "message_zh": "起订量写错了。",
        "hint": "Mend it.",
        "hint_zh": "请改。",
    }
    return {"sku": sku, "number": 9, "status": "refused", "error": error}


def event(short=0, safe=0, *, uplift_known=True):
    """Whether stock lasts through Black Friday."""
    return {
        "from": "2026-11-27", "to": "2026-11-30", "uplift": 3, "uplift_known": uplift_known, "demand_until_end": 640,
        "demand_during": 160, "available": 410, "short_units": short, "safe_short_units": safe,
        "ship_by": {"air": "2026-11-12", "sea": None}, "order_by": {"air": "2026-11-02", "sea": None},
    }  # fmt: skip


def _of_event(rows):
    events = [each["event"] for each in rows if each.get("event")]
    sums = {kind: sum(each[kind] for each in events) for kind in ("short_units", "safe_short_units")}
    counts = {"rows_short": "short_units", "rows_at_risk": "safe_short_units"}
    return (events and {**sums, **{name: sum(each[kind] >= 1 for each in events) for name, kind in counts.items()}}) or None


def plan(*rows, totals=None, **more):
    """As JSON; totals are those of the rows unless told otherwise."""
    ordered = [each for each in rows if each.get("order_quantity")]
    counted = {
        "rows": len(rows), "to_order": len(ordered), "urgent": sum(each["must_order"] for each in ordered),
        "units": sum(each["order_quantity"] for each in ordered),
        "cost": {"CNY": sum(each["cash"]["order_cost"] for each in ordered)} if ordered else {},
        "refused": sum(each["status"] == "refused" for each in rows),
        "needs_input": sum(each["status"].startswith("needs") for each in rows), "event": _of_event(rows),
    }  # fmt: skip
    inputs = more.pop("inputs", {})
    found = {"as_of": "2026-10-31", "inputs": inputs, "rows": list(rows), "totals": {**counted, **(totals or {})}, **more}
    return RestockResult.model_validate(found).model_dump(mode="json", by_alias=True)
