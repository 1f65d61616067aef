"""Import of files and the demo shop, for both surfaces."""

import re
import tempfile
from pathlib import Path
from typing import Any

from copilot.copilot import Copilot
from tools.core.errors import ImportRefused, InvalidInput, ToolError
from tools.core.result import Period
from tools.warehouse.importing.importer import DEFAULT_SHOP, ImportRequest, import_file

_PERIOD = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:\.\.|,|/|to)\s*(\d{4}-\d{2}-\d{2})")
_SHOP = re.compile(r"[\w.\-]{1,64}")
DEMO_SHOP = "demo"


def read_period(text: str | None) -> Period | None:
    """`2026-10-01..2026-10-31` as a period.

    Raises:
        InvalidInput: It is none.
    """
    if text is None or not text.strip():
        return None
    match = _PERIOD.fullmatch(text.strip())
    try:
        period = Period.model_validate({"from": match[1], "to": match[2]}) if match else None
    except ValueError:
        period = None
    if period is None or period.start > period.end:
        raise InvalidInput("bad_period", field="period", value=text)
    return period


def import_content(copilot: Copilot, name: str, content: bytes, said: dict[str, str | None]) -> dict[str, Any]:
    """Import one file; a refusal becomes an entry of its own kind, with `error`.

    Args:
        copilot: Whose warehouse to fill.
        name: The file's name.
        content: Its bytes.
        said: `shop`, `marketplace`, `report`, `mapping`, `period`, each may be None.
    """
    shop = said.get("shop") or DEFAULT_SHOP
    try:
        if not _SHOP.fullmatch(shop):
            raise InvalidInput("bad_shop", field="shop", value=shop)
        limit = copilot.settings.import_megabytes
        if len(content) > limit * 1_000_000:
            raise ImportRefused("file_too_large", file=name, limit=limit)
        request = ImportRequest(
            file=name, content=content, shop=shop, marketplace=said.get("marketplace"), report=said.get("report"),
            mapping=said.get("mapping"), period=read_period(said.get("period")),
        )  # fmt: skip
        return import_file(copilot.world.warehouse, request).model_dump(mode="json")
    except ToolError as refused:
        return {
            "file": name, "report": None, "rows_read": 0, "rows_added": 0, "rows_superseded": 0, "rows_rejected": 0,
            "rejections": [], "period": None, "shop": shop, "warnings": [], "error": refused.payload(),
        }  # fmt: skip


def is_refused(entry: dict[str, Any]) -> bool:
    """Whether nothing of a file was taken because of its contents."""
    return bool(entry.get("error") or entry["rows_rejected"])


def load_demo(copilot: Copilot) -> list[dict[str, Any]]:
    """Write the demo shop's report files and import them like a user's."""
    from copilot.demo.generator import write_demo_files

    with tempfile.TemporaryDirectory() as folder:
        return [
            import_content(copilot, file.path.name, file.path.read_bytes(), {"shop": file.shop})
            for file in write_demo_files(Path(folder))
        ]
