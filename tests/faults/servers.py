"""Real servers: in a thread of this process, or a program of its own; and clients that keep asking one."""

import socket
import subprocess
import threading
import time
from contextlib import contextmanager

import httpx
import uvicorn

from api import create_app
from copilot.settings import Settings
from tests.faults.programs import start

QUESTION = {"metrics": ["units"]}
_SECONDS = 120


@contextmanager
def threaded(home, **settings):
    """A server in a thread; its address."""
    config = uvicorn.Config(create_app(Settings(home=home, **settings)), host="127.0.0.1", port=0, log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        host, port = server.servers[0].sockets[0].getsockname()
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def program(home, temporary):
    """`chuhai serve` as a program of its own: its address and its number. Its temporary files go to a folder."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = start(home, "serve", "--port", port, output=subprocess.DEVNULL, TMPDIR=str(temporary))
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def _wait_for(address):
    for _ in range(_SECONDS * 10):
        try:
            if httpx.get(f"{address}/readyz", timeout=_SECONDS).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError("the server did not answer")


class Asker(threading.Thread):
    """Asks one question again and again until it is stopped.

    Attributes:
        statuses: Every answer's status.
        seconds: How long each took.
    """

    def __init__(self, address, path, body=None):
        super().__init__()
        self._call = ("POST" if body else "GET", address + path)
        self._body = body
        self._ended = threading.Event()
        self.statuses: list[int] = []
        self.seconds: list[float] = []

    def run(self):
        """Ask; an answer that does not come counts as status 0."""
        with httpx.Client(timeout=_SECONDS) as client:
            while not self._ended.wait(0.02):
                started = time.monotonic()
                try:
                    self.statuses.append(client.request(*self._call, json=self._body).status_code)
                except httpx.TransportError:
                    self.statuses.append(0)
                self.seconds.append(time.monotonic() - started)

    def stop(self):
        """Ask no more."""
        self._ended.set()
        self.join()


@contextmanager
def asked(address):
    """Whether the server lives, and a question of sales, asked all the while."""
    askers = [Asker(address, "/healthz"), Asker(address, "/v1/tools/sales_query", QUESTION)]
    for asker in askers:
        asker.start()
    try:
        yield askers
    finally:
        for asker in askers:
            asker.stop()
