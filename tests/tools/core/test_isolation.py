import os
import time
from types import SimpleNamespace

import pytest

from tools.core.errors import ImportRefused, InvalidInput
from tools.core.isolation import run_isolated

LIMITS = SimpleNamespace(seconds=20, memory_bytes=500_000_000)


def double(number, tell):
    tell("doubling", number)
    return 2 * number


def refuse(_argument, _tell):
    raise InvalidInput("bad_query", field="q", limit=3)


def fail(_argument, _tell):
    return {}["missing"]


def end(code, _tell):
    os._exit(code)


def grow(step, _tell):
    held = []
    while True:
        held.append(bytes(step))


def nest(_argument, tell):
    return nest(_argument, tell)


def wait(seconds, _tell):
    time.sleep(seconds)


def spin(_argument, _tell):
    while True:
        pass


def run(work, argument=None, limits=LIMITS, tell=lambda *_: None):
    return run_isolated(work, argument, file="orders.txt", limits=limits, tell=tell)


def test_the_result_and_what_is_told_come_back():
    told = []
    assert run(double, 21, tell=lambda *said: told.append(said)) == 42
    assert told == [("doubling", 21)]
    assert run(double, (1, 2)) == (1, 2, 1, 2)


def test_a_refusal_comes_back_as_it_is():
    with pytest.raises(InvalidInput) as refused:
        run(refuse)
    assert (refused.value.key, refused.value.field, refused.value.details) == ("bad_query", "q", {"limit": 3})


def test_a_fault_of_the_program_is_no_refusal():
    with pytest.raises(RuntimeError, match="KeyError"):
        run(fail)


@pytest.mark.parametrize(
    ("work", "argument", "limits", "key"),
    [
        (end, 3, LIMITS, "file_takes_too_much"),
        (grow, 50_000_000, LIMITS, "file_takes_too_much"),
        (nest, None, LIMITS, "file_takes_too_much"),
        (wait, 30, SimpleNamespace(seconds=1, memory_bytes=500_000_000), "file_takes_too_long"),
        (spin, None, SimpleNamespace(seconds=1, memory_bytes=500_000_000), "file_takes_too"),
    ],
)
def test_what_takes_too_much_is_stopped_and_named(work, argument, limits, key):
    with pytest.raises(ImportRefused) as refused:
        run(work, argument, limits)
    assert refused.value.key.startswith(key) and refused.value.details == {"file": "orders.txt"}
