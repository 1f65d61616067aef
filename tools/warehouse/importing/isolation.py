"""Reading a report in a process of its own."""

from typing import Any

from tools.core.isolation import preload, run_isolated
from tools.warehouse.importing.limits import WORKBOOK_LIMITS, Limits
from tools.warehouse.importing.reading import ReadReport, ReadRequest, Tell, no_one, read_report

preload("tools.warehouse.importing.warm")


def read_isolated(request: ReadRequest, tell: Tell = no_one, limits: Limits = WORKBOOK_LIMITS) -> ReadReport:
    """Read a file in a child process with limits on memory and time.

    Raises:
        ImportRefused: The file cannot be read, or reading it takes more than the limits allow.
        ToolError: As `read_report` raises it.
    """
    return ReadReport.model_validate(run_isolated(_read, request, file=request.file, limits=limits, tell=tell))


def _read(request: ReadRequest, tell: Tell) -> dict[str, Any]:
    return read_report(request, tell).model_dump(mode="json")
