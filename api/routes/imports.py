"""Import of report files, and imports of the past."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from starlette.datastructures import FormData, UploadFile

from api.access import CopilotDep
from api.errors import status_of
from api.uploads import read_form, save
from copilot.copilot import Copilot
from copilot.shops import import_report
from tools.core.errors import InvalidInput
from tools.warehouse.importing.history import past_imports, undo_import

router = APIRouter(prefix="/imports", tags=["imports"])
_SAID = ("shop", "marketplace", "report", "period")
_YES = {"1", "true", "yes", "on"}


@router.post("")
async def import_files(request: Request, copilot: CopilotDep) -> JSONResponse:
    """Load report files: multipart, every file field but `mapping` is a report; the other fields as on the command line.

    The status is that of the first refusal when every file was refused as a whole, and 200 otherwise.
    """
    form = await read_form(request, copilot.settings.import_megabytes)
    try:
        entries = await _import_all(form, copilot)
    finally:
        await form.close()
    errors = [entry["error"] for entry in entries if entry.get("error")]
    if len(errors) == len(entries):
        return JSONResponse({"imports": entries, "error": errors[0]}, status_of(errors[0]["code"]))
    return JSONResponse({"imports": entries})


async def _import_all(form: FormData, copilot: Copilot) -> list[dict[str, Any]]:
    said: dict[str, str | None] = {name: str(form[name]) for name in _SAID if form.get(name)}
    mapping = form.get("mapping")
    if mapping is not None:
        said["mapping"] = _text(await mapping.read()) if isinstance(mapping, UploadFile) else mapping
    files = [value for key, value in form.multi_items() if isinstance(value, UploadFile) and key != "mapping"]
    if not files:
        raise InvalidInput("no_files", field="files")
    dry_run = str(form.get("dry_run", "")).lower() in _YES
    entries = []
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        for file in files:
            path = await save(file, Path(folder) / "content")
            name = Path(file.filename or "upload").name
            entries.append(await run_in_threadpool(import_report, copilot, path, name, said, dry_run=dry_run))
    return entries


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise InvalidInput("mapping_not_text", field="mapping") from broken


@router.get("")
def list_imports(copilot: CopilotDep) -> dict[str, Any]:
    """All imports, the latest first."""
    return {"imports": [entry.model_dump(mode="json") for entry in past_imports(copilot.world.warehouse)]}


@router.delete("/{import_id}")
def take_back(import_id: int, copilot: CopilotDep) -> dict[str, Any]:
    """Take one import back whole."""
    return undo_import(copilot.world.warehouse, import_id, datetime.now(UTC)).model_dump(mode="json")
