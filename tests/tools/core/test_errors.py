import ast
from pathlib import Path

import pytest

import tools
from prompts import PromptError, message_keys
from tools.core import errors
from tools.core.errors import ToolError

# The codes of the contract; an import that is refused is an invalid input.
CODES = {
    "InvalidInput": "invalid_input",
    "ImportRefused": "invalid_input",
    "UnknownReference": "unknown_reference",
    "NotCovered": "not_covered",
    "NotEnoughData": "not_enough_data",
    "Ambiguous": "ambiguous",
    "Unavailable": "unavailable",
}


def classes(base=ToolError):
    return [base, *(deeper for sub in base.__subclasses__() for deeper in classes(sub))]


def test_every_error_has_the_code_of_the_contract():
    assert {c.__name__: c.code for c in classes()[1:] if c.__module__ == errors.__name__} == CODES


def test_every_error_is_drawn_in_the_tree():
    assert all(c.__name__ in errors.__doc__ for c in classes() if c.__module__ == errors.__name__)


def test_payload_speaks_both_languages_and_says_what_to_do():
    payload = errors.InvalidInput("bad_window", field="window", value="soon", grammar="YYYY").payload()
    assert payload["code"] == "invalid_input" and payload["field"] == "window"
    assert "soon" in payload["message"] and "soon" in payload["message_zh"]
    assert "YYYY" in payload["hint"] and "YYYY" in payload["hint_zh"]
    assert payload["details"] == {"value": "soon", "grammar": "YYYY"}


def test_no_hint_where_none_is_written():
    payload = errors.InvalidInput("window_twice", field="window").payload()
    assert (payload["hint"], payload["hint_zh"], payload["details"]) == (None, None, {})


def test_a_missing_detail_is_a_fault_of_the_program():
    with pytest.raises(PromptError):
        errors.InvalidInput("bad_window", field="window", value="soon")


def literal_keys():
    raisers = {*CODES, "warning", "message"}
    for path in Path(tools.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") in raisers and node.args
            if named and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


def test_every_sentence_that_the_code_names_is_written():
    named = set(literal_keys())
    assert len(named) > 30 and named <= set(message_keys())


def test_every_reason_for_a_cell_is_written():
    room = Path(tools.__file__).parent / "warehouse" / "importing"
    reasons = {
        node.args[1 if node.func.id == "BadCell" else 0].value
        for path in room.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("BadCell", "UnreadableValue")
        if isinstance(node.args[1 if node.func.id == "BadCell" else 0], ast.Constant)
    }
    assert {f"cell.{reason}" for reason in reasons} <= set(message_keys()) and "bad_number" in reasons
