"""Import of report files."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api.access import CopilotDep
from copilot.shops import import_content
from tools.core.errors import InvalidInput

router = APIRouter(prefix="/imports", tags=["imports"])
_SAID = ("shop", "marketplace", "report", "period")


@router.post("")
async def import_files(request: Request, copilot: CopilotDep) -> dict[str, Any]:
    """Load report files: multipart, every file field but `mapping` is a report; the other fields as on the command line."""
    async with request.form(max_files=100) as form:
        said: dict[str, str | None] = {name: str(form[name]) for name in _SAID if form.get(name)}
        mapping = form.get("mapping")
        if mapping is not None:
            said["mapping"] = _text(await mapping.read()) if isinstance(mapping, UploadFile) else mapping
        files = [value for key, value in form.multi_items() if isinstance(value, UploadFile) and key != "mapping"]
        if not files:
            raise InvalidInput("no_files", field="files")
        entries = [
            await run_in_threadpool(import_content, copilot, file.filename or "upload", await file.read(), said) for file in files
        ]
    return {"imports": entries}


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise InvalidInput("mapping_not_text", field="mapping") from broken
