"""The README tells the truth, and its Chinese twin shows the same commands and tables."""

import asyncio
import re
from pathlib import Path

import pytest
from typer.main import get_command

from api.app import create_app
from copilot.cli import app
from copilot.copilot import Copilot
from copilot.settings import Settings
from knowledge import library
from tools.documents.limits import LIMITS
from tools.warehouse.importing.limits import MEGABYTE

ROOT = Path(__file__).parents[2]
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```\w*\n(.*?)```", re.DOTALL)
CALCULATORS = {"vat_rate", "dimensional_weight", "transit_estimate", "landed_cost"}


def first_cells(text):
    return [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("|")]


def shown_answers():
    block = next(block for block in BLOCK.findall(ENGLISH) if block.startswith("$ "))
    return re.findall(r'^\$ \S+ ask "(.*?)"\n(.*?)(?=^\$ |\Z)', block, re.DOTALL | re.MULTILINE)


def test_both_languages_show_the_same_commands():
    assert BLOCK.findall(ENGLISH) == BLOCK.findall(CHINESE)


def test_both_languages_show_the_same_tables():
    assert first_cells(ENGLISH) == first_cells(CHINESE)


@pytest.mark.parametrize(("question", "shown"), shown_answers())
def test_the_answers_shown_are_those_given(question, shown, demo_home):
    answer = asyncio.run(Copilot(Settings(home=demo_home)).ask(question))
    assert answer.answer.strip() == shown.strip()


def calculations():
    """Question and beginning of the answer, of each calculator in both languages."""
    rows = [line.strip("|").split("|") for text in (ENGLISH, CHINESE) for line in text.splitlines() if line.startswith("| `")]
    return [(cells[1].strip(), cells[2].strip()) for cells in rows if cells[0].strip(" `") in CALCULATORS]


@pytest.mark.parametrize(("question", "begins"), calculations())
def test_the_calculators_answer_as_shown(question, begins, demo_home):
    answer = asyncio.run(Copilot(Settings(home=demo_home)).ask(question)).answer
    assert answer.splitlines()[0].replace("**", "").removesuffix("[1]").strip() == begins


def test_every_calculator_is_shown():
    assert {cell.strip("`") for cell in first_cells(ENGLISH)} >= CALCULATORS and len(calculations()) == 2 * len(CALCULATORS)


def test_every_part_of_the_library_is_in_the_table():
    shown = {cell.strip("`/") for cell in first_cells(ENGLISH.split("## The knowledge base")[1].split("\n## ")[0])}
    assert shown - {"part", "---"} == {*library.FOLDERS, "sops"}


def test_every_setting_is_in_the_table():
    named = {alias or f"CHUHAI_{name.upper()}" for name, alias in _settings()}
    assert {cell for row in first_cells(ENGLISH) for cell in re.findall(r"`([A-Z_]+)`", row)} == named - UNUSUAL


UNUSUAL = {"CHUHAI_MODEL_SECONDS", "CHUHAI_TURN_SECONDS"}
"""Time limits that hardly anyone changes; `Settings` describes them."""


def _settings():
    return [(name, field.validation_alias) for name, field in Settings.model_fields.items()]


COMMANDS = next(block for block in BLOCK.findall(ENGLISH) if " import FILE" in block)


def commands(group, before=()):
    """Names of all commands, in the groups they are in, with the options of each."""
    for name, command in group.commands.items():
        yield (*before, name), [option for parameter in command.params for option in parameter.opts if option[:2] == "--"]
        if hasattr(command, "commands"):
            yield from commands(command, (*before, name))


@pytest.mark.parametrize(("names", "options"), list(commands(get_command(app))), ids=lambda value: " ".join(value))
def test_every_command_is_named_with_its_options(names, options):
    lines = [line for line in COMMANDS.splitlines() if f"chuhai {names[0]} " in line]
    assert any(re.search(rf"\b{names[-1]}\b", line) and all(option in line for option in options) for line in lines)


def test_every_endpoint_is_named(tmp_path):
    text = ENGLISH.split("\n## HTTP")[1].split("\n## ")[0]
    named = {
        (method, path.split("?")[0])
        for methods, path in re.findall(r"`(?:([A-Z|]+) )?(/[^` ]+)`", text)
        for method in (methods or "GET").split("|")
    }
    paths = create_app(Settings(home=tmp_path)).openapi()["paths"]
    assert {(method.upper(), path) for path, methods in paths.items() for method in methods} <= named


def test_what_a_search_takes_is_named(tmp_path):
    shown = re.search(r"`GET /v1/search\?([^`]*)`", ENGLISH)[1]
    taken = create_app(Settings(home=tmp_path)).openapi()["paths"]["/v1/search"]["get"]["parameters"]
    assert [part.strip("=") for part in shown.split("&")] == [given["name"] for given in taken if given["in"] == "query"]


def test_the_largest_document_is_that_of_the_program():
    limit = f"{LIMITS.file_bytes // MEGABYTE} MB"
    assert f"up to {limit} each" in ENGLISH and f"每个不超过 {limit}" in CHINESE
