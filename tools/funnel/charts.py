"""The parts of a change as a small drawing: from the base, part by part, to the current window."""

from collections.abc import Iterable
from typing import ClassVar, NamedTuple
from xml.etree import ElementTree as Xml

from prompts import message
from prompts.formats import money, number
from tools.core.files import KeptFiles
from tools.funnel.result import FunnelResult

ADDRESS = "/v1/charts/"
"""Where the API serves drawings."""
_WIDTH, _ROW, _TOP, _LEFT, _RIGHT = 720, 28, 44, 210, 130
_UP, _DOWN, _WHOLE, _UNSURE = "#2e8b57", "#c0392b", "#4a6fa5", "#b8bcc2"


class Charts(KeptFiles):
    """Keeps drawings."""

    suffix: ClassVar[str] = ".svg"

    def keep(self, svg: str) -> str:
        """Write a drawing and give its address in the API."""
        return ADDRESS + self._kept(svg.encode(), "parts")


class _Bar(NamedTuple):
    label: str
    start: float
    end: float
    shown: str
    colour: str


def draw_chart(result: FunnelResult, language: str) -> str:
    """The parts of a change as an SVG.

    Parts beyond chance are green or red, parts within chance grey.

    Args:
        result: The diagnosis.
        language: `zh` or `en`.
    """
    bars = list(_bars(result, language))
    low, high = min(min(b.start, b.end, 0.0) for b in bars), max(max(b.start, b.end) for b in bars)
    scale = (_WIDTH - _LEFT - _RIGHT) / ((high - low) or 1.0)
    height = _TOP + _ROW * len(bars) + 16
    svg = Xml.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_WIDTH} {height}", role="img")
    title = message("chart_title", **{name: str(day) for name, day in _days(result).items()})[language]
    Xml.SubElement(svg, "title").text = title
    Xml.SubElement(svg, "rect", width="100%", height="100%", fill="white")
    _text(svg, 12, 24, title, size=15)
    for place, bar in enumerate(bars):
        top = _TOP + _ROW * place
        left, right = sorted((bar.start, bar.end))
        x = _LEFT + (left - low) * scale
        _text(svg, _LEFT - 8, top + 17, bar.label, anchor="end")
        Xml.SubElement(
            svg, "rect", x=f"{x:.1f}", y=str(top + 4), width=f"{max((right - left) * scale, 1):.1f}", height="18", fill=bar.colour
        )
        _text(svg, _WIDTH - _RIGHT + 8, top + 17, bar.shown)
    return Xml.tostring(svg, encoding="unicode")


def _days(result: FunnelResult) -> dict[str, object]:
    base, current = result.windows["base"], result.windows["current"]
    return {"base_from": base.start, "base_to": base.end, "from": current.start, "to": current.end}


def _bars(result: FunnelResult, language: str) -> Iterable[_Bar]:
    def shown(value: float, sign: str = "") -> str:
        return sign + (money(value, result.currency) if result.currency else number(value, 2))

    yield _Bar(message("chart_base")[language], 0.0, result.base, shown(result.base), _WHOLE)
    level = result.base
    for effect in result.effects:
        if effect.rounded:
            colour = (_UP if effect.amount > 0 else _DOWN) if effect.moved else _UNSURE
            label = effect.label[language].partition("（")[0].partition(" (")[0]
            yield _Bar(label, level, level + effect.amount, shown(effect.rounded, "+" if effect.rounded > 0 else ""), colour)
            level += effect.amount
    yield _Bar(message("chart_current")[language], 0.0, result.current, shown(result.current), _WHOLE)


def _text(svg: Xml.Element, x: float, y: float, text: str, *, anchor: str = "start", size: int = 12) -> None:
    attributes = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor, "font-size": str(size), "font-family": "sans-serif"}
    Xml.SubElement(svg, "text", attributes).text = text
