"""The articles that a channel page lists."""
