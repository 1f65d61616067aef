"""`replies queue`, `replies draft` and `replies terms`."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot.commands.output import line, print_json
from copilot.commands.progress import progress
from copilot.settings import Settings
from prompts import message

if TYPE_CHECKING:
    from tools.reply.inbox.drafting import Drafts

replies = typer.Typer(
    no_args_is_help=True, help="Messages of buyers: which wait, drafts for them, the shop's terms. Nothing is sent."
)
_Shop = Annotated[str | None, typer.Option(help="Only of this shop.")]
_Marketplace = Annotated[str | None, typer.Option(help="Only of this marketplace: amazon_de …")]
_AsOf = Annotated[str | None, typer.Option("--as-of", help="Moment that counts as now, as 2026-11-22T09:00.")]
_Limit = Annotated[int, typer.Option(help="How many messages at most.")]
_Json = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]
_SHOWN = 20
_MOST = 5_000


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(replies, name="replies")


@replies.command()
def queue(
    shop: _Shop = None, marketplace: _Marketplace = None, as_of: _AsOf = None, limit: _Limit = _SHOWN, as_json: _Json = False
) -> None:
    """List imported messages that wait for an answer, by risk and deadline, and reasons that became frequent."""
    from copilot.toolbox import run_tool
    from copilot.world import World

    asked = {"shop": shop, "marketplace": marketplace, "as_of": as_of, "limit": limit}
    world = World(Settings())
    try:
        found: Any = run_tool("message_queue", {name: value for name, value in asked.items() if value is not None}, world)
    finally:
        world.close()
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    language = Settings().language
    line(message("replies_counts", **found.counts)[language])
    for row in found.rows:
        told = row.deadline.strftime("%Y-%m-%d %H:%M UTC") if row.deadline else "-"
        place = row.marketplace or row.platform or "-"
        line(f"[{row.risk}] {told}  {place}  {row.order_id or '-'}  {_named(row.intents)}: {row.excerpt}")
    for wave in found.waves:
        line(
            message("replies_wave", reason=_named([wave.reason]), **wave.model_dump(include={"sku", "messages", "before"}))[
                language
            ]
        )


def _named(intents: Iterable[str]) -> str:
    return ", ".join(message(f"reply_intent.{intent}")[Settings().language] for intent in intents)


@replies.command()
def draft(
    shop: _Shop = None,
    marketplace: _Marketplace = None,
    as_of: _AsOf = None,
    limit: _Limit = _MOST,
    out: Annotated[Path | None, typer.Option(help="Where to write the workbook; default: beside the other exports.")] = None,
    as_json: _Json = False,
) -> None:
    """Draft an answer to every imported message that waits, into a workbook. Nothing is sent."""
    from copilot.reply_batches import DraftsAsked, drafts_of
    from copilot.world import World

    world = World(Settings())
    language = Settings().language
    try:
        asked = DraftsAsked(shop=shop, marketplace=marketplace, as_of=as_of, limit=limit, language=language)
        with progress(message("replies_drafting")[language]) as tell:
            drafts = drafts_of(asked, world, tell)
        path = _written(drafts, out, world, language)
    finally:
        world.close()
    if as_json:
        print_json({"summary": drafts.summary(), "export": str(path), **drafts.model_dump(mode="json")})
        return
    line(message("replies_drafted", **drafts.summary())[language])
    line(message("listing_batch_written", path=path)[language])


def _written(drafts: "Drafts", out: Path | None, world: Any, language: str) -> Path:
    from copilot.reply_batches import keep_workbook
    from tools.core.errors import InvalidInput
    from tools.reply.inbox.workbook import drafts_workbook

    if out is None:
        return Settings().folder / "exports" / keep_workbook(drafts, language, world)
    try:
        out.write_bytes(drafts_workbook(drafts, language))
    except OSError as refused:
        raise InvalidInput("listing_batch_not_written", field="out", path=str(out)) from refused
    return out


@replies.command()
def terms(
    shop: Annotated[str | None, typer.Argument(help="Shop id; all shops when left out.")] = None,
    given: Annotated[str | None, typer.Option("--set", help="The shop's terms as JSON; they replace the former ones.")] = None,
    remove: Annotated[bool, typer.Option(help="Take the shop's terms back.")] = False,
) -> None:
    """Show or set what a shop grants its buyers and how it speaks: brand, tone, return window, warranty."""
    from copilot.reply_terms import ReplyTerms
    from tools.core.errors import InvalidInput

    held = ReplyTerms(Settings().folder)
    if (given or remove) and shop is None:
        raise InvalidInput("replies_terms_need_shop", field="shop")
    if remove:
        held.remove(str(shop))
    elif given:
        held.put(str(shop), _object(given))
    found = {name: terms.model_dump(mode="json", exclude_none=True) for name, terms in held.all().items()}
    print_json({"terms": {name: each for name, each in found.items() if shop in (None, name)}})


def _object(text: str) -> dict[str, Any]:
    from tools.core.errors import InvalidInput

    try:
        found = json.loads(text)
    except ValueError as broken:
        raise InvalidInput("replies_terms_not_json", field="set") from broken
    if not isinstance(found, dict):
        raise InvalidInput("replies_terms_not_json", field="set")
    return found
