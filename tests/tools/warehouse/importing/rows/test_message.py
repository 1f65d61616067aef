import json
from email.message import EmailMessage

import pytest

from tests.support import load, sql

HEADER = "message id,order id,marketplace,date,buyer,subject,message,status\n"
STORED = "select marketplace, platform, message_id, thread_key, direction, received_at::varchar, body, is_answered from message"


def test_a_sheet_in_english_and_one_in_chinese(warehouse):
    result = load(warehouse, HEADER + '7,302-1234567-1234567,amazon.de,2026-11-20 08:00,Anna,Frage,"Hallo,\nwo ist es?",open\n')
    assert (result.report, result.rows_added, result.warnings) == ("chuhai.messages", 1, [])
    # Eight o'clock of the German store is seven o'clock UTC in November.
    thread = "302-1234567-1234567"
    assert sql(warehouse, STORED) == [
        ("amazon_de", "amazon", "7", thread, "in", "2026-11-20 07:00:00+00", "Hallo,\nwo ist es?", False)
    ]
    load(warehouse, "消息ID,订单号,平台,收到时间,买家,内容,状态\n8,,temu,2026-11-21T01:00:00Z,李,还没到,已回复\n")
    row = sql(warehouse, STORED + " where message_id = '8'")
    assert row == [(None, "temu", "8", None, "in", "2026-11-21 01:00:00+00", "还没到", True)]


@pytest.mark.parametrize("content", [
    {"messages": [{"id": "a", "body": "hi", "receivedAt": "2026-11-20T10:00:00Z", "marketplace": "ebay_us"}]},
    [{"message_id": "a", "text": "hi", "date": "2026-11-20T10:00:00Z", "site": "ebay_us"}],
])  # fmt: skip
def test_json_as_an_object_and_as_a_list(warehouse, content):
    assert load(warehouse, json.dumps(content), name="m.json").rows_added == 1
    assert sql(warehouse, STORED) == [("ebay_us", "ebay", "a", None, "in", "2026-11-20 10:00:00+00", "hi", None)]


@pytest.mark.parametrize(("direction", "stored"), [("out", "out"), ("卖家", "out"), ("Seller", "out"), ("", "in")])
def test_who_wrote_it(warehouse, direction, stored):
    load(warehouse, f"id,date,message,direction\n1,2026-11-20T10:00Z,hi,{direction}\n")
    assert sql(warehouse, "select direction from message") == [(stored,)]


@pytest.mark.parametrize(("row", "column"), [("1,,hi,", "date"), ("1,2026-11-20,,", "message"), ("1,gestern,hi,", "date")])
def test_messages_that_cannot_be_stored(warehouse, row, column):
    result = load(warehouse, f"id,date,message,status\n{row}\n")
    assert [bad.column for bad in result.rejections] == [column]
    assert sql(warehouse, "select count(*) from message") == [(0,)]


def test_the_same_file_twice_adds_nothing_and_a_newer_state_takes_the_place(warehouse):
    sheet = "id,date,message,status\n1,2026-11-20T10:00Z,hi,{}\n"
    load(warehouse, sheet.format("open"))
    assert load(warehouse, sheet.format("answered"), name="later.csv").rows_superseded == 1
    assert sql(warehouse, "select is_answered from message") == [(True,)]


def test_a_message_without_an_id_is_told_by_its_contents(warehouse):
    load(warehouse, "date,message\n2026-11-20T10:00Z,hi\n2026-11-20T10:00Z,ho\n")
    load(warehouse, "date,message\n2026-11-20T10:00Z,hi\n", name="again.csv")
    assert sql(warehouse, "select body from message order by 1") == [("hi",), ("ho",)]


def mail(body="Wo ist mein Paket?", subtype="plain", **fields):
    made = EmailMessage()
    given = {"From": "Anna Muster <x1@marketplace.amazon.de>", "To": "shop@example.com", "Subject": "Frage",
             "Date": "Fri, 20 Nov 2026 10:00:00 +0100", "Message-ID": "<1@relay>", **fields}  # fmt: skip
    for name, value in given.items():
        if value:
            made[name] = value
    made.set_content(body, subtype=subtype)
    return made


def as_text(*mails):
    whole = "".join(f"From MAILER Fri Nov 20 09:00:00 2026\n{each.as_string()}\n" for each in mails)
    return whole if len(mails) > 1 else mails[0].as_string()


def test_one_mail(warehouse):
    load(warehouse, as_text(mail()), name="m.eml")
    columns = "marketplace, message_id, direction, received_at::varchar, buyer_name, subject, body"
    assert sql(warehouse, f"select {columns} from message") == [
        ("amazon_de", "1@relay", "in", "2026-11-20 09:00:00+00", "Anna Muster", "Frage", "Wo ist mein Paket?")
    ]


def test_an_mbox_with_an_answer_and_its_thread(warehouse):
    own = {"From": "shop@example.com", "To": "x1@marketplace.amazon.de", "Message-ID": "<2@shop>", "In-Reply-To": "<1@relay>"}
    load(warehouse, as_text(mail("From what I see\n\nFrom here it is broken"), mail("Danke", **own)), name="box.mbox")
    rows = sql(warehouse, "select direction, thread_key, body from message order by message_id")
    assert rows == [("in", "1@relay", "From what I see\n\nFrom here it is broken"), ("out", "1@relay", "Danke")]


def test_the_order_is_found_in_the_text_and_markup_is_left_out(warehouse):
    html = "<html><style>p {}</style><p>Bestellung <b>302-1234567-1234567</b></p><script>alert(1)</script></html>"
    load(warehouse, as_text(mail(html, "html")), name="m.eml")
    assert sql(warehouse, "select order_id, body from message") == [("302-1234567-1234567", "Bestellung 302-1234567-1234567")]


@pytest.mark.parametrize("broken", ["=?utf-8?B?////?=", "=?x-unknown?Q?=FF?=", "\udcff"])
def test_mail_with_broken_headers_is_read_all_the_same(warehouse, broken):
    content = as_text(mail()).replace("Subject: Frage", f"Subject: {broken}").encode("utf-8", "surrogateescape")
    load(warehouse, content, name="m.eml")
    assert sql(warehouse, "select body from message") == [("Wo ist mein Paket?",)]


def test_mail_without_a_day_is_rejected_and_mail_without_text_refused(warehouse):
    assert load(warehouse, as_text(mail(Date=None)), name="m.eml").rejections[0].column == "receivedAt"
    with pytest.raises(Exception, match="no text could be read"):
        load(warehouse, as_text(mail(" ")), name="n.eml")
