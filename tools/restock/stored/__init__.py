"""Imported data as the material of a plan."""
