"""Extraction: bytes to drafts."""
