"""The made messages and replies of the bench."""

import csv

from benchmarks.reply_corpus import NOW, STORES, messages, phrases, plain_reply, replies, write_messages
from tools.listing.market import find_market
from tools.reply.contract import LANGUAGES


def test_messages_are_in_seven_languages_in_turn_and_the_same_each_time():
    made = messages(70)
    assert [each.language for each in made] == [*LANGUAGES] * 10
    assert made == messages(70) != messages(70, seed=2)
    assert all(each.store in STORES[each.language] and each.received_at <= NOW for each in made)
    assert all(each.text.strip() for each in messages(5_000))


def test_every_store_is_known():
    assert all(find_market(store).platform in store for stores in STORES.values() for store in stores)


def test_the_file_holds_every_message_three_in_ten_answered(tmp_path):
    made = messages(20)
    write_messages(tmp_path / "messages.csv", made)
    with (tmp_path / "messages.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["body"] for row in rows] == [each.text for each in made]
    assert sum(row["status"] == "answered" for row in rows) == 6


def test_the_plain_loop_fills_what_it_says():
    for each in messages(200):
        reply = plain_reply(each)
        assert len(reply.splitlines()) >= 4 and "{{" not in reply


def test_one_reply_in_four_holds_a_phrase_that_the_plain_loop_finds():
    languages = {store: language for language, stores in STORES.items() for store in stores}
    made = replies(40)
    held = [any(phrase in text for phrase in phrases(languages[store])) for store, text in made]
    assert all(held[::4]) and made == replies(40)
