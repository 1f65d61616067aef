from copilot.commands.output import with_files


def test_links_to_drawings_and_workbooks_name_their_files(monkeypatch, tmp_path):
    monkeypatch.setenv("CHUHAI_HOME", str(tmp_path))
    answer = "![图](/v1/charts/parts-1.svg) [采购单](/v1/exports/purchase-orders-1.xlsx)"
    assert with_files(answer) == f"![图]({tmp_path}/charts/parts-1.svg) [采购单]({tmp_path}/exports/purchase-orders-1.xlsx)"
