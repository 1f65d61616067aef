"""`documents` and `search`."""

from pathlib import Path
from typing import Annotated

import typer

from copilot.commands.output import line, print_json
from copilot.settings import Settings

documents = typer.Typer(no_args_is_help=True, help="The documents of the knowledge base.")
_Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(documents, name="documents")
    app.command()(search)


@documents.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files (Markdown, TXT, HTML, DOCX, PDF, XLSX, CSV) or folders of them.")],
    owner: Annotated[str | None, typer.Option(help="Who answers for them.")] = None,
    shop: Annotated[str | None, typer.Option(help="Only for this shop.")] = None,
    language: Annotated[str | None, typer.Option(help="Language they are in: zh, en, de …")] = None,
    effective_from: Annotated[str | None, typer.Option("--from", help="First day they hold: 2026-11-21.")] = None,
    effective_to: Annotated[str | None, typer.Option("--until", help="Last day they hold.")] = None,
    as_json: _Json = False,
) -> None:
    """Add files. One of a known id is its new version; the earlier one stays as <id>@<version>."""
    from copilot.library import add_paths
    from copilot.world import World

    said = {
        "owner": owner, "shop": shop, "language": language, "effective_from": effective_from, "effective_to": effective_to,
    }  # fmt: skip
    added = add_paths(World(Settings()), paths, said)
    if as_json:
        print_json({"documents": added})
        return
    for entry in added:
        line(f"{entry['document_id']}  {entry['title']}  ({entry['outcome']})")
        for warning in entry["warnings"]:
            line(f"  ! {warning[Settings().language]}")


@documents.command("list")
def list_documents(
    origin: Annotated[str | None, typer.Option(help="user: added files; library: what the product ships.")] = None,
    as_json: _Json = False,
) -> None:
    """All documents."""
    from copilot.library import describe
    from copilot.world import World

    found = [describe(document) for document in World(Settings()).index.documents() if origin in (None, document.origin)]
    if as_json:
        print_json({"documents": found})
    else:
        for entry in found:
            line(f"{entry['document_id']:<34} {entry['kind']:<10} {entry['title']}")


@documents.command()
def show(document_id: str, as_json: _Json = False) -> None:
    """One document with its text and source."""
    from copilot.library import describe, shown_text
    from copilot.world import World

    document = World(Settings()).index.get(document_id)
    if as_json:
        print_json({**describe(document), "texts": document.texts})
    else:
        line(shown_text(document, Settings().language))


@documents.command()
def remove(document_id: str) -> None:
    """Remove a document that was added, with its earlier versions."""
    from copilot.world import World

    World(Settings()).index.remove(document_id)
    line(document_id)


@documents.command()
def reindex() -> None:
    """Build the index anew from the documents."""
    from rich.progress import Progress

    from copilot.world import World

    with Progress(transient=True) as progress:
        task = progress.add_task("", total=None)
        count = World(Settings()).index.reindex(lambda done, total: progress.update(task, completed=done, total=total))
    line(f"{count}")


@documents.command()
def review(
    days: Annotated[int, typer.Option(min=0, help="How many days ahead a change counts as soon.")] = 60, as_json: _Json = False
) -> None:
    """What somebody should look at: past its review date, unverified, or due to change soon."""
    from copilot.upkeep import due_for_review
    from copilot.world import World
    from prompts import message

    due = due_for_review(World(Settings()), days)
    if as_json:
        print_json({"due": due})
        return
    language = Settings().language
    for entry in due:
        title = entry["titles"].get(language) or next(iter(entry["titles"].values()))
        reason = message(f"review.{entry['reason']}")[language]
        line(f"{reason:<10} {entry['day'] or '-':<10} {entry['document_id']:<30} {title}")


@documents.command()
def check() -> None:
    """Look through the files of the shipped library for what is wrong; for those who edit them."""
    from knowledge.checking import problems
    from prompts import message

    found = problems()
    for problem in found:
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        told = message(problem.code, **problem.details)[Settings().language]
        line(" ".join(part for part in (place, problem.entry, problem.field) if part) + f": {told}")
    if found:
        raise typer.Exit(1)


def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    k: Annotated[int, typer.Option(min=1, max=50, help="How many documents at most.")] = 5,
    kind: Annotated[str | None, typer.Option(help="rule, sop, compliance, logistics or document.")] = None,
    platform: Annotated[str | None, typer.Option(help="Leave out rules of other platforms: amazon, ebay …")] = None,
    place: Annotated[str | None, typer.Option(help="Leave out what holds only elsewhere: DE, EU, amazon_de.")] = None,
    shop: Annotated[str | None, typer.Option(help="Leave out files for other shops.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Day asked about: 2025-03-01. Default: today.")] = None,
    as_json: _Json = False,
) -> None:
    """Search the knowledge base."""
    from copilot.library import search_index
    from copilot.world import World
    from prompts import message

    language = Settings().language
    found = search_index(World(Settings()), query, k=k, kind=kind, platform=platform, place=place, shop=shop, as_of=as_of)
    if as_json:
        print_json(found.model_dump(mode="json", include={"results", "basis", "as_of", "procedure", "warnings"}))
        return
    for number, hit in enumerate(found.results, start=1):
        holds = message(f"holds.{hit.status}")[language]
        since = " ".join(filter(None, (hit.effective_date, hit.effective_to and f"– {hit.effective_to}")))
        trust = message(f"confidence.{hit.confidence or 'none'}")[language]
        line(f"{number}. [{hit.score:.3f}] {hit.title} ({hit.document_id}; {holds} {since}; {trust})\n   {hit.text[:200]}")
