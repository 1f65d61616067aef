"""Results on taxes, weights, transit and landed cost, worded by the templates of `prompts/answers/`."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from prompts import render
from prompts.formats import money
from tools.landed.services import services

Row = dict[str, Any]
_SOURCES = 3


def word_landed(tool: str, result: Row, citations: list[int], language: str) -> str:
    """The answer to one result.

    Args:
        tool: `vat_rate`, `dimensional_weight`, `transit_estimate` or `landed_cost`.
        result: As JSON has it.
        citations: Number of the tool; numbers of its sources after it, where they are cited too.
        language: `zh` or `en`.
    """
    return render(
        f"answers/{language}/{tool}.md",
        n=citations[0],
        as_of=result["as_of"],
        sources=_sources(result["sources"], citations[1:], language)[:_SOURCES],
        more_sources=[source["report"] for source in result["sources"][_SOURCES:]],
        warnings=[warning[language] for warning in result["warnings"]],
        **_WORDED[tool](result, language),
    )


def _sources(sources: list[Row], numbers: list[int], language: str) -> list[Row]:
    cited = numbers if len(numbers) == len(sources) else [None] * len(sources)
    return [{**source, "title": source["title"][language], "n": n} for source, n in zip(sources, cited, strict=True)]


def _vat(result: Row, language: str) -> Row:
    currency = result["currency"]
    return {
        "place": result["label"][language],
        "tax": result["tax"],
        "standard": None if result["standard_rate"] is None else _percent(result["standard_rate"]),
        "reduced": [_percent(rate) for rate in result["reduced_rates"]],
        "asks_reduced": result["inputs"].get("category") == "reduced",
        "parts": [f"{name} {_percent(rate)}" for name, rate in result["parts"].items()] if len(result["parts"]) > 1 else [],
        "amounts": [
            {"rate": _percent(row["rate"]), **{name: money(row[name], currency) for name in ("net", "tax", "gross")}}
            for row in result["rows"]
            if row["net"] is not None
        ],
        "from_net": "net" in result["inputs"],
        "regions": [
            {"name": row["label"][language], "tax": row["tax"], "rate": _percent(row["rate"])} for row in result["regions"]
        ],
    }


def _weight(result: Row, language: str) -> Row:
    total, unit = result["total"], result["weight_unit"]
    return {
        "unit": unit,
        "service": services()[result["service"]]["label"][language] if result["service"] else None,
        "divisor": _plain(result["divisor"]),
        "divisor_unit": result["divisor_unit"],
        "divisor_given": result["divisor_given"],
        "rounded": result["rounding"] == "sides_and_weight",
        "by_shipment": total["freight_ton"] is not None,
        "freight_ton": _optional(total["freight_ton"]),
        "charged": _plain(total["chargeable_weight"]),
        "charged_kg": None if unit == "kg" else _plain(total["chargeable_kg"]),
        "count": total["packages"],
        "volume": _plain(total["volume"]),
        "actual": _optional(total["actual_weight"]),
        "volumetric": _optional(total["volumetric_weight"]),
        "by": _charged_by(result),
        "rows": [
            {
                "number": row["number"], "quantity": row["quantity"], "formula": row["formula"],
                "charged": _plain(row["chargeable_weight"]), "total": _plain(row["chargeable_total"]),
            }
            for row in result["packages"]
        ],
    }  # fmt: skip


def _charged_by(result: Row) -> str | None:
    """What all packages are charged by; None where they differ."""
    by = {row["charged_by"] for row in result["packages"]}
    return by.pop() if len(by) == 1 else None


def _transit(result: Row, language: str) -> Row:
    named = [(row["mode"], row["destination"]) for row in result["rows"]]
    rows = [
        {
            **row,
            "label": row["label" if named.count(name) == 1 else "title"][language],
            "place": row["destination_label"][language],
            "days": _run(row["days_min"], row["days_max"]), "port": row["basis"] == "port_to_port",
        }
        for row, name in zip(result["rows"], named, strict=True)
    ]  # fmt: skip
    doors = [row for row in result["rows"] if row["basis"] == "door_to_door"] or result["rows"]
    latest = [row["latest_ship_date"] for row in doors if row["latest_ship_date"]]
    return {
        "place": result["destination_label"][language],
        "rows": rows,
        "fastest": rows[result["rows"].index(doors[0])],
        "days": _run(min(row["days_min"] for row in doors), max(row["days_max"] for row in doors)),
        "ship_date": result["inputs"].get("ship_date"),
        "needed_by": result["inputs"].get("needed_by"),
        "late": bool(latest) and all(row["too_late"] for row in doors),
        "safest": min(latest, default=None),
        "last": max(latest, default=None),
        "buffers": [{**buffer, "label": buffer["label"][language], "days": _run(buffer["days_min"], buffer["days_max"])}
                    for buffer in result["buffers"]],
    }  # fmt: skip


def _cost(result: Row, language: str) -> Row:
    currency, unit = result["currency"], result["unit"]
    paid = [line for line in result["lines"] if not line["included_in"]]
    return {
        "place": result["label"][language],
        "term": result["incoterm"],
        "quantity": result["quantity"],
        "total": money(result["landed_cost"], currency),
        "unit_cost": money(result["unit_cost"], currency),
        "unit_with_vat": None if result["unit_cost_with_vat"] is None else money(result["unit_cost_with_vat"], currency),
        "paid": money(result["total_paid"], currency) if result["total_paid"] != result["landed_cost"] else None,
        "lines": [_line(line, language) for line in paid],
        "held": [line["label"][language] for line in result["lines"] if line["included_in"]],
        "customs_value": result["customs_value"],
        "rates": [{**rate, "rate": _plain(rate["rate"])} for rate in result["fx"]],
        "unit": None if unit is None else _unit(unit, language),
    }


def _unit(unit: Row, language: str) -> Row:
    currency = unit["currency"]
    known = {name: unit[name] for name in ("price", "net_price", "margin", "break_even_price")}
    return {
        **{name: None if value is None else money(value, currency) for name, value in known.items()},
        "is_loss": unit["margin"] is not None and unit["margin"] < 0,
        "margin_rate": None if unit["margin_rate"] is None else _percent(unit["margin_rate"], 2),
        "includes_vat": unit["includes_vat"],
        "has_vat": bool(unit["vat_rate"]),
        "formula": unit["break_even_formula"],
        "lines": [_line(line, language) for line in unit["lines"]],
    }


def _line(line: Row, language: str) -> Row:
    return {**line, "label": line["label"][language], "amount": money(line["amount"], line["currency"])}


def _percent(rate: Any, places: int | None = None) -> str:
    """A fraction as per cent, with the decimals it has: `0.14975` as `14.975%`."""
    value = Decimal(str(rate)) * 100
    return f"{round(value, places) if places is not None else value.normalize():f}%"


def _plain(value: Any) -> str:
    """A figure in digits, thousands apart."""
    return f"{Decimal(str(value)).normalize():,f}"


def _optional(value: Any) -> str | None:
    return None if value is None else _plain(value)


def _run(fewest: int, most: int) -> str:
    return str(fewest) if fewest == most else f"{fewest}–{most}"


_WORDED: dict[str, Callable[[Row, str], Row]] = {
    "vat_rate": _vat,
    "dimensional_weight": _weight,
    "transit_estimate": _transit,
    "landed_cost": _cost,
}
