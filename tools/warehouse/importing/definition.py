"""Report definitions: what a report file looks like and which of its columns fill which fields."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from prompts import Text
from tools.warehouse.importing.tables import fold

REPORTS = Path(__file__).parent.parent / "reports"


class RecordSet(BaseModel):
    """One array of records inside a JSON report.

    Attributes:
        path: Name of the array.
        constants: Fields with the same value in every record.
        columns: Field to dotted path inside a record; a leading `/` starts at the report instead.
    """

    model_config = ConfigDict(extra="forbid")

    path: str
    constants: dict[str, str] = {}
    columns: dict[str, str]


class ReportDefinition(BaseModel):
    """One kind of report file.

    Attributes:
        id: The report's name, unique.
        table: Warehouse table that it fills.
        decimal: Decimal sign by the report's own convention; None when the file decides.
        signature: Columns (JSON: path and value) by which the report is known.
        columns: Field to the column names it may have.
        records: For JSON: where the records are.
    """

    model_config = ConfigDict(extra="forbid")

    id: str
    name: Text
    format: Literal["table", "json"]
    table: str
    confidence: str
    source: str
    decimal: str | None = None
    constants: dict[str, str] = {}
    signature: list[str] = []
    json_signature: dict[str, str] = {}
    columns: dict[str, list[str]] = {}
    records: list[RecordSet] = []
    needs_period: bool = False

    def column_of(self, header: list[str]) -> dict[str, str]:
        """Field to the column of this header that holds it."""
        by_fold = {fold(name): name for name in header}
        found: dict[str, str] = {}
        for field, names in self.columns.items():
            match = next((by_fold[fold(name)] for name in names if fold(name) in by_fold), None)
            if match is not None:
                found[field] = match
        return found

    def missing(self, header: list[str]) -> list[str]:
        """Signature columns that this header lacks."""
        present = {fold(name) for name in header}
        return [names for names in self.signature if not any(fold(name) in present for name in names.split(" | "))]


@cache
def report_definitions() -> dict[str, ReportDefinition]:
    """All definitions by id; one file each under `reports/`."""
    loaded = [ReportDefinition(**yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(REPORTS.glob("*.yaml"))]
    return {definition.id: definition for definition in loaded}


class MappingOptions(BaseModel):
    """What a mapped file does not say by itself.

    Attributes:
        marketplace: Marketplace of all rows, by any name; a name of your own for other shops.
        currency: ISO 4217 code; the marketplace's own when left out.
        timezone: Zone of times without one; the marketplace's own when left out.
        cancelled_prefix: Order ids that begin so are cancellations or returns.
        cancelled_statuses: Values of the status column that mean cancelled, beside the usual words.
        non_product_skus: Postage, fees, manual entries; `*` stands for any text.
        decimal: Decimal sign, where the columns do not tell.
        date_order: `dmy` or `mdy`, where the dates do not tell.
    """

    model_config = ConfigDict(extra="forbid")

    marketplace: str | None = None
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    timezone: str | None = None
    cancelled_prefix: str | list[str] = []
    cancelled_statuses: list[str] = []
    non_product_skus: list[str | int] = []
    decimal: Literal[".", ","] | None = None
    date_order: Literal["dmy", "mdy"] | None = None

    @property
    def cancelled_prefixes(self) -> tuple[str, ...]:
        """The prefixes as a tuple, also when one was given alone."""
        given = self.cancelled_prefix
        return (given,) if isinstance(given, str) else tuple(given)


class MappingColumns(BaseModel):
    """Column names of a file of order lines."""

    model_config = ConfigDict(extra="forbid")

    order_id: str
    sku: str
    quantity: str
    unit_price: str
    purchased_at: str
    order_item_id: str | None = None
    title: str | None = None
    customer_id: str | None = None
    country: str | None = None
    status: str | None = None


class Mapping(BaseModel):
    """A user's description of a file of order lines."""

    model_config = ConfigDict(extra="forbid")

    columns: MappingColumns
    options: MappingOptions = MappingOptions()

    def definition(self) -> ReportDefinition:
        """The mapping as a report definition."""
        columns: dict[str, Any] = self.columns.model_dump(exclude_none=True)
        return ReportDefinition(
            id="mapped.order_lines",
            name={"zh": "自定义订单明细", "en": "mapped order lines"},
            format="table",
            table="order_line",
            confidence="high",
            source="the user's mapping file",
            decimal=self.options.decimal,
            signature=list(columns.values()),
            columns={field: [name] for field, name in columns.items()},
        )
