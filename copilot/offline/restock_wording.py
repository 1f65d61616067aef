"""A restock plan to an answer, by the templates of `prompts/answers/`."""

from collections import defaultdict
from typing import Any

from copilot.offline.labels import amount, report_name
from copilot.offline.restock_headline import headlines, one, refusal
from copilot.offline.restock_rows import (
    BOUGHT,
    CUT,
    EVENT,
    ORDERS,
    confidence,
    days_by_mode,
    modes_table,
    name,
    stock_out,
    table,
)
from prompts import message, render
from prompts.formats import number
from tools.core.exports import ADDRESS
from tools.restock.names import mode_label
from tools.restock.result import NEEDS_INPUT, RestockResult

Row = dict[str, Any]

_IN_DETAIL = 3
_MOST_ROWS, _OF_EACH = 20, 10
_NAMES = 10
_SOON_DAYS = 30
_WITHOUT_ORDER = ("enough", "wait", "limited")


def word_plan(result: Row, citations: list[int], language: str) -> str:
    """The answer to a plan: what to order by when, the table, reasons for few products, what is missing, how old the data are.

    Args:
        result: Of `restock_plan`.
        citations: Its number.
        language: `zh` or `en`.
    """
    result = _whole(result)
    rows, totals = result["rows"], result["totals"]
    told = rows if len(rows) <= _IN_DETAIL and totals["rows"] == len(rows) else []
    return render(
        f"answers/{language}/restock_plan.md",
        n=citations[0],
        headlines=headlines(result, language),
        export=_export(result["export"]),
        tables=_tables(result, language) if totals["rows"] != 1 else [],
        more=_is_cut_short(result),
        details=[_detail(row, language, alone=len(told) == 1) for row in told],
        uplift_unknown=any(row["event"] and not row["event"]["uplift_known"] for row in rows),
        needs=[] if told else _needs(rows, language),
        soon=[] if told else _soon(rows, language),
        refused=[] if told else [{"sku": row["sku"], "reason": refusal(row, language)} for row in _refused(rows)],
        unlisted=_unlisted(result),
        outside=(result["budget"] or {}).get("outside", [])[:_NAMES],
        as_of=result["as_of"],
        sources=list(dict.fromkeys(report_name(source["report"], language) for source in result["sources"])),
        warnings=[warning[language] for warning in result["warnings"]],
    )


def _whole(result: Row) -> Row:
    """A result with its blanks, which the message of a tool leaves out."""
    budget = result.get("budget") and {"currency": None, "margin_at_risk": None, **result["budget"]}
    plan = RestockResult.model_validate(
        {"inputs": {}, "as_of": None, **result, "budget": budget, "sources": [], "definitions": []}
    )
    return {**plan.model_dump(mode="json", by_alias=True), "sources": result.get("sources", [])}


def _export(written: str | None) -> Row | None:
    if not written:
        return None
    file = written.removeprefix(ADDRESS)
    return {"name": file, "address": ADDRESS + file}


def _is_cut_short(result: Row) -> bool:
    """Whether the tables hold fewer products than there are to tell of."""
    short = sum(bool(row["event"] and row["event"]["safe_short_units"] > 0) for row in result["rows"])
    told = short if any(row["event"] for row in result["rows"]) else result["totals"]["to_order"]
    return told > (_OF_EACH if result["budget"] else _MOST_ROWS) and not result["export"]


def _tables(result: Row, language: str) -> list[Row]:
    """Products short for the event; what a budget buys and what it cuts; otherwise the orders. A file holds them already."""
    rows = [] if result["export"] else result["rows"]
    late = [row for row in rows if row["event"] and row["event"]["safe_short_units"] > 0]
    late.sort(key=lambda row: (-row["event"]["short_units"], -row["event"]["safe_short_units"], row["number"]))
    ordered = [row for row in rows if row["order_quantity"]]
    cut = sorted((row for row in rows if row["cash"]["cut_units"]), key=lambda row: -(row["cash"]["margin_at_risk"] or 0))
    found: list[tuple[list[Row], tuple[str, ...], str | None]] = [(late[:_MOST_ROWS], EVENT, None)]
    if result["budget"]:
        found += [(ordered[:_OF_EACH], BOUGHT, "bought"), (cut[:_OF_EACH], CUT, "cut")]
    elif not any(row["event"] for row in rows):
        found.append((ordered[:_MOST_ROWS], ORDERS, None))
    currency = (result["budget"] or {}).get("currency")
    captions = {kind: message(f"plan.caption.{kind}", currency=currency)[language] for kind in ("bought", "cut")}
    return [table(chosen, columns, language, captions.get(kind or "")) for chosen, columns, kind in found if chosen]


def _detail(row: Row, language: str, *, alone: bool) -> Row:
    """One product with its sum, its reasons and its ways of transport."""
    cash, event = row["cash"], row["event"] or {"ship_by": {}, "order_by": {}}
    reasons = [reason[language] for reason in row["reasons"]]
    return {
        "title": None if alone else name(row, language) if row["order_quantity"] else one(row, language),
        "modes": modes_table(row, language) if row["order_quantity"] or row["event"] else None,
        "formula": row["formula"],
        "reasons": reasons if row["order_quantity"] else reasons[1:],
        "event_ship_by": days_by_mode(event["ship_by"], language),
        "event_order_by": days_by_mode(event["order_by"], language),
        "transfers": [_transfer(transfer, language) for transfer in row["transfers"]],
        "cost": amount(cash["order_cost"], cash["currency"]) if cash["order_cost"] else None,
        "unit_cost": amount(cash["unit_cost"], cash["currency"]) if cash["unit_cost"] is not None else None,
        "unit_margin": amount(cash["unit_margin"], cash["currency"]) if cash["unit_margin"] is not None else None,
        "confidence": confidence(row, language) if row["confidence"] else None,
        "in_stock_days": row["in_stock_days"],
        "units": number(row["units_in_history"] or 0),
        "warnings": [warning[language] for warning in row["warnings"]],
    }


def _transfer(transfer: Row, language: str) -> str:
    mode = mode_label(transfer["mode"])[language] if transfer["mode"] else None
    return message(
        f"plan.transfer.{transfer['origin']}", units=number(transfer["quantity"]), mode=mode, arrives_on=transfer["arrives_on"]
    )[language]


def _needs(rows: list[Row], language: str) -> list[Row]:
    """Products for which something must be told first, by what that is."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["status"] in NEEDS_INPUT:
            groups[row["status"]].append(row)
    return [
        {
            "reason": message(f"plan.{status}")[language],
            "names": [_with_stock_out(row, language) for row in group[:_NAMES]],
            "more": len(group) > _NAMES,
        }
        for status in NEEDS_INPUT
        if (group := groups.get(status, []))
    ]


def _with_stock_out(row: Row, language: str) -> str:
    return message("plan.name_out", name=name(row, language), day=stock_out(row, language))[language]


def _soon(rows: list[Row], language: str) -> list[str]:
    """Products without an order that run out before what is on its way arrives."""
    soon = [
        row
        for row in rows
        if row["status"] in _WITHOUT_ORDER
        and not row["cash"]["cut_units"]
        and (row["stock_out"]["median_in_days"] or _SOON_DAYS + 1) <= _SOON_DAYS
    ]
    return [_with_stock_out(row, language) for row in soon[:_NAMES]]


def _refused(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["status"] == "refused"][:_NAMES]


def _unlisted(result: Row) -> dict[str, int]:
    """How many in all lack data or were refused, where not all are among the rows."""
    rows, totals = result["rows"], result["totals"]
    listed_of = {
        "needs_input": sum(row["status"] in NEEDS_INPUT for row in rows),
        "refused": sum(row["status"] == "refused" for row in rows),
    }
    return {kind: totals[kind] if totals[kind] > count else 0 for kind, count in listed_of.items()}
