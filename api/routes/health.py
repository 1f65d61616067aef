"""Whether the server lives and whether it can answer."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.access import CopilotDep
from tools.core.errors import ToolError

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(copilot: CopilotDep) -> JSONResponse:
    """The stores can be read."""
    checks = {
        "warehouse": _state(lambda: copilot.world.warehouse.coverage()),
        "knowledge": _state(lambda: copilot.world.index.sync()),
        "threads": _state(lambda: copilot.threads.list()),
    }
    ready = all(state == "ok" for state in checks.values())
    return JSONResponse({"ready": ready, "checks": checks}, 200 if ready else 503)


def _state(check: Callable[[], Any]) -> str:
    try:
        check()
    except ToolError as refused:
        return refused.text["en"]
    except Exception as broken:
        return type(broken).__name__
    return "ok"
