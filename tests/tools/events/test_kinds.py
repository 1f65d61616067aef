import pytest
import yaml

from tools.core.windows import EVENTS, PERIOD_GRAMMAR
from tools.events.kinds import event_kinds, find_kind, fold, peak_labels

ASKED = {
    "price_change", "listing_edit", "deal", "coupon", "ad_change", "stock_out", "stock_in", "review", "buy_box", "competitor",
    "peak", "account", "factory_closure", "other",
}  # fmt: skip


def test_every_kind_has_both_labels():
    assert set(event_kinds()) == ASKED
    assert all(set(kind.label) == {"zh", "en"} and kind.label["en"].isascii() for kind in event_kinds().values())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, "price_change") for name in ("price_change", "Price Change", "price-change", "改价", "调价", "涨价", " 降价 ")),
        *((name, "listing_edit") for name in ("改版", "改listing", "改 Listing", "换主图")),
        *((name, "deal") for name in ("秒杀", "促销", "Lightning Deal", "ＢＤ")),
        *((name, "stock_out") for name in ("断货", "stock-out", "Stockout", "OOS", "out of stock")),
        ("优惠券", "coupon"), ("广告预算", "ad_change"), ("到货", "stock_in"), ("差评", "review"), ("跟卖", "buy_box"),
        ("competitor", "competitor"), ("大促", "peak"), ("account", "account"), ("其他", "other"),
        *((name, "factory_closure") for name in ("工厂放假", "停产", "factory holiday", "Supplier Closure")),
    ],
)  # fmt: skip
def test_a_kind_by_its_names(name, kind):
    assert find_kind(name).id == kind


@pytest.mark.parametrize("name", ["", " ", "flash", "改", "price_changed"])
def test_what_is_no_kind(name):
    assert find_kind(name) is None


def test_a_name_is_of_one_kind():
    names = [(fold(name), kind.id) for kind in event_kinds().values() for name in {kind.id, *kind.label.values(), *kind.names}]
    kinds_of = {name: {kind for other, kind in names if other == name} for name, _ in names}
    assert {name: kinds for name, kinds in kinds_of.items() if len(kinds) > 1} == {}


def test_every_peak_that_windows_know_has_a_label():
    fixed = yaml.safe_load(EVENTS.read_text(encoding="utf-8"))["fixed"]
    assert set(fixed) <= set(peak_labels())
    assert all(f"{name}_YYYY" in PERIOD_GRAMMAR for name in peak_labels())
