"""Articles and subscriptions out and in."""
