"""The offline model: understands operators' questions in Chinese and English by rule, and words results by template."""
