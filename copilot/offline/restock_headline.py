"""The first sentences of a restock plan: what to order by when, what a budget buys, whether stock lasts through an event."""

from typing import Any

from copilot.offline.labels import amount, days_in_words
from copilot.offline.restock_rows import name, split
from prompts import message, message_keys
from prompts.formats import number

Row = dict[str, Any]


def headlines(result: Row, language: str) -> list[str]:
    """What an operator must know first; what was asked for leads."""
    rows, said = result["rows"], []
    events = [row for row in rows if row["event"]]
    if result["budget"]:
        said.append(_budget(result["budget"], language))
    if events:
        said.append(_event_of_one(result, rows[0], language) if len(rows) == 1 else _event_of_many(result, events, language))
    plan = one(rows[0], language) if len(rows) == 1 == result["totals"]["rows"] else _many(result, language)
    return [*said, plan]


def one(row: Row, language: str) -> str:
    """What to do for one product."""
    if row["status"] == "refused":
        return message("plan.no_order", name=name(row, language), reason=refusal(row, language), stock_out="")[language]
    if not row["order_quantity"]:
        reason = row["reasons"][0][language] if row["reasons"] else ""
        return message("plan.no_order", name=name(row, language), reason=reason, stock_out=_stock_out(row, language))[language]
    parts = split(row, language)
    return message(
        "plan.order",
        name=name(row, language),
        now=row["must_order"],
        order_by=row["order_by"],
        quantity=number(row["order_quantity"]),
        split=parts if parts != "-" else None,
        stock_out=_stock_out(row, language),
    )[language]


def refusal(row: Row, language: str) -> str:
    """Why a product could not be planned."""
    error, suffix = row["error"] or {}, "_zh" if language == "zh" else ""
    said = [error.get(part + suffix) or error.get(part) for part in ("message", "hint")]
    return {"zh": "", "en": " "}[language].join(filter(None, said))


def _stock_out(row: Row, language: str) -> str:
    days = row["stock_out"]
    if row["status"] == "no_demand" or row["velocity"] is None or row["on_hand"] is None:
        return ""
    if row["on_hand"] is not None and row["on_hand"] <= 0:
        return message("plan.is_out")[language]
    kind = "runs_out" if days["median"] else "may_run_out" if days["early"] else "lasts"
    return message(f"plan.{kind}", median=days["median"], early=days["early"])[language]


def _many(result: Row, language: str) -> str:
    totals = result["totals"]
    return message(
        "plan.within_budget" if result["budget"] else "plan.many",
        as_of=result["as_of"],
        cost=[amount(value, currency or None) for currency, value in totals["cost"].items()],
        units=number(totals["units"]),
        **{kind: totals[kind] for kind in ("rows", "to_order", "urgent", "without_cost", "needs_input")},
    )[language]


def _budget(use: Row, language: str) -> str:
    money = {kind: amount(use[kind], use["currency"]) for kind in ("amount", "wanted", "used", "left")}
    margin = amount(use["margin_at_risk"], use["currency"]) if use["margin_at_risk"] is not None else None
    return message("plan.budget", **money, cut=use["rows_cut"], margin=margin)[language]


def event_label(result: Row, event: Row, language: str) -> str:
    """An event by name and days."""
    written = event["name"] or (result["inputs"].get("event") or {}).get("period") or ""
    key = "plan.event_name." + written.rstrip("0123456789_")
    named = message(key)[language] if key in message_keys() else ""
    return message("plan.event", name=named, days=days_in_words(event, language))[language]


def _event_of_one(result: Row, row: Row, language: str) -> str:
    event = row["event"]
    return message(
        "plan.event_one",
        event=event_label(result, event, language),
        short=event["short_units"] > 0,
        safe_short=event["safe_short_units"] > 0,
        short_units=number(event["short_units"]),
        safe=number(event["safe_short_units"]),
        demand=number(event["demand_until_end"]),
        during=number(event["demand_during"]),
        available=number(event["available"]),
    )[language]


def _event_of_many(result: Row, rows: list[Row], language: str) -> str:
    worst = {kind: max(rows, key=lambda row: row["event"][kind]) for kind in ("short_units", "safe_short_units")}
    named = {kind: name(row, language) if row["event"][kind] > 0 else None for kind, row in worst.items()}
    return message(
        "plan.event_many",
        event=event_label(result, rows[0]["event"], language),
        totals={kind: number(value) for kind, value in result["totals"]["event"].items()},
        is_short=result["totals"]["event"]["rows_short"] > 0,
        is_at_risk=result["totals"]["event"]["rows_at_risk"] > 0,
        short=named["short_units"],
        safe_short=named["safe_short_units"],
    )[language]
