"""Kill imports, and undoings of imports, at random moments: `python -m tests.faults.kill_imports [N]`.

After each kill the data folder must hold what it held before or all of the file; the same import then makes
the whole of it, and once more adds nothing.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from shutil import copytree
from typing import NamedTuple

from tests.faults.programs import kill, kill_group, members, reader_of, start
from tests.faults.warehouses import contents, leftovers, undone, write_orders

LINES, EARLIER_LINES = 60_000, 2_000
WAYS = ["group", "reader", "group", "program", "group", "commit", "group", "reader", "group", "undo"]
"""What is killed: all processes, the reading one, the importing one; all at the commit; all at an undoing."""
_ID = 2
_GONE_SECONDS = 20


class Killed(NamedTuple):
    """One kill.

    Attributes:
        seconds: After the start of the command, or of what is waited for.
        state: `before`, `after`, or `partial`.
        left: What the kill left behind in the folder.
        still_left: Of it, what is there after the next import.
        faults: What is wrong.
    """

    way: str
    seconds: float
    state: str
    left: list[str]
    still_left: list[str]
    faults: list[str]


class Plan(NamedTuple):
    """Files, folders and durations that all kills of a run share; `before` and `after` are data folders."""

    folder: Path
    file: Path
    before: Path
    after: Path
    states: dict[str, dict]
    seconds: dict[str, float]


def prepare(folder, lines=LINES):
    """Import the files undisturbed: what must come out, and how long it takes."""
    file = write_orders(folder / "orders.txt", lines)
    before = folder / "before"
    run(before, "import", write_orders(folder / "earlier.txt", min(EARLIER_LINES, lines // 2), price="11"))
    after = copytree(before, folder / "after")
    seconds = _durations(after, file)
    states = {"before": contents(before), "after": contents(after), "undone": undone(after, _ID)}
    seconds["undo"] = _seconds(lambda: run(copytree(after, folder / "timed"), "imports", "undo", _ID))
    return Plan(folder, file, before, after, states, seconds)


def _durations(home, file):
    started = time.monotonic()
    process = start(home, "import", file)
    _wait(process, lambda: reader_of(process.pid))
    reading = time.monotonic()
    _wait(process, lambda: not reader_of(process.pid))
    read = time.monotonic()
    process.communicate()
    return {"group": time.monotonic() - started, "reader": read - reading, "commit": max(time.monotonic() - read, 0.1)}


def _seconds(act):
    started = time.monotonic()
    act()
    return time.monotonic() - started


def run(home, *arguments):
    """A command to its end: exit code and the JSON that it prints."""
    process = start(home, *arguments, "--json")
    out, _ = process.communicate(timeout=120)
    return process.returncode, json.loads(out)


def kill_one(plan, number, way, share):
    """Kill one command and look at what is left.

    Args:
        plan: As `prepare` makes it.
        number: Of this kill; its data folder is called so.
        way: One of `WAYS`.
        share: Of the duration, after which to kill; from 0 to 1.
    """
    home = copytree(plan.after if way == "undo" else plan.before, plan.folder / f"home{number}")
    seconds = share * plan.seconds.get(way, plan.seconds["group"])
    group = _start_and_kill(plan, home, way, seconds)
    faults = [] if _gone(group) else ["processes are left"]
    found = contents(home)
    state = next((name for name, content in plan.states.items() if content == found), "partial")
    if state not in (("after", "undone") if way == "undo" else ("before", "after")):
        faults.append(f"contents are {state}")
    left = leftovers(home)
    faults += _undo_again(plan, home, state) if way == "undo" else _import_again(plan, home, state)
    return Killed(way, seconds, state, left, [each for each in leftovers(home) if each in left], faults)


def _start_and_kill(plan, home, way, seconds):
    arguments = ("imports", "undo", _ID) if way == "undo" else ("import", plan.file)
    process = start(home, *arguments)
    if way == "reader":
        _wait(process, lambda: reader_of(process.pid))
    if way == "commit":
        _wait(process, (home / "imports" / str(_ID) / "order_line.parquet").exists)
    target = _target_after(process, way, seconds)
    if way in ("reader", "program"):
        kill(target)
    else:
        kill_group(process.pid)
    process.communicate()
    return process.pid


def _target_after(process, way, seconds):
    """Waits; which process to kill then. A reader that has ended by itself leaves nothing to kill."""
    reader = reader_of(process.pid) if way == "reader" else None
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return reader or process.pid
    return process.pid


def _wait(process, condition):
    while process.poll() is None and not condition():
        time.sleep(0.001)


def _gone(group):
    """Whether all processes of a group end, by themselves where only one of them was killed."""
    for _ in range(_GONE_SECONDS * 20):
        if not members(group):
            return True
        time.sleep(0.05)
    kill_group(group)
    return False


def _import_again(plan, home, state):
    faults = []
    code, answer = run(home, "import", plan.file)
    again, repeated = answer["imports"][0], run(home, "import", plan.file)[1]["imports"][0]
    after = {name: count for name, (count, _) in plan.states["after"].items()}
    expected = 0 if state == "after" else after["order_line"] - plan.states["before"]["order_line"][0]
    if code or again["rows_added"] != expected:
        faults.append(f"imported again: exit {code}, {again['rows_added']} rows instead of {expected}")
    if repeated["rows_added"] or [note["code"] for note in repeated["warnings"]] != ["already_imported"]:
        faults.append(f"imported once more: {repeated['rows_added']} rows")
    if contents(home) != plan.states["after"] or undone(home, _ID) != plan.states["undone"]:
        faults.append("contents differ from those of an import that nothing disturbed")
    return faults


def _undo_again(plan, home, state):
    code, answer = run(home, "imports", "undo", _ID)
    faults = [] if bool(code) == (state == "undone") else [f"undone again: exit {code}, {answer}"]
    if contents(home) != plan.states["undone"]:
        faults.append("contents differ from those of an undoing that nothing disturbed")
    return faults


def kills(plan, count, seed=0):
    """So many kills, the moments spread over the whole of what is killed."""
    chance = random.Random(seed)
    ways = [WAYS[number % len(WAYS)] for number in range(count)]
    met = Counter()
    for number, way in enumerate(ways):
        share = (met[way] + chance.random()) / ways.count(way)
        met[way] += 1
        yield kill_one(plan, number, way, share)


def main(count):
    """Kill, print."""
    with tempfile.TemporaryDirectory() as folder:
        plan = prepare(Path(folder))
        print("undisturbed:", ", ".join(f"{name} {seconds:.2f} s" for name, seconds in plan.seconds.items()))
        found = []
        for killed in kills(plan, count):
            found.append(killed)
            print(
                f"{killed.way:<8} {killed.seconds:6.3f} s  {killed.state:<7} left {killed.left} {killed.still_left}",
                *killed.faults,
            )
    for (way, state), number in sorted(Counter((killed.way, killed.state) for killed in found).items()):
        print(f"{way:<8} {state:<8} {number:>4}")
    print(f"{count} kills, partial {sum(killed.state == 'partial' for killed in found)}")
    print(f"folders left by a kill {sum(bool(killed.left) for killed in found)}, still there after the next import ",
          sum(bool(killed.still_left) for killed in found))  # fmt: skip
    sys.exit(any(killed.faults for killed in found))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
