"""Benchmarks: scripts that print ratios; nothing here is collected by pytest."""
