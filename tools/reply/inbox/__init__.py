"""Imported messages as a list by deadline and risk, and what they say about products."""
