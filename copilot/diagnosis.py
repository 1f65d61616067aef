"""What is configured, what is missing, what to do."""

import os
from dataclasses import dataclass

from copilot.settings import Settings
from copilot.world import World
from prompts import Text, message
from tools.core.errors import ToolError


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    ok: bool
    text: Text


def examine(settings: Settings) -> list[Finding]:
    """Look at the folder, the data, the knowledge base and the model, without changing data or calling out."""
    return [_folder(settings), _data(settings), _knowledge(settings), _model(settings)]


def _folder(settings: Settings) -> Finding:
    writable = os.access(settings.folder, os.W_OK)
    return Finding(writable, message("doctor.folder" if writable else "doctor.folder_closed", folder=settings.folder))


def _data(settings: Settings) -> Finding:
    world = World(settings)
    try:
        coverage = world.warehouse.coverage()
        engine = world.warehouse.engine
    except ToolError as refused:
        return Finding(False, refused.text)
    finally:
        world.close()
    if not coverage:
        return Finding(False, message("doctor.no_data", engine=engine.name, place=engine.place))
    stores = sorted({entry.marketplace for entry in coverage})
    first, last = min(c.first_day for c in coverage), max(c.complete_until for c in coverage)
    told = message("doctor.data", engine=engine.name, place=engine.place, stores=stores, first=first, last=last)
    return Finding(True, told)


def _knowledge(settings: Settings) -> Finding:
    try:
        world = World(settings)
        index = world.index
        search = index.search("Amazon title limit", as_of=world.today, k=1)
    except Exception as broken:
        return Finding(False, message("doctor.knowledge_broken", reason=type(broken).__name__))
    return Finding(search.basis, message("doctor.knowledge", count=len(index.documents()), embedder=index.embedder_name))


def _model(settings: Settings) -> Finding:
    if settings.is_offline:
        return Finding(True, message("doctor.offline"))
    has_way = settings.openai_api_key is not None or settings.openai_base_url is not None
    key = "doctor.endpoint" if has_way else "model_without_key"
    return Finding(
        has_way, message(key, model=settings.model, **({"own": settings.openai_base_url is not None} if has_way else {}))
    )
