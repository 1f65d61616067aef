"""Uploaded files on disk, cut off as soon as they are larger than is taken."""

import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from tools.core.errors import InvalidInput, ToolError

_MEGABYTE = 1_000_000
_OVERHEAD = 1_000_000
_MAX_FILES = 100


class TooLarge(ToolError):
    """More bytes than are taken."""

    code = "invalid_input"


async def read_form(request: Request, megabytes: int) -> FormData:
    """The form of a multipart request.

    Args:
        request: Its body is read as it comes and goes to temporary files.
        megabytes: Largest body that is taken.

    Raises:
        TooLarge: The body, or what its header announces, is larger.
        InvalidInput: It is no multipart form.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > megabytes * _MEGABYTE + _OVERHEAD:
        raise TooLarge("upload_too_large", field="files", limit=megabytes)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise InvalidInput("no_files", field="files")
    parser = MultiPartParser(request.headers, _bounded(request, megabytes), max_files=_MAX_FILES)
    try:
        return await parser.parse()
    except (MultiPartException, KeyError) as broken:
        raise InvalidInput("no_files", field="files") from broken


async def _bounded(request: Request, megabytes: int) -> AsyncGenerator[bytes]:
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > megabytes * _MEGABYTE + _OVERHEAD:
            raise TooLarge("upload_too_large", field="files", limit=megabytes)
        yield chunk


async def save(upload: UploadFile, path: Path) -> Path:
    """An uploaded file's bytes at a path of its own."""

    def copy() -> Path:
        with path.open("wb") as target:
            shutil.copyfileobj(upload.file, target)
        return path

    return await run_in_threadpool(copy)
