import tempfile
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.util import get_temp_dir
from shutil import copyfile

import pytest

from tests.corpora.hostile import CSV, write_hostile_files
from tests.faults.concurrent_imports import by_requests
from tests.faults.hostile_uploads import post_corpus
from tests.faults.requests import announce, hang_up, long_header, many_parts, upload, upload_endless
from tests.faults.servers import asked, threaded
from tests.faults.warehouses import contents, leftovers, write_orders


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Where temporary files go. The sockets of the reading processes stay: their names may not be long."""
    get_temp_dir()
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def home(tmp_path, demo_warehouse):
    """A data folder with the demo shop."""
    folder = tmp_path / "home"
    folder.mkdir()
    copyfile(demo_warehouse.path, folder / "warehouse.duckdb")
    return folder


@pytest.fixture
def hostile_files(tmp_path):
    folder = tmp_path / "hostile"
    folder.mkdir()
    return write_hostile_files(folder)


@pytest.fixture
def server(cold, home, temporary):
    """The address of a server; it takes 2 MB and the form around them."""
    with threaded(home, import_megabytes=1) as address, asked(address) as askers:
        yield address
        assert upload(address, "products.csv", CSV).status_code == 200
    assert_all_was_well(askers, home, temporary)


def assert_all_was_well(askers, home, temporary):
    """Every question asked meanwhile was answered, and nothing is left."""
    assert [set(asker.statuses) for asker in askers] == [{200}, {200}]
    assert list(temporary.iterdir()) == [] and leftovers(home) == []


def test_hostile_files_two_at_a_time(cold, home, temporary, hostile_files):
    files = hostile_files
    with threaded(home) as address, asked(address) as askers, ThreadPoolExecutor(2) as threads:
        halves = list(threads.map(lambda part: post_corpus(address, part), (files[::2], files[1::2])))
    found = [each for half in halves for each in half]
    assert [(name, fault) for name, _, _, fault in found if fault] == [] and len(found) == len(files) > 70
    assert_all_was_well(askers, home, temporary)


def test_what_a_refusal_quotes_can_be_written(server, hostile_files):
    (file,) = [file for file in hostile_files if file.path.name == "surrogates.json"]
    assert upload(server, file.path.name, file.path.read_bytes()).status_code == 400


def test_a_body_without_an_end_is_cut_off(server):
    assert upload_endless(server, 20).status_code == 413


@pytest.mark.parametrize(
    ("announced", "status"),
    [
        (10**9, "413"),  # more than is taken: refused before it is read
        (1_000, "400"),  # less than is sent: the form ends in the middle
        (-1, "400"),
        ("many", "400"),
    ],
)
def test_a_length_that_is_not_true(server, announced, status):
    assert status in announce(server, announced, b"1,2\n" * 1_000)


def test_a_client_that_hangs_up(server):
    for _ in range(5):
        hang_up(server, 900_000, b"1,2\n" * 1_000)


def test_forms_that_are_out_of_proportion(server):
    assert long_header(server, 1).status_code == 400
    assert many_parts(server, 5_000).status_code == 400


def test_ten_requests_with_one_file_make_one_import(cold, home, temporary, tmp_path):
    before = contents(home)
    file = write_orders(tmp_path / "orders.txt", 500)
    with threaded(home) as address, asked(address) as askers:
        assert by_requests(address, file, 10) == {500: 1, "already_imported": 9}
    after = contents(home)
    assert [after[table][0] - before[table][0] for table in ("order_line", "import_file")] == [500, 1]
    assert_all_was_well(askers, home, temporary)
