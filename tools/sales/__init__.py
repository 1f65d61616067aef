"""Figures of sales, traffic, ads, profit and stock: metrics, the semantic layer over the warehouse, the sales query."""
