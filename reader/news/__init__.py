"""Use-cases: what is due, refresh, discover, and the library the screen asks."""
