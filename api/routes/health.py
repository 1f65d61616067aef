"""Whether the server lives and whether it can answer."""

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
    checks: dict[str, Any] = {}
    for name, check in (
        ("warehouse", copilot.world.warehouse.coverage),
        ("knowledge", copilot.world.index.sync),
        ("threads", copilot.threads.list),
    ):
        try:
            check()
            checks[name] = "ok"
        except ToolError as refused:
            checks[name] = refused.text["en"]
        except Exception as broken:
            checks[name] = type(broken).__name__
    ready = all(state == "ok" for state in checks.values())
    return JSONResponse({"ready": ready, "checks": checks}, 200 if ready else 503)
