"""Drawings that tools made."""

from fastapi import APIRouter
from fastapi.responses import FileResponse

from api.access import CopilotDep
from tools.core.errors import UnknownReference

router = APIRouter(prefix="/charts", tags=["charts"])


@router.get("/{name}")
def show_chart(name: str, copilot: CopilotDep) -> FileResponse:
    """One drawing (SVG), by the address that a tool result gives."""
    path = copilot.world.charts.find(name)
    if path is None:
        raise UnknownReference("unknown_chart", field="name", value=name)
    return FileResponse(path, media_type="image/svg+xml")
