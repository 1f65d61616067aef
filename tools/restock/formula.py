"""The line by which an operator can recompute an order."""

from math import sqrt

from prompts import message
from tools.restock.result import RestockRow


def _filled_pallet(row: RestockRow) -> float | None:
    """The pallet where the order was filled up to whole ones."""
    pallet, quantity = row.rounding.pallet, row.order_quantity
    return pallet if pallet and quantity and quantity % pallet == 0 and row.rounding.added_units else None


def formula_line(row: RestockRow, language: str) -> str | None:
    """Velocity to order in one line, in whole units that add up; None where nothing was computed.

    Args:
        row: A planned row.
        language: `zh` or `en`.
    """
    if row.order_up_to is None or not row.velocity or row.lead_time is None:
        return None
    forecast = round(row.forecast or 0)
    left_out = (row.history_days or 0) - (row.in_stock_days or 0)
    lead = row.lead_time
    assert row.protection_days is not None and row.inventory_position is not None
    parts = {"on_hand": row.on_hand, "inbound": row.inbound, "on_order": row.on_order}
    parts |= {"local": row.local_stock, "overseas": row.overseas_stock}
    text = message(
        "restock_formula",
        velocity=row.velocity,
        windows=[(days, value) for days, value in row.windows.items() if value is not None],
        left_out=left_out,
        planned=any(reason.code == "restock_plan_used" for reason in row.reasons),
        uplift=row.uplift or 1.0,
        days=row.protection_days,
        lead=lead.mean_days,
        lead_sd=lead.sd_days,
        cycle=row.protection_days - lead.mean_days,
        forecast=forecast,
        buffer=row.order_up_to - forecast,
        buffer_days=(row.order_up_to - forecast) / (row.velocity * (row.uplift or 1.0)),
        sd=sqrt(row.variance_per_day or 0),
        drift=row.drift_rate,
        target_fill_rate=row.target_fill_rate,
        target=row.order_up_to,
        on_hand=row.on_hand,
        others=[(name, units) for name, units in parts.items() if units and name != "on_hand"],
        rest=row.order_up_to - row.inventory_position,
        need=row.need,
        quantity=row.order_quantity,
        wanted=row.cash.wanted_quantity,
        moq=row.rounding.moq,
        carton=row.rounding.carton,
        pallet=_filled_pallet(row),
    )
    line = " ".join(text[language].split())
    return line.replace("； ", "；").replace("） ×", "）×") if language == "zh" else line
