import os
import signal
import time

import pytest

from tests.support import all_orders, order
from tools.core import isolation
from tools.core.errors import ImportRefused, InvalidInput, ToolError
from tools.warehouse.importing.isolation import read_isolated
from tools.warehouse.importing.limits import Limits
from tools.warehouse.importing.reading import ReadRequest, read_report


def _request(tmp_path, text, **said):
    path = tmp_path / "content"
    path.write_text(text, encoding="utf-8")
    return ReadRequest(path=path, file="orders.txt", shop="main", folder=tmp_path, **said)


def test_a_process_of_its_own_reads_the_same(tmp_path):
    request = _request(tmp_path, all_orders(order("302-1"), order("302-2")))
    here, there = read_report(request), read_isolated(request)
    assert there == here and there.rows_read == 2


def test_what_the_reading_process_refuses_arrives_as_it_is(tmp_path):
    with pytest.raises(ImportRefused) as refusal:
        read_isolated(_request(tmp_path, "a,b\n1,2\n"))
    assert refusal.value.key == "unknown_header" and refusal.value.details["found"] == ["a", "b"]
    with pytest.raises(InvalidInput) as refusal:
        read_isolated(_request(tmp_path, "a,b\n1,2\n", mapping="["))
    assert refusal.value.field == "mapping"


def test_progress_is_passed_on(tmp_path):
    told = []
    read_isolated(_request(tmp_path, all_orders(order("302-1"))), lambda *step: told.append(step))
    assert told == [("staged", 1), ("built", 1)]


def test_a_process_that_takes_too_much_memory_is_stopped(tmp_path):
    with pytest.raises(ImportRefused) as refusal:
        read_isolated(_request(tmp_path, all_orders(order("302-1"))), limits=Limits(memory_bytes=5_000_000))
    assert refusal.value.key == "file_takes_too_much"


def test_a_process_that_takes_too_long_is_stopped(tmp_path):
    with pytest.raises(ImportRefused) as refusal:
        read_isolated(_request(tmp_path, all_orders(order("302-1"))), limits=Limits(seconds=0))
    assert refusal.value.key == "file_takes_too_long"


def test_a_process_that_dies_is_a_refusal(tmp_path, monkeypatch):
    def kill_it(process):
        os.kill(process, signal.SIGKILL)
        time.sleep(0.05)
        return 0

    monkeypatch.setattr(isolation, "_resident_bytes", kill_it)
    with pytest.raises(ImportRefused) as refusal:
        read_isolated(_request(tmp_path, all_orders(order("302-1"))))
    assert refusal.value.key == "file_takes_too_much"


def test_refusals_travel_between_processes():
    import pickle

    sent = ImportRefused("file_wide_row", field="file", file="f", line=3, columns=2, found=5)
    received = pickle.loads(pickle.dumps(sent))
    assert isinstance(received, ToolError) and received.payload() == sent.payload()
