"""Sessions and purchases of UCI's online shoppers; run with the data set's file it checks the committed counts."""

import csv
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import yaml

MONTHS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
PAIRS = list(combinations(MONTHS, 2))


def counted(path):
    """The same table counted from the file."""
    sessions, purchases = Counter(), Counter()
    with Path(path).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["Month"], row["VisitorType"]
            sessions[key] += 1
            purchases[key] += int(row["Revenue"])
    found = {month: {} for month, _ in sessions}
    for (month, visitor), count in sessions.items():
        found[month][visitor] = [count, purchases[month, visitor]]
    return found


if __name__ == "__main__":
    same = counted(sys.argv[1]) == MONTHS
    print("the same counts" if same else "other counts than those committed")
    sys.exit(not same)
