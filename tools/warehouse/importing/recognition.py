"""Which report a file is, by its header."""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from tools.core.errors import ImportRefused
from tools.warehouse.importing.definition import ReportDefinition, fold, report_definitions
from tools.warehouse.importing.limits import TEXT_LIMITS
from tools.warehouse.importing.mapping import Mapping, draft_mapping

_CLOSEST = 3
_SHOWN = 40


class Asked(NamedTuple):
    """What the user says the file is."""

    report: str | None = None
    mapping: Mapping | None = None


class Header(NamedTuple):
    """The header of a table.

    Attributes:
        line: Where it stands.
        names: Its cells as the file writes them.
    """

    line: int
    names: list[str]


class Recognised(NamedTuple):
    """A header and the report that it is of."""

    header: Header
    definition: ReportDefinition


@cache
def known_words() -> frozenset[str]:
    """Every header that some report may have, folded."""
    return frozenset(fold(name) for d in report_definitions().values() for names in d.all_columns.values() for name in names)


def named_definition(asked: Asked, file: str) -> ReportDefinition | None:
    """The definition that the user named or wrote.

    Raises:
        ImportRefused: No such report.
    """
    if asked.mapping:
        return asked.mapping.definition()
    if asked.report is None:
        return None
    if asked.report not in report_definitions():
        raise ImportRefused("unknown_report", file=file, report=asked.report, known=sorted(report_definitions()))
    return report_definitions()[asked.report]


def recognise_table(head: Iterable[tuple[int, list[str]]], asked: Asked, file: str) -> Recognised | None:
    """Find the header among a table's first rows.

    Args:
        head: First rows with their lines; lines before the header are a preamble.
        asked: What the user says the file is.
        file: Its name.

    Returns:
        None when no row is the header of a report that fits.
    """
    named = named_definition(asked, file)
    for line, cells in head:
        if len(cells) > TEXT_LIMITS.columns:
            raise ImportRefused("file_too_many_columns", file=file, line=line, limit=TEXT_LIMITS.columns)
        names = [cell.replace("\ufeff", "").strip() for cell in cells]
        found = best_fit(names, "table")
        if named and named.format == "table" and not named.missing(names):
            return Recognised(Header(line, names), named)
        if found:
            if named:
                raise ImportRefused("report_differs", field="report", file=file, found=found.id, report=named.id)
            return Recognised(Header(line, names), found)
    return None


def best_fit(names: list[str], form: str) -> ReportDefinition | None:
    """The definition with the longest signature that these columns fulfil; of equal ones that which knows most columns."""
    fitting = [d for d in report_definitions().values() if d.format == form and d.signature and not d.missing(names)]
    return max(fitting, key=lambda d: (len(d.signature), d.own_columns_in(names)), default=None)


def refuse_unknown(head: Iterable[tuple[int, list[str]]], asked: Asked, file: str) -> ImportRefused:
    """The refusal of a table that is no known report: the closest reports, what they miss, a mapping to complete."""
    rows = [[cell.strip() for cell in cells] for _, cells in head]
    header = max(rows, key=lambda cells: (_known(cells), sum(bool(cell) for cell in cells)), default=[])
    named = named_definition(asked, file)
    if named:
        details: dict[str, Any] = {"report": named.id, "missing": named.missing(header), "found": header[:_SHOWN]}
        return ImportRefused("file_missing_columns", file=file, mapping=draft_mapping(header, named), **details)
    tables = [d for d in report_definitions().values() if d.format == "table" and d.signature]
    closest = sorted(tables, key=lambda d: (len(d.missing(header)) / len(d.signature), -d.own_columns_in(header)))[:_CLOSEST]
    near = closest[0] if closest and 2 * len(closest[0].missing(header)) < len(closest[0].signature) else None
    return ImportRefused(
        "unknown_header",
        file=file,
        closest=[{"report": d.id, "missing": d.missing(header)} for d in closest],
        found=header[:_SHOWN],
        mapping=draft_mapping(header, near),
    )


def _known(cells: list[str]) -> int:
    return len({fold(cell) for cell in cells} & known_words())


def need_mapping(definition: ReportDefinition, header: Header, file: str) -> None:
    """Refuse a report that is known by its header alone.

    Raises:
        ImportRefused: With a mapping to complete.
    """
    if definition.needs_mapping:
        raise ImportRefused(
            "mapping_needed",
            file=file,
            report=definition.id,
            missing=definition.needs_mapping,
            mapping=draft_mapping(header.names, definition),
        )
