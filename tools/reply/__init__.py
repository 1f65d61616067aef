"""Replies to buyers: what a message asks, the facts of its order, what policy allows, the draft and its check."""
