"""The README tells the truth, and its Chinese twin shows the same commands and tables."""

import asyncio
import re
from pathlib import Path

import pytest

from copilot.copilot import Copilot
from copilot.settings import Settings

ROOT = Path(__file__).parents[2]
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```\w*\n(.*?)```", re.DOTALL)


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


def test_every_setting_is_in_the_table():
    named = {alias or f"CHUHAI_{name.upper()}" for name, alias in _settings()}
    assert {cell for row in first_cells(ENGLISH) for cell in re.findall(r"`([A-Z_]+)`", row)} == named - UNUSUAL


UNUSUAL = {"CHUHAI_MODEL_SECONDS", "CHUHAI_TURN_SECONDS"}
"""Time limits that hardly anyone changes; `Settings` describes them."""


def _settings():
    return [(name, field.validation_alias) for name, field in Settings.model_fields.items()]


def test_every_command_is_named():
    from copilot.cli import app

    commands = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert all(f"chuhai {name}" in ENGLISH for name in commands), commands
