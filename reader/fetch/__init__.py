"""The network, and the only user of httpx."""
