import codecs
import io
import zipfile
from collections import Counter

import pytest

from tests.corpora import files
from tools.core.errors import ImportRefused
from tools.warehouse.importing.decoding import decode, encoding_of

CHINESE = "订单号,商品,数量,价格,买家所在国家\n1,真空保存容器五件套,2,19.99,德国\n2,不锈钢咖啡罐黑色,1,29.99,法国\n"
JAPANESE = "注文番号,商品名,数量,価格\n1,真空保存容器 5点セット,2,4280\n2,折りたたみ収納ボックス ふた付き,1,3380\n"
GERMAN = "Bestellnummer,Artikel,Menge\n1,Größe für Küche,2\n2,Hängeorganizer grün,1\n"


def text_of(content):
    return decode(content, "f.csv", set())


@pytest.mark.parametrize("text", [CHINESE, JAPANESE, GERMAN], ids=["zh", "ja", "de"])
@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16-le", "utf-16-be"],
)
def test_unicode_is_read_exactly(text, encode):
    assert text_of(encode(text)) == text


def test_chinese_of_the_mainland():
    assert text_of(CHINESE.encode("gb18030")) == CHINESE


def test_japanese_of_windows():
    assert text_of(JAPANESE.encode("cp932")) == JAPANESE


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        ("Kunde;Ort\nMüller;Köln\n", "cp1252"),
        ("Item,Price\nMug,£4.99\n", "cp1252"),
        ("Größe,Menge\nA17,2\n", "latin-1"),
        ("Commande,Pays\n1,Réunion\n", "cp1252"),
        (JAPANESE, "cp932"),
        ("商品,数量\nタオル,2\n", "cp932"),
        ("商品,数量\n毛巾,2\n", "gb18030"),
        ("sku,国家\nA17,德国\n", "gbk"),
    ],
)
def test_a_legacy_file_is_read_right_or_refused_but_never_garbled(text, encoding):
    try:
        assert text_of(text.encode(encoding)) == text
    except ImportRefused as refusal:
        assert refusal.key == "file_encoding"


def test_undecidable_bytes_are_refused_with_their_line():
    # 0xff starts nothing in GB18030 or cp932, 0x81 is nothing in cp1252; both stand on the second line.
    with pytest.raises(ImportRefused) as refusal:
        text_of(b"a,b\n\xff\x81\xfe,2\n")
    assert (refusal.value.key, refusal.value.details["line"]) == ("file_encoding", 2)


def test_utf_16_cut_in_the_middle_of_a_letter_is_refused():
    with pytest.raises(ImportRefused) as refusal:
        text_of(codecs.BOM_UTF16_LE + "a,b\n".encode("utf-16-le") + b"\x41")
    assert refusal.value.key == "file_encoding"


def xlsx():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "key", "kind"),
    [
        (b"", "file_empty", None),
        (b" \r\n\n ", "file_empty", None),
        (xlsx(), "file_not_text", "XLSX/ZIP"),
        (b"%PDF-1.7\n", "file_not_text", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_not_text", "XLS"),
        (b"\x89PNG\r\n\x1a\n", "file_not_text", "PNG"),
        (b"a\x00b\x00,\x00", "file_not_text", "binary"),
    ],
)
def test_what_is_no_text_is_refused_by_name(content, key, kind):
    with pytest.raises(ImportRefused) as refusal:
        text_of(content)
    assert refusal.value.key == key and refusal.value.details.get("kind") == kind
    assert "f.csv" in refusal.value.text["zh"] and "f.csv" in refusal.value.text["en"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        ("Item,Price\nWomen’s mug,€5\n", "cp1252"),  # ’s is a character of cp932
        ("Preis;Menge\n1.299,00 €;5\n", "cp1252"),
        ("Prix;Nom\n1\u00a0234,56 €;Été à Paris\n", "cp1252"),
        ("sku,颜色\nA,红\n", "gb18030"),
        (JAPANESE, "cp932"),
    ],
)
def test_what_is_clear_is_read(text, encoding):
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("訂單編號,商品名稱\n1,真空保鮮盒五件組\n", "big5"),
        ("注文番号,商品名\n1,折りたたみ収納ボックス\n", "euc-jp"),
        ("Zamówienie;Towar\n1;łóżko składane\n", "cp1250"),
        ("Sipariş;Ürün\n1;Büyük şişe\n", "cp1254"),
        ("Заказ;Товар\n1;Кружка\n", "cp1251"),
        ("名前\nﾏｸﾞｶｯﾌﾟ\nｽﾏﾎｹｰｽ\n", "cp932"),
    ],
)
def test_other_encodings_are_asked_about(text, encoding):
    with pytest.raises(ImportRefused) as refusal:
        text_of(text.encode(encoding))
    assert refusal.value.key == "file_encoding"


def judge(case, known_words):
    """Exact, asked or wrong; asking where the file is clear is wrong too."""
    try:
        text = decode(case.content, "f.csv", known_words).removeprefix("\ufeff")
    except ImportRefused as refusal:
        assert refusal.key in ("file_encoding", "file_not_text")
        return f"asked without need: {case.name}" if case.must_read else "asked"
    return "exact" if text == case.text else f"wrong: {case.name}"


def test_corpus_of_every_language_and_encoding():
    cases = [*files.plain_cases(seed=1, rows=30), *files.trap_cases(seed=2)]
    counts = Counter(judge(case, files.known_words()) for case in cases)
    assert len(cases) >= 200 and set(counts) == {"exact", "asked"}
    assert counts["exact"] >= 100


@pytest.mark.parametrize("known_words", [frozenset(), files.known_words()], ids=["no word known", "words known"])
def test_a_tiny_file_is_read_right_or_asked_about(known_words):
    counts = Counter(judge(case, known_words) for case in files.tiny_cases(seed=3, count=400))
    assert set(counts) == {"exact", "asked"}


def test_names_of_the_cldr_in_old_encodings():
    counts = Counter(judge(case, frozenset()) for seed in range(3) for case in files.cldr_cases(seed, rows=40))
    assert set(counts) == {"exact", "asked"} and counts["exact"] >= 30


def test_utf_16_without_its_mark_needs_a_known_word():
    content = "order-id\tsku\n1\tA17\n".encode("utf-16-le")
    assert decode(content, "f.csv", {"order id"}) == content.decode("utf-16-le")
    with pytest.raises(ImportRefused) as refusal:
        text_of(content)
    assert refusal.value.details["kind"] == "binary"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"a\nb\n" + "ü".encode() + b"\nc\xff\n", 4),
        (b"a\r" + "ü".encode() + b"\rc\xff\r", 3),
        ("a\nMaß\nGröße\n".encode() * 3 + "für Müller\n".encode("cp1252"), 10),
        (codecs.BOM_UTF16_LE + "a\nb\n".encode("utf-16-le") + b"\x00\xd8a\x00", 3),
        (codecs.BOM_UTF8 + b"a\n\xff", 2),
        ("订单号,商品\n1,真空保存容器五件套\n".encode("gb18030") * 20 + "302;Müller in Köln\n".encode("cp1252"), 41),
    ],
)
def test_the_first_wrong_line_is_named(content, line):
    with pytest.raises(ImportRefused) as refusal:
        text_of(content)
    assert (refusal.value.key, refusal.value.details["line"]) == ("file_encoding", line)


@pytest.mark.parametrize("content", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF8 + b"\r\n"])
def test_a_mark_alone_is_an_empty_file(content):
    with pytest.raises(ImportRefused) as refusal:
        text_of(content)
    assert refusal.value.key == "file_empty"


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_utf_32_is_refused_by_name(encoding):
    with pytest.raises(ImportRefused) as refusal:
        text_of("\ufeffa,b\n".encode(encoding))
    assert refusal.value.details["kind"] == "UTF-32"


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [(CHINESE * 30_000, "gb18030", "gb18030"), (JAPANESE * 30_000, "cp932", "cp932"), (GERMAN * 60_000, "utf-8", "utf-8")],
)
def test_letters_across_the_pieces_of_a_file(tmp_path, text, encoding, name):
    # Each file is longer than a piece; a letter of two or three bytes lies across some border.
    path = tmp_path / "f.csv"
    path.write_bytes(b"x" + text.encode(encoding))
    assert path.stat().st_size > 2 << 20
    assert encoding_of(path, "f.csv", frozenset()) == name
