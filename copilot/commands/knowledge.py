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
    paths: Annotated[list[Path], typer.Argument(help="Text or Markdown files, or folders of them.")], as_json: _Json = False
) -> None:
    """Add files; a file of the same id takes the place of the earlier one."""
    from copilot.library import add_paths
    from copilot.world import World

    added = add_paths(World(Settings()).index, paths)
    if as_json:
        print_json({"documents": added})
    else:
        for entry in added:
            line(f"{entry['document_id']}  {entry['title']}")


@documents.command("list")
def list_documents(as_json: _Json = False) -> None:
    """All documents."""
    from copilot.library import describe
    from copilot.world import World

    found = [describe(document) for document in World(Settings()).index.documents()]
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
    """Remove a document that was added."""
    from copilot.world import World

    World(Settings()).index.remove(document_id)


def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    k: Annotated[int, typer.Option(min=1, max=50, help="How many documents at most.")] = 5,
    kind: Annotated[str | None, typer.Option(help="sop, rule, compliance or document.")] = None,
    as_json: _Json = False,
) -> None:
    """Search the knowledge base."""
    from copilot.library import search_index
    from copilot.world import World

    found = search_index(World(Settings()).index, query, k, kind)
    if as_json:
        print_json(found)
        return
    for number, hit in enumerate(found["results"], start=1):
        line(f"{number}. [{hit['score']:.3f}] {hit['title']} ({hit['document_id']})\n   {hit['text'][:200]}")
