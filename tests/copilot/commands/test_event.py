import pytest

from tests.support import UCI_MAPPING, all_orders, order

DAY = ["--from", "2026-09-14"]
PRICE = ["event", "add", "--kind", "降价", *DAY, "--marketplace", "德国站", "--sku", "A17", "--note", '29.99 → 27.99, "x"; y']
ENTRY = {"id", "shop", "kind", "label", "from", "to", "marketplace", "sku", "note", "source"}


@pytest.fixture
def store(chuhai, tmp_path):
    """A shop that sells A17 in Germany and B2 in the United States."""
    path = tmp_path / "orders.txt"
    path.write_text(all_orders(order("1"), order("2", sales_channel="Amazon.com", sku="B2", currency="USD")), encoding="utf-8")
    assert chuhai("import", path, "--shop", "mine").code == 0


def listed(chuhai):
    return chuhai("event", "list", "--json").json["events"]


def test_an_event_is_entered_and_listed(chuhai, store):
    ran = chuhai(*PRICE)
    assert ran.code == 0 and ran.err == "" and "改价" in ran.out and "amazon_de" in ran.out and "手工录入" in ran.out
    (event,) = listed(chuhai)
    assert set(event) == ENTRY and event["label"] == {"zh": "改价", "en": "price change"}
    found = [event[name] for name in ("shop", "kind", "from", "to", "marketplace", "sku", "note", "source")]
    assert found == ["mine", "price_change", "2026-09-14", "2026-09-14", "amazon_de", "A17", '29.99 → 27.99, "x"; y', "operator"]
    assert chuhai("event", "list").out == ran.out


def test_an_event_as_json(chuhai, store):
    entry = chuhai(*PRICE, "--to", "2026-09-20", "--json").json
    assert (entry["changed"], entry["warnings"], entry["event"]["to"]) == (True, [], "2026-09-20")
    assert entry["event"] == listed(chuhai)[0]


def test_the_same_event_twice_changes_nothing(chuhai, store):
    first = chuhai(*PRICE, "--json").json
    imports = chuhai("imports", "--json").json
    again = chuhai(*PRICE, "--json").json
    assert not again["changed"] and again["event"] == first["event"]
    assert [note["code"] for note in again["warnings"]] == ["event_known"]
    assert chuhai("imports", "--json").json == imports


def test_a_changed_event_takes_the_place_of_the_earlier(chuhai, store):
    first = chuhai(*PRICE, "--json").json["event"]
    later = chuhai(*PRICE, "--to", "2026-09-20", "--json").json
    assert [note["code"] for note in later["warnings"]] == ["event_replaced"] and listed(chuhai) == [later["event"]]
    refused = chuhai(*PRICE)
    assert refused.code == 1 and str(later["event"]["id"]) in refused.err and listed(chuhai) == [later["event"]]
    assert chuhai("imports", "undo", later["event"]["id"]).code == 0
    assert listed(chuhai) == [first]


def test_an_event_is_removed(chuhai, store):
    number = chuhai(*PRICE, "--json").json["event"]["id"]
    ran = chuhai("event", "remove", number)
    assert ran.code == 0 and str(number) in ran.out and listed(chuhai) == []
    assert chuhai("event", "list").out.strip()
    again = chuhai("event", "remove", number)
    assert again.code == 1 and str(number) in again.err
    assert chuhai(*PRICE, "--json").json["changed"]


def test_an_event_that_another_import_holds_stays_and_says_so(chuhai, store):
    first = chuhai(*PRICE, "--json").json["event"]
    later = chuhai(*PRICE, "--to", "2026-09-20", "--json").json["event"]
    removed = chuhai("event", "remove", later["id"], "--json").json
    assert [note["code"] for note in removed["warnings"]] == ["event_held_elsewhere"] and listed(chuhai) == [first]


def test_an_event_of_a_file_goes_with_its_file(chuhai, store, tmp_path):
    sheet = tmp_path / "events.csv"
    sheet.write_text("kind,from,to,marketplace,sku,note\ndeal,2026-09-14,,,,\nother,2026-09-15,,,,\n", encoding="utf-8")
    number = chuhai("import", sheet, "--shop", "mine", "--json").json["imports"][0]["import_id"]
    assert [event["source"] for event in listed(chuhai)] == ["events.csv"] * 2
    ran = chuhai("event", "remove", number)
    assert ran.code == 1 and "events.csv" in ran.err and f"imports undo {number}" in ran.err
    known = chuhai("event", "add", "--kind", "秒杀", *DAY, "--json").json
    assert not known["changed"] and known["event"]["id"] == number
    assert chuhai("imports", "undo", number).code == 0 and listed(chuhai) == []


@pytest.mark.parametrize("other", [1, 10**9, -1])
def test_what_is_no_event_cannot_be_removed(chuhai, store, other):
    assert chuhai("event", "remove", "--", other).code == 1
    assert chuhai("event", "remove", "x").code == 2


@pytest.mark.parametrize(
    ("arguments", "code", "field", "words"),
    [
        (["--kind", "flash", *DAY], "unknown_reference", "kind", "buy_box"),
        (["--kind", "deal", "--from", "14.9.2026"], "invalid_input", "from", "14.9.2026"),
        (["--kind", "deal", "--from", "2026-02-30"], "invalid_input", "from", "2026-02-30"),
        (["--kind", "deal", "--from", "1066-10-14"], "invalid_input", "from", "1066-10-14"),
        (["--kind", "deal", *DAY, "--to", "2026-09-13"], "invalid_input", "to", "2026-09-13"),
        (["--kind", "deal", *DAY, "--marketplace", "amazon_xx"], "unknown_reference", "marketplace", "amazon_xx"),
        (["--kind", "deal", *DAY, "--marketplace", "FR"], "ambiguous", "marketplace", "ebay_fr"),
        (["--kind", "deal", *DAY, "--shop", "a b"], "invalid_input", "shop", "a b"),
        (["--kind", "deal", *DAY, "--note", "x" * 501], "invalid_input", "note", "500"),
    ],
)
def test_events_that_are_refused(chuhai, store, arguments, code, field, words):
    ran = chuhai("event", "add", *arguments, "--json")
    error = ran.json["error"]
    assert (ran.code, error["code"], error["field"]) == (1, code, field)
    assert words in error["message"] and words in ran.err and listed(chuhai) == []


@pytest.mark.parametrize("arguments", [[], ["--kind", "deal"], DAY])
def test_kind_and_day_are_needed(chuhai, arguments):
    assert chuhai("event", "add", *arguments).code == 2


@pytest.mark.parametrize("name", ["DE", "德国", "Germany", "amazon_de", "Amazon.de"])
def test_a_marketplace_by_its_names(chuhai, store, name):
    entry = chuhai("event", "add", "--kind", "deal", *DAY, "--marketplace", name, "--json").json
    assert entry["event"]["marketplace"] == "amazon_de"


def test_an_unknown_sku_is_taken_with_a_warning(chuhai, store):
    entry = chuhai("event", "add", "--kind", "deal", *DAY, "--sku", "a17", "--json").json
    assert entry["event"]["sku"] == "a17" and [note["code"] for note in entry["warnings"]] == ["given_sku_unknown"]
    assert "A17" in entry["warnings"][0]["en"]


def test_a_shop_that_has_no_data_is_taken_with_a_warning(chuhai, store):
    entry = chuhai("event", "add", "--kind", "deal", *DAY, "--shop", "min", "--json").json
    assert entry["event"]["shop"] == "min" and [note["code"] for note in entry["warnings"]] == ["given_shop_unknown"]
    assert chuhai("event", "add", "--kind", "peak", *DAY, "--json").json["event"]["shop"] == "mine"


def test_of_several_shops_one_must_be_named(chuhai, store, tmp_path):
    rates = tmp_path / "rates.csv"
    rates.write_text("date,base,quote,rate,source\n2026-09-14,EUR,USD,1.1,x\n", encoding="utf-8")
    chuhai("import", rates, "--shop", "second")
    refused = chuhai("event", "add", "--kind", "deal", *DAY, "--json")
    assert refused.json["error"]["code"] == "ambiguous" and "second" in refused.err
    assert chuhai("event", "add", "--kind", "deal", *DAY, "--shop", "second", "--json").json["warnings"] == []


def test_an_event_before_any_data(chuhai):
    assert chuhai("event", "add", "--kind", "deal", *DAY, "--json").json["event"]["shop"] == "main"


def test_a_shop_of_ones_own_as_marketplace(chuhai, uci_lines, tmp_path):
    mapping = tmp_path / "map.yaml"
    mapping.write_text(UCI_MAPPING, encoding="utf-8")
    assert chuhai("import", uci_lines(("1", "A", 2, 3.5)), "--mapping", mapping).code == 0
    places = ["Gift shop", "gift_shop"]
    entries = [chuhai("event", "add", "--kind", "deal", *DAY, "--marketplace", place, "--json").json for place in places]
    assert [(entry["event"]["marketplace"], entry["changed"]) for entry in entries] == [("gift_shop", True), ("gift_shop", False)]


def test_a_note_is_one_line(chuhai):
    entry = chuhai("event", "add", "--kind", "other", *DAY, "--note", " two\r\nlines\x00 ", "--json").json
    assert entry["event"]["note"] == "two lines"
