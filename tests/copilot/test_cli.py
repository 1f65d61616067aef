"""The installed command in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def chuhai(*arguments):
    command = [sys.executable, "-c", "from copilot.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--help"], 0), (["tools", "--json"], 0), (["tool", "no_such"], 1), (["tool"], 2), (["ask", "--x"], 2)],
)
def test_exit_codes(arguments, code):
    ran = chuhai(*arguments)
    assert ran.returncode == code and "Traceback" not in ran.stderr


def test_an_answer_is_one_json_document(demo_home):
    ran = chuhai("ask", "德国站上周销售额多少？", "--json")
    assert ran.returncode == 0 and "EUR 5,545.28" in json.loads(ran.stdout)["answer"]
    assert ran.stderr == ""


def test_help_names_every_command():
    shown = chuhai("--help").stdout
    for command in ("ask", "chat", "tools", "tool", "import", "documents", "search", "demo", "serve", "doctor"):
        assert command in shown
