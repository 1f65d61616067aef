"""No sentence of the reply blocks, filled with an order's facts, breaks a rule on messages."""

from datetime import date

import pytest

from prompts.reply_blocks import reply_cases, reply_topics
from tools.listing.market import find_market
from tools.reply.check.checking import check_reply
from tools.reply.contract import LANGUAGES

STORES = {"en": "amazon_uk", "de": "amazon_de", "fr": "amazon_fr", "es": "amazon_es", "it": "amazon_it", "ja": "amazon_jp"}
VALUES = {"order_id": "304-1234567-1234567", "carrier": "DHL", "tracking_number": "JJD000390012345678", "name": "Anna Schmidt"}
PARTS = ("tracking",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_blocks_break_no_rule(language):
    market = find_market(STORES.get(language, "amazon_us"))
    found = [
        (f"{topic}.{case}", finding.kind, finding.text)
        for topic in reply_topics(language)
        if topic not in PARTS
        for case, lines in reply_cases(language, topic).items()
        for line in lines
        for finding in check_reply(
            line.filled({name: VALUES.get(name, "X") for name in line.variables}),
            market=market,
            on=date(2026, 11, 22),
            language=language,
        )
    ]
    assert found == []
