"""The tool catalogue: a function is a tool when it is marked so and stands in a module named after it."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

import tools
from tools.core.result import ToolResult

Effect = Literal["read", "write"]


@dataclass(frozen=True)
class Tool:
    """One tool.

    Attributes:
        name: The function's name.
        effect: Whether it only reads.
        arguments: Model of its first parameter: what the caller gives.
        needs: Names of its keyword parameters: what the world gives (`warehouse`, `index`).
    """

    name: str
    effect: Effect
    function: Callable[..., ToolResult]
    arguments: type[BaseModel]
    needs: tuple[str, ...]

    @property
    def description(self) -> str:
        """The docstring up to its sections."""
        return (inspect.getdoc(self.function) or "").split("\nArgs:")[0].strip()

    def entry(self) -> dict[str, Any]:
        """The tool as the catalogue shows it."""
        return {"name": self.name, "effect": self.effect, "description": self.description, "schema": self.schema()}

    def schema(self) -> dict[str, Any]:
        """JSON schema of the arguments."""
        return self.arguments.model_json_schema(by_alias=True)


def tool(*, effect: Effect) -> Callable[[Callable[..., ToolResult]], Callable[..., ToolResult]]:
    """Mark a function as a tool.

    Args:
        effect: `read` or `write`.
    """

    def mark(function: Callable[..., ToolResult]) -> Callable[..., ToolResult]:
        function.__dict__["effect"] = effect
        return function

    return mark


@cache
def catalogue() -> dict[str, Tool]:
    """All tools by name, found by walking the rooms of `tools`."""
    root = Path(tools.__file__).parent
    found: dict[str, Tool] = {}
    for path in sorted(root.rglob("*.py")):
        if "@tool(" not in path.read_text(encoding="utf-8") or path.name == "catalogue.py":
            continue
        module = import_module(".".join(path.relative_to(root.parent).with_suffix("").parts))
        found[path.stem] = _describe(getattr(module, path.stem))
    return found


def _describe(function: Callable[..., ToolResult]) -> Tool:
    parameters = list(inspect.signature(function, eval_str=True).parameters.values())
    return Tool(
        name=function.__name__,
        effect=function.__dict__["effect"],
        function=function,
        arguments=parameters[0].annotation,
        needs=tuple(parameter.name for parameter in parameters[1:]),
    )
