import json

import pytest
from openpyxl import load_workbook

from copilot import toolbox
from tests.tools.listing.sheets import fakes

SHEET = "SKU,站点,标题,五点1\nA1,US,Loud!,one\nA3,US,Quiet,one\n"


@pytest.fixture
def fake(monkeypatch):
    """Tools that answer without judging."""
    monkeypatch.setattr(toolbox, "run_tool", lambda name, arguments, world: fakes.run(name, arguments))


@pytest.fixture
def write(tmp_path):
    def run(content, name="a.csv"):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return run


def test_a_sheet_is_checked(chuhai, write, fake, tmp_path):
    out = tmp_path / "out.xlsx"
    ran = chuhai("listing", "check", write(SHEET), "--out", out)
    assert ran.code == 0 and ran.err == ""
    assert "第 2 行（A1） 标题：太长" in ran.out and "2 条，可发布 1，需处理 1" in ran.out and str(out) in ran.out
    assert load_workbook(out).sheetnames == ["结果", "问题"]


def test_as_json(chuhai, write, fake):
    ran = chuhai("listing", "rewrite", write(SHEET), "--json")
    assert ran.code == 0 and ran.json["summary"]["rows"] == 2 and ran.json["rows"][1]["result"]["draft"]["title"] == "QUIET"
    assert load_workbook(ran.json["export"]).sheetnames[2] == "草稿"


def test_localising_names_its_store(chuhai, write, fake):
    assert chuhai("listing", "localize", write(SHEET), "--to", "Amazon.de", "--json").json["to"] == "amazon_de"
    assert chuhai("listing", "localize", write(SHEET)).code == 2
    assert chuhai("listing", "localize", write(SHEET), "--to", "mars").code == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("l.json", json.dumps({"title": "Quiet", "marketplace": "amazon_us"})),
        ("one.txt", "check this:\nTitle: Quiet\nBullet 1: a"),
    ],
)
def test_one_listing(chuhai, write, fake, name, content):
    ran = chuhai("listing", "check", write(content, name), "--marketplace", "amazon_us", "--json")
    assert ran.code == 0 and [row["title"] for row in ran.json["rows"]] == ["Quiet"]


def test_bad_rows_are_told_and_the_others_done(chuhai, write, fake):
    ran = chuhai("listing", "check", write(SHEET + "A4,Mars,T,\nNO,US,T,\n"), "--json")
    assert ran.code == 1 and ran.json["summary"]["ready"] == 1
    assert "a.csv 第 4 行“站点”列" in ran.err and "第 5 行没有处理" in ran.err


def test_what_is_refused(chuhai, write, tmp_path):
    assert "missing.csv" in chuhai("listing", "check", tmp_path / "missing.csv").err
    refused = [
        chuhai("listing", "check", tmp_path / "missing.csv"),
        chuhai("listing", "check", write("a,b\n1,2\n")),
        chuhai("listing", "check", write(SHEET), "--as-of", "soon"),
        chuhai("listing", "check", write(SHEET), "--marketplace", "mars"),
    ]
    assert [ran.code for ran in refused] == [1] * 4 and all(ran.err for ran in refused)


def test_a_place_that_cannot_be_written(chuhai, write, fake, tmp_path):
    ran = chuhai("listing", "check", write(SHEET), "--out", tmp_path / "no" / "out.xlsx")
    assert ran.code == 1 and "out.xlsx" in ran.err
