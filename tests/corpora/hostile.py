"""Files that attack the importer or are not what they say, each with what must become of it."""

import codecs
import gzip
import json
from pathlib import Path
from typing import NamedTuple

from tests.corpora.formulas import BLANK_BEFORE, FORMULAS
from tests.corpora.hostile_workbooks import HEADER, PRODUCT, WORKBOOKS
from tests.corpora.packages import repeated, workbook, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CSV = f"{','.join(HEADER)}\n{','.join(PRODUCT)}\n".encode()


class HostileFile(NamedTuple):
    """One file.

    Attributes:
        keys: Keys of the refusals that may answer it; none: it is imported.
    """

    path: Path
    keys: frozenset[str]


def compound(*names):
    """The beginning of an OLE file with such streams."""
    return OLE + bytes(504) + b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in names)


def _quoted(text):
    return '"' + text.replace('"', '""') + '"'


def _formulas():
    rows = [f"F-{at},amazon_de,B000000001,{_quoted(text)}" for at, text in enumerate(FORMULAS + BLANK_BEFORE)]
    return "\n".join([",".join(HEADER), *rows, ""]).encode()


def _gzip_bomb():
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
    return head + repeated(b"a,b,c\n" * 170_000, 300, CSV) + bytes(8)


def _damaged_gzip():
    """Random-looking text packed, then bytes in the middle turned over."""
    packed = gzip.compress(CSV + b"".join(b"S-%d,amazon_de,B%09d,x\n" % (n, n * 7919) for n in range(9_000)), mtime=0)
    half = len(packed) // 2
    return packed[:half] + bytes(byte ^ 0x55 for byte in packed[half : half + 64]) + packed[half + 64 :]


def _wide_header():
    return (",".join(f"column {n}" for n in range(100_000)) + "\n" + "x," * 99_999 + "x\n").encode()


CONTAINERS = [
    ("bomb.csv.gz", _gzip_bomb, ["file_inflates"]),
    ("damaged.csv.gz", _damaged_gzip, ["file_damaged"]),
    ("truncated.csv.gz", lambda: gzip.compress(CSV * 900, mtime=0)[:-12], ["file_cut_off"]),
    ("wrong_sum.csv.gz", lambda: gzip.compress(CSV, mtime=0)[:-8] + bytes(8), ["file_damaged"]),
    ("trailing_bytes.csv.gz", lambda: gzip.compress(CSV, mtime=0) + b"trailing", ["file_damaged"]),
    ("two_members.csv.gz", lambda: gzip.compress(CSV[:30], mtime=0) + gzip.compress(CSV[30:], mtime=0), []),
    ("workbook.xlsx.gz", lambda: gzip.compress(workbook({"A": ""}), mtime=0), ["file_nested"]),
    ("twice.csv.gz.gz", lambda: gzip.compress(gzip.compress(CSV, mtime=0), mtime=0), ["file_nested"]),
    ("reports.zip", lambda: zipped({"orders.csv": CSV, "inner.zip": zipped({"x": "x"})}), ["file_archive"]),
    ("empty.zip", lambda: b"PK\x05\x06" + bytes(18), ["file_archive"]),
    ("seven.csv", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(90), ["file_archive"]),
    ("pdf.csv", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", ["file_no_table"]),
    ("png.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(60), ["file_no_table"]),
    ("jpeg.csv", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(60), ["file_no_table"]),
    ("document.xlsx", lambda: zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), ["file_no_table"]),
    ("old.csv", lambda: compound("Root Entry", "Workbook"), ["file_old_workbook"]),
    ("encrypted.xlsx", lambda: compound("Root Entry", "EncryptionInfo", "EncryptedPackage"), ["file_encrypted"]),
    ("binary_workbook.xlsx", lambda: zipped({"[Content_Types].xml": "<a/>", "xl/workbook.bin": "x"}), ["file_old_workbook"]),
    ("open_document.xlsx", lambda: zipped({"mimetype": "application/vnd.oasis", "content.xml": "<a/>"}), ["file_old_workbook"]),
    ("excel2003.xls", lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        ["file_old_workbook"]),
    ("login.csv", lambda: b"\r\n  <!DOCTYPE html>\n<html><body>Sign in</body></html>", ["file_web_page"]),
    ("table.xls", lambda: codecs.BOM_UTF8 + b"<table><tr><td>sku</td></tr></table>", ["file_web_page"]),
    ("table16.xls", lambda: "<HTML><table><tr><td>sku</td></tr></table>".encode("utf-16"), ["file_web_page"]),
    ("program.csv", lambda: b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" + bytes(range(256)) * 9, ["file_no_table"]),
    ("program_elf.csv", lambda: b"\x7fELF\x02\x01\x01" + bytes(99), ["file_no_table"]),
    ("zeros.csv", lambda: CSV.replace(b"Box", b"B\x00ox"), ["file_no_table", "file_not_text"]),
    ("controls.csv", lambda: bytes(range(1, 9)) * 200, ["file_no_table"]),
    ("utf32.csv", lambda: CSV.decode().encode("utf-32"), ["file_utf32"]),
]  # fmt: skip

TEXTS = [
    ("empty.csv", lambda: b"", ["file_empty"]),
    ("header_only.csv", lambda: CSV.splitlines(keepends=True)[0], []),
    ("blank_rows.csv", lambda: b"\n , \n,,,\n" * 1_000, ["file_empty", "unknown_header"]),
    ("unbalanced.csv", lambda: CSV + b'AB-2,amazon_de,B000000001,"open\nAB-3,amazon_de,B000000001,x\n', ["file_broken_row"]),
    ("long_field.csv", lambda: CSV + b'AB-2,amazon_de,B000000001,"' + b"x" * 10_000_000 + b'"\n',
        ["file_broken_row", "file_long_cell"]),
    ("one_line.csv", lambda: b"x" * 19_000_000, ["file_broken_row", "file_long_cell", "unknown_header"]),
    ("only_cr.csv", lambda: CSV.replace(b"\n", b"\r"), []),
    ("wide_header.csv", _wide_header, ["unknown_header", "file_too_wide"]),
    ("formulas.csv", _formulas, []),
    ("deep.json", lambda: b"[" * 100_000, ["file_broken_json"]),
    ("deep_objects.json", lambda: b'{"a":' * 100_000, ["file_broken_json"]),
    ("huge_number.json", lambda: b'{"a": ' + b"9" * 10_000 + b"}", ["file_broken_json"]),
    ("not_a_number.json", lambda: b'{"a": NaN}', ["file_broken_json"]),
    ("truncated.json", lambda: json.dumps({"reportSpecification": {"reportType": "X"}}).encode()[:-5], ["file_broken_json"]),
    ("surrogates.json", lambda: b'{"\\ud800": "\\udc00", "a": "\\ud83d"}', ["unknown_json"]),
    ("list.json", lambda: b"[1, 2]", ["file_not_reports"]),
]  # fmt: skip


def write_hostile_files(folder: Path) -> list[HostileFile]:
    """Write all of them."""
    files = []
    for name, make, keys in [*WORKBOOKS, *CONTAINERS, *TEXTS]:
        path = folder / name
        path.write_bytes(make())
        files.append(HostileFile(path, frozenset(keys)))
    return files
