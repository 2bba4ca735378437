"""Typesetting: an article as the lines of a column. Nothing here knows the screen."""
