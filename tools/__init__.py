"""The product's tools: calculations, drafts and the warehouse. No developer scripts live here.

One module per tool, one public function per module. A tool is pure: what it needs of the world (warehouse,
index, the day it is asked for) is handed in; it reads no clock, randomness, network or environment.
`tools.core.catalogue` finds the tools by walking these folders.
"""
