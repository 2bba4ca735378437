"""Tests of `reader.store`."""
