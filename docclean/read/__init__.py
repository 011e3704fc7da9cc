"""Bytes, files and JSON records to texts with what is known about them."""
