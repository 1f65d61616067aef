"""Listings from pasted text, sheets, flat files and imported reports, and drafts back into a sheet."""
