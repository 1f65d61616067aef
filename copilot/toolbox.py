"""Tools by name: arguments checked, results and refusals in one form, and the catalogue for LangChain."""

import json
import logging
from typing import Any

from langchain_core.tools import StructuredTool
from pydantic import ValidationError

from copilot.turn import Turn
from copilot.world import World
from tools.core.catalogue import Tool, catalogue
from tools.core.errors import InvalidInput, ToolError, UnknownReference
from tools.core.references import nearest
from tools.core.result import ToolResult

logger = logging.getLogger(__name__)

MODEL_ROWS = 20


class InternalError(ToolError):
    """A fault of the program, told to the user without its inside."""

    code = "internal"


def find_tool(name: str) -> Tool:
    """A tool of the catalogue.

    Raises:
        UnknownReference: There is none of that name.
    """
    if name not in catalogue():
        raise UnknownReference(
            "unknown_tool", field="name", value=name, nearest=nearest(name, catalogue()), known=sorted(catalogue())
        )
    return catalogue()[name]


def run_tool(name: str, arguments: Any, world: World) -> ToolResult:
    """Run one tool.

    Args:
        name: Of the tool.
        arguments: As JSON gives them.
        world: Hands the tool what it needs.

    Raises:
        ToolError: The tool refuses, the arguments are wrong, or (`internal`) the tool is faulty.
    """
    tool = find_tool(name)
    try:
        checked = tool.arguments.model_validate(arguments)
    except ValidationError as invalid:
        first = invalid.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "arguments"
        raise InvalidInput("bad_arguments", field=where, where=where, reason=first["msg"]) from invalid
    try:
        return tool.function(checked, **world.hand(tool.needs))
    except ToolError:
        raise
    except Exception as fault:
        logger.exception("tool %s failed", name)
        raise InternalError("internal") from fault


def langchain_tools(world: World) -> list[StructuredTool]:
    """The catalogue as LangChain tools; each writes its call down in the turn under way."""
    return [_langchain_tool(tool, world) for tool in catalogue().values()]


def _in_shop(tool: Tool, arguments: dict[str, Any], shop: str | None) -> dict[str, Any]:
    if shop is not None and "shop" in tool.arguments.model_fields:
        return {**arguments, "shop": shop}
    if shop is None or "filters" not in tool.arguments.model_fields:
        return arguments
    asked = arguments.get("filters") or {}
    if not isinstance(asked, dict):
        return arguments  # refused by the schema
    return {**arguments, "filters": {**asked, "shop": [shop]}}


def _bounded(tool: Tool, arguments: dict[str, Any]) -> dict[str, Any]:
    """A model reads few rows unless it asks for more; sums are over all of them all the same."""
    if not _has_many_rows(tool) or arguments.get("row_limit") is not None:
        return arguments
    return {**arguments, "row_limit": MODEL_ROWS}


def _has_many_rows(tool: Tool) -> bool:
    return "row_limit" in tool.arguments.model_fields


def _without_blanks(content: Any) -> Any:
    """The same without what says nothing, which a model need not read."""
    if isinstance(content, dict):
        return {key: _without_blanks(value) for key, value in content.items() if value is not None and value not in ([], {})}
    return [_without_blanks(value) for value in content] if isinstance(content, list) else content


def _langchain_tool(tool: Tool, world: World) -> StructuredTool:
    def run(**arguments: Any) -> str:
        turn = Turn.current()
        arguments = _bounded(tool, _in_shop(tool, arguments, turn.shop))
        with turn.call(tool.name, arguments) as call:
            try:
                result = run_tool(tool.name, arguments, world)
            except ToolError as refused:
                call.refuse(refused.payload())
                return json.dumps({"ok": False, "error": refused.payload()}, ensure_ascii=False, default=str)
            content = result.model_dump(mode="json", by_alias=True)
            numbers = call.succeed(content)
        shown = _without_blanks(content) if _has_many_rows(tool) else content
        return json.dumps({"ok": True, "citations": numbers, "result": shown}, ensure_ascii=False)

    return StructuredTool.from_function(
        func=run, name=tool.name, description=tool.description, args_schema=tool.schema(), infer_schema=False
    )
