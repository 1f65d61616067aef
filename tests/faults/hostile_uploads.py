"""Hostile files and hostile clients against a server that is asked all the while: `python -m tests.faults.hostile_uploads`."""

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from tests.corpora.hostile import write_hostile_files
from tests.faults.programs import memory, run
from tests.faults.requests import announce, hang_up, long_header, many_parts, upload, upload_endless
from tests.faults.servers import asked, program
from tests.faults.warehouses import leftovers, write_orders
from tests.faults.watching import Watch

ENDLESS_MEGABYTES = 1_000
_SLOWEST = 5
_LINES = 5_000


def verdict(response, keys):
    """What is wrong with the answer to one hostile file; nothing when all is well."""
    answer = response.json()
    (entry,) = answer.get("imports") or [{}]
    if not keys:
        return None if response.status_code == 200 and not entry.get("error") else f"not imported: {response.text[:200]}"
    error = answer.get("error") or {}
    if 400 <= response.status_code < 500 and error.get("code") and error.get("message") and not entry.get("rows_added"):
        return None
    return f"not refused: {response.status_code} {response.text[:200]}"


def post_corpus(address, files, shop="hostile"):
    """Each file's name, seconds, status and fault."""
    found = []
    for file in files:
        started = time.monotonic()
        response = upload(address, file.path.name, file.path.read_bytes(), shop=shop)
        found.append((file.path.name, time.monotonic() - started, response.status_code, verdict(response, file.keys)))
    return found


def clients(address):
    """What becomes of clients that do not keep to the rules."""
    content = b"a,b\n1,2\n" * 100_000
    sent = []
    yield "1 GB without a length", upload_endless(address, ENDLESS_MEGABYTES, sent).status_code, f"{sum(sent) / 1e6:.0f} MB sent"
    yield "1 GB announced", announce(address, 10**9, content), ""
    yield "less announced than sent", announce(address, 1_000, content), ""
    yield "gone midway", hang_up(address, 10**8, content), ""
    yield "a part's header of 50 MB", long_header(address, 50).status_code, ""
    yield "10,000 files in one form", many_parts(address, 10_000).status_code, ""


def report(found, askers, watch):
    """Print the figures."""
    for name, seconds, status, fault in sorted(found, key=lambda each: -each[1])[:_SLOWEST]:
        print(f"{name:<24} {seconds:6.2f} s  {status} {fault or ''}")
    faults = [(name, fault) for name, _, _, fault in found if fault]
    print(f"{len(found)} files, {sum(status != 200 for _, _, status, _ in found)} refused, wrong: {faults}")
    for name, asker in zip(("/healthz", "sales_query"), askers, strict=True):
        bad = sum(status != 200 for status in asker.statuses)
        print(f"{name}: {len(asker.statuses)} asked, {bad} not 200, median {median(asker.seconds) * 1000:.1f} ms, "
              f"most {max(asker.seconds) * 1000:.0f} ms")  # fmt: skip
    print("most megabytes:", {name: round(megabytes) for name, megabytes in watch.most.items()})
    return bool(faults) or any(status != 200 for asker in askers for status in asker.statuses)


def main():
    """Attack, print."""
    with tempfile.TemporaryDirectory() as folder:
        home, temporary, corpus = (Path(folder) / name for name in ("home", "temporary", "corpus"))
        temporary.mkdir()
        corpus.mkdir()
        files = write_hostile_files(corpus)
        run(home, "import", write_orders(Path(folder) / "orders.txt", _LINES))
        with program(home, temporary) as (address, number):
            wrong = _attack(address, number, temporary, files)
            print(
                "left in the temporary folder:", [path.name for path in temporary.iterdir() if not path.name.startswith("pymp-")]
            )
        print("left in the data folder:", leftovers(home))
    sys.exit(wrong)


def _attack(address, number, temporary, files):
    before = memory(number)[0]
    watch = Watch(number, temporary)
    watch.start()
    try:
        with asked(address) as askers:
            found = post_corpus(address, files)
            wrong = report(found, askers, watch)
        with asked(address) as askers, ThreadPoolExecutor(2) as threads:
            halves = threads.map(lambda part: post_corpus(address, part, "again"), (files[::2], files[1::2]))
            found = [each for half in halves for each in half]
            print("two at once:")
            wrong |= report(found, askers, watch)
        with asked(address) as askers:
            for client in clients(address):
                print(*client)
            wrong |= report([], askers, watch)
    finally:
        watch.stop()
    print(f"server: {before:.0f} MB before, {memory(number)[0]:.0f} MB after")
    return wrong


if __name__ == "__main__":
    main()
