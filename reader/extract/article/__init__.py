"""The article of a page or a file: headline, credits, body."""
