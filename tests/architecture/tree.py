"""The product's files, and what they import."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("api", "copilot", "knowledge", "prompts", "tools")


@cache
def modules(*rooms: str) -> dict[str, ast.Module]:
    """Parsed modules of rooms (all of them when none is named) by path."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for room in rooms or ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
    }


def imports(tree: ast.AST) -> set[str]:
    """Top-level names that a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or attribute; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def named_calls(tree: ast.AST) -> set[str]:
    """Dotted names of everything that is called."""
    return {dotted(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)} - {""}


@cache
def our_files() -> list[Path]:
    """Files that are or will be committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        skipped = {".venv", ".git", "__pycache__", ".hypothesis"}
        return [path for path in ROOT.rglob("*") if path.is_file() and not skipped & set(path.relative_to(ROOT).parts)]
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]
