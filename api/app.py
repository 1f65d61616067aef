"""The application: routes, errors, access."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from api.access import require_key
from api.docs import install_docs
from api.errors import install_error_handlers
from api.routes import (
    charts,
    chat,
    documents,
    events,
    exports,
    health,
    imports,
    listings,
    replies,
    restock,
    search,
    threads,
    tools,
)
from copilot.copilot import Copilot
from copilot.settings import Settings

logger = logging.getLogger(__name__)
_SHUTDOWN_SECONDS = 5
_LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]", "testserver"]


def _warm(copilot: Copilot) -> None:
    """A store that cannot be opened is told by `/readyz` and by each answer, not by a dead server."""
    try:
        copilot.warm()
    except Exception:
        logger.exception("warming up failed")


def create_app(settings: Settings) -> FastAPI:
    """The HTTP application over one data folder.

    Args:
        settings: With `api_key`, callers must send it; without, only loopback names are answered.
    """
    copilot = Copilot(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(asyncio.to_thread(_warm, copilot))
        yield
        await asyncio.wait({warming}, timeout=_SHUTDOWN_SECONDS)
        copilot.close()

    app = FastAPI(title="Chuhai Copilot 出海副驾", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.copilot = copilot
    if settings.api_key is None:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=_LOOPBACK_NAMES)
    install_error_handlers(app)
    install_docs(app)
    app.include_router(health.router)
    for room in (chat, tools, charts, exports, imports, events, listings, replies, restock, documents, search, threads):
        app.include_router(room.router, prefix="/v1", dependencies=[Depends(require_key)])
    return app
