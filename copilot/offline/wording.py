"""Tool results to answers, by the templates of `prompts/answers/`."""

import re
from collections.abc import Sequence
from typing import Any

from copilot.offline.funnel_wording import word_diagnosis
from copilot.offline.knowledge_wording import word_knowledge
from copilot.offline.labels import label_of, listed, report_name
from copilot.offline.landed import TOOLS as LANDED
from copilot.offline.landed_wording import word_landed
from copilot.offline.listing_wish import TOOLS as LISTINGS
from copilot.offline.listing_wording import word_listing
from copilot.offline.reply_wording import word_reply
from copilot.offline.reply_words import TOOLS as REPLIES
from copilot.offline.restock_wording import word_plan
from prompts import message, render
from prompts.formats import money, number, percent, signed_percent

Row = dict[str, Any]
_DIAGNOSIS = "funnel_diagnosis"


def word_results(results: list[tuple[str, Row]], language: str, assumed: Sequence[Row] = ()) -> str:
    """The answer to all results of a turn: figures or their refusal first, no word of a search without a basis beside them.

    Args:
        results: Tool and content of each, in the order of the calls.
        language: `zh` or `en`.
        assumed: What replies took for granted.
    """
    told = [(tool, content) for tool, content in results if not content["ok"] or content["result"].get("basis", True)] or results
    if any(tool == _DIAGNOSIS for tool, _ in told):
        beside = [content for tool, content in told if _is_procedure(tool, content)]
        told = [(tool, {**content, "beside": _numbers(beside)}) for tool, content in told if not _is_procedure(tool, content)]
    figures_first = sorted(told, key=lambda result: result[0] == "knowledge_search")
    return "\n\n".join(word_result(tool, {**content, "assumed": assumed}, language) for tool, content in figures_first)


def _is_procedure(tool: str, content: Row) -> bool:
    """Whether a result is of the search for procedures, of which a diagnosis cites those that its checks name."""
    return tool == "knowledge_search" and content["ok"] and content["result"]["inputs"].get("kind") == "sop"


def _numbers(contents: list[Row]) -> dict[str, int]:
    """Number of each document found."""
    pairs = [pair for content in contents for pair in zip(content["result"]["results"], content["citations"], strict=True)]
    return {hit["document_id"]: n for hit, n in reversed(pairs)}


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def word_result(tool: str, content: Row, language: str) -> str:
    """The answer to one tool result.

    Args:
        tool: The tool's name.
        content: What the tool message holds: `ok`, and `result` with `citations`, or `error`.
        language: `zh` or `en`.
    """
    if not content["ok"]:
        return word_error(content["error"], language)
    if tool == _DIAGNOSIS:
        return _tidy(word_diagnosis(content["result"], content["citations"], language, content.get("beside")))
    if tool in LANDED:
        return _tidy(word_landed(tool, content["result"], content["citations"], language))
    if tool in LISTINGS:
        return _tidy(word_listing(tool, content["result"], content["citations"], language))
    if tool in REPLIES:
        return _tidy(word_reply(tool, content["result"], content["citations"], language, content.get("assumed", ())))
    worded = {"sales_query": _sales, "knowledge_search": word_knowledge, "restock_plan": word_plan}[tool]
    return _tidy(worded(content["result"], content["citations"], language))


def word_error(error: Row, language: str) -> str:
    """The answer to a tool's refusal."""
    suffix = "_zh" if language == "zh" else ""
    text, hint = error.get("message" + suffix) or error["message"], error.get("hint" + suffix) or error.get("hint")
    return render(f"answers/{language}/error.md", message=text, hint=hint).strip()


def say(key: str, language: str, **variables: Any) -> str:
    """One of the short sentences."""
    return message(f"say.{key}", **variables)[language]


def _sales(result: Row, citations: list[int], language: str) -> str:
    metrics = {d["metric"]: d for d in result["definitions"]}
    split = bool(result["dimensions"]) or len(result["rows"]) > 1
    taxed = any(d["unit"] == "money" and d["tax"] == "as_reported" for d in metrics.values())
    return render(
        f"answers/{language}/sales_query.md",
        n=citations[0],
        scope=_scope(result, language),
        window=_span(_days(result)),
        base=_base(result),
        figures=[] if split else _figures(result["rows"][0], metrics, language),
        limited="limit" in result["inputs"],
        table=_table(result, metrics, language) if split else None,
        definitions=[{"label": d["label"][language], "text": d["definition"][language]} for d in metrics.values()],
        bases=_bases(metrics, language),
        timezone=result["definitions"][0]["timezone"],
        tax=_tax(result, language) if taxed else "",
        complete_until=max((s["complete_until"] for s in result["sources"] if s["complete_until"]), default="-"),
        sources=[report_name(source["report"], language) for source in result["sources"]],
        warnings=[w[language] for w in result["warnings"]],
    )


def _days(result: Row) -> Row:
    """The days that figures are of: of stock those of its snapshots."""
    if not _is_stock(result):
        return dict(result["window"])
    return dict(result["snapshots"] or {**result["window"], "from": result["window"]["to"]})


def _is_stock(result: Row) -> bool:
    """Whether the figures hold for the last day of the window rather than for all of it."""
    timed = {"day", "week", "month", "quarter", "year"} & set(result["dimensions"])
    return not timed and all(d["basis"].startswith("snapshot") for d in result["definitions"])


def _base(result: Row) -> Row | None:
    period = result["compare_window"]
    if period is None:
        return None
    return _span({**period, "from": period["to"]} if _is_stock(result) else period)


def _bases(metrics: dict[str, Row], language: str) -> list[str]:
    """The dates by which figures count."""
    named = dict.fromkeys(basis for d in metrics.values() for basis in d["basis"].split("+"))
    return [message(f"basis.{basis}")[language] for basis in named]


def _span(period: Row) -> Row:
    return {"start": period["from"], "end": period["to"]}


def _tax(result: Row, language: str) -> str:
    amazon = all(source["report"].startswith("amazon.") for source in result["sources"])
    return message("tax.amazon" if amazon else "tax.file")[language] + (" " if language == "en" else "")


def _scope(result: Row, language: str) -> str:
    named = [label_of(name, value, language) for name, values in result["inputs"]["filters"].items() for value in values]
    return listed(named, language)


def _shown(metric: Row, value: Any, currency: str | None) -> str:
    if value is None:
        return "-"
    if metric["unit"] == "money":
        return money(value, currency) if currency else number(value, 2)
    if metric["unit"] == "rate":
        return percent(value)
    return number(value, {"ratio": 2, "days": 1}.get(metric["unit"], 0))


def _figures(row: Row, metrics: dict[str, Row], language: str) -> list[Row]:
    found = []
    for name, metric in metrics.items():
        change = row.get("change", {}).get(name)
        rate = row.get("change_rate", {}).get(name)
        found.append(
            {
                "label": metric["label"][language],
                "value": _shown(metric, row[name], row["currency"]),
                "base": _shown(metric, row["base"][name], row["currency"]) if row.get("base", {}).get(name) is not None else None,
                "change": _change(row, name, metric, language) if change is not None else None,
                "direction": 0 if change is None else (float(change) > 0) - (float(change) < 0),
                "rate": signed_percent(rate) if rate is not None else None,
            }
        )
    return found


def _change(row: Row, name: str, metric: Row, language: str) -> str:
    """A change without its sign; of rates in percentage points."""
    if metric["unit"] == "rate":
        return _points(row["change_points"][name], language).removeprefix("-")
    return _shown(metric, str(row["change"][name]).removeprefix("-"), row["currency"])


def _points(change: Any, language: str) -> str:
    return message("percentage_points", value=number(change, 2))[language]


def _table(result: Row, metrics: dict[str, Row], language: str) -> Row:
    compared = result["compare_window"] is not None
    keys = [*result["dimensions"], *(["currency"] if _needs_currency(result, metrics) else [])]
    header = [_heading(name, language) for name in keys]
    for metric in metrics.values():
        label = metric["label"][language]
        header += [
            label,
            *([{"zh": "对比期", "en": "before"}[language], {"zh": "变化", "en": "change"}[language]] if compared else []),
        ]
    rows = [_cells(row, keys, metrics, language, compared) for row in result["rows"]]
    totals = result["totals"] if result["dimensions"] else []
    named = "currency" in keys
    return {
        "header": header,
        "rows": rows,
        "total": [text for row in totals if (text := _total(row, metrics, language, named=named))],
    }


def _needs_currency(result: Row, metrics: dict[str, Row]) -> bool:
    """Whether rows of several currencies show no amount that would tell which."""
    several = len({row["currency"] for row in result["rows"] if row["currency"]}) > 1
    return several and all(metric["unit"] != "money" for metric in metrics.values())


def _heading(dimension: str, language: str) -> str:
    return message(f"dimension.{dimension}")[language]


def _cells(row: Row, dimensions: list[str], metrics: dict[str, Row], language: str, compared: bool) -> list[str]:
    cells = [label_of(name, row[name], language) for name in dimensions]
    for name, metric in metrics.items():
        cells.append(_shown(metric, row[name], row["currency"]))
        if compared:
            cells += [_shown(metric, row["base"][name], row["currency"]), _cell_of_change(row, name, metric, language)]
    return cells


def _cell_of_change(row: Row, name: str, metric: Row, language: str) -> str:
    if metric["unit"] == "rate":
        points = row["change_points"].get(name)
        return "-" if points is None else ("+" if float(points) > 0 else "") + _points(points, language)
    rate = row["change_rate"][name]
    return signed_percent(rate) if rate is not None else "-"


def _total(row: Row, metrics: dict[str, Row], language: str, *, named: bool) -> str:
    known = [
        f"{m['label'][language]} {_shown(m, row[name], row['currency'])}" for name, m in metrics.items() if row[name] is not None
    ]
    shown = [row["currency"], *known] if known and named and row["currency"] else known
    return ("，" if language == "zh" else ", ").join(shown)
