from datetime import date, timedelta
from xml.etree import ElementTree as Xml

import pytest

from tools.funnel.charts import ADDRESS, Charts, draw_chart
from tools.funnel.funnel_diagnosis import funnel_diagnosis
from tools.funnel.request import FunnelQuestion

SVG = "{http://www.w3.org/2000/svg}"


def rows(sku="A", factor=0.5, days=42):
    return [
        {
            "date": str(date(2026, 9, 7) + timedelta(days=day)), "marketplace": "amazon_us", "sku": sku, "sessions": 200,
            "units": 20, "revenue": 20 * 10 * (factor if day >= 28 else 1), "currency": "USD",
        }
        for day in range(days)
    ]  # fmt: skip


@pytest.fixture
def told(tmp_path, warehouse):
    def ask(**said):
        question = FunnelQuestion.model_validate(said)
        return funnel_diagnosis(question, warehouse=warehouse, charts=Charts(tmp_path / "charts"))

    return ask


def texts(svg):
    return [node.text for node in Xml.fromstring(svg).iter(f"{SVG}text")]


def test_the_drawing_is_kept_and_found_by_its_address(told, tmp_path):
    result = told(rows=rows())
    name = result.chart.removeprefix(ADDRESS)
    path = Charts(tmp_path / "charts").find(name)
    assert path.read_text(encoding="utf-8") == draw_chart(result, "zh")


def test_the_same_drawing_is_kept_once(tmp_path):
    kept = Charts(tmp_path)
    assert kept.keep("<svg/>") == kept.keep("<svg/>")
    assert len(list(tmp_path.iterdir())) == 1


def test_the_oldest_drawings_give_way(tmp_path, monkeypatch):
    monkeypatch.setattr(Charts, "most", 3)
    kept = Charts(tmp_path)
    for number in range(6):
        kept.keep(f"<svg>{number}</svg>")
    assert len(list(tmp_path.glob("*.svg"))) == 3


@pytest.mark.parametrize("name", ["../secret.svg", "none.svg", "", "..", "a/b.svg", "parts.txt"])
def test_nothing_outside_the_folder_is_found(tmp_path, name):
    (tmp_path / "secret.svg").write_text("x")
    (tmp_path / "charts").mkdir()
    (tmp_path / "charts" / "parts.txt").write_text("x")
    assert Charts(tmp_path / "charts").find(name) is None


def test_it_shows_both_windows_and_every_part_that_moved(told):
    # 28 days of 200 come to 2,800 for 14; half the price leaves 1,400.
    shown = texts(draw_chart(told(rows=rows()), "en"))
    assert {"USD 2,800.00", "USD 1,400.00", "USD -1,400.00", "price per unit"} <= set(shown)
    assert "traffic" not in shown


def test_it_speaks_the_language_asked_for(told):
    result = told(rows=rows())
    assert "成交单价" in texts(draw_chart(result, "zh")) and "price per unit" in texts(draw_chart(result, "en"))


def test_odd_names_and_no_change_make_a_drawing_too(told):
    result = told(rows=rows(sku="<&\"'>", factor=1))
    assert Xml.fromstring(draw_chart(result, "zh")).tag == f"{SVG}svg"
