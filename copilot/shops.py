"""Import of files and the demo shop, for both surfaces."""

import re
import tempfile
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from copilot.copilot import Copilot
from tools.core.errors import InvalidInput, ToolError
from tools.core.result import Period
from tools.warehouse.importing.importer import DEFAULT_SHOP, ImportRequest, Reader, import_file
from tools.warehouse.importing.isolation import read_isolated
from tools.warehouse.importing.reading import Tell, no_one, read_report

_PERIOD = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*(?:\.\.|,|/|to)\s*(\d{4}-\d{2}-\d{2}))?")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_UNSAFE = re.compile(r"[^\w.\-]+")
_SHOP = re.compile(r"[\w.\-]{1,64}")
DEMO_SHOP = "demo"


def read_period(text: str | None) -> Period | None:
    """`2026-10-01..2026-10-31`, one day or a month (`2026-10`), as a period.

    Raises:
        InvalidInput: It is none.
    """
    if text is None or not text.strip():
        return None
    match = _PERIOD.fullmatch(text.strip())
    month = _MONTH.fullmatch(text.strip())
    if month:
        year, number = int(month[1]), int(month[2])
        return Period(start=date(year, number, 1), end=date(year, number, monthrange(year, number)[1]))
    try:
        period = Period.model_validate({"from": match[1], "to": match[2] or match[1]}) if match else None
    except ValueError:
        period = None
    if period is None or period.start > period.end:
        raise InvalidInput("bad_period", field="period", value=text)
    return period


def checked_shop(name: str) -> str:
    """A name that a shop may have.

    Raises:
        InvalidInput: It may not.
    """
    if not _SHOP.fullmatch(name):
        raise InvalidInput("bad_shop", field="shop", value=name)
    return name


def import_report(
    copilot: Copilot,
    path: Path,
    name: str,
    said: Mapping[str, str | None],
    *,
    dry_run: bool = False,
    tell: Tell = no_one,
    read: Reader = read_isolated,
) -> dict[str, Any]:
    """Import one file; a refusal becomes an entry of its own kind, with `error`.

    Args:
        copilot: Whose warehouse to fill.
        path: Where the file's bytes lie.
        name: The file's name.
        said: `shop`, `marketplace`, `report`, `mapping`, `period`, each may be None.
        dry_run: Only say what would happen.
        tell: Is told of the progress.
        read: Reads the file; files of the product's own need no process of their own.
    """
    name = name.encode("utf-8", "replace").decode()
    said = {key: value and value.encode("utf-8", "replace").decode() for key, value in said.items()}
    shop = said.get("shop") or DEFAULT_SHOP
    try:
        request = ImportRequest(
            path=path, file=name, shop=checked_shop(shop), marketplace=said.get("marketplace"), report=said.get("report"),
            mapping=said.get("mapping"), period=read_period(said.get("period")), now=datetime.now(UTC), dry_run=dry_run,
        )  # fmt: skip
        result = import_file(copilot.world.warehouse, request, read=read, tell=tell)
        entry = result.model_dump(mode="json", exclude={"mapping"})
        return {**entry, "mapping_file": _write_draft(copilot, name, result.mapping)} if result.mapping else entry
    except ToolError as refused:
        error = refused.payload()
        return {
            "file": name, "report": None, "rows_read": 0, "rows_added": 0, "rows_superseded": 0, "rows_rejected": 0,
            "rejections": [], "period": None, "shop": shop, "warnings": [], "dry_run": dry_run,
            "error": _with_draft(copilot, name, error),
        }  # fmt: skip


def _with_draft(copilot: Copilot, name: str, error: dict[str, Any]) -> dict[str, Any]:
    """A refusal that comes with a mapping to complete: the mapping is written to the data folder."""
    draft = error.get("details", {}).get("mapping")
    if draft is None:
        return error
    return {**error, "mapping_file": _write_draft(copilot, name, draft)}


def _write_draft(copilot: Copilot, name: str, draft: str) -> str:
    path = copilot.settings.folder / "mappings" / f"{_UNSAFE.sub('_', Path(name).stem)[:80]}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(draft, encoding="utf-8")
    return str(path)


def is_refused(entry: dict[str, Any]) -> bool:
    """Whether nothing of a file was taken because of its contents."""
    return bool(entry.get("error") or entry["rows_rejected"])


def load_demo(copilot: Copilot) -> list[dict[str, Any]]:
    """Write the demo shop's report files and import them like a user's."""
    from copilot.demo.generator import write_demo_files

    with tempfile.TemporaryDirectory() as folder:
        return [
            import_report(
                copilot, file.path, file.path.name, {"shop": file.shop, "marketplace": file.marketplace}, read=read_report
            )
            for file in write_demo_files(Path(folder))
        ]
