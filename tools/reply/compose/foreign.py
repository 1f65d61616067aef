"""Words that come from outside (a buyer's name, a listing's statement) made safe to stand in a draft."""

import re
import unicodedata

from tools.documents.instructions import addresses_assistant

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_MARKUP = re.compile(r"<[^<>]{0,200}>|&(?:#\d{1,6}|[a-z]{2,8});|[*_`#|\\{}<>\[\]]")
_ADDRESS = re.compile(
    r"https?:|www\.|@|://|[a-z0-9\-]\.(?:com|net|org|shop|store|io|cn|de|fr|it|es|jp|uk|eu|co|me|info|biz)\b", re.IGNORECASE
)


def cleaned(text: str, most: int) -> str | None:
    """A text as one line without hidden characters and markup.

    Args:
        text: As it came.
        most: Longest length that is taken.

    Returns:
        None for one that is empty, too long, holds an address or speaks to a machine.
    """
    if len(text) > 4 * most:
        return None
    seen = "".join(
        " " if unicodedata.category(each) in ("Cc", "Zl", "Zp") else each for each in unicodedata.normalize("NFC", text)
    )
    seen = "".join(each for each in seen if unicodedata.category(each) not in _HIDDEN)
    line = " ".join(_MARKUP.sub(" ", seen).split())
    if not line or len(line) > most or _ADDRESS.search(line) or addresses_assistant(line):
        return None
    return line
