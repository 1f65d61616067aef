"""A user's own description of a file: which of its columns fill which fields, and what it does not say by itself."""

from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from prompts import message
from tools.core.errors import InvalidInput
from tools.warehouse.importing.definition import ReportDefinition, report_definitions
from tools.warehouse.importing.fields import FIELDS

NEEDED = {
    "order_line": ("order_id", "sku", "quantity", "unit_price | line_amount", "purchased_at"),
    "traffic_day": ("asin | sku", "sessions"),
    "ad_day": ("cost",),
    "inventory_day": ("sku", "fulfillable"),
    "settlement_line": ("amount", "posted_at"),
    "search_performance": ("asin",),
    "inbound": ("shipment_id", "sku", "quantity"),
    "warehouse_stock": ("kind", "sku", "quantity"),
    "product": ("sku",),
    "restock_setting": ("sku | category | marketplace",),
    "uplift": ("name", "day_from", "multiplier"),
    "listing": ("sku", "title"),
    "message": ("body", "received_at"),
    "event": ("kind", "day_from"),
    "fx_rate": ("rate_date", "base", "quote", "rate"),
}
"""Fields that a mapping must name, by table; `a | b` is either."""


def _answered(value: Any) -> Any:
    return None if value in ("?", "") else value


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
        encoding: How the file is written, where it does not tell.
    """

    model_config = ConfigDict(extra="forbid")

    marketplace: str | None = None
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    timezone: str | None = None
    cancelled_prefix: str | list[str] = []
    cancelled_statuses: list[str] = []
    non_product_skus: list[str | int] = []
    decimal: Annotated[Literal[".", ","] | None, BeforeValidator(_answered)] = None
    date_order: Annotated[Literal["dmy", "mdy"] | None, BeforeValidator(_answered)] = None
    encoding: Literal["utf-8", "gb18030", "cp932", "cp1252", "utf-16", "big5", "euc_jp", "cp949", "cp1250", "cp1251"] | None = (
        None
    )

    @property
    def cancelled_prefixes(self) -> list[str]:
        """The prefixes as a list, also when one was given alone."""
        given = self.cancelled_prefix
        return [given] if isinstance(given, str) else given


def _without_blanks(columns: Any) -> Any:
    blank = (None, "", "null", "~")
    return {field: None if name in blank else name for field, name in columns.items()} if isinstance(columns, dict) else columns


class Mapping(BaseModel):
    """A mapping file.

    Attributes:
        report: A known report that the columns here complete; without it they are all there is.
        table: Warehouse table that the rows fill.
        columns: Field to column name; blank ones are as if left out.
        constants: Fields with the same value in every row.
    """

    model_config = ConfigDict(extra="forbid")

    report: str | None = None
    table: str = "order_line"
    columns: Annotated[dict[str, str | None], BeforeValidator(_without_blanks)] = {}
    constants: dict[str, str] = {}
    options: MappingOptions = MappingOptions()

    def definition(self) -> ReportDefinition:
        """The mapping as a report definition."""
        columns = {field: [name] for field, name in self.columns.items() if name}
        if self.report:
            base = report_definitions()[self.report]
            completed = {"columns": {**base.columns, **columns}, "constants": {**base.constants, **self.constants}}
            return ReportDefinition(**{**base.model_dump(), **completed, "needs_mapping": []})
        return ReportDefinition(
            id=f"mapped.{self.table}s",
            name={"zh": "自定义文件", "en": "mapped file"},
            format="table",
            table=self.table,
            basis="as mapped",
            confidence="high",
            source="the user's mapping file",
            constants=self.constants,
            signature=list(columns),
            columns=dict(columns),
        )


def read_mapping(text: str) -> Mapping:
    """A mapping file's text.

    Raises:
        InvalidInput: Not YAML, or not a mapping.
    """
    try:
        # Every scalar is a text: a column may be called No, which YAML otherwise takes for false.
        mapping = Mapping.model_validate(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506
    except yaml.YAMLError as broken:
        raise InvalidInput("mapping_not_yaml", field="mapping", reason=str(broken)) from broken
    except ValidationError as invalid:
        first = invalid.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "mapping"
        raise InvalidInput("mapping_invalid", field=where, where=where, reason=first["msg"]) from invalid
    return _checked(mapping)


def _checked(mapping: Mapping) -> Mapping:
    """A mapping that names a table, only fields that it has, and all that are needed."""
    if mapping.report:
        if mapping.report not in report_definitions():
            raise InvalidInput("mapping_unknown_report", field="report", report=mapping.report)
        mapping = mapping.model_copy(update={"table": report_definitions()[mapping.report].table})
    if mapping.table not in FIELDS:
        raise InvalidInput("mapping_unknown_table", field="table", known=sorted(FIELDS))
    given = {field for field, name in mapping.columns.items() if name} | set(mapping.constants)
    unknown = sorted({*mapping.columns, *mapping.constants} - set(FIELDS[mapping.table]))
    if unknown:
        known = sorted(FIELDS[mapping.table])
        raise InvalidInput("mapping_unknown_field", field=f"columns.{unknown[0]}", fields=unknown, known=known)
    needed = report_definitions()[mapping.report].needs_mapping if mapping.report else NEEDED[mapping.table]
    lacking = [names for names in needed if not given & set(names.split(" | "))]
    if lacking:
        raise InvalidInput("mapping_lacks", field=f"columns.{lacking[0].split(' ')[0]}", fields=lacking)
    return mapping


def draft_mapping(header: list[str], definition: ReportDefinition | None) -> str:
    """A mapping file for the user to complete.

    Args:
        header: Columns of the file.
        definition: The closest report; order lines when there is none.
    """
    table = definition.table if definition else "order_line"
    known = definition.column_of(header) if definition else {}
    report = definition.id if definition and definition.needs_mapping else None
    content: dict[str, Any] = {"report": report} if report else {"table": table}
    content["columns"] = {field: known.get(field) for field in FIELDS[table] if field != "marketplace"}
    needed = (definition.needs_mapping if report and definition else None) or NEEDED[table]
    notes = message("mapping_draft", needed=list(needed), header=[name for name in header if name])
    lines = [f"# {line}" for language in ("zh", "en") for line in notes[language].splitlines()]
    return "\n".join(lines) + "\n" + yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def draft_answer(definition: ReportDefinition, options: MappingOptions) -> str:
    """A mapping file that says nothing but how numbers and dates are written, for the user to choose."""
    given = options.model_dump(exclude_defaults=True)
    mapped = definition.id.startswith("mapped.")
    content: dict[str, Any] = {"table": definition.table} if mapped else {"report": definition.id}
    if mapped:
        content["columns"] = {field: names[0] for field, names in definition.columns.items()}
    content["options"] = {**given, "decimal": "?", "date_order": "?"}
    notes = message("mapping_question")
    lines = [f"# {notes[language]}" for language in ("zh", "en")]
    return "\n".join(lines) + "\n" + yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
