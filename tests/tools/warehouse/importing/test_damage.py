import pytest

from tests.corpora.damaged import clean, damaged
from tools.warehouse.importing.damage import excel_date, excel_number, mojibake
from tools.warehouse.importing.values import EXACT


@pytest.mark.parametrize(
    "text",
    ["GrÃ¶ÃŸe", "Womenâ€™s mug", "Womenâ\x80\x99s mug", "â‚¬5", "caf\ufffd", "锟斤拷",
     "中国制造商".encode().decode("gb18030", errors="replace"), "縺ゅ＞縺", "ä¸\xadå›½", "caf茅", "K眉che",
     "Kﾃｼche", "Gr√∂√üe", "ÖÐ¹úÖÆÔì", "M?ller", "???? ????", "拢5", "鈥檚", "100 掳C", "ã‚³ãƒ¼ãƒ’ãƒ¼"],
)  # fmt: skip
def test_damaged_texts(text):
    assert mojibake(text)


@pytest.mark.parametrize(
    "text",
    ["Größe", "„Straße Ä“", "MAÇÃ\xa0FRESCA", "SÃO PAULO", "ﾃｽﾄ ﾃｰﾌﾟ USBﾃｰﾌﾞﾙ", "iPhone手机壳 T恤", "瑕疵 宕机 绗缝机", "髪の縺れ",
     "Where is my package???", "https://shop.example/p?id=7", "10 cm² ±2 °C", "¿Qué? ¡Ánimo!",
     "«École»", "Łódź", "Çağrı", "", "A-17"],
)  # fmt: skip
def test_clean_texts(text):
    assert not mojibake(text)


def test_damage_is_found_and_nothing_clean_is_taken_for_it():
    texts = clean()
    assert len(texts) > 20_000 and [text for text in texts if mojibake(text)] == []
    harmed = damaged(seed=20260701, count=2_000)
    assert sum(mojibake(item.text) for item in harmed) >= 0.95 * len(harmed)


@pytest.mark.parametrize("text", ["1E+05", "4.06E+12", "1,23E+05", "2E-03", "-1.5E+10", EXACT + "4.06E+12"])
def test_ids_that_excel_made_numbers(text):
    assert excel_number(text)


@pytest.mark.parametrize("text", ["1E05", "E+05", "12E+05", "1E+5", "A1E+05", "4060000000000", "1.5", ""])
def test_ids_that_only_look_like_numbers_of_excel(text):
    assert not excel_number(text)


@pytest.mark.parametrize(
    "text",
    ["2-Mar", "Mar-02", "02-Mar-26", "3月2日", "2026年3月2日", "02.Mrz", "02. Mrz", "Mrz 02", "2026-03-02 00:00:00", "2026-03-02",
     "2026/3/2", "02/03/2026", "02.03.2026", "02-mars", "janv-02", "02-ene", "02-gen",
     EXACT + "2026-03-02", EXACT + "2026-03-02T00:00:00"],
)  # fmt: skip
def test_ids_that_excel_made_dates(text):
    assert excel_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "A-2-3",
        "2-3",
        "2-3-4",
        "MAR-02",
        "Marble-02",
        "set-12",
        "lip-01",
        "2026-03",
        "20260302",
        "SKU-2026-03-02",
        "2-March-X",
        "",
    ],
)
def test_codes_that_are_no_dates(text):
    assert not excel_date(text)
