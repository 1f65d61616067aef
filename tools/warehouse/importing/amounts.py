"""What the amounts of a settlement are: product, shipping, fee …, by the words of the reports."""

from functools import cache
from pathlib import Path

import yaml

_RULES = Path(__file__).parent / "amounts.yaml"


@cache
def macros() -> str:
    """SQL macros `amount_category(transaction_type, amount_type, amount_description)` and `is_refund_type(transaction_type)`."""
    rules = yaml.safe_load(_RULES.read_text(encoding="utf-8"))
    cases = " ".join(_case(rule) for rule in rules["categories"])
    refunds = ", ".join(_text(word) for word in rules["refund_types"])
    return (
        "create or replace macro amount_category(transaction_type, amount_type, amount_description) as "
        f"case {cases} else 'other' end; "
        f"create or replace macro is_refund_type(transaction_type) as lower(transaction_type) in ({refunds}) is true;"
    )


def _case(rule: dict[str, list[str] | str]) -> str:
    tests = [f"lower({name}) in ({', '.join(_text(word) for word in rule[name])})" for name in rule if name != "category"]
    return f"when {' and '.join(tests)} then {_text(str(rule['category']))}"


def _text(word: str) -> str:
    return "'" + word.lower().replace("'", "''") + "'"
