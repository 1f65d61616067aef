"""Documents and rules, their index, retrieval and citations. Knows no other room.

`library/` holds what the product ships; `index.KnowledgeIndex` is the way in.
"""
