import os
import socket

import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.com", 443), ("1.1.1.1", 53)])
def test_the_suite_reaches_no_other_machine(address):
    for connect in ("connect", "connect_ex"):
        with socket.socket() as tried, pytest.raises(RuntimeError, match="without a network"):
            getattr(tried, connect)(address)


def test_this_machine_is_within_reach():
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())


def test_the_environment_is_the_tests_own(tmp_path):
    assert os.environ["CHUHAI_HOME"] == str(tmp_path / "chuhai")
    assert [name for name in os.environ if name.startswith(("OPENAI_", "CHUHAI_"))] == ["CHUHAI_HOME"]
