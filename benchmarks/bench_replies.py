"""Drafts offline, a queue of messages and checks of replies on one core, against plain code that decides and finds less."""

import re
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd

from benchmarks.reply_corpus import NOW, STORES, Message, messages, phrases, plain_reply, replies, write_messages
from benchmarks.timing import Measured, median_ms, paired_ms
from tools.listing.market import find_market
from tools.reply.check.checking import check_reply
from tools.reply.compose.request import ReplyQuestion
from tools.reply.contract import Language
from tools.reply.message_queue import QueueQuestion, QueueResult, message_queue
from tools.reply.reply_draft import reply_draft
from tools.warehouse.importing.importer import ImportRequest, import_file
from tools.warehouse.warehouse import Warehouse

TODAY = date(2026, 11, 22)
DRAFTS, QUEUE, CHECKS, RUNS = 500, 5_000, 1_000, 5
_CLOCK = pd.Timedelta(hours=24)


def run() -> list[Measured]:
    """The three, each in turn with its baseline."""
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder) / "warehouse.duckdb")
        try:
            return [_drafts(warehouse), *_queue(warehouse, Path(folder) / "messages.csv"), _checks()]
        finally:
            warehouse.close()


def _drafts(warehouse: Warehouse) -> Measured:
    """Other messages in each run, as what was read once is remembered."""
    made = [messages(DRAFTS, seed) for seed in range(RUNS + 2)]
    ours, plain = iter(made), iter(made)
    mine, theirs = paired_ms(
        lambda: [_draft(each, warehouse) for each in next(ours)], lambda: [plain_reply(each) for each in next(plain)], runs=RUNS
    )
    return Measured(f"{DRAFTS} replies drafted", mine, "loop that fills the block of a given intent", theirs)


def _draft(message: Message, warehouse: Warehouse) -> str:
    question = ReplyQuestion(message=message.text, marketplace=message.store, order=message.order, as_of=NOW)
    return reply_draft(question, warehouse=warehouse, today=TODAY, reply_terms={}, rephraser=None).draft


def _queue(warehouse: Warehouse, path: Path) -> list[Measured]:
    write_messages(path, messages(QUEUE, seed=100))
    import_file(warehouse, ImportRequest(path=path, file=path.name, shop="bench"))
    first = median_ms(lambda: _waiting(warehouse), runs=1, warm=0)
    again, plain = paired_ms(lambda: _waiting(warehouse), lambda: _sorted(path), runs=3)
    baseline = "pandas read_csv and sort by time"
    return [
        Measured(f"queue of {QUEUE} messages, first time", first, baseline, plain),
        Measured("the same again", again, baseline, plain),
    ]


def _waiting(warehouse: Warehouse) -> QueueResult:
    return message_queue(QueueQuestion(as_of=NOW, limit=QUEUE), warehouse=warehouse, now=NOW)


def _sorted(path: Path) -> pd.DataFrame:
    rows = pd.read_csv(path, parse_dates=["received_at"], date_format="ISO8601")
    waiting = rows[rows["status"] == "open"]
    return waiting.assign(deadline=waiting["received_at"] + _CLOCK).sort_values("deadline")


def _checks() -> Measured:
    made = replies(CHECKS)
    languages = {store: language for language, stores in STORES.items() for store in stores}
    compiled = {language: _patterns(language) for language in STORES}
    ours, plain = paired_ms(
        lambda: [len(check_reply(text, market=find_market(store), on=TODAY)) for store, text in made],
        lambda: [sum(1 for each in compiled[languages[store]] if each.search(text)) for store, text in made],
        runs=RUNS,
    )
    return Measured(f"{CHECKS} replies checked", ours, "loop over the library's phrases compiled", plain)


def _patterns(language: Language) -> list[re.Pattern[str]]:
    """Whole words of Latin scripts, signs of Japanese."""
    return [
        re.compile(re.escape(word) if language == "ja" else rf"\b{re.escape(word)}\b", re.IGNORECASE)
        for word in phrases(language)
    ]
