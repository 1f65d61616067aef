"""Seeded corpora. They write known values by their own tables; the readers under test have no part in it."""
