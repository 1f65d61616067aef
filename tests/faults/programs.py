"""The command line as a program of its own, and what the system tells about running programs."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
CHUHAI = [sys.executable, "-c", "from copilot.cli import main; main()"]
_FIELDS = {"VmRSS:", "VmHWM:"}


class Process(NamedTuple):
    """One running process."""

    number: int
    parent: int
    group: int


def start(home, *arguments, **more):
    """A command over one data folder, in a process group of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "CHUHAI_"))}
    environment |= {"CHUHAI_HOME": str(home), "CHUHAI_LANGUAGE": "en", **more}
    return subprocess.Popen(
        [*CHUHAI, *map(str, arguments)], cwd=ROOT, env=environment, start_new_session=True, encoding="utf-8",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def processes():
    """All processes of the machine that can be seen."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                _, parent, group, *_ = (folder / "stat").read_text().rpartition(")")[2].split()
            except (OSError, ValueError):
                continue
            found.append(Process(int(folder.name), int(parent), int(group)))
    return found


def descendants(number):
    """Generations below a process: its children, their children, and so on."""
    everyone = processes()
    generation, found = {number}, []
    while generation := {each.number for each in everyone if each.parent in generation}:
        found.append(sorted(generation))
    return found


def reader_of(number):
    """The process that reads a file for another one: a child of its child. None while there is none."""
    generations = descendants(number)
    return generations[1][0] if len(generations) > 1 else None


def members(group):
    """Processes of a group."""
    return [each.number for each in processes() if each.group == group]


def kill_group(group):
    """End a whole process group at once."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def kill(number):
    """End one process at once."""
    try:
        os.kill(number, signal.SIGKILL)
    except ProcessLookupError:
        return


def memory(number):
    """Resident megabytes of a process now, and at most so far; noughts when it is gone."""
    try:
        lines = Path(f"/proc/{number}/status").read_text().splitlines()
    except OSError:
        return 0.0, 0.0
    found = {name: int(value.split()[0]) / 1000 for name, value in (each.split(maxsplit=1) for each in lines) if name in _FIELDS}
    return found.get("VmRSS:", 0.0), found.get("VmHWM:", 0.0)
