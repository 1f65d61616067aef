"""`event`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot.commands.output import line, print_json
from copilot.settings import Settings
from prompts import message

if TYPE_CHECKING:
    from tools.warehouse.warehouse import Warehouse

event = typer.Typer(no_args_is_help=True, help="What happened: price changes, deals, stock-outs and the like.")
_Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(event, name="event")


@event.command()
def add(
    kind: Annotated[str, typer.Option(help="price_change, deal, coupon … or 改价, 秒杀, 优惠券 …")],
    start: Annotated[str, typer.Option("--from", help="First day, as 2026-10-31.")],
    end: Annotated[str | None, typer.Option("--to", help="Last day; default: the first.")] = None,
    marketplace: Annotated[str | None, typer.Option(help="Default: all.")] = None,
    sku: Annotated[str | None, typer.Option(help="Default: all.")] = None,
    note: Annotated[str | None, typer.Option(help="What happened.")] = None,
    shop: Annotated[str | None, typer.Option(help="Default: the only shop with data.")] = None,
    as_json: _Json = False,
) -> None:
    """Enter an event; a later one of its kind, first day, marketplace and SKU takes its place."""
    from copilot.events import add_event
    from copilot.given_event import GivenEvent

    given = GivenEvent(kind=kind, start=start, end=end, marketplace=marketplace, sku=sku, note=note, shop=shop)
    with _warehouse() as warehouse:
        entry = add_event(warehouse, given)
    if as_json:
        print_json(entry)
        return
    line(_told(entry["event"]))
    for warning in entry["warnings"]:
        line(warning[Settings().language])


@contextmanager
def _warehouse() -> "Iterator[Warehouse]":
    from copilot.world import World

    world = World(Settings())
    try:
        yield world.warehouse
    finally:
        world.close()


def _told(entry: dict[str, Any]) -> str:
    said = {name: value for name, value in entry.items() if name not in ("label", "from", "to")}
    label = {f"label_{language}": text for language, text in entry["label"].items()}
    return message("event_line", start=entry["from"], end=entry["to"], **label, **said)[Settings().language]


@event.command("list")
def list_events(as_json: _Json = False) -> None:
    """All events on record, the earliest first."""
    from copilot import events

    with _warehouse() as warehouse:
        found = events.list_events(warehouse)
    if as_json:
        print_json({"events": found})
        return
    for entry in found:
        line(_told(entry))
    if not found:
        line(message("no_events")[Settings().language])


@event.command()
def remove(event_id: Annotated[int, typer.Argument(metavar="ID")], as_json: _Json = False) -> None:
    """Remove an event that was entered; events of a file go with `imports undo`."""
    from copilot.events import remove_event

    with _warehouse() as warehouse:
        removed = remove_event(warehouse, event_id)
    if as_json:
        print_json(removed)
        return
    line(message("event_removed", **removed)[Settings().language])
    for warning in removed["warnings"]:
        line(warning[Settings().language])
