"""The documents of the knowledge base."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api.access import CopilotDep
from copilot.library import add_files, describe
from tools.core.errors import InvalidInput

router = APIRouter(prefix="/documents", tags=["documents"])


@router.get("")
def list_documents(copilot: CopilotDep) -> dict[str, Any]:
    """All documents, without their texts."""
    return {"documents": [describe(document) for document in copilot.world.index.documents()]}


@router.get("/{document_id}")
def show_document(document_id: str, copilot: CopilotDep) -> dict[str, Any]:
    """One document with its text by language."""
    document = copilot.world.index.get(document_id)
    return {**describe(document), "texts": document.texts}


@router.post("")
async def add_documents(request: Request, copilot: CopilotDep) -> dict[str, Any]:
    """Add text or Markdown files (multipart), or one document as JSON: `{"name": "returns.md", "text": "..."}`."""
    if request.headers.get("content-type", "").startswith("multipart/"):
        async with request.form(max_files=1000) as form:
            uploads = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
            files = [(upload.filename or "document.txt", await upload.read()) for upload in uploads]
    else:
        files = [_from_json(await _body(request))]
    if not files:
        raise InvalidInput("no_files", field="files")
    return {"documents": await run_in_threadpool(add_files, copilot.world.index, files)}


async def _body(request: Request) -> Any:
    try:
        return await request.json()
    except ValueError as broken:
        raise InvalidInput("no_files", field="body") from broken


def _from_json(body: Any) -> tuple[str, bytes]:
    if not isinstance(body, dict) or not isinstance(body.get("text"), str):
        raise InvalidInput("no_files", field="text")
    name = str(body.get("name") or body.get("title") or "document")
    return (name if name.endswith((".md", ".txt")) else f"{name}.md"), body["text"].encode()


@router.delete("/{document_id}")
def remove_document(document_id: str, copilot: CopilotDep) -> dict[str, Any]:
    """Remove a document that was added."""
    copilot.world.index.remove(document_id)
    return {"removed": document_id}
