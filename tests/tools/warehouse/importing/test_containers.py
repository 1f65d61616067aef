import dataclasses
import gzip

import pytest

from tests.corpora.hostile import CONTAINERS, CSV, TEXTS, compound
from tests.corpora.hostile_workbooks import WORKBOOKS
from tests.corpora.packages import Entry, entry, parts, raw_zip, workbook, zipped
from tools.core.errors import ImportRefused
from tools.warehouse.importing.containers import check_workbook, inflate_gzip, kind_of
from tools.warehouse.importing.limits import TEXT_LIMITS, WORKBOOK_LIMITS


def written(folder, content):
    path = folder / "upload"
    path.write_bytes(content)
    return path


def inflated(folder, content, limits=TEXT_LIMITS):
    target = folder / "inflated"
    inflate_gzip(written(folder, content), target, "f.gz", limits)
    return target.read_bytes()


def refused(read, *arguments):
    with pytest.raises(ImportRefused) as refusal:
        read(*arguments)
    return refusal.value


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (CSV, "text"),
        (b"", "text"),
        (b'{"a": 1}', "text"),
        ("SKU;Größe\n".encode("cp1252"), "text"),
        ("编号,数量\n".encode("gb18030") * 90, "text"),
        ("注文番号,商品名\n".encode("cp932") * 90, "text"),
        ("sku\t商品\n".encode("utf-16"), "text"),
        ("sku\tprice\nA\t1\n".encode("utf-16-le"), "text"),
        ("sku\tprice\nA\t1\n".encode("utf-16-be"), "text"),
        (b"MZ,BM,PK\nA,1,2\n", "text"),
        (b"\x0c\x1asku,price\n", "text"),
        (workbook({"A": ""}), "xlsx"),
        (gzip.compress(CSV, mtime=0), "gzip"),
    ],
)
def test_kinds_that_are_read(tmp_path, content, kind):
    assert kind_of(written(tmp_path, content), "any.name") == kind


@pytest.mark.parametrize(("name", "make", "keys"), CONTAINERS, ids=[name for name, _, _ in CONTAINERS])
def test_what_is_no_table_says_what_it_is(tmp_path, name, make, keys):
    content = make()
    read = inflated if content.startswith(b"\x1f\x8b") else lambda folder, data: kind_of(written(folder, data), name)
    if keys:
        assert refused(read, tmp_path, content).key in keys
        assert not (tmp_path / "inflated").exists()
    else:
        assert read(tmp_path, content) == CSV


@pytest.mark.parametrize(("name", "make", "keys"), TEXTS, ids=[name for name, _, _ in TEXTS])
def test_odd_texts_are_left_to_the_readers_of_text(tmp_path, name, make, keys):
    assert kind_of(written(tmp_path, make()), name) == "text"


@pytest.mark.parametrize("sector", [512, 999_990, 3_000_000])
def test_a_password_is_found_wherever_the_directory_stands(tmp_path, sector):
    # 999,990: the name lies across two of the pieces in which the file is searched
    content = compound("Root Entry").ljust(sector, b"\x00") + compound("EncryptedPackage")[512:]
    assert refused(kind_of, written(tmp_path, content), "f.xlsx").key == "file_encrypted"


def test_a_word_document_is_no_old_workbook(tmp_path):
    error = refused(kind_of, written(tmp_path, compound("WordDocument")), "f.doc")
    assert (error.key, error.details["kind"]) == ("file_no_table", "DOC")


# What only a reader of the rows can see passes here.
@pytest.mark.parametrize(("name", "make", "keys"), WORKBOOKS, ids=[name for name, _, _ in WORKBOOKS])
def test_workbooks_are_refused_before_they_are_read(tmp_path, name, make, keys):
    path = written(tmp_path, make())
    try:
        check_workbook(path, name)
    except ImportRefused as refusal:
        assert refusal.key in keys
    else:
        assert set(keys) <= {"file_too_wide", "file_long_cell", "file_too_many_sheets", "file_damaged_part"}


def test_the_ratio_counts_from_the_free_bytes_on(tmp_path):
    limits = dataclasses.replace(WORKBOOK_LIMITS, free_bytes=50_000, ratio=10)
    part = {"xl/media/x.xml": "<a/>" + " " * 40_000}
    check_workbook(written(tmp_path, workbook({"A": ""}, more=part)), "f.xlsx", limits)
    part = {"xl/media/x.xml": "<a/>" + " " * 60_000}
    assert refused(check_workbook, written(tmp_path, workbook({"A": ""}, more=part)), "f.xlsx", limits).key == "file_inflates"


def test_the_cap_holds_for_files_that_hardly_pack(tmp_path):
    limits = dataclasses.replace(WORKBOOK_LIMITS, inflated_bytes=500)
    assert refused(check_workbook, written(tmp_path, workbook({"A": ""})), "f.xlsx", limits).key == "file_inflates"


def test_a_file_over_the_cap_is_not_opened(tmp_path):
    limits = dataclasses.replace(WORKBOOK_LIMITS, file_bytes=1_000_000)
    content = b"PK\x03\x04" + bytes(1_000_000)
    assert refused(check_workbook, written(tmp_path, content), "f.xlsx", limits).details["limit"] == 1


def test_a_directory_larger_than_its_count_says(tmp_path):
    # 30,000 entries that the end record gives as one: what counts is the size of the directory
    content = bytearray(raw_zip([Entry("x" * 400 + str(n), b"", 0, 0, 0) for n in range(30_000)]))
    content[-14:-10] = b"\x01\x00\x01\x00"
    assert refused(kind_of, written(tmp_path, bytes(content)), "f.xlsx").key == "file_too_many_parts"


def test_entries_that_share_some_bytes(tmp_path):
    content = raw_zip([entry(name, text.encode()) for name, text in parts({"A": ""}).items()])
    # the last entry of the directory is moved one byte into the one before it
    at = content.rindex(b"PK\x01\x02")
    offset = int.from_bytes(content[at + 42 : at + 46], "little")
    moved = content[: at + 42] + (offset - 1).to_bytes(4, "little") + content[at + 46 :]
    assert refused(check_workbook, written(tmp_path, moved), "f.xlsx").key == "file_overlapping_parts"


def test_a_stored_package_is_read_like_a_packed_one(tmp_path):
    check_workbook(written(tmp_path, zipped(parts({"A": ""}), compression=0)), "f.xlsx")


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_no_cut_workbook_passes(tmp_path, cut):
    assert refused(kind_of, written(tmp_path, workbook({"A": ""})[:-cut]), "f.xlsx").key in {"file_cut_off", "file_damaged"}


@pytest.mark.parametrize("cut", [1, 4, 8, 9, 30])
def test_no_cut_gzip_passes(tmp_path, cut):
    error = refused(inflated, tmp_path, gzip.compress(CSV * 50, mtime=0)[:-cut])
    assert error.key == "file_cut_off"
    assert not (tmp_path / "inflated").exists()


def test_gzip_is_cut_at_the_cap(tmp_path):
    limits = dataclasses.replace(TEXT_LIMITS, inflated_bytes=len(CSV) * 10)
    assert inflated(tmp_path, gzip.compress(CSV * 10, mtime=0), limits) == CSV * 10
    assert refused(inflated, tmp_path, gzip.compress(CSV * 11, mtime=0), limits).key == "file_inflates"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_refusals_say_what_to_do(tmp_path, language):
    error = refused(kind_of, written(tmp_path, compound("Workbook")), "alt.xls")
    assert "alt.xls" in error.text[language]
    assert "XLSX" in error.hint[language]
