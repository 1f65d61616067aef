"""`ask` and `chat`."""

import asyncio
from typing import Annotated

import typer

from copilot.commands.output import line, print_json, refuse, with_files
from copilot.settings import Settings
from tools.core.errors import ToolError


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(ask)
    app.command()(chat)


def ask(
    question: Annotated[str, typer.Argument(help="In Chinese or English.")],
    thread: Annotated[str | None, typer.Option(help="Conversation to continue.")] = None,
    shop: Annotated[str | None, typer.Option(help="Only this shop's data.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
) -> None:
    """One question, one answer."""
    from copilot.copilot import Copilot

    copilot = Copilot(Settings())
    try:
        answer = asyncio.run(copilot.ask(question, thread, shop=shop))
    finally:
        copilot.close()
    if as_json:
        print_json(answer.model_dump(mode="json"))
    else:
        line(with_files(answer.answer))


def chat(thread: Annotated[str | None, typer.Option(help="Conversation to continue.")] = None) -> None:
    """A conversation in the terminal; an empty line or Ctrl-D ends it."""
    from copilot.copilot import Copilot

    copilot = Copilot(Settings())
    try:
        while question := _prompt():
            thread = asyncio.run(_turn(copilot, question, thread))
    finally:
        copilot.close()


def _prompt() -> str:
    try:
        return input("> ").strip()
    except (EOFError, KeyboardInterrupt):
        return ""


async def _turn(copilot: object, question: str, thread: str | None) -> str | None:
    from copilot.copilot import Copilot

    assert isinstance(copilot, Copilot)
    try:
        async for event in copilot.stream(question, thread):
            if event["type"] == "status":
                thread = event["thread_id"]
            elif event["type"] == "token":
                typer.echo(with_files(event["text"]), nl=False)
            elif event["type"] == "answer":
                typer.echo("\n")
    except ToolError as refused:
        refuse(refused, as_json=False)
    return thread
