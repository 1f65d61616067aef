"""The tool catalogue and single tools."""

from typing import Any

from fastapi import APIRouter, Body

from api.access import CopilotDep
from copilot.toolbox import run_tool
from tools.core.catalogue import catalogue

router = APIRouter(prefix="/tools", tags=["tools"])


@router.get("")
def list_tools() -> dict[str, Any]:
    """The catalogue with schemas."""
    return {"tools": [tool.entry() for tool in catalogue().values()]}


@router.post("/{name}")
def call_tool(name: str, copilot: CopilotDep, arguments: dict[str, Any] = Body(default={})) -> dict[str, Any]:  # noqa: B008
    """Run one tool; the body holds its arguments."""
    return run_tool(name, arguments, copilot.world).model_dump(mode="json", by_alias=True)
