"""Articles and subscriptions out and in: OPML, JSON Lines."""
