"""What the reader must know beside the parts."""

from tools.core.result import Period, Warning, warning
from tools.events.events import Event
from tools.funnel.chains import factors
from tools.funnel.diagnosis import Diagnosis
from tools.funnel.material import Material
from tools.funnel.noise import FEWEST_DEGREES
from tools.funnel.split import LOW_VOLUME
from tools.funnel.stages import merged_stages

_STAGE_LABELS = {"buy_box_sessions": "buy_box_percentage"}


def notes_of(found: Diagnosis, material: Material) -> list[Warning]:
    """Warnings of a diagnosis."""
    return [*_gaps(material), *_stages(found, material), *_small(found), *_new(found), *_noise(found), *_peaks(material)]


def _gaps(material: Material) -> list[Warning]:
    return [warning("report_days_missing", gaps=material.gaps)] if material.gaps else []


def _stages(found: Diagnosis, material: Material) -> list[Warning]:
    notes = []
    for stage, count in merged_stages(found.single).items():
        if material.chain == "ads" and stage in ("impressions", "clicks"):
            continue  # organic sales have none
        name = _STAGE_LABELS.get(stage, stage)
        if name in factors() and name not in ("orders", "units", "revenue"):
            label = factors()[name].label
            notes.append(warning("stage_not_given", count=count, stage_zh=label["zh"], stage_en=label["en"]))
    return notes


def _small(found: Diagnosis) -> list[Warning]:
    notes = []
    together = sum(segment.pooled for segment in found.stages.panel.segments if segment.pooled > 1)
    if together:
        notes.append(warning("small_products_together", count=together, least=LOW_VOLUME))
    if found.base > 0 and found.expected_sales < LOW_VOLUME:
        notes.append(warning("too_few_sales", expected=round(found.expected_sales, 1)))
    return notes


def _new(found: Diagnosis) -> list[Warning]:
    entered = found.split.dropped.get("entries")
    count = int(entered.sum()) if entered is not None else 0
    return [warning("new_products", count=count)] if count else []


def _noise(found: Diagnosis) -> list[Warning]:
    windows = found.stages.windows
    short = int(windows.in_base.sum() + windows.in_current.sum()) - 2 < FEWEST_DEGREES
    return [warning("noise_assumed")] if short else []


def _peaks(material: Material) -> list[Warning]:
    """Peaks that lie in one of the windows only."""
    notes = []
    for event in material.events:
        if event.kind == "peak" and _touches(event, material.base) != _touches(event, material.current):
            notes.append(
                warning(
                    "peak_in_one_window", peak_zh=event.label["zh"], peak_en=event.label["en"], start=event.start, end=event.end
                )
            )
    return notes


def _touches(event: Event, window: Period) -> bool:
    return event.start <= window.end and window.start <= event.end
