"""Runs the command line in this process."""

import io
import json
import sys
from typing import NamedTuple

import pytest

from copilot.cli import main


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self):
        """Standard output as one JSON document."""
        return json.loads(self.out)


@pytest.fixture
def chuhai(monkeypatch, capsys):
    """`chuhai("ask", "...")` → exit code and what was printed."""

    def run(*arguments, stdin=""):
        monkeypatch.setattr(sys, "argv", ["chuhai", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
        return Ran(code, *capsys.readouterr())

    return run
