"""The demo shop: an invented seller whose report files are generated, with planted stories."""
