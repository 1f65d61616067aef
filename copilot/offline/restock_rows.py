"""Rows of a restock plan as people read them: names, days, quantities, money, and the tables made of them."""

from collections.abc import Callable, Iterable
from typing import Any

from copilot.offline.labels import amount, label_of, listed
from prompts import message
from prompts.formats import number
from tools.restock.names import mode_label

Row = dict[str, Any]

ORDERS = ("sku", "place", "quantity", "order_by", "stock_out", "split", "confidence", "cost")
BOUGHT = ("sku", "place", "quantity", "order_by", "stock_out", "cost")
CUT = ("sku", "place", "wanted", "quantity", "cut", "margin", "stock_out")
EVENT = ("sku", "place", "short", "demand", "during", "available", "event_ship_by", "quantity")
_MODES = ("mode", "units", "lead", "arrives_on", "ship_by", "mode_order_by", "freight")


def table(rows: Iterable[Row], columns: tuple[str, ...], language: str, caption: str | None = None) -> Row:
    """A table of rows, without columns that say nothing in any of them."""
    return {"caption": caption, **_told(columns, [[cell(row, column, language) for column in columns] for row in rows], language)}


def _told(columns: tuple[str, ...], cells: list[list[str]], language: str) -> Row:
    kept = [at for at in range(len(columns)) if any(line[at] != "-" for line in cells)]
    return {
        "header": [message(f"plan.column.{columns[at]}")[language] for at in kept],
        "rows": [[line[at] for at in kept] for line in cells],
    }


def cell(row: Row, column: str, language: str) -> str:
    """One cell; `-` where there is nothing to say."""
    cash, event = row["cash"], row["event"]
    units = {
        "quantity": row["order_quantity"], "wanted": cash["wanted_quantity"], "cut": cash["cut_units"],
        **({name: event[key] for name, key in _OF_EVENT.items()} if event else {}),
    }  # fmt: skip
    if column in units:
        return "-" if units[column] is None else number(units[column])
    if column == "cost":
        return "-" if cash["order_cost"] is None else amount(cash["order_cost"], cash["currency"])
    if column == "margin":
        return "-" if cash["margin_at_risk"] is None else number(cash["margin_at_risk"], 2)
    return _WORDED[column](row, language)


_OF_EVENT = {"demand": "demand_until_end", "during": "demand_during", "available": "available"}


def place(row: Row, language: str) -> str:
    """Where a product is sold; its stock pool where that is many marketplaces."""
    places = row["marketplaces"] or [row["marketplace"]]
    named = listed([label_of("marketplace", each, language) for each in places if each], language)
    return named or row["pool"] or ""


def name(row: Row, language: str) -> str:
    """A product at its place."""
    return message("plan.name", sku=row["sku"], place=place(row, language))[language]


def order_by(row: Row, language: str) -> str:
    """The last day to order; `now` where that is today."""
    if not row["order_quantity"]:
        return "-"
    return message("plan.now")[language] if row["must_order"] else row["order_by"] or "-"


def stock_out(row: Row, language: str) -> str:
    """Expected and early day on which stock runs out."""
    if row["on_hand"] is None:
        return "-"
    if row["on_hand"] <= 0:
        return message("plan.out")[language]
    days = row["stock_out"]
    if row["velocity"] is None or not (days["median"] or days["early"]):
        return "-" if not row["velocity"] else message("plan.over_a_year")[language]
    return f"{days['median'] or message('plan.over_a_year')[language]} / {days['early'] or '-'}"


def split(row: Row, language: str) -> str:
    """Units by way of transport, where ways are named."""
    sent = [mode for mode in row["modes"] if mode["quantity"] and mode["mode"] != "given"]
    parts = [
        message("plan.mode_units", mode=mode_label(mode["mode"])[language], units=number(mode["quantity"]))[language]
        for mode in sent
    ]
    return " + ".join(parts) or "-"


def confidence(row: Row, language: str) -> str:
    """How sure the plan is."""
    return message(f"restock_export.confidence.{row['confidence']}")[language] if row["confidence"] else "-"


def short(row: Row, _: str) -> str:
    """Units short for an event, as expected and in one case of ten."""
    event = row["event"]
    return f"{number(event['short_units'])} / {number(event['safe_short_units'])}" if event else "-"


def days_by_mode(days: dict[str, str | None], language: str) -> list[str]:
    """The last day of each way of transport."""
    late = message("plan.too_late")[language]
    return [message("plan.mode_day", mode=mode_label(mode)[language], day=day or late)[language] for mode, day in days.items()]


def _event_ship_by(row: Row, language: str) -> str:
    """Ways by which goods can still be there when an event begins."""
    event = row["event"]
    if not event or not (event["ship_by"] or event["order_by"]):
        return "-"
    in_time = {mode: day for mode, day in (event["ship_by"] or event["order_by"]).items() if day}
    return listed(days_by_mode(in_time, language), language) or message("plan.too_late")[language]


_WORDED: dict[str, Callable[[Row, str], str]] = {
    "sku": lambda row, _: row["sku"],
    "place": lambda row, language: place(row, language) or "-",
    "order_by": order_by,
    "stock_out": stock_out,
    "split": split,
    "confidence": confidence,
    "short": short,
    "event_ship_by": _event_ship_by,
}


def modes_table(row: Row, language: str) -> Row | None:
    """Ways of transport of one product; None where there is but an unnamed one."""
    modes = [mode for mode in row["modes"] if mode["mode"] != "given"]
    cells = [[_mode_cell(mode, row, column, language) for column in _MODES] for mode in modes]
    return {"caption": None, **_told(_MODES, cells, language)} if modes else None


def _mode_cell(mode: Row, row: Row, column: str, language: str) -> str:
    if column == "mode":
        return mode_label(mode["mode"])[language]
    if column == "units":
        return number(mode["quantity"]) if mode["quantity"] else "-"
    if column == "lead":
        return f"{number(mode['lead_days'])} ± {number(mode['lead_sd_days'], 1)}"
    if column == "freight":
        return "-" if not mode["freight"] else amount(mode["freight"], row["cash"]["currency"])
    if column == "arrives_on":
        return mode["arrives_on"] or "-"
    if row["stock_out"]["median"] is None or (column == "ship_by" and mode["transit_days"] is None):
        return "-"
    return mode["order_by" if column == "mode_order_by" else column] or message("plan.too_late")[language]
