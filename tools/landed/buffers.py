"""Time that comes beside transit: customs, consolidation, check-in at FBA."""

from collections.abc import Iterator
from datetime import date

from knowledge.document import Document
from prompts import message
from tools.landed.lanes import Lane
from tools.landed.library import LOGISTICS, named
from tools.landed.transit_result import Buffer, BufferKind

_LCL, _CUSTOMS, _CHECK_IN = "TT-02", "TT-03", "TT-05"
_BY_AIR = {"express", "air"}
_UNITED_STATES = "US"
_LAND = {"rail", "truck"}


def buffers_beside(lanes: list[Lane], destination: str, on: date) -> list[tuple[Buffer, Document]]:
    """What the library knows of the time beside some lanes, each with the fact it stands in.

    Args:
        lanes: Those shown.
        destination: Where they lead; customs times are known of the United States only.
        on: The day.
    """
    return list(_beside(lanes, destination, on))


def _beside(lanes: list[Lane], destination: str, on: date) -> Iterator[tuple[Buffer, Document]]:
    kinds = {lane.kind for lane in lanes}
    if destination.startswith(_UNITED_STATES) and (fact := named(LOGISTICS, _CUSTOMS, on)):
        if kinds & _BY_AIR:
            yield _buffer("customs_air", fact, "air_days", included=True), fact
        if kinds - _BY_AIR - _LAND:
            yield _buffer("customs_sea", fact, "sea_days", included=True), fact
        yield _buffer("customs_exam", fact, "exam_extra_days", included=False), fact
    if any("lcl" in kind for kind in kinds) and (fact := named(LOGISTICS, _LCL, on)):
        yield _buffer("lcl_origin", fact, "origin_days", included=True), fact
        yield _buffer("lcl_destination", fact, "destination_days", included=True), fact
    if fact := named(LOGISTICS, _CHECK_IN, on):
        yield _buffer("fba_check_in", fact, "days", included=False), fact


def _buffer(kind: BufferKind, fact: Document, days: str, *, included: bool) -> Buffer:
    fewest, most = fact.value[days]
    return Buffer(
        kind=kind,
        label=message(f"landed_buffer_{kind}"),
        days_min=int(fewest),
        days_max=int(most),
        included=included,
        fact=fact.id,
        confidence=fact.confidence,
    )
