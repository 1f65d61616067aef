"""Rephrasing: only a text that says the same and passes the same checks takes the place of the draft."""

import pytest

from tests.tools.reply.compose.drafts import answer, composed, understood
from tools.reply.check.finding import ReplyFinding
from tools.reply.compose.rephrase import RephrasingFailed, rephrased

DRAFT = composed(understood("late"), answer("late", "delivery.in_transit"))
BODY = "\n\n".join(DRAFT.text.split("\n\n")[1:-1])
BETTER = BODY.replace("Thank you for your message.", "Many thanks for writing to us.")
FINDING = ReplyFinding(
    rule_id="r", severity="block", kind="promise", span=(0, 1), text="x", message="a promise", message_zh="承诺", source=None,
    effective_date=None,
)  # fmt: skip


class Says:
    """A model that says one thing after the other."""

    def __init__(self, *texts):
        self.texts, self.asked = list(texts), []

    def rephrase(self, draft, **asked):
        self.asked.append({"draft": draft, **asked})
        said = self.texts.pop(0)
        if isinstance(said, Exception):
            raise said
        return said


def run(model, check=lambda text: [], limit=2000, draft=DRAFT):
    return rephrased(draft, model, language="en", tone="warm", instruction="softer", limit=limit, check=check)


def test_other_words_are_taken_between_salutation_and_closing():
    model = Says(BETTER)
    text, refused = run(model)
    assert refused is None
    assert text == f"Hello Anna Schmidt,\n\n{BETTER}\n\nKind regards,\nLumo"
    assert model.asked == [
        {"draft": BODY, "language": "en", "tone": "warm", "instruction": "softer", "names": ["Anna Schmidt"], "complaints": []}
    ]
    assert "Anna" not in BODY


@pytest.mark.parametrize(
    "said",
    [
        "",
        BODY.replace("20 November", "25 November"),
        BODY.replace("10 November 2026", "10 December 2026"),
        BODY.replace("00340434161094042557", "00340434161094042558"),
        BODY.replace("DHL", "UPS"),
        BODY + " You will have it within 3 days.",
        BODY + " [____: day]",
        BODY + "\u200b",
        "Ihre Bestellung 304-1234567-1234567 ist unterwegs, wir danken Ihnen und bitten um etwas Geduld mit der Zustellung.",
        BODY
        + " We are glad. We are glad to help. Yes. It is so. It will be well. You may rest. All is good. Fine. Well. Yes. Good.",
        BODY * 8,
    ],
)
def test_a_text_that_says_something_else_is_sent_back_once_and_refused(said):
    model = Says(said, said)
    text, refused = run(model)
    assert text is None and refused["zh"] and refused["en"]
    assert len(model.asked) == 2 and model.asked[1]["complaints"]


def test_the_second_try_counts():
    model = Says("", BETTER)
    assert run(model) == (f"Hello Anna Schmidt,\n\n{BETTER}\n\nKind regards,\nLumo", None)
    assert model.asked[1]["complaints"] == ["it is empty"]


def test_the_checks_run_again():
    assert run(Says(BETTER, BETTER), check=lambda text: [FINDING]) == (None, {"zh": "承诺", "en": "a promise"})
    seen = []
    run(Says(BETTER), check=lambda text: seen.append(text) or [])
    assert seen == [f"Hello Anna Schmidt,\n\n{BETTER}\n\nKind regards,\nLumo"]


def test_a_model_that_does_not_answer_changes_nothing():
    text, refused = run(Says(RephrasingFailed("timeout")))
    assert text is None and refused["en"] == "the model did not answer"


def test_blanks_stay():
    draft = composed(understood("cancel"), answer("cancel", "cancel.delivered"))
    body = "\n\n".join(draft.text.split("\n\n")[1:-1])
    assert "[____: day of delivery]" in body
    lost = body.replace("[____: day of delivery]", "some day")
    assert run(Says(lost, lost), draft=draft)[0] is None
    assert run(Says(body), draft=draft)[0] == draft.text
