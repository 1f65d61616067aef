"""What commands print: one JSON document, or text; errors on the error stream."""

import json
import logging
import sys
from typing import Any

from copilot.settings import Settings
from tools.core.errors import ToolError


def print_json(content: Any) -> None:
    """One JSON document and nothing else."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n")


def line(text: str, *, error: bool = False) -> None:
    """One line of text."""
    stream = sys.stderr if error else sys.stdout
    stream.write(text + "\n")
    stream.flush()


def with_files(answer: str) -> str:
    """An answer whose links to drawings and workbooks name their files, for a terminal has no server to ask."""
    from tools.core import exports
    from tools.funnel import charts

    folder = Settings().folder
    return answer.replace(charts.ADDRESS, f"{folder / 'charts'}/").replace(exports.ADDRESS, f"{folder / 'exports'}/")


def refuse(refused: ToolError, *, as_json: bool) -> None:
    """Say why something was refused and what to do, in the operator's language."""
    if as_json:
        print_json({"error": refused.payload()})
    language = Settings().language
    line(refused.text[language] + (f" {refused.hint[language]}" if refused.hint else ""), error=True)


def refuse_entry(error: dict[str, Any]) -> None:
    """The same for an error already in its written form."""
    suffix = "_zh" if Settings().language == "zh" else ""
    hint = error.get("hint" + suffix)
    line(error["message" + suffix] + (f" {hint}" if hint else ""), error=True)


def report_bug(bug: Exception) -> None:
    """Say that the program is at fault; the trace only when asked for."""
    line(f"{type(bug).__name__}: this is a fault of the program. Set CHUHAI_DEBUG=1 for the trace.", error=True)
    if Settings().debug:
        logging.getLogger(__name__).exception("fault", exc_info=bug)
