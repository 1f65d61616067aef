"""Imported rows as panels: one module for each table they come from."""
