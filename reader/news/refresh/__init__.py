"""Refreshing: what sources answer, read, decided on and recorded."""
