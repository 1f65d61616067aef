"""`tools` and `tool`."""

import json
import sys
from typing import Annotated, Any

import typer

from copilot.commands.output import line, print_json
from copilot.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(tools)
    app.command()(tool)


def tools(as_json: Annotated[bool, typer.Option("--json", help="With schemas.")] = False) -> None:
    """The catalogue of tools."""
    from tools.core.catalogue import catalogue

    if as_json:
        print_json({"tools": [found.entry() for found in catalogue().values()]})
        return
    for found in catalogue().values():
        line(f"{found.name:<18} {found.effect:<6} {found.description.splitlines()[0]}")


def tool(
    name: Annotated[str, typer.Argument(help="Name of the tool.")],
    arguments: Annotated[str, typer.Argument(help="Arguments as JSON; '-' reads them from standard input.")] = "{}",
) -> None:
    """Run one tool and print its result as JSON."""
    from copilot.toolbox import run_tool
    from copilot.world import World
    from tools.core.errors import ToolError

    text = sys.stdin.read() if arguments == "-" else arguments
    world = World(Settings())
    try:
        print_json(run_tool(name, _parsed(text), world).model_dump(mode="json", by_alias=True))
    except ToolError as refused:
        print_json({"error": refused.payload()})
        raise
    finally:
        world.close()


def _parsed(text: str) -> Any:
    from tools.core.errors import InvalidInput

    try:
        return json.loads(text)
    except json.JSONDecodeError as broken:
        raise InvalidInput("arguments_not_json", field="arguments", line=broken.lineno, column=broken.colno) from broken
