"""The documents of the knowledge base."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api.access import CopilotDep
from copilot.library import add_files, describe
from copilot.upkeep import due_for_review
from tools.core.errors import InvalidInput

router = APIRouter(prefix="/documents", tags=["documents"])
_SAID = ("id", "title", "kind", "owner", "shop", "language", "effective_from", "effective_to", "platform", "marketplace")
"""What a caller may say of the files it adds."""


@router.get("")
def list_documents(copilot: CopilotDep, origin: str | None = None) -> dict[str, Any]:
    """All documents, without their texts; `origin=user` for those that were added."""
    documents = copilot.world.index.documents()
    return {"documents": [describe(document) for document in documents if origin in (None, document.origin)]}


@router.get("/review")
def review_documents(copilot: CopilotDep, days: Annotated[int, Query(ge=0, le=3650)] = 60) -> dict[str, Any]:
    """What somebody should look at: past its review date, unverified, or due to change within some days."""
    return {"due": due_for_review(copilot.world, days)}


@router.get("/{document_id}")
def show_document(document_id: str, copilot: CopilotDep) -> dict[str, Any]:
    """One document with its text by language; of a file also its parts, each with its place."""
    document = copilot.world.index.get(document_id)
    parts = [{"place": part.place, "text": part.text} for part in document.sections]
    return {**describe(document), "texts": document.texts, "sections": parts}


@router.post("")
async def add_documents(request: Request, copilot: CopilotDep) -> dict[str, Any]:
    """Add files (multipart: Markdown, TXT, HTML, DOCX, PDF, XLSX, CSV), or one as JSON: `{"name": "returns.md", "text": "..."}`.

    Form fields or JSON keys beside them say what holds of all: `owner`, `shop`, `language`, `effective_from`,
    `effective_to`, `kind`, `platform`, `marketplace`. A file of a known id is its new version.
    """
    if request.headers.get("content-type", "").startswith("multipart/"):
        async with request.form(max_files=1000) as form:
            uploads = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
            files = [(upload.filename or "document.txt", await upload.read()) for upload in uploads]
            said = {name: form[name] for name in _SAID if isinstance(form.get(name), str)}
    else:
        body = await _body(request)
        files = [_from_json(body)]
        said = {name: body[name] for name in _SAID if name in body}
    if not files:
        raise InvalidInput("no_files", field="files")
    return {"documents": await run_in_threadpool(add_files, copilot.world, files, said)}


async def _body(request: Request) -> Any:
    try:
        return await request.json()
    except ValueError as broken:
        raise InvalidInput("no_files", field="body") from broken


def _from_json(body: Any) -> tuple[str, bytes]:
    if not isinstance(body, dict) or not isinstance(body.get("text"), str):
        raise InvalidInput("no_files", field="text")
    name = str(body.get("name") or body.get("title") or "document")
    is_named = name.lower().endswith((".md", ".txt", ".html", ".csv"))
    return (name if is_named else f"{name}.md"), body["text"].encode("utf-8", "replace")


@router.delete("/{document_id}")
def remove_document(document_id: str, copilot: CopilotDep) -> dict[str, Any]:
    """Remove a document that was added, with its earlier versions."""
    copilot.world.index.remove(document_id)
    return {"removed": document_id}
