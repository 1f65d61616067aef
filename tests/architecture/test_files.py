import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOMS, ROOT, our_files

TEXT = {".py", ".yaml", ".yml", ".md", ".toml", ".txt", ".sql", ".json", ".cfg", ".ini", ""}
# Assembled, so that this file does not hold what it looks for.
REGISTRIES = [
    "py" + "pi.org", "python" + "hosted.org", "artifac" + "tory", "ne" + "xus.", "--index" + "-url",
    "--extra-index" + "-url", "--find" + "-links", "hugging" + "face.co",
]  # fmt: skip
MACHINE = re.compile(
    "(?<![\\w.])/(?:" + "|".join(["ro" + "ot", "ho" + "me", "wo" + "rk", "Us" + "ers", "op" + "t"]) + r")/[\w.\-]+"
)
DRIVE = re.compile(r"(?<!\w)[A-Z]:\\[A-Za-z]")
FILES = [path for path in our_files() if path.suffix in TEXT]


def text_of(path):
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("room", [*ROOMS, "tests"])
def test_files_are_short(room):
    lengths = {path.relative_to(ROOT).as_posix(): len(text_of(path).splitlines()) for path in (ROOT / room).rglob("*.py")}
    assert {path: length for path, length in lengths.items() if length > 300} == {}


def test_no_registry_is_named():
    # The Makefile says that the lock file names none.
    found = {
        path.relative_to(ROOT).as_posix(): name
        for path in FILES
        for name in REGISTRIES
        if name in text_of(path) and path.name != "Makefile"
    }
    assert found == {}


def test_no_path_of_a_machine_is_written_down():
    found = {
        path.relative_to(ROOT).as_posix(): match[0]
        for path in FILES
        if (match := MACHINE.search(text_of(path)) or DRIVE.search(text_of(path)))
    }
    assert found == {}


def test_files_are_utf8_with_unix_line_ends():
    bad = [path.name for path in FILES if b"\r" in path.read_bytes() or path.read_bytes()[:3] == b"\xef\xbb\xbf"]
    assert bad == []


def test_the_shared_folder_is_not_needed():
    name = "wo" + "rk/sha" + "red"
    assert [path.relative_to(ROOT).as_posix() for path in FILES if name in text_of(path)] == []


def test_every_dependency_has_a_floor():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [line for line in project["dependencies"] if ">=" not in line] == []


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "engines.txt"])
def test_requirements_are_locked_by_hash(name):
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if re.match(r"[a-z0-9]", line)]
    assert pinned and all("==" in line and line.endswith("\\") for line in pinned)
    assert sum("--hash=sha256:" in line for line in lines) >= len(pinned)
    assert [line for line in lines if "://" in line or line.startswith("-")] == []


def test_every_room_says_what_it_is():
    for room in ROOMS:
        first = text_of(Path(ROOT / room / "__init__.py")).strip()
        assert first.startswith('"""'), room
