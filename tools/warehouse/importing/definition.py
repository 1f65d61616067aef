"""Report definitions: what a report file looks like and which of its columns fill which fields."""

from collections.abc import Collection, Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from prompts import Text
from tools.marketplaces import find_platform

REPORTS = Path(__file__).parent.parent / "reports"
_INHERITED = ("format", "table", "decimal", "date_order", "timezone", "constants", "skip", "carry", "fill", "records", "basis",
              "traps", "needs_period", "needs_day", "needs_mapping", "json_signature")  # fmt: skip


def fold(name: str) -> str:
    """A header without what varies between exports: case, dashes, spaces, the mark at the start of the file."""
    dashed = name.replace("\ufeff", "").replace("–", "-").replace("—", "-")
    return " ".join(dashed.replace("_", " ").replace("-", " ").lower().split())


Names = Annotated[list[str], BeforeValidator(lambda given: [given] if isinstance(given, str) else given)]
"""Names that a column may have; one alone needs no list."""


class RecordSet(BaseModel):
    """Records inside a report: an array of a JSON report, or one of the records that each row of a table makes.

    Attributes:
        path: JSON: dotted path to the array; blank for a report that is itself the array.
        table: Warehouse table that these records fill; the report's own when left out.
        constants: Fields with the same value in every record.
        columns: Field to the columns it may have. JSON: to a dotted path inside a record; a leading `/` starts at
            the report instead.
        without: JSON: dotted path in the report; where something stands there, it makes none of these records.
        when: Table: a field that must hold something other than nought for the row to make this record.
    """

    model_config = ConfigDict(extra="forbid")

    path: str = ""
    table: str | None = None
    constants: dict[str, str] = {}
    columns: dict[str, Names] = {}
    without: str | None = None
    when: str | None = None


class Skip(BaseModel):
    """Rows of a table that are no data.

    Attributes:
        why: `total` | `summary` | `footer` | `description` | `header` | `unpaid`; told to the user with the number of rows.
        rows: SQL condition over the raw texts of the fields; blank cells are null.
    """

    model_config = ConfigDict(extra="forbid")

    why: Literal["total", "summary", "footer", "description", "header", "unpaid"]
    rows: str


class Carry(BaseModel):
    """Fields that only the first of several rows fills, for all rows alike in the fields `by`."""

    model_config = ConfigDict(extra="forbid")

    by: list[str]
    fields: list[str]


class ReportDefinition(BaseModel):
    """One kind of report file.

    Attributes:
        id: The report's name, unique.
        like: Another report's id, whose columns and rules this one takes over where it does not give its own.
        table: Warehouse table that it fills.
        basis: What its dates are: order_date | traffic_date | ad_date | snapshot | settled.
        decimal: Decimal sign by the report's own convention; None when the file decides.
        date_order: Order of day and month by the report's own convention; None when the file decides.
        timezone: Zone of its times without one; None for the marketplace's own.
        signature: Columns (or fields: any of their columns; `a | b` is either) by which the report is known.
        json_signature: JSON: path and value by which the report is known.
        columns: Field to the column names it may have.
        records: JSON: where the records are. Table: the records that a row makes, when not one.
        skip: Rows that are no data.
        carry: Fields to repeat.
        fill: Fields to take another's cell where their own is blank.
        needs_period: The file does not say which days it covers.
        needs_day: The file is a snapshot that does not say of which day.
        needs_mapping: Fields whose columns are not known; a mapping must give them.
        traps: What a reader of the file gets wrong.
    """

    model_config = ConfigDict(extra="forbid")

    id: str
    name: Text
    like: str | None = None
    format: Literal["table", "json"]
    table: str
    basis: str
    confidence: str
    source: str
    decimal: Literal[".", ","] | None = None
    date_order: Literal["dmy", "mdy"] | None = None
    timezone: str | None = None
    constants: dict[str, str] = {}
    signature: list[str] = []
    json_signature: dict[str, str] = {}
    columns: dict[str, Names] = {}
    records: list[RecordSet] = []
    skip: list[Skip] = []
    carry: Carry | None = None
    fill: dict[str, Names] = {}
    needs_period: bool = False
    needs_day: bool = False
    needs_mapping: list[str] = []
    traps: list[str] = []

    @property
    def is_unverified(self) -> bool:
        """Whether the source of the definition is too weak to be trusted."""
        return self.confidence.lower().startswith("low")

    @property
    def platform(self) -> str | None:
        """The platform that writes the report, if one does: as it says, or as its id begins."""
        return self.constants.get("platform") or find_platform(self.id.partition(".")[0])

    @cached_property
    def record_sets(self) -> list[RecordSet]:
        """The records; of a table without any, the one that each row is."""
        return self.records or [RecordSet()]

    @cached_property
    def keyed_columns(self) -> dict[str, list[str]]:
        """Column names by key: the field itself, or `<number of the record set>.<field>` for one of a record set."""
        found = dict(self.columns)
        for number, records in enumerate(self.records):
            found.update({f"{number}.{field}": names for field, names in records.columns.items()})
        return found

    @cached_property
    def all_columns(self) -> dict[str, list[str]]:
        """Column names by field, over all records."""
        found: dict[str, list[str]] = {}
        for key, names in self.keyed_columns.items():
            found.setdefault(key.partition(".")[2] or key, []).extend(names)
        return found

    def column_of(self, header: Iterable[str]) -> dict[str, str]:
        """Key to the column of this header that holds it."""
        by_fold = {fold(name): name for name in reversed(list(header))}
        found: dict[str, str] = {}
        for key, names in self.keyed_columns.items():
            match = next((by_fold[fold(name)] for name in names if fold(name) in by_fold), None)
            if match is not None:
                found[key] = match
        return found

    def unread(self, header: Iterable[str]) -> list[str]:
        """Columns of this header that fill no field; only of this product's own templates all are meant to be read."""
        names = list(header)
        read = set(self.column_of(names).values())
        return [name for name in names if name and name not in read] if self.id.startswith("chuhai.") else []

    def missing(self, header: Iterable[str]) -> list[str]:
        """Signature columns that this header lacks."""
        present = {fold(name) for name in header}
        return [names[0] for names in self._signature_names if not _any(names, present)]

    def own_columns_in(self, header: Iterable[str]) -> int:
        """How many columns of this header the definition knows."""
        known = {fold(name) for names in self.all_columns.values() for name in names}
        return len({fold(name) for name in header} & known)

    @cached_property
    def _signature_names(self) -> list[list[str]]:
        alternatives = [" ".join(entry.split()).split(" | ") for entry in self.signature]
        return [[name for each in names for name in self.all_columns.get(each, [each])] for names in alternatives]


def _any(names: Collection[str], present: Collection[str]) -> bool:
    return any(fold(name) in present for name in names)


@cache
def report_definitions() -> dict[str, ReportDefinition]:
    """All definitions by id; one file each under `reports/`."""
    read: dict[str, dict[str, Any]] = {}
    for path in sorted(REPORTS.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        read[content["id"]] = content
    return {name: ReportDefinition(**_inherited(content, read)) for name, content in read.items()}


def _inherited(content: dict[str, Any], read: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if "like" not in content:
        return content
    base = _inherited(read[content["like"]], read)
    taken = {name: base[name] for name in _INHERITED if name in base}
    return {**taken, **content, "columns": {**base.get("columns", {}), **content.get("columns", {})}}
