"""Decoding and drawing of pictures."""
