"""What the server of reading processes loads before it forks the first, so that none of them loads it anew."""

from prompts import message_keys
from tools.documents import reading
from tools.documents.instructions import addresses_assistant
from tools.documents.language import guess_language

__all__ = ["reading"]

message_keys()
addresses_assistant("")
guess_language("")
