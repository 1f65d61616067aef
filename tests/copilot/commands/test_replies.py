import pytest
from openpyxl import load_workbook

from tests.tools.reply.messages import NOW, SHEET


@pytest.fixture
def inbox(chuhai, tmp_path):
    path = tmp_path / "messages.csv"
    path.write_text(SHEET, encoding="utf-8")
    assert chuhai("import", path).code == 0
    return chuhai


def test_the_queue(inbox):
    ran = inbox("replies", "queue", "--as-of", NOW)
    assert ran.code == 0 and "未回复 5，已超时 1" in ran.out and ran.out.index("caught fire") < ran.out.index("Wo ist mein Paket")
    assert inbox("replies", "queue", "--as-of", NOW, "--limit", "1", "--json").json["counts"]["late"] == 1


def test_drafts_as_a_workbook(inbox, tmp_path):
    out = tmp_path / "drafts.xlsx"
    ran = inbox("replies", "draft", "--as-of", NOW, "--out", out)
    assert ran.code == 0 and "6 条消息" in ran.out and "没有发送任何内容" in ran.out
    assert load_workbook(out)["回复草稿"].max_row == 7
    assert inbox("replies", "draft", "--as-of", NOW, "--marketplace", "amazon_de", "--json").json["summary"]["rows"] == 2


def test_terms(chuhai):
    assert chuhai("replies", "terms", "main", "--set", '{"brand": "KiTool"}').json["terms"]["main"]["brand"] == "KiTool"
    assert chuhai("replies", "terms").json["terms"]["main"]["replacement"] is True
    assert chuhai("replies", "terms", "main", "--remove").json == {"terms": {}}
    refused = [("--set", "{}"), ("main", "--set", "[1]"), ("main", "--set", '{"colour": 1}'), ("main", "--remove")]
    assert [chuhai("replies", "terms", *arguments).code for arguments in refused] == [1] * 4


def test_without_messages(chuhai):
    ran = chuhai("replies", "queue")
    assert ran.code == 1 and "chuhai import" in ran.err
