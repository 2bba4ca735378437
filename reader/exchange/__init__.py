"""Articles and subscriptions out and in: OPML, JSON Lines; digests as text, Markdown and HTML."""
