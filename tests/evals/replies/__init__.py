"""Buyers' messages and sellers' sentences, labelled by colleagues without sight of the product."""
