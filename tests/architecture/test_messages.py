"""Every wording that code asks for exists, and every wording is asked for."""

import ast
import re

from prompts import message_keys
from tests.architecture.tree import ROOT, dotted, modules

# Calls whose first argument is the key of a message.
ASKING = {"message", "wording", "warning", "KnowledgeError", "ToolError"}
ERRORS = {
    "InvalidInput", "ImportRefused", "UnknownReference", "NotCovered", "NotEnoughData", "Ambiguous", "Unavailable",
    "MissingConfiguration", "InternalError", "Unauthorized",
}  # fmt: skip
KEYS = set(message_keys())


def literals(node):
    """Texts that an expression may be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return literals(node.body) | literals(node.orelse)
    return set()


def asked():
    """Keys written in code, with where."""
    for path, tree in modules().items():
        for node in ast.walk(tree):
            name = dotted(node.func).removeprefix("prompts.") if isinstance(node, ast.Call) else ""
            if name in ASKING | ERRORS and node.args:
                for key in literals(node.args[0]):
                    yield key, f"{path}:{node.lineno}"


def written():
    """Every text in code, and patterns of the texts put together there."""
    texts, patterns = set(), []
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(p.value) if isinstance(p, ast.Constant) else r"[\w.]+" for p in node.values]
                if any(isinstance(p, ast.Constant) and re.search(r"\w", p.value) for p in node.values):
                    patterns.append(re.compile("".join(parts)))
    return texts, patterns


def test_every_key_asked_for_exists():
    found = {key: where for key, where in asked() if key not in KEYS}
    assert found == {}
    assert len({key for key, _ in asked()}) > 50


def test_every_message_is_asked_for():
    texts, patterns = written()
    data = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "tools").rglob("*.yaml"))
    unused = {
        key
        for key in KEYS
        if key not in texts
        and not key.endswith(".hint")
        and not any(pattern.fullmatch(key) for pattern in patterns)
        and not re.search(rf"\b{re.escape(key)}\b", data)
    }
    assert unused == set()
