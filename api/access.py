"""Who may call, and what routes work on."""

import hmac
from typing import Annotated

from fastapi import Depends, Header, Request

from copilot.copilot import Copilot
from tools.core.errors import ToolError


class Unauthorized(ToolError):
    """The caller sent no key or a wrong one."""

    code = "unauthorized"


def get_copilot(request: Request) -> Copilot:
    """The copilot of this application."""
    copilot: Copilot = request.app.state.copilot
    return copilot


CopilotDep = Annotated[Copilot, Depends(get_copilot)]


def require_key(
    copilot: CopilotDep,
    authorization: Annotated[str | None, Header()] = None,
    x_api_key: Annotated[str | None, Header()] = None,
) -> None:
    """Refuse callers without the configured key, as `Authorization: Bearer` or `X-API-Key`."""
    wanted = copilot.settings.api_key
    if wanted is None:
        return
    scheme, _, token = (authorization or "").partition(" ")
    given = x_api_key or (token.strip() if scheme.lower() == "bearer" else "")
    if not hmac.compare_digest(given.encode(), wanted.get_secret_value().encode()):
        raise Unauthorized("unauthorized")
