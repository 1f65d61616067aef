"""Where in a table the names of its columns stand, and which column holds what."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tools.listing.sheets.names import Column, column_of, column_words, fold
from tools.listing.sheets.stores import store_in

Cells = Sequence[str]
Numbered = tuple[int, Sequence[str]]
_HEAD = 20
_LONGEST_HEADING = 200
_SETTINGS = re.compile(r"(?:^|\s)settings=(\S+)")
_SETTING = re.compile(r"(?:^|&)(attributeRow|dataRow|primaryMarketplaceId)=([^&]*)")
_SITE = re.compile(r"SiteID\s*=\s*([A-Za-z]+)")
_LEAST_FIELDS = 2


@dataclass(frozen=True)
class Head:
    """The head of a table.

    Attributes:
        names: Of the columns, as they are read.
        rows: How many rows it takes, those above it included; data begin after them.
        store: The store that all rows are of, where the head says so.
    """

    names: list[str]
    rows: int
    store: str | None = None


@dataclass(frozen=True)
class Fact:
    """The columns of one fact of the product: values, each with the column of its unit if there is one."""

    name: str
    columns: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True)
class Layout:
    """Which column holds what, of one listing in each row.

    Attributes:
        fields: Columns by field of the listing, in the order of their numbers.
        facts: The others that tell of the product.
        unread: Columns that fill nothing.
        store: Store of an attribute path or of the kind of file.
        language: Likewise.
        kind: Of file, by its name in `columns.yaml`.
    """

    fields: dict[str, tuple[int, ...]]
    facts: tuple[Fact, ...]
    unread: tuple[int, ...] = ()
    store: str | None = None
    language: str | None = None
    kind: str | None = None


def find_head(rows: Sequence[Cells], least: int = _LEAST_FIELDS) -> Head | None:
    """The head among the first rows, which may be of several rows.

    Args:
        rows: The first rows.
        least: How many fields of a listing it must name.
    """
    settings = next((found for cells in rows[:2] for cell in cells if (found := _SETTINGS.search(cell))), None)
    said = dict(_SETTING.findall(settings[1])) if settings else {}
    if (named := _number(said, "attributeRow")) and named <= len(rows) and _score(rows[named - 1]) >= least:
        first = max(_number(said, "dataRow") or 0, named + 1)
        return Head(
            _plain(rows[named - 1]), min(first - 1, len(rows)), store_in(said.get("primaryMarketplaceId", "").rpartition(".")[2])
        )
    best = max(_heads(rows[:_HEAD]), key=lambda found: (found[0], found[1].rows), default=None)
    return best[1] if best and best[0][0] >= least else None


def _number(said: dict[str, str], name: str) -> int | None:
    text = said.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 3 else None


def _heads(rows: Sequence[Cells]) -> Iterator[tuple[tuple[int, bool], Head]]:
    """Rows that may be heads, each with how much speaks for it: one row before two."""
    for at, cells in enumerate(rows):
        yield (_score(cells), True), Head(_plain(cells), at + 1)
    for at, (above, below) in enumerate(pairwise(rows)):
        joined = _joined(above, below)
        yield (_score(joined), False), Head(joined, at + 2)


def _plain(cells: Cells) -> list[str]:
    return [cell.strip() for cell in cells]


def _joined(above: Cells, below: Cells) -> list[str]:
    """Two rows as one: a cell that was merged over several columns stands above each of them."""
    joined, last = [], ""
    for at in range(max(len(above), len(below))):
        upper = above[at].strip() if at < len(above) else ""
        lower = below[at].strip() if at < len(below) else ""
        last = upper or last
        own = bool(lower) and column_of(lower[:_LONGEST_HEADING]).field not in ("attribute", None)
        joined.append(lower if own or not last else f"{last} {lower}" if lower else upper)
    return joined


def _score(cells: Cells) -> int:
    """How many columns name fields of a listing; none without a text of it."""
    short = [cell for cell in cells if cell.strip() and len(cell) <= _LONGEST_HEADING]
    columns = {(column.field, column.number) for cell in short if (column := column_of(cell)).field not in ("attribute", None)}
    return len(columns) if {name for name, _ in columns} & {*column_words()["needs"]} else 0


def layouts(head: Head) -> list[Layout]:
    """What the columns hold: one layout, or one for each store and language whose texts stand side by side."""
    columns = [column_of(name[:_LONGEST_HEADING]) if name else Column(None) for name in head.names]
    kind, store = _format(head.names)
    chosen = dict.fromkeys(tuple(sorted(column.chosen.items())) for column in columns if column.field == "title")
    return [_layout(columns, dict(each), head.store or store, kind) for each in chosen or {(): None}]


def _layout(columns: list[Column], chosen: dict[str, str], store: str | None, kind: str | None) -> Layout:
    fields: dict[str, list[tuple[int, int]]] = defaultdict(list)
    facts: dict[str, list[int]] = defaultdict(list)
    units: dict[tuple[str, int | None], int] = {}
    unread: list[int] = []
    for at, column in enumerate(columns):
        if any(chosen.get(name, value) != value for name, value in column.chosen.items()):
            continue
        if column.field is None or (column.field in fields and column.field not in column_words()["numbered"]):
            unread.append(at)
        elif column.field != "attribute":
            fields[column.field].append((column.number or at, at))
        elif column.is_unit:
            units.setdefault((column.name, column.number), at)
        else:
            facts[column.name].append(at)
    found = [Fact(name, tuple((at, units.get((name, columns[at].number))) for at in places)) for name, places in facts.items()]
    found += [Fact(f"{name} unit", ((at, None),)) for (name, _), at in units.items() if name not in facts]
    return Layout(
        {name: tuple(at for _, at in sorted(places)) for name, places in fields.items()},
        tuple(found),
        tuple(unread),
        store_in(chosen.get("marketplace_id", "")) or store,
        chosen.get("language_tag", "")[:2].lower() or None,
        kind,
    )


def _format(names: list[str]) -> tuple[str | None, str | None]:
    """The kind of file that a head shows, and its store."""
    folded = {fold(name) for name in names if name}
    for kind, signs in column_words()["formats"].items():
        if (
            all(fold(sign) in folded for sign in signs.get("all", []))
            and ("any" not in signs or any(fold(sign) in folded for sign in signs["any"]))
            and ("starts" not in signs or any(name.startswith(tuple(signs["starts"])) for name in names))
        ):
            site = next((found[1] for name in names if (found := _SITE.search(name))), None)
            return kind, (store_in(site, signs["platform"]) if site else None) or signs.get("store")
    return None, None


def platform_of(kind: str | None) -> str | None:
    """The platform whose files are of that kind."""
    return str(column_words()["formats"][kind]["platform"]) if kind else None
