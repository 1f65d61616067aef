"""Settings for restocking: lead times, order quantities, costs, targets."""

from typing import Any

from fastapi import APIRouter

from api.access import CopilotDep
from copilot import restock_settings
from copilot.given_setting import GivenSettings

router = APIRouter(prefix="/restock", tags=["restock"])


@router.get("/settings")
def list_settings(copilot: CopilotDep, marketplace: str | None = None, sku: str | None = None) -> dict[str, Any]:
    """Settings on record, those of all first; what is not set is left out."""
    return {"settings": restock_settings.list_settings(copilot.world.warehouse, marketplace, sku)}


@router.post("/settings")
def add_settings(given: GivenSettings, copilot: CopilotDep) -> dict[str, Any]:
    """Enter settings, one row or several under `settings`; each replaces the row for its marketplace, category and SKU."""
    return restock_settings.add_settings(copilot.world.warehouse, given)


@router.delete("/settings/{import_id}")
def remove_settings(import_id: int, copilot: CopilotDep) -> dict[str, Any]:
    """Take back settings that were entered; settings of a sheet go with their import."""
    return restock_settings.remove_settings(copilot.world.warehouse, import_id)
