"""Uploads as honest and as hostile clients make them."""

import socket
from urllib.parse import urlsplit

import httpx

_SECONDS = 300
_FORM = {"content-type": "multipart/form-data; boundary=b"}
_PART = b'--b\r\nContent-Disposition: form-data; name="files"; filename="endless.csv"\r\n\r\n'
_CHUNK = b"1,2,3,4,5,6,7,8\n" * 4096


def upload(address, name, content, **fields):
    """One file; the response."""
    return httpx.post(f"{address}/v1/imports", files={"files": (name, content)}, data=fields, timeout=_SECONDS)


def upload_endless(address, megabytes, sent=None):
    """A file of that size in chunks that announce no length; `sent` collects the bytes that went out."""
    return httpx.post(f"{address}/v1/imports", content=_chunks(megabytes, sent), headers=_FORM, timeout=_SECONDS)


def _chunks(megabytes, sent):
    yield _PART
    for _ in range(megabytes * 1_000_000 // len(_CHUNK)):
        if sent is not None:
            sent.append(len(_CHUNK))
        yield _CHUNK
    yield b"\r\n--b--\r\n"


def announce(address, announced, content):
    """The status line that answers a body with such a `content-length`, whatever its length is."""
    with _sent(address, announced, content) as connection:
        return connection.makefile("rb").readline().decode().strip()


def hang_up(address, announced, content):
    """A client that goes in the middle of its file."""
    with _sent(address, announced, content):
        pass


def _sent(address, announced, content):
    url = urlsplit(address)
    connection = socket.create_connection((url.hostname, url.port), timeout=_SECONDS)
    connection.sendall(_head(url.netloc, announced) + _PART + content + b"\r\n--b--\r\n")
    return connection


def _head(host, announced):
    lines = ["POST /v1/imports HTTP/1.1", f"Host: {host}", f"Content-Type: {_FORM['content-type']}"]
    return "\r\n".join([*lines, f"Content-Length: {announced}", "", ""]).encode()


def long_header(address, megabytes):
    """A part whose header is that long."""
    body = b'--b\r\nContent-Disposition: form-data; name="' + b"x" * (megabytes * 1_000_000)
    return httpx.post(f"{address}/v1/imports", content=body, headers=_FORM, timeout=_SECONDS)


def many_parts(address, count):
    """A form of so many files."""
    return httpx.post(f"{address}/v1/imports", content=(_PART + b"1\r\n") * count + b"--b--\r\n", headers=_FORM, timeout=_SECONDS)
