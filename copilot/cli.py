"""The command line. Heavy parts are imported by the command that needs them, so that each starts fast."""

import sys

import typer

from copilot.commands import ask, data, event, knowledge, listing, replies, service, tool
from knowledge.document import KnowledgeError
from tools.core.errors import ToolError

app = typer.Typer(
    name="chuhai", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Chuhai Copilot 出海副驾: exact numbers, dated rules and usable drafts for cross-border sellers.",
)  # fmt: skip
for room in (ask, tool, data, event, listing, replies, knowledge, service):
    room.register(app)


def main() -> None:
    """Run a command; exit 0 done, 1 refused, 2 wrong usage, 3 a bug."""
    try:
        app()
    except ToolError as refused:
        from copilot.commands.output import refuse

        refuse(refused, as_json="--json" in sys.argv)
        sys.exit(1)
    except KnowledgeError as refused:
        from copilot.commands.output import refuse
        from copilot.library import as_tool_error

        refuse(as_tool_error(refused), as_json="--json" in sys.argv)
        sys.exit(1)
    except Exception as bug:
        from copilot.commands.output import report_bug

        report_bug(bug)
        sys.exit(3)
