"""Drafts as a workbook: one row a message, ready to copy."""

from typing import Any

from prompts import message
from tools.core.spreadsheet import Cell, Heading, Kind, Sheet, Spreadsheet
from tools.reply.inbox.drafting import Drafted, Drafts

_COLUMNS: tuple[tuple[str, float, Kind], ...] = (
    ("line", 6, "count"), ("state", 12, "text"), ("risk", 8, "text"), ("deadline", 18, "text"), ("platform", 12, "text"),
    ("order_id", 22, "text"), ("sku", 16, "text"), ("language", 8, "text"), ("intents", 24, "text"), ("message", 50, "long"),
    ("draft", 80, "long"), ("summary", 50, "long"), ("options", 40, "long"), ("blanks", 24, "long"), ("todo", 50, "long"),
    ("rules", 40, "long"), ("remarks", 40, "long"),
)  # fmt: skip
_FIXED = 2


def drafts_workbook(drafts: Drafts, language: str) -> bytes:
    """The workbook (XLSX); every text is a text, never a formula.

    Args:
        drafts: What came of the queue.
        language: Of headings and of what is told to the operator: `zh` or `en`.
    """
    book = Spreadsheet(_word("sheet", language), drafts.as_of.date())
    headings = [Heading(_word(f"column.{name}", language), width, kind) for name, width, kind in _COLUMNS]
    Sheet(book, _word("sheet", language), headings, _FIXED).add(_cells(row, language) for row in drafts.rows)
    return book.content()


def _word(key: str, language: str) -> str:
    return message(f"reply_book.{key}")[language]


def _cells(row: Drafted, language: str) -> list[Cell]:
    waiting, result = row.waiting, row.result
    told: dict[str, Cell] = {
        "line": row.line,
        "state": _word(f"state.{row.state}", language),
        "risk": _word(f"risk.{waiting.risk}", language),
        "deadline": waiting.deadline.strftime("%Y-%m-%d %H:%M UTC") if waiting.deadline else None,
        "platform": waiting.marketplace or waiting.platform,
        "order_id": waiting.order_id,
        "sku": waiting.sku,
        "language": waiting.language,
        "intents": ", ".join(message(f"reply_intent.{intent}")[language] for intent in waiting.intents),
        "message": waiting.excerpt,
        "remarks": str((row.error or {}).get("message_zh" if language == "zh" else "message") or ""),
        **(_of_result(result, language) if result else {}),
    }
    return [told.get(name) for name, *_ in _COLUMNS]


def _of_result(result: Any, language: str) -> dict[str, Cell]:
    return {
        "draft": result.draft,
        "summary": result.summary_zh if language == "zh" else result.summary_en,
        "options": "\n".join(_option(each, language) for each in result.options),
        "blanks": "\n".join(each.label_zh if language == "zh" else each.label_en for each in result.blanks),
        "todo": "\n".join(getattr(each, language) for each in result.todo),
        "rules": "\n".join(each.rule_id for each in result.rules),
        "remarks": "\n".join(getattr(each, language) for each in result.warnings),
    }


def _option(option: Any, language: str) -> str:
    cost = f" {option.cost} {option.currency or ''}".rstrip() if option.cost is not None else ""
    return f"{option.choice}{cost}: {option.basis_zh if language == 'zh' else option.basis}"
