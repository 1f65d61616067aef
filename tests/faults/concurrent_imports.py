"""One file imported by several at the same moment: `python -m tests.faults.concurrent_imports [N]`."""

import json
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults.programs import start
from tests.faults.requests import upload
from tests.faults.servers import program
from tests.faults.warehouses import contents, leftovers, write_orders

LINES = 20_000


def by_programs(home, file, count):
    """What each of so many command lines says that are started at once."""
    started = [start(home, "import", file, "--json") for _ in range(count)]
    printed = [process.communicate()[0] for process in started]
    return Counter(_outcome(json.loads(text)) for text in printed)


def by_requests(address, file, count):
    """What the server says to so many uploads at once."""
    content = file.read_bytes()
    with ThreadPoolExecutor(count) as threads:
        answers = list(threads.map(lambda _: upload(address, file.name, content).json(), range(count)))
    return Counter(_outcome(answer) for answer in answers)


def _outcome(answer):
    (entry,) = answer["imports"]
    notes = [note["code"] for note in entry["warnings"]]
    return entry["rows_added"] or (entry.get("error") or {}).get("message") or ",".join(notes)


def main(count):
    """Import, print."""
    with tempfile.TemporaryDirectory() as folder:
        home, served = Path(folder) / "programs", Path(folder) / "served"
        file = write_orders(Path(folder) / "orders.txt", LINES)
        print(f"{count} programs: {dict(by_programs(home, file, count))}")
        with program(served, folder) as (address, _):
            print(f"{count} requests: {dict(by_requests(address, file, count))}")
        for found in (home, served):
            print(
                f"rows {contents(found)['order_line'][0]}, imports {contents(found)['import_file'][0]}, left {leftovers(found)}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
