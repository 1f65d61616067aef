"""`serve` and `doctor`."""

import ipaddress
from typing import Annotated

import typer

from copilot.commands.output import line, print_json
from copilot.settings import Settings
from prompts import message

SHUTDOWN_SECONDS = 10


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(serve)
    app.command()(doctor)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; others than loopback need CHUHAI_API_KEY.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
) -> None:
    """Start the HTTP server."""
    import uvicorn

    from copilot.errors import MissingConfiguration

    settings = Settings()
    if settings.api_key is None and not is_loopback(host):
        raise MissingConfiguration("key_needed", host=host)
    from importlib import import_module

    # The layer above is reached by name only here, where the operator asks for the server.
    app = import_module("api").create_app(settings)
    line(message("serving", host=host, port=port)[settings.language])
    uvicorn.run(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=SHUTDOWN_SECONDS)


def is_loopback(host: str) -> bool:
    """Whether an address can only be reached from this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """What is configured, what is missing, what to do."""
    from copilot.diagnosis import examine

    settings = Settings()
    findings = examine(settings)
    if as_json:
        print_json({"findings": [finding.__dict__ for finding in findings]})
    else:
        for finding in findings:
            line(f"{'ok ' if finding.ok else '!! '} {finding.text[settings.language]}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)
