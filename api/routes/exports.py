"""Workbooks that tools made."""

from fastapi import APIRouter
from fastapi.responses import FileResponse

from api.access import CopilotDep
from tools.core.errors import UnknownReference

router = APIRouter(prefix="/exports", tags=["exports"])
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/{name}", response_class=FileResponse)
def download_export(name: str, copilot: CopilotDep) -> FileResponse:
    """One workbook (XLSX), by the name that a tool result gives."""
    path = copilot.world.exports.find(name)
    if path is None:
        raise UnknownReference("unknown_export", field="name", value=name)
    return FileResponse(path, media_type=_XLSX, filename=path.name)
