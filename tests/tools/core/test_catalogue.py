import inspect
from pathlib import Path

import pytest
from pydantic import BaseModel

import tools
from tools.core.catalogue import catalogue
from tools.core.result import ToolResult

TOOLS = catalogue().values()
IDS = [tool.name for tool in TOOLS]


def test_every_marked_function_is_found():
    marked = [p.stem for p in Path(tools.__file__).parent.rglob("*.py") if "\n@tool(" in p.read_text(encoding="utf-8")]
    assert sorted(catalogue()) == sorted(marked) and "sales_query" in marked


@pytest.mark.parametrize("tool", TOOLS, ids=IDS)
def test_a_tool_is_one_documented_function_with_typed_arguments(tool):
    parameters = list(inspect.signature(tool.function, eval_str=True).parameters.values())
    assert tool.name == tool.function.__module__.rpartition(".")[2]
    assert issubclass(tool.arguments, BaseModel)
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters[1:])
    assert issubclass(inspect.signature(tool.function, eval_str=True).return_annotation, ToolResult)
    assert tool.effect in ("read", "write")
    assert len(tool.description) > 40 and "Args:" not in tool.description


@pytest.mark.parametrize("tool", TOOLS, ids=IDS)
def test_a_schema_refuses_arguments_that_are_not_in_it(tool):
    schema = tool.schema()
    assert schema["additionalProperties"] is False and schema["properties"]


def test_the_window_is_named_as_in_the_contract():
    window = catalogue()["sales_query"].schema()["$defs"]["Window"]["properties"]
    assert {"from", "to", "period"} == set(window)
