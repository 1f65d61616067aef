"""ClickHouse's HTTP endpoint on loopback, with chdb (the real engine, in this process) behind it.

Usage: `python -m tests.engines.clickhouse_endpoint PORT FOLDER`; says `ready` when it answers.
"""

import re
import sys
import tempfile
import threading
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from chdb import session

_INSERT = re.compile(r"(?is)^\s*insert\s+into\s+(\S+)\s*(\([^)]*\))?\s+format\s+(\w+)\s*(.*)$")
_FORMAT = re.compile(r"(?is)\sformat\s+(\w+)\s*;?\s*$")
_CODE = re.compile(r"Code: (\d+)")
_NOT_SETTINGS = {
    "query", "database", "default_format", "compress", "decompress", "client_protocol_version", "session_id", "query_id",
    "wait_end_of_query", "buffer_size", "user", "password", "send_progress_in_http_headers", "http_headers_progress_interval_ms",
    "cancel_http_readonly_queries_on_client_close", "enable_http_compression",
}  # fmt: skip


class Engine:
    """One session, one statement at a time."""

    def __init__(self, folder):
        self.session = session.Session(folder)
        self.lock = threading.Lock()
        self.settings = {}
        self.database = None

    def run(self, request, data):
        """The answer's bytes and format."""
        sql, chosen = request.pop("query", ""), request.pop("default_format", "TabSeparated")
        with self.lock:
            self._prepare(request)
            values = {name.removeprefix("param_"): value for name, value in request.items() if name.startswith("param_")}
            insert = _INSERT.match(sql)
            if insert and not insert[4]:
                return self._insert(insert, data), "TabSeparated"
            sql += "\n" + data.decode() if data else ""
            if match := _FORMAT.search(sql):
                chosen, sql = match[1], sql[: match.start()]
            return self.session.query(sql, chosen, params=values).bytes() or b"", chosen

    def _prepare(self, request):
        database = request.get("database", "default")
        if database != self.database:
            self.session.query(f"use `{database}`")
            self.database = database
        for name, value in request.items():
            if name not in _NOT_SETTINGS and not name.startswith("param_") and self.settings.get(name) != value:
                self.session.query(f"set {name} = '{value}'")
                self.settings[name] = value

    def _insert(self, insert, data):
        with tempfile.NamedTemporaryFile(suffix=".data") as file:
            Path(file.name).write_bytes(data)
            self.session.query(f"insert into {insert[1]} {insert[2] or ''} select * from file('{file.name}', '{insert[3]}')")
        return b""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_):
        """Stay quiet."""

    def do_GET(self):
        """Without a body."""
        self._answer()

    def do_POST(self):
        """With a body."""
        self._answer()

    def _answer(self):
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if url.path == "/ping":
            return self._send(200, b"Ok.\n")
        request = {name: values[-1] for name, values in parse_qs(url.query, keep_blank_values=True).items()}
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("multipart/form-data"):
            request.update(_form(kind, body))
            body = b""
        try:
            data, name = self.server.engine.run(request, body)
            return self._send(200, data, {"X-ClickHouse-Format": name})
        except Exception as error:
            code = _CODE.search(str(error))
            return self._send(500, str(error).encode(), {"X-ClickHouse-Exception-Code": code[1] if code else "1"})

    def _send(self, status, data, headers=()):
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def _form(kind, body):
    message = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    return {
        part.get_param("name", header="content-disposition"): part.get_payload(decode=True).decode()
        for part in message.get_payload()
    }


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    server.daemon_threads = True
    server.engine = Engine(sys.argv[2])
    print(f"ready {server.server_port}", flush=True)
    server.serve_forever()
