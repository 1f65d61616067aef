import pytest
import uvicorn

from copilot.commands.service import is_loopback


@pytest.fixture
def served(monkeypatch):
    """What uvicorn would have been started with."""
    started = []
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: started.append(options))
    return started


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.com", ""])
def test_an_open_address_needs_a_key(chuhai, served, host):
    ran = chuhai("serve", "--host", host)
    assert ran.code == 1 and "CHUHAI_API_KEY" in ran.err and served == []


@pytest.mark.parametrize(("host", "key"), [("127.0.0.1", None), ("localhost", None), ("::1", None), ("0.0.0.0", "k3y")])
def test_the_server_starts(chuhai, served, monkeypatch, host, key):
    if key:
        monkeypatch.setenv("CHUHAI_API_KEY", key)
    ran = chuhai("serve", "--host", host, "--port", "8123")
    assert ran.code == 0 and "8123" in ran.out and "chuhai ask" in ran.out and "k3y" not in ran.out
    (options,) = served
    assert (options["host"], options["port"]) == (host, 8123) and options["timeout_graceful_shutdown"] <= 10


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False),
     ("10.0.0.1", False), ("localhost.evil.com", False), ("", False)],
)  # fmt: skip
def test_loopback(host, loopback):
    assert is_loopback(host) is loopback


def test_doctor_of_a_filled_folder(chuhai, demo_home):
    ran = chuhai("doctor")
    assert ran.code == 0 and ran.out.count("ok ") == 4 and "!!" not in ran.out
    assert all(finding["ok"] for finding in chuhai("doctor", "--json").json["findings"])


def test_doctor_of_an_empty_folder(chuhai, knowledge_home):
    ran = chuhai("doctor")
    assert ran.code == 1 and "!!" in ran.out and "chuhai demo" in ran.out
    assert not all(finding["ok"] for finding in chuhai("doctor", "--json").json["findings"])
