"""Notes beside a plan: the day, what was asked, warnings, rows without a plan, use of the budget."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from prompts import message, message_keys
from tools.core.result import Warning
from tools.core.spreadsheet import Cell
from tools.restock.result import RestockResult, RestockRow

_LISTED = 50
_SETTLED = ("order", "wait", "enough", "no_demand")

Items = Iterator[tuple[str, Cell]]


@cache
def text_of(key: str, language: str) -> str:
    """A wording of the workbook."""
    return message(f"restock_export.{key}")[language]


@cache
def has_text(key: str) -> bool:
    """Whether the workbook has a wording for it."""
    return f"restock_export.{key}" in message_keys()


def spoken(said: Iterable[Warning], language: str) -> str:
    """Sentences in one text."""
    return ("" if language == "zh" else " ").join(one.zh if language == "zh" else one.en for one in said)


def why(row: RestockRow, language: str) -> str:
    """Reasons of a row, or why it was refused."""
    suffix = "_zh" if language == "zh" else ""
    error = row.error or {}
    refused = [str(error[name + suffix]) for name in ("message", "hint") if error.get(name + suffix)]
    return " ".join([*refused, spoken(row.reasons, language)]).strip()


def notes(result: RestockResult, language: str) -> Iterator[list[Cell]]:
    """Lines of topic, number and SKU of a row, item, and content."""
    told = {"general": _general(result, language), "input": _inputs(result.inputs, language), "budget": _budget(result, language)}
    for topic, items in told.items():
        for item, content in items:
            yield [text_of(f"topic.{topic}", language), None, None, item, content]
    for warning in result.warnings:
        yield [text_of("topic.warning", language), None, None, None, spoken([warning], language)]
    for row in result.rows:
        if row.status not in _SETTLED:
            status = text_of(f"status.{row.status}", language)
            yield [text_of("topic.unplanned", language), row.number, row.sku, status, why(row, language)]
        for warning in row.warnings:
            yield [text_of("topic.warning", language), row.number, row.sku, None, spoken([warning], language)]


def _general(result: RestockResult, language: str) -> Items:
    yield text_of("as_of", language), result.as_of
    for name, value in result.totals.model_dump(exclude={"cost", "event"}).items():
        yield text_of(f"total.{name}", language), value
    for name, value in (result.totals.event.model_dump() if result.totals.event else {}).items():
        yield text_of(f"total.{name}", language), value
    for currency, cost in result.totals.cost.items():
        yield f"{text_of('total.cost', language)} {currency}", cost
    yield text_of("advice", language), text_of("first_sheet_alone", language)


def _inputs(inputs: dict[str, Any], language: str) -> Items:
    for name, value in inputs.items():
        if value not in (None, "", [], {}):
            key = f"input.{name}"
            yield text_of(key, language) if has_text(key) else name, _plain(value, language)


def _budget(result: RestockResult, language: str) -> Items:
    for name, value in (result.budget.model_dump() if result.budget else {}).items():
        yield text_of(f"budget.{name}", language), _plain(value, language)


def _plain(value: Any, language: str) -> Cell:
    """What a cell can hold; of long lists the first entries, and how many there are."""
    if isinstance(value, bool):
        return text_of("yes" if value else "no", language)
    if value is None or isinstance(value, (str, int, float, date)):
        return value
    if isinstance(value, list):
        listed = ("、" if language == "zh" else ", ").join(str(_plain(one, language)) for one in value[:_LISTED])
        return listed if len(value) <= _LISTED else f"{listed} … ({len(value)})"
    return json.dumps(value, ensure_ascii=False, default=str)
