"""Figures, units, materials, colours and codes that a text states."""
