import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment, meta

import prompts
from prompts import PromptError, message, message_keys, render
from prompts.formats import FILTERS, day, money, number, percent, signed_percent

ROOM = Path(prompts.__file__).parent
FILES = sorted((ROOM / "messages").glob("*.yaml"))
MESSAGES = {key: text for path in FILES for key, text in yaml.safe_load(path.read_text(encoding="utf-8")).items()}
ENVIRONMENT = Environment()
ENVIRONMENT.filters.update(FILTERS)
# `needs_zh` in one language is `needs_en` in the other.
LANGUAGE_END = re.compile(r"_(zh|en)$")


def variables(text):
    return {LANGUAGE_END.sub("", name) for name in meta.find_undeclared_variables(ENVIRONMENT.parse(text))}


def test_every_message_is_known():
    assert message_keys() == sorted(MESSAGES) and len(MESSAGES) > 50


@pytest.mark.parametrize("key", MESSAGES)
def test_a_message_says_the_same_in_both_languages(key):
    text = MESSAGES[key]
    assert set(text) == {"zh", "en"} and bool(text["zh"]) == bool(text["en"])
    used = {language: variables(sentence) for language, sentence in text.items()}
    assert used["zh"] == used["en"]
    assert not re.search("[\u3000-\u9fff\uff00-\uffef]", text["en"])


def test_no_key_is_written_twice():
    keys = [line for path in FILES for line in re.findall(r"^(\S+):", path.read_text(encoding="utf-8"), re.MULTILINE)]
    assert len(keys) == len(set(keys))


def test_hints_belong_to_a_message():
    assert all(key.removesuffix(".hint") in MESSAGES for key in MESSAGES)


def test_a_message_is_filled_in_both_languages():
    text = message("file_wide_row", file="f.csv", line=7, columns=3, found=5)
    assert text["en"] == "f.csv, line 7 has 5 cells, the header 3."
    assert text["zh"] == "f.csv 第 7 行有 5 列，表头只有 3 列。"


def test_a_missing_variable_is_an_error():
    with pytest.raises(PromptError, match="line"):
        message("file_wide_row", file="f.csv", columns=3, found=5)


def test_unknown_names_are_errors():
    with pytest.raises(PromptError, match="no_such"):
        message("no_such")
    with pytest.raises(PromptError, match="no_such"):
        render("answers/zh/no_such.md")


def test_render_is_strict_and_ends_with_one_line_end(tmp_path, monkeypatch):
    (tmp_path / "hello.md").write_text("\nHello {{ who }}, {{ amount | money('EUR') }}\n\n\n")
    monkeypatch.setattr(prompts, "ROOM", tmp_path)
    prompts._environment.cache_clear()
    try:
        assert render("hello.md", who="<b>", amount="1.5") == "Hello <b>, EUR 1.50\n"
        with pytest.raises(PromptError, match="amount"):
            render("hello.md", who="x")
    finally:
        prompts._environment.cache_clear()


@pytest.mark.parametrize(
    ("value", "currency", "text"),
    [
        (Decimal("1234.5"), "EUR", "EUR 1,234.50"),
        (Decimal("-1234.5"), "USD", "USD -1,234.50"),
        (Decimal(0), "GBP", "GBP 0.00"),
        (Decimal(1234567), "JPY", "JPY 1,234,567"),  # the yen has no decimals
        (1234.0, "JPY", "JPY 1,234"),
        ("19.99", "EUR", "EUR 19.99"),
    ],
)
def test_money(value, currency, text):
    assert money(value, currency) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1234, 0, "1,234"),
        (1234.5, 1, "1,234.5"),
        ("0.125", 2, "0.13"),
        (Decimal("-2.5"), 0, "-3"),
        (0, 0, "0"),
    ],
)
def test_number(value, places, text):
    assert number(value, places) == text


@pytest.mark.parametrize(
    ("value", "plain", "signed"),
    [
        ("0.0127", "1.27%", "+1.27%"),
        ("-0.512", "-51.20%", "-51.20%"),
        ("0", "0.00%", "0.00%"),
        ("12.5", "1,250.00%", "+1,250.00%"),
        ("-0.00001", "0.00%", "0.00%"),
    ],
)
def test_percent(value, plain, signed):
    assert (percent(Decimal(value)), signed_percent(Decimal(value))) == (plain, signed)


def test_day():
    assert (day(date(2026, 3, 2)), day("2026-03-02")) == ("2026-03-02", "2026-03-02")
