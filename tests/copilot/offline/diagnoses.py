"""Diagnoses built by hand, in the form in which the tool hands them out."""

from tools.funnel.chains import factors
from tools.funnel.result import FunnelResult


def effect(factor, amount, *, rounded=None, share=None, base=None, current=None, error=10.0, moved=False, named=False, **more):
    entry = factors()[factor]
    return {
        "factor": factor, "label": entry.label, "definition": entry.definition, "unit": entry.unit, "amount": amount,
        "rounded": amount if rounded is None else rounded, "share": share, "base": base, "current": current,
        "change_rate": current / base - 1 if base and current is not None else None, "standard_error": error,
        "p_value": 0.001 if moved else 0.5, "moved": moved, "named": named, **more,
    }  # fmt: skip


def segment(sku="A17", *, named=(), own=None, move=-0.4, pooled=1, marketplace="amazon_de"):
    own = own or {}
    return {
        "marketplace": marketplace, "sku": sku, "channel": None, "pooled": pooled, "chain": ["sessions", "cvr", "price"],
        "base": 300.0, "current": 180.0, "change": -120.0, "effects": own, "own_effects": own,
        "moves": dict.fromkeys(own, move), "named": list(named),
    }  # fmt: skip


def part(sku, amount, pooled=1):
    return {"marketplace": "amazon_de", "sku": sku, "pooled": pooled, "amount": amount}


def diagnosis(finding, effects, *, base=1000.0, current=800.0, **more):
    """As JSON; windows are a week each unless told otherwise."""
    change = round(current - base, 6)
    found = {
        "finding": finding, "base": base, "current": current, "change": change, "change_rate": change / base if base else None,
        "base_total": base, "current_total": current, "rounded_change": round(sum(row["rounded"] for row in effects), 2),
        "currency": "EUR", "as_of": "2026-10-31", "effects": effects, "segments": [segment(None)],
        "windows": {
            "base": {"from": "2026-10-12", "to": "2026-10-18"}, "current": {"from": "2026-10-19", "to": "2026-10-25"},
        },
        "inputs": {"filters": {"marketplace": ["DE"]}, "chain": "traffic"}, "chains": [], "segments_in_all": 1, "mix": 0.0,
        "entries": {}, "exits": {}, "not_significant": [], "smallest_detectable_change": 310.5,
        "smallest_detectable_change_rate": 0.3105, "sum_check": {
            "sum_of_effects": change, "change": change, "difference": 0.0, "exact": True,
        }, **more,
    }  # fmt: skip
    return FunnelResult.model_validate(found).model_dump(mode="json", by_alias=True)
