"""Every fault as `{"error": {...}}`, never a trace."""

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.uploads import TooLarge
from copilot.library import as_tool_error
from knowledge.document import KnowledgeError
from tools.core.errors import ToolError

logger = logging.getLogger(__name__)
_STATUS = {
    "invalid_input": 400, "unauthorized": 401, "unknown_reference": 404, "ambiguous": 409, "not_covered": 422,
    "not_enough_data": 422, "missing_configuration": 503, "unavailable": 503, "internal": 500,
}  # fmt: skip


def status_of(code: str) -> int:
    """The HTTP status of an error code."""
    return _STATUS.get(code, 400)


def error_body(code: str, text: str, field: str | None = None, hint: str | None = None) -> dict[str, Any]:
    """The body of an error that has no wording of its own."""
    return {"error": {"code": code, "message": text, "field": field, "hint": hint}}


def internal_body() -> dict[str, Any]:
    """The body that stands for a fault of the program."""
    return error_body("internal", "The server failed on this request; the fault was logged.")


def install_error_handlers(app: FastAPI) -> None:
    """Map every fault that can reach the surface."""

    @app.exception_handler(ToolError)
    async def refused(_: Request, error: ToolError) -> JSONResponse:
        return JSONResponse(
            {"error": error.payload()}, 413 if isinstance(error, TooLarge) else status_of(error.code), headers={"Vary": "Accept"}
        )

    @app.exception_handler(KnowledgeError)
    async def refused_document(_: Request, error: KnowledgeError) -> JSONResponse:
        told = as_tool_error(error)
        return JSONResponse({"error": told.payload()}, _STATUS[told.code])

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        field = ".".join(str(step) for step in first["loc"] if step not in ("body", "query", "path"))
        return JSONResponse(error_body("invalid_input", first["msg"], field or None), 422)

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        code = {404: "unknown_reference", 405: "invalid_input"}.get(error.status_code, "invalid_input")
        return JSONResponse(error_body(code, str(error.detail)), error.status_code)

    @app.exception_handler(Exception)
    async def fault(request: Request, error: Exception) -> JSONResponse:
        logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return JSONResponse(internal_body(), 500)
