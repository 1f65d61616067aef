import subprocess
import sys
from pathlib import Path

from tests.knowledge.conftest import TODAY, note

ROOT = Path(__file__).parents[2]


def in_another_process(library, folder, *arguments):
    command = [sys.executable, "-m", "tests.knowledge.other_process", str(library), str(folder), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def test_what_one_process_adds_the_other_finds(index, small_library, tmp_path):
    index.add([note("The broker in Hamburg is called Petersen.", "mine")], TODAY)
    folder = tmp_path / "knowledge"
    assert in_another_process(small_library, folder, "search", "broker Hamburg Petersen")[0] == "mine"
    in_another_process(small_library, folder, "add", "Returned parcels go to Leipzig.")
    assert index.search("Returned parcels Leipzig", as_of=TODAY).hits[0].document.id == "other"
    index.remove("mine")
    assert "mine" not in in_another_process(small_library, folder, "search", "broker Hamburg Petersen")
